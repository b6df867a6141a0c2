"""Say where a topic is told from one side: `manage.py check_balance TOPIC`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from history.balance import report_balance
from history.imports.readers.wording import quote
from history.models import Topic


class Command(BaseCommand):
    """Print what an editor may want to look at. The exit status is 0 either way: these are hints."""

    help = "Says where a topic is told from one side, with the rows to look at. Hints, never a verdict."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which topic."""
        parser.add_argument("topic", metavar="TOPIC", help="the topic's key")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print, check by check."""
        topic = Topic.objects.filter(key=options["topic"]).first()
        if topic is None:
            raise CommandError(f"There is no topic {quote(options['topic'])}.")
        reports = report_balance(topic)
        for report in reports:
            self.stdout.write(f"{report.check}: {report.title}")
            for alike in report.found:
                self.stdout.write(f"  {alike.reason}")
                for subject, address in alike.subjects:
                    self.stdout.write(f"    {subject.kind} {subject.key}  {address}".rstrip())
        if not reports:
            self.stdout.write("nothing found")
