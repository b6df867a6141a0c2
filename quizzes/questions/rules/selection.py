"""Rules on questions in which all that is right is to be ticked: what one claimant stated, which places it named."""

from collections.abc import Iterator

from history.facts.values import ClaimantFact, ClaimantName, PlaceFact
from quizzes.questions.folding import words_of
from quizzes.questions.grouping.choices import stem_of_pair
from quizzes.questions.rules.claimants import identity_words, same_word
from quizzes.questions.values import Form, GroupQuestion, Pair, Question, Rejection, family_of

FEWEST_WRONG, MOST_WRONG = 2, 4


def right_and_wrong(question: GroupQuestion) -> Rejection | None:
    """Of what can be ticked two to four are wrong, so that neither all nor none of them is the answer."""
    if question.form is not Form.SELECT_ALL or FEWEST_WRONG <= len(question.wrong) <= MOST_WRONG:
        return None
    return Rejection("right_and_wrong", f"{len(question.wrong)} good wrong options on record")


def none_of_the_wrong(question: GroupQuestion) -> Rejection | None:
    """No wrong option is one that the claimant, or whoever may be taken for it, stands behind, held back or not."""
    if question.form is not Form.SELECT_ALL:
        return None
    for wrong in question.wrong:
        if any(is_right_too(wrong, pair) for pair in question.pairs):
            return Rejection("none_of_the_wrong", f"“{wrong.left.text}” may be right as well")
    return None


def is_right_too(wrong: Pair, pair: Pair) -> bool:
    """Whether what is offered as wrong may be said by who says what is right."""
    match pair.fact, wrong.fact:
        case ClaimantFact() as fact, ClaimantFact() as other:
            return other.stance != fact.stance or any(
                fact.value.may_be(taker) for taker in (other.value, *other.barred)
            )
        case PlaceFact() as fact, PlaceFact(value=place) as other:
            speakers = [one for one in other.attributed_to for own in fact.attributed_to if one.may_be(own)]
            return bool(speakers) or place.key in fact.admitted | fact.enclosing | fact.held_back
    return True


def no_ticking_cue(question: GroupQuestion) -> Rejection | None:
    """No word that points at a claimant stands in right statements alone, nor in wrong ones alone."""
    if question.form is not Form.SELECT_ALL or not isinstance(question.anchor, ClaimantFact):
        return None
    speaker = question.anchor.value
    for word in words_telling(speaker, question.pairs):
        if not any(same_word(word, other) for other in words_in(question.wrong)):
            return Rejection("no_ticking_cue", f"“{word}” stands in what is right alone")
    for wrong in question.wrong:
        for word in words_telling(wrong.fact.value, [wrong]) if isinstance(wrong.fact, ClaimantFact) else ():
            if not any(same_word(word, other) for other in words_in(question.pairs)):
                return Rejection("no_ticking_cue", f"“{word}” stands in what is wrong alone")
    return None


def words_telling(claimant: ClaimantName, pairs: "list[Pair] | tuple[Pair, ...]") -> Iterator[str]:
    """The words of some statements that point at a claimant or its side."""
    known = identity_words(claimant)
    return (word for word in words_in(pairs) if any(same_word(word, own) for own in known))


def words_in(pairs: "list[Pair] | tuple[Pair, ...]") -> list[str]:
    """The words of some statements."""
    return [word for pair in pairs for word in words_of(pair.left.text)]


def wrong_statements(question: GroupQuestion) -> Iterator[Question]:
    """Each wrong statement as a question about it, for the rules on statements."""
    for pair in question.wrong:
        if isinstance(pair.fact, ClaimantFact):
            yield as_question(question, pair, (), stated=True)


def as_places(question: GroupQuestion) -> Iterator[Question]:
    """Each right place as a choice among the wrong ones, and all places of the question beside each other."""
    if isinstance(question.anchor, PlaceFact):
        for pair in question.pairs:
            yield as_question(question, pair, (*(other for other in question.pairs if other is not pair),))
            yield as_question(question, pair, question.wrong)


def as_question(question: GroupQuestion, pair: Pair, others: tuple[Pair, ...], *, stated: bool = False) -> Question:
    """One option as the key of a choice among others; `stated`: with its words in the stem."""
    stem = stem_of_pair(question.stem, pair) if stated else question.stem
    beside = tuple(other.left for other in others)
    return Question(pair.fact, family_of(pair.fact), Form.CHOICE, stem, pair.left, beside, (), ())
