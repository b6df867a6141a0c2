"""The table in which the limits on signing in are counted (Django's database cache)."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """Make it unless it is there; nothing where the settings name another cache."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop, elidable=False)]
