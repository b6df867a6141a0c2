"""Rules on questions that are asked one after another."""

from collections.abc import Callable, Iterator, Sequence

from history.facts.values import Agreement, AgreementFact, BearingFact, ClaimantFact, DateFact, Fact, PlaceFact
from quizzes.questions.folding import holds_phrase, words_of
from quizzes.questions.grouping.choices import as_choices
from quizzes.questions.rules.agreement import DISPUTE_WORDS
from quizzes.questions.rules.stem import dates_told
from quizzes.questions.values import AnyQuestion, Form, GroupQuestion, Question, Rejection

SequenceRule = Callable[[AnyQuestion, Sequence[AnyQuestion]], Rejection | None]


def no_cross_leak(later: AnyQuestion, earlier: Sequence[AnyQuestion]) -> Rejection | None:
    """In a test no earlier stem or option states what a later question is about together with its answer."""
    asked = tuple(as_choices(later)) if isinstance(later, GroupQuestion) else (later,)
    for question in earlier:
        for text in texts_of(question):
            if any(names_subject(text, one.fact) and states_value(text, one) for one in asked):
                return Rejection("no_cross_leak", f"“{text}” states it before it is asked")
    return None


def asked_once(later: AnyQuestion, earlier: Sequence[AnyQuestion]) -> Rejection | None:
    """In a test no Fact is asked about twice: the options of one question would be the answer to the other."""
    if any(question.fact.key == later.fact.key for question in earlier):
        return Rejection("asked_once", "another question of the test asks about the same fact")
    return None


def marked_by_the_site(later: AnyQuestion, _earlier: Sequence[AnyQuestion]) -> Rejection | None:
    """In a test no answer is the learner's own word, as that on a flashcard is."""
    if later.form is Form.FLASHCARD:
        return Rejection("marked_by_the_site", "a flashcard is rated by whoever answers it")
    return None


def texts_of(question: AnyQuestion) -> Iterator[str]:
    """What is read before the question is answered, text by text. The dates of events in an order are not."""
    yield question.stem.text
    if isinstance(question, Question):
        yield from (option.text for option in question.options if question.form is Form.CHOICE)
        yield from (f"{mark.event.title}: {mark.extent}" for mark in question.marks)
        return
    for pair in question.pairs:
        yield pair.left.text
        if question.form is Form.MATCH:
            yield pair.right.text


def names_subject(text: str, fact: Fact) -> bool:
    """Whether a text names what the fact is about."""
    return any(holds_phrase(text, words) for words in subjects_of(fact))


def subjects_of(fact: Fact) -> Sequence[str]:
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
        case AgreementFact(value=value):
            # Who is asked who denied something has been told that it is denied.
            return value is Agreement.DISPUTED and not DISPUTE_WORDS.isdisjoint(words_of(text))
