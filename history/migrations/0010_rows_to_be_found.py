"""Keep a digest of each claim's words beside them, and indexes by which a window of a large topic is read."""

from typing import Any

from django.db import migrations, models

import history.models.claims
from history.facts.wordings import LENGTH, digest_wording

CLAIMS_AT_ONCE = 2000


def fill_in(apps: Any, schema_editor: Any) -> None:
    """Digests of the statements that are there already, portion by portion."""
    statements = apps.get_model("history", "Claim").objects.order_by("pk").values_list("pk", "statement")
    write, last = "UPDATE history_claim SET wording = %s WHERE id = %s", 0
    while some := list(statements.filter(pk__gt=last)[:CLAIMS_AT_ONCE]):
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(write, [(digest_wording(statement), pk) for pk, statement in some])
        last = some[-1][0]


class Migration(migrations.Migration):
    dependencies = [("history", "0009_names_to_be_found")]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="wording",
            field=history.models.claims.WordingField(
                blank=True, db_index=True, default="", editable=False, max_length=LENGTH
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="claim", index=models.Index(fields=["latest_day"], name="claim_last_day")
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["status", "latest_day"], name="event_published_last_day"),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["kind", "latitude", "longitude"], name="place_by_spot"),
        ),
    ]
