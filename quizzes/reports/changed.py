"""What the record says now, where it is not what a learner was shown."""

from dataclasses import dataclass

from quizzes.models import AskedQuestion, AssignedQuestion
from quizzes.questions.pointing.globe import write_spot
from quizzes.questions.rules import OPTION_RULES
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.reports.pointing import spot_in_words
from quizzes.reports.sayings import Sayings, describe_sayings

# What these find is about the wrong options: the record still says what it said.
ABOUT_OPTIONS = frozenset(rule.__name__ for rule in OPTION_RULES) | {"enough_options"}


@dataclass(frozen=True, slots=True)
class Changed:
    """That the record moved on since: what counted as right then, and what it says now with who says so.

    `now` empty: it no longer bears the question.
    """

    then: str
    now: str
    sayings: Sayings | None


def find_change(asked: AskedQuestion | AssignedQuestion, fact: str = "") -> Changed | None:
    """What moved since a question was asked or assigned (of one of its Facts); None where it says the same.

    `asked` comes with `shown` and `question__shown`: the bank's word on it, which follows each edit.
    """
    shown, row = shown_from_json(asked.shown.content), asked.question
    if row.is_live and asked.shown_id == row.shown_id:
        return None
    then = answer_about(shown, fact)
    if not row.is_live or row.shown is None:
        rules = {str(rejection).split(":")[0] for rejection in row.rejections}
        return Changed(then, "", None) if rules and not rules <= ABOUT_OPTIONS else None
    latest = shown_from_json(row.shown.content)
    now = answer_about(latest, fact)
    # A question about several may have other companions now.
    if not then or not now or then == now:
        return None
    return Changed(then, now, describe_sayings(latest.part_about(fact) or latest))


def find_changes(asked: AskedQuestion | AssignedQuestion) -> list[Changed]:
    """The same for a whole question: for each of its Facts of which the record says something else."""
    parts = shown_from_json(asked.shown.content).parts
    found = [find_change(asked, part.fact) for part in parts] if parts else [find_change(asked)]
    changes = [change for change in found if change is not None]
    # That a question about several is no longer asked is said once.
    return [change for number, change in enumerate(changes) if change.now or number == 0]


def answer_about(shown: Shown, fact: str) -> str:
    """The right answer in words: as a whole, or on one Fact; empty where it does not ask about that."""
    if shown.target is not None:
        return f"{shown.answer_text} ({spot_in_words(write_spot(shown.target.spot))})"
    if not shown.parts:
        return shown.answer_text
    part = shown.part_about(fact)
    return part.answer_text if part else ""
