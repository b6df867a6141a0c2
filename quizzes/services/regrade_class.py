"""A teacher has the answers of her class marked anew by what the record says now: foreseen, then done by a regrade.

An editor's regrade covers everybody; this one covers the assignments of one class (docs/decisions/0042).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from history.facts.reading import read_revision
from quizzes.models import AskedQuestion, Classroom, Regrade
from quizzes.questions.regrading import Outcome
from quizzes.services.regrade_answers import KeysOfNow, Weighed, find_superseded, read_in_portions, weigh


@dataclass(slots=True)
class Foreseen:
    """What a regrade would do: for each assignment and learner (keys of rows), how many answers have which outcome."""

    outcomes: dict[tuple[int, int], Counter[Outcome]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, weighed: Sequence[Weighed], assignments: dict[int, int]) -> None:
        """Count some more; `assignments` are by asked question."""
        for one in weighed:
            self.outcomes[assignments[one.answer.asked_id], one.answer.learner_id][one.outcome] += 1

    @property
    def moved(self) -> int:
        """How many answers would be marked differently."""
        return sum(each[Outcome.REMARKED] + each[Outcome.VOID] for each in self.outcomes.values())


def foresee_class(classroom: Classroom) -> Foreseen:
    """What marking anew the answers in this class's assignments would come to, as the record stands now."""
    foreseen, keys = Foreseen(), KeysOfNow()
    for portion in read_in_portions(find_superseded(None, classroom.pk)):
        rows = AskedQuestion.objects.filter(pk__in=[row.pk for row in portion])
        foreseen.add(weigh(portion, None, keys), dict(rows.values_list("pk", "session__assignment_id")))
    return foreseen


def start_class_regrade(classroom: Classroom, user: int, now: datetime) -> Regrade:
    """The regrade of this class, running; the one that runs already where a teacher pressed before."""
    with transaction.atomic():
        Classroom.objects.select_for_update().get(pk=classroom.pk)
        running = Regrade.objects.running().filter(classroom=classroom).first()
        if running is not None:
            return running
        return Regrade.objects.create(
            classroom=classroom,
            revision=read_revision(),
            state=Regrade.State.RUNNING,
            offered_at=now,
            decided_by_id=user,
            decided_at=now,
        )
