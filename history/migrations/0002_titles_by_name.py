"""Keep the name in each event's title beside it, to find titles that may name one event."""

from typing import Any

from django.db import migrations

import history.models.events
from history.facts.titles import LONGEST_NAME, name_title

EVENTS_AT_ONCE = 1000


def fill_in(apps: Any, schema_editor: Any) -> None:
    """Names of the titles that are there already."""
    model = apps.get_model("history", "Event")
    rows = list(model.objects.only("pk", "title"))
    for row in rows:
        row.title_name = name_title(row.title).name
    model.objects.bulk_update(rows, ["title_name"], batch_size=EVENTS_AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="title_name",
            field=history.models.events.TitleNameField(
                blank=True, db_index=True, default="", editable=False, max_length=LONGEST_NAME
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
