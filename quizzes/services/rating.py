"""Verdicts → FSRS ratings. The mapping is versioned and every answer names the version it was rated with.

1. Options and typed answers, by their verdict.
2. The same, and flashcards: the rating is the learner's own, as she gave it.
3. The same, and questions about several Facts, whose answer may say too little about one of them to move its memory
   (docs/decisions/0019-what-a-group-says-of-a-memory.md).
"""

from collections.abc import Collection, Sequence

from quizzes.questions.marking import OWN_RATINGS, FactMark, Verdict
from quizzes.questions.values import Form
from quizzes.scheduling import Rating

MAPPING_VERSION = 3
# Never HARD: FSRS counts it as success. Knowing the month when the day is asked is not yet knowing the fact.
MAPPING = {
    Verdict.RIGHT: Rating.GOOD,
    Verdict.ONE_OF_OPEN: Rating.GOOD,
    Verdict.LESS_PRECISE: Rating.AGAIN,
    Verdict.WRONG: Rating.AGAIN,
    Verdict.UNANSWERED: Rating.AGAIN,
}
OWN = dict(zip(OWN_RATINGS, Rating, strict=True))


def rate(mark: FactMark) -> Rating:
    """The rating that an answer stands for under the current mapping."""
    return OWN[mark.value] if mark.verdict in (Verdict.RECALLED, Verdict.FORGOTTEN) else MAPPING[mark.verdict]


def rate_parts(form: str, anchor: str, marks: Sequence[FactMark], met: Collection[str]) -> list[Rating | None]:
    """What an answer on several Facts says about each of them; None: too little to move its memory.

    `anchor` is the Fact by which the question is known, `met` those of which something is remembered.
    """
    # What else was ticked than what is right stands in the marks' text.
    is_right = all(mark.verdict is Verdict.RIGHT and not mark.text for mark in marks)
    return [
        rate_part(form, mark, is_right=is_right) if mark.fact == anchor or says_enough(form, mark, met) else None
        for mark in marks
    ]


def says_enough(form: str, mark: FactMark, met: Collection[str]) -> bool:
    """Whether the answer can be held for or against a companion: she met it, said something, and it was about it."""
    return mark.fact in met and mark.verdict is not Verdict.UNANSWERED and form != Form.BEFORE_AFTER


def rate_part(form: str, mark: FactMark, *, is_right: bool) -> Rating | None:
    """The rating of one Fact. An order, and ticks, count only if right as a whole, one of two never does."""
    if mark.verdict is not Verdict.RIGHT:
        return Rating.AGAIN
    if form == Form.BEFORE_AFTER or (form in (Form.ORDER, Form.SELECT_ALL) and not is_right):
        return None
    return Rating.GOOD
