"""Good questions about places and claimants spoilt in one way each."""

from collections.abc import Callable
from dataclasses import replace

from history.facts.values import BearingFact, ClaimantFact, ClaimantName, PlaceFact, PlaceName
from quizzes.questions.drafting import ENGLISH, direction_option
from quizzes.questions.rules.places import COMPASS
from quizzes.questions.values import Form, Question
from tests.questions.spoiling import (
    Mutator,
    claimant_option,
    place_option,
    with_fact,
    with_words,
    with_wrong,
    without_given,
)

# Places.


def first_wrong_place(question: Question) -> PlaceName | None:
    subject = question.distractors[0].subject if question.distractors else None
    return subject if isinstance(subject, PlaceName) and isinstance(question.fact, PlaceFact) else None


def wrong_place_on_record(question: Question) -> Question | None:
    place = first_wrong_place(question)
    return (
        with_fact(question, admitted=frozenset({*question.fact.admitted, place.key}))
        if place and isinstance(question.fact, PlaceFact)
        else None
    )


def wrong_place_around(question: Question) -> Question | None:
    place = first_wrong_place(question)
    return with_fact(question, enclosing=frozenset({place.key})) if place else None


def typed_with_two_right_places(question: Question) -> Question | None:
    if not isinstance(question.fact, PlaceFact) or question.form is Form.CHOICE:
        return None
    return with_fact(question, admitted=frozenset({*question.fact.admitted, "another"}))


def turned_by(points: int) -> Mutator:
    def spoil(question: Question) -> Question | None:
        if not isinstance(question.fact, BearingFact):
            return None
        point = COMPASS[(COMPASS.index(question.fact.value) + points) % len(COMPASS)]
        return with_wrong(question, direction_option(point, 0.5, ENGLISH))

    return spoil


def place_that_holds_the_key(question: Question) -> Question | None:
    place = first_wrong_place(question)
    if place is None or not isinstance(question.fact, PlaceFact):
        return None
    key = replace(question.fact.value, above=(place,))
    return replace(question, key=place_option(key))


def alias_of_the_key(question: Question) -> Question | None:
    place = first_wrong_place(question)
    return (
        with_wrong(
            question, place_option(replace(place, key="alias", name="Alias", names=("Alias", question.key.text)))
        )
        if place
        else None
    )


def place_of_another_kind(question: Question) -> Question | None:
    place = first_wrong_place(question)
    return (
        with_wrong(question, place_option(replace(place, key="fort", name="Fort", names=("Fort",), kind="fort")))
        if place
        else None
    )


def stem_without_kind(question: Question) -> Question | None:
    return without_given(question, "kind") if isinstance(question.fact, PlaceFact) else None


def stem_with_an_empty_kind(question: Question) -> Question | None:
    if not isinstance(question.fact, PlaceFact):
        return None
    bare = without_given(question, "kind")
    return replace(bare, stem=replace(bare.stem, given=(*bare.stem.given, ("kind", ""))))


def kind_without_a_word(question: Question) -> Question | None:
    if not isinstance(question.fact, PlaceFact):
        return None
    return with_fact(question, value=replace(question.fact.value, kind="hinterland"))


# Claimants.


def first_wrong_claimant(question: Question) -> ClaimantName | None:
    subject = question.distractors[0].subject if question.distractors else None
    return subject if isinstance(subject, ClaimantName) and isinstance(question.fact, ClaimantFact) else None


def wrong_claimant_who_said_it(question: Question) -> Question | None:
    claimant = first_wrong_claimant(question)
    return with_fact(question, barred=(claimant,)) if claimant else None


def wrong_claimant_who_may_be_the_key(question: Question) -> Question | None:
    claimant = first_wrong_claimant(question)
    if claimant is None:
        return None
    kin = replace(claimant, kin=frozenset({*claimant.kin, question.key.value}))
    return replace(question, distractors=(claimant_option(kin), *question.distractors[1:]))


def typed_with_another_voice(question: Question) -> Question | None:
    if not isinstance(question.fact, ClaimantFact) or question.form is Form.CHOICE:
        return None
    return with_fact(question, barred=(replace(question.fact.value, key="other", name="Somebody Else"),))


def wrong_claimant_who_never_spoke(question: Question) -> Question | None:
    claimant = first_wrong_claimant(question)
    if claimant is None or not isinstance(question.fact, ClaimantFact):
        return None
    return with_fact(question, spoken=question.fact.spoken - {claimant.key})


def nobody_spoke(question: Question) -> Question | None:
    return with_fact(question, spoken=frozenset()) if first_wrong_claimant(question) else None


def stranger_among_the_options(question: Question) -> Question | None:
    claimant = first_wrong_claimant(question)
    return (
        with_wrong(question, claimant_option(replace(claimant, key="stranger", name="Stranger", kin=frozenset())))
        if claimant
        else None
    )


def cue(words: Callable[[ClaimantName], str]) -> Mutator:
    """A word of the claimant's own in the stem, which no wrong option has."""

    def spoil(question: Question) -> Question | None:
        fact = question.fact
        if not isinstance(fact, ClaimantFact):
            return None
        own = replace(
            fact.value, name="Zorban Quell", names=("Zorban Quell",), party_name="Vostria", stand_ins=("Wexford Chair",)
        )
        return with_words(with_fact(question, value=own), words(own))

    return spoil
