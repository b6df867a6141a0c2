"""`manage.py refresh_questions`: make the bank of questions anew from the record."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.figures import learn_sizes
from history.facts.reading import count_events
from quizzes.management.progress_bar import ProgressBar
from quizzes.management.thrift import read_thriftily
from quizzes.services.recipe import is_made_of, name_ingredients
from quizzes.services.refresh_questions import refresh_all, refresh_topics
from quizzes.services.weigh_questions import weigh_questions


class Command(BaseCommand):
    """Make the bank of questions anew from the record."""

    help = "Make the bank of questions anew from the record."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which topics, and whether at all."""
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--topic", action="append", help="only this topic (may be repeated)")
        which.add_argument(
            "--if-changed",
            action="store_true",
            help="only if the record or Attest itself has changed since all were made",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh, weigh by the answers so far, and say what is live, refused, gone."""
        read_thriftily()
        if options["if_changed"] and is_made_of(name_ingredients()):
            self.stdout.write("questions: nothing has changed")
        else:
            self._refresh(options["topic"])
        weigh_questions()

    def _refresh(self, topics: list[str] | None) -> None:
        bar = ProgressBar(count_events(topics), sys.stderr)
        done = refresh_topics(topics, bar) if topics else refresh_all(bar)
        bar.close()
        learn_sizes()
        self.stdout.write(f"questions: {done.live} live, {done.refused} refused, {done.gone} withdrawn")
