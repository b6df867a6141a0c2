"""`manage.py load_starter_sets`: write the sets that come with the site."""

from typing import Any

from django.core.management.base import BaseCommand

from quizzes.services.load_starters import load_starters


class Command(BaseCommand):
    """Write the sets that come with the site."""

    help = "Write the sets that come with the site; what teachers made of them stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them, and say what changed."""
        written, removed = load_starters()
        self.stdout.write(f"starter sets: {written} written, {removed} removed")
