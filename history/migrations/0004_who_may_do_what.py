"""The groups of the desk: contributors write drafts, editors publish, admins see to the accounts as well."""

from typing import Any

from django.db import migrations

EDITED = (
    "attribution",
    "bearing",
    "citation",
    "claim",
    "claimant",
    "event",
    "eventplace",
    "participant",
    "party",
    "place",
    "placename",
    "source",
    "topic",
)
WRITING = ("add", "change", "view")


def on_record(verbs: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(verb, model) for model in EDITED for verb in verbs]


CONTRIBUTORS = [("history", *pair) for pair in on_record(WRITING)]
# Who writes what hangs on a draft may take it away again; events, claims and rows that many share are deleted by editors.
CONTRIBUTORS += [
    ("history", "delete", model) for model in ("attribution", "bearing", "citation", "eventplace", "participant", "placename")
]
EDITORS = [("history", *pair) for pair in on_record((*WRITING, "delete"))] + [("history", "publish", "event")]
ADMINS = [*EDITORS, *(("accounts", verb, "user") for verb in ("add", "change", "delete", "view")), ("auth", "view", "group")]


def make_groups(apps: Any, schema_editor: Any) -> None:
    """Make the groups, or give those that stand what they lack."""
    for name, wanted in (("Contributors", CONTRIBUTORS), ("Editors", EDITORS), ("Admins", ADMINS)):
        group, _is_new = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(find_permission(apps, *one) for one in wanted))


def find_permission(apps: Any, app: str, verb: str, model: str) -> Any:
    """The permission, made now where Django has not made it yet: it makes its own after the last migration."""
    about, _is_new = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    words = "Can publish events" if verb == "publish" else f"Can {verb} {NAMES.get(model, model)}"
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=about, codename=f"{verb}_{model}", defaults={"name": words}
    )[0]


NAMES = {"eventplace": "event place", "placename": "place name"}


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0003_versions_of_entries"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
