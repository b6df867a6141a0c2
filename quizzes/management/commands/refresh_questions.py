"""`manage.py refresh_questions`: make the bank of questions anew from the record."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quizzes.services.refresh_questions import refresh_all, refresh_topics


class Command(BaseCommand):
    """Make the bank of questions anew from the record."""

    help = "Make the bank of questions anew from the record."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which topics."""
        parser.add_argument("--topic", action="append", help="only this topic (may be repeated)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh, and say what is live, refused, gone."""
        topics = options["topic"]
        done = refresh_topics(topics) if topics else refresh_all()
        self.stdout.write(f"questions: {done.live} live, {done.refused} refused, {done.gone} withdrawn")
