"""What a learner answers, and what is kept of it for each Fact."""

from dataclasses import dataclass

from quizzes.questions.verdicts import Verdict

LONGEST_RESPONSE = 200


@dataclass(frozen=True, slots=True)
class Response:
    """What a learner answered: the value of an option, one of OWN_RATINGS for a flashcard, typed text, or a point
    of the map as text.

    Where a question has parts of their own answers, `given` holds one for each, in the order of the parts; empty for
    one that she left out. Where all that is right is to be ticked it holds what was. All empty: she does not know.
    """

    value: str = ""
    text: str = ""
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactMark:
    """What was answered on one Fact, as it is kept, and what that was worth.

    `text` is what was typed, or a point of the map. Where all that is right was to be ticked, which wrong ones were, in
    every mark alike.
    """

    fact: str
    value: str
    text: str
    verdict: Verdict
