"""`manage.py rebuild_progress`: every learner's memory anew from the log of answers."""

from typing import Any

from django.core.management.base import BaseCommand

from quizzes.models import Learner
from quizzes.services.rebuild_progress import rebuild_learner


class Command(BaseCommand):
    """Make every learner's memory anew from the log of answers."""

    help = "Make every learner's memory anew from the log of answers."

    def handle(self, *args: Any, **options: Any) -> None:
        """One learner after another, each in one transaction."""
        learners = memories = 0
        for learner in Learner.objects.order_by("pk").iterator():
            memories += rebuild_learner(learner)
            learners += 1
        self.stdout.write(f"rebuilt {memories} memories of {learners} learners")
