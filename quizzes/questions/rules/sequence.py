"""Rules on questions that are asked one after another."""

from collections.abc import Iterable, Sequence

from history.facts.values import BearingFact, ClaimantFact, DateFact, Fact, PlaceFact
from quizzes.questions.folding import holds_phrase
from quizzes.questions.rules.stem import dates_told
from quizzes.questions.values import Question, Rejection


def no_cross_leak(later: Question, earlier: Sequence[Question]) -> Rejection | None:
    """In a test no earlier stem or option states what a later question is about together with its answer."""
    for question in earlier:
        for text in (question.stem.text, *(option.text for option in question.options)):
            if any(holds_phrase(text, words) for words in subjects_of(later.fact)) and states_value(text, later):
                return Rejection("no_cross_leak", f"“{text}” states it before it is asked")
    return None


def subjects_of(fact: Fact) -> Iterable[str]:
    """The words by which a text may name what the fact is about."""
    if isinstance(fact, BearingFact):
        return fact.place.names
    words = [fact.event.title] if fact.event is not None else []
    return [*words, fact.claim.statement] if fact.claim is not None else words


def states_value(text: str, question: Question) -> bool:
    """Whether a text gives the answer, in any of its names or in any usual form of a date."""
    match question.fact:
        case DateFact(value=value):
            if holds_phrase(text, value.show()):
                return True
            return any(value.contains(told) for told in dates_told(text, None))
        case PlaceFact(value=place):
            return any(holds_phrase(text, name) for name in place.names)
        case ClaimantFact(value=claimant):
            return any(holds_phrase(text, name) for name in (*claimant.names, *claimant.stand_ins))
        case BearingFact():
            return holds_phrase(text, question.key.text)
