"""Write the record as a file: `manage.py export_history [FILE] [--topic KEY]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from history.exports.records import export_record
from history.imports.readers.wording import quote
from history.models import Topic


class Command(BaseCommand):
    """Export the record, or one topic, in the format that `import_history` reads."""

    help = "Writes the record as attest-record/1, to the standard output or to FILE."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and how much."""
        parser.add_argument("file", metavar="FILE", nargs="?", help="where to write; the standard output if left out")
        parser.add_argument("--topic", metavar="KEY", help="only this topic's events and what they refer to")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export and write."""
        topic = options["topic"]
        if topic is not None and not Topic.objects.filter(key=topic).exists():
            raise CommandError(f"There is no topic {quote(topic)}.")
        with transaction.atomic():  # on SQLite no editor writes in between
            text = export_record(topic)
        if options["file"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            Path(options["file"]).write_text(text, encoding="utf-8")
        except (OSError, ValueError) as error:
            raise CommandError(f"{quote(options['file'])} cannot be written: {error}") from error
