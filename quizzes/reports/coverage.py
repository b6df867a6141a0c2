"""How far pupils are with a practice: facts met, facts learned, by what they remember."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from quizzes.models import AssignedQuestion, Progress
from quizzes.reports.progress.met import LEARNED_DAYS


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of so many facts of an assignment, so many that a pupil has met, and of these so many that she has learned.

    Met: something is remembered of it, wherever it was asked. Learned: the memory holds for three weeks, as on the
    page "Progress".
    """

    facts: int
    met: int
    learned: int

    @property
    def percent_met(self) -> int:
        """The coverage, in per cent."""
        return round(100 * self.met / self.facts) if self.facts else 0

    @property
    def percent_learned(self) -> int:
        """The mastery, in per cent."""
        return round(100 * self.learned / self.facts) if self.facts else 0


def measure_coverage(
    assignments: Collection[int], learners: Collection[int], *, untold: Collection[str] = ()
) -> dict[tuple[int, int], Coverage]:
    """The coverage of each of these assignments by each of these learners (ids), in two queries.

    `untold`: Facts of which nothing is told, because tests moved the memory whose results are not out.
    """
    facts = facts_of(assignments)
    asked = set().union(*facts.values()) if facts else set()
    memories = find_memories(learners, asked.difference(untold))
    return {
        (assignment, learner): cover(facts.get(assignment, frozenset()), memories.get(learner, {}))
        for assignment in assignments
        for learner in learners
    }


def facts_of(assignments: Collection[int]) -> dict[int, set[str]]:
    """The Facts that the questions of each assignment are known by; excused ones count for nobody."""
    rows = AssignedQuestion.objects.filter(assignment__in=assignments, excused_at=None).order_by()
    found: dict[int, set[str]] = defaultdict(set)
    for assignment, fact in rows.values_list("assignment", "question__fact_key"):
        found[assignment].add(fact)
    return found


def find_memories(learners: Collection[int], facts: Collection[str]) -> dict[int, dict[str, float]]:
    """For each learner how long her memory of each of these Facts holds (stability in days)."""
    rows = Progress.objects.filter(learner__in=learners, fact_key__in=facts)
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for learner, fact, memory in rows.values_list("learner", "fact_key", "memory"):
        found[learner][fact] = memory["stability"]
    return found


def cover(facts: Collection[str], memories: dict[str, float]) -> Coverage:
    """One pupil's coverage of these Facts."""
    met = [memories[fact] for fact in facts if fact in memories]
    return Coverage(len(facts), len(met), sum(days >= LEARNED_DAYS for days in met))
