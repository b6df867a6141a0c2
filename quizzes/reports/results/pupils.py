"""One pupil in one class: her assignments beside the class's median, what she knows, what to look at again.

No other pupil is named here: it is the page for her parents.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from history.facts.reading_moves import read_moves
from quizzes.models import Answer, Classroom, Enrolment, ShownContent
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.verdicts import Verdict
from quizzes.reports.results.chosen import verdict_now
from quizzes.reports.results.classes import AssignmentLine, report_class
from quizzes.reports.results.values import COUNTED_MISSED, COUNTED_RIGHT, Go

# As much as two pages of paper hold.
MOST_ASSIGNMENTS = 12
MOST_EVENTS = 8
MOST_AGAIN = 6


@dataclass(frozen=True, slots=True)
class Sat:
    """An assignment that she sat, with her best go and the class's median."""

    line: AssignmentLine
    best: Go


@dataclass(frozen=True, slots=True)
class Known:
    """Of the Facts about an event that she was asked about, so many were right the last time."""

    event_title: str
    right: int
    facts: int


@dataclass(frozen=True, slots=True)
class Again:
    """A Fact that she missed the last time: the question, its answer, and how often she missed it."""

    prompt: str
    answer_text: str
    missed: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class PupilReport:
    """One pupil in one class. `missing` are assignments of her time in the class that she did not begin."""

    sat: tuple[Sat, ...]
    missing: tuple[AssignmentLine, ...]
    known: tuple[Known, ...]
    again: tuple[Again, ...]
    right: int
    facts: int
    more_again: int


@dataclass(frozen=True, slots=True)
class Last:
    """The last answer on a Fact, and how often it was missed before and then."""

    digest: str
    fact: str
    verdict: Verdict
    answered_at: datetime
    missed: int


def report_pupil(classroom: Classroom, enrolment: Enrolment, now: datetime) -> PupilReport:
    """What one pupil did in one class; nothing of what she practises elsewhere."""
    report = report_class(classroom, now)
    best = next((line.best for line in report.pupils if line.pupil.learner == enrolment.learner_id), ())
    pairs = list(zip(report.assignments, best, strict=False))
    last = find_last(classroom, enrolment)
    shown = read_shown(last)
    again = sorted(
        (one for one in last if one.verdict in COUNTED_MISSED),
        key=lambda one: (-one.missed, -one.answered_at.timestamp(), one.fact),
    )
    right = [one for one in last if one.verdict in COUNTED_RIGHT]
    return PupilReport(
        sat=tuple(Sat(line, go) for line, go in pairs if go is not None)[-MOST_ASSIGNMENTS:],
        missing=tuple(line for line, go in pairs if go is None and was_meant(enrolment, line))[-MOST_ASSIGNMENTS:],
        known=count_known(last, shown),
        again=tuple(describe_again(one, shown[one.digest]) for one in again[:MOST_AGAIN]),
        right=len(right),
        facts=len([one for one in last if one.verdict is not Verdict.VOID]),
        more_again=max(0, len(again) - MOST_AGAIN),
    )


def was_meant(enrolment: Enrolment, line: AssignmentLine) -> bool:
    """Whether an assignment was opened while she was in the class, and some of the class began it."""
    return line.opened_at is not None and enrolment.was_there(line.opened_at) and line.sat > 0


def find_last(classroom: Classroom, enrolment: Enrolment) -> list[Last]:
    """Her last answer on each Fact that the class's assignments asked her about."""
    answers = Answer.objects.counted().filter(
        learner=enrolment.learner_id, asked__session__assignment__classroom=classroom
    )
    rows = answers.order_by("learner_seq").values_list("asked__shown_id", "fact_key", verdict_now(), "answered_at")
    moves = read_moves()
    missed: Counter[str] = Counter()
    last: dict[str, Last] = {}
    for digest, named, verdict, at in rows:
        fact = moves.fact(named)
        missed[fact] += Verdict(verdict) in COUNTED_MISSED
        last[fact] = Last(digest, named, Verdict(verdict), at, missed[fact])
    return list(last.values())


def read_shown(last: Sequence[Last]) -> dict[str, Shown]:
    """What was shown, by its digest."""
    rows = ShownContent.objects.filter(digest__in={one.digest for one in last})
    return {row.digest: shown_from_json(row.content) for row in rows}


def count_known(last: Sequence[Last], shown: dict[str, Shown]) -> tuple[Known, ...]:
    """The events that she was asked most about, and how much of each she knew the last time."""
    facts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in last:
        content = shown[one.digest]
        title = (content.part_about(one.fact) or content).event_title
        if one.verdict is not Verdict.VOID:
            facts[title] += 1
            right[title] += one.verdict in COUNTED_RIGHT
    most = sorted(facts, key=lambda title: (not title, -facts[title], title))[:MOST_EVENTS]
    return tuple(Known(title, right[title], facts[title]) for title in most)


def describe_again(one: Last, shown: Shown) -> Again:
    """A Fact to look at again; of a question about several, the one that she missed."""
    part = shown.part_about(one.fact)
    return Again(
        prompt=part.text if part else shown.prompt,
        answer_text=part.answer_text if part else shown.answer_text,
        missed=one.missed,
        last_at=one.answered_at,
    )
