"""Good questions about several Facts spoilt in one way each: three ways for every rule of groups, and for items."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from history.dates import Shape, read_edtf
from history.facts.values import BearingFact, ClaimantFact, DateFact, PlaceFact
from quizzes.questions.drafting import ENGLISH, date_option, direction_option
from quizzes.questions.rules.places import COMPASS
from quizzes.questions.values import Form, GroupQuestion, Option, Pair
from tests.questions.builders import a_claimant
from tests.questions.spoiling import ALIENS

GroupMutator = Callable[[GroupQuestion], GroupQuestion | None]


def with_pair(question: GroupQuestion, place: int, pair: Pair) -> GroupQuestion:
    """The question with one item exchanged."""
    pairs = list(question.pairs)
    pairs[place] = pair
    return replace(question, pairs=tuple(pairs))


def with_item(question: GroupQuestion, place: int, **changes: Any) -> GroupQuestion:
    """The question with the Fact of one item changed."""
    pair = question.pairs[place]
    return with_pair(question, place, replace(pair, fact=replace(pair.fact, **changes)))


def with_text(question: GroupQuestion, place: int, text: str) -> GroupQuestion:
    """The question with other words for one item."""
    pair = question.pairs[place]
    return with_pair(question, place, replace(pair, left=replace(pair.left, text=text)))


def is_in_time(question: GroupQuestion) -> bool:
    return question.form in (Form.ORDER, Form.BEFORE_AFTER)


# How many items.


def one_item(question: GroupQuestion) -> GroupQuestion | None:
    return replace(question, pairs=question.pairs[:1])


def one_too_few(question: GroupQuestion) -> GroupQuestion | None:
    return replace(question, pairs=question.pairs[: 1 if question.form in (Form.BEFORE_AFTER, Form.SELECT_ALL) else 2])


def items_over_and_over(question: GroupQuestion) -> GroupQuestion | None:
    return replace(question, pairs=(question.pairs * 4)[:7])


# In whose voice, and what stands beside what.


def told_by_another(place: int) -> GroupMutator:
    def spoil(question: GroupQuestion) -> GroupQuestion | None:
        if not isinstance(question.anchor, DateFact):
            return None
        return with_item(question, place, attributed_to=(a_claimant("stranger"),))

    return spoil


def told_by_two(question: GroupQuestion) -> GroupQuestion | None:
    if not isinstance(question.anchor, DateFact):
        return None
    return with_item(question, 0, attributed_to=(a_claimant("stranger"), a_claimant("general")))


def one_thing_twice(question: GroupQuestion) -> GroupQuestion | None:
    return with_pair(question, 1, replace(question.pairs[1], left=replace(question.pairs[0].left, text="Another")))


def one_name_twice(question: GroupQuestion) -> GroupQuestion | None:
    return with_text(question, 1, question.pairs[0].left.text.upper())


def part_of_the_other(question: GroupQuestion) -> GroupQuestion | None:
    whole, part = question.pairs[0].fact.event, question.pairs[-1].fact.event
    if not isinstance(question.anchor, DateFact) or whole is None or part is None:
        return None
    return with_item(question, -1, event=replace(part, bound_up=frozenset({whole.key})))


# In which order.


def turned_round(question: GroupQuestion) -> GroupQuestion | None:
    return replace(question, pairs=question.pairs[::-1]) if is_in_time(question) else None


def another_date_beyond_the_next(question: GroupQuestion) -> GroupQuestion | None:
    later = question.pairs[-1].fact
    if not is_in_time(question) or not isinstance(later, DateFact):
        return None
    return with_item(question, -2, rivals=(later.value,))


def about_that_day(question: GroupQuestion) -> GroupQuestion | None:
    fact = question.pairs[0].fact
    if not is_in_time(question) or not isinstance(fact, DateFact) or fact.value.shape is not Shape.SINGLE:
        return None
    return with_item(question, 0, value=read_edtf(f"{fact.value.edtf}~"))


def in_words(words: str) -> GroupMutator:
    def spoil(question: GroupQuestion) -> GroupQuestion | None:
        return with_text(question, 0, words.format(question.pairs[0].left.text)) if is_in_time(question) else None

    return spoil


# What belongs to what.


def fits_another_as_well(question: GroupQuestion) -> GroupQuestion | None:
    """What belongs to the last item is right for the first one too."""
    if question.form is not Form.MATCH:
        return None
    match question.pairs[0].fact, question.pairs[-1].fact:
        case DateFact() as fact, DateFact(value=date):
            return with_item(question, 0, rivals=(*fact.rivals, date))
        case ClaimantFact() as fact, ClaimantFact(value=claimant):
            return with_item(question, 0, barred=(*fact.barred, claimant))
        case BearingFact(value=point), BearingFact():
            return with_item(question, -1, value=COMPASS[(COMPASS.index(point) + 1) % len(COMPASS)])
    return None


def two_with_one_answer(question: GroupQuestion) -> GroupQuestion | None:
    if question.form is not Form.MATCH:
        return None
    first = question.pairs[0]
    spoilt = with_item(question, -1, value=getattr(first.fact, "value", None))
    return with_pair(spoilt, -1, replace(spoilt.pairs[-1], right=first.right))


def either_fits_both(question: GroupQuestion) -> GroupQuestion | None:
    spoilt = fits_another_as_well(question)
    if spoilt is None:
        return None
    turned = fits_another_as_well(replace(spoilt, pairs=spoilt.pairs[::-1]))
    return replace(turned, pairs=turned.pairs[::-1]) if turned else None


# Each item as a question of its own.


def at(place: int, spoil: Callable[[GroupQuestion, int], GroupQuestion | None]) -> GroupMutator:
    return lambda question: spoil(question, place)


def without_source(question: GroupQuestion, place: int) -> GroupQuestion | None:
    return with_item(question, place, citations=())


def in_dispute(question: GroupQuestion, place: int) -> GroupQuestion | None:
    fact = question.pairs[place].fact
    return with_item(question, place, contested=True) if isinstance(fact, DateFact) and not fact.attributed_to else None


def pointing_outside(question: GroupQuestion, place: int) -> GroupQuestion | None:
    return with_text(question, place, f"{question.pairs[place].left.text} in the same year")


def telling_its_answer(question: GroupQuestion, place: int) -> GroupQuestion | None:
    if question.form is Form.SELECT_ALL:
        return None
    pair = question.pairs[place]
    return with_text(question, place, f"{pair.left.text}, {pair.right.text}")


def with_a_namesake(question: GroupQuestion, place: int) -> GroupQuestion | None:
    fact = question.pairs[place].fact
    if isinstance(fact, BearingFact):
        return with_item(question, place, namesakes=ALIENS)
    if isinstance(fact, ClaimantFact):
        return with_item(question, place, claim=replace(fact.claim, namesakes=ALIENS)) if fact.claim else None
    if fact.event is None or not dict(question.pairs[place].given).get("event"):
        return None
    # Nothing is known of the other one, so nothing tells it apart.
    apart = replace(fact.event.apart, same_topic=ALIENS, same_place=ALIENS, same_year=ALIENS, same_date=ALIENS)
    event = replace(fact.event, namesakes=ALIENS, twins=ALIENS, apart=apart)
    return with_item(question, place, event=event)


def of_another_precision(place: int) -> GroupMutator:
    def spoil(question: GroupQuestion) -> GroupQuestion | None:
        if question.form is not Form.MATCH or not isinstance(question.pairs[place].fact, DateFact):
            return None
        spoilt, year = with_item(question, place, value=read_edtf("1812")), read_edtf("1812")
        return with_pair(spoilt, place, replace(spoilt.pairs[place], right=date_option(year, 0.5, ENGLISH)))

    return spoil


def of_a_neighbouring_point(points: int) -> GroupMutator:
    def spoil(question: GroupQuestion) -> GroupQuestion | None:
        fact = question.pairs[0].fact
        if question.form is not Form.MATCH or not isinstance(fact, BearingFact):
            return None
        point = COMPASS[(COMPASS.index(fact.value) + points) % len(COMPASS)]
        spoilt = with_item(question, -1, value=point)
        return with_pair(spoilt, -1, replace(spoilt.pairs[-1], right=direction_option(point, 0.5, ENGLISH)))

    return spoil


def answers_that_read_alike(change: Callable[[str], str]) -> GroupMutator:
    def spoil(question: GroupQuestion) -> GroupQuestion | None:
        if question.form is not Form.MATCH:
            return None
        right: Option = replace(question.pairs[-1].right, text=change(question.pairs[0].right.text))
        return with_pair(question, -1, replace(question.pairs[-1], right=right))

    return spoil


# What is to be ticked.


def with_wrong(question: GroupQuestion, wrong: tuple[Pair, ...]) -> GroupQuestion | None:
    return replace(question, wrong=wrong) if question.form is Form.SELECT_ALL else None


def only_right_ones(question: GroupQuestion) -> GroupQuestion | None:
    return with_wrong(question, ())


def one_wrong_one(question: GroupQuestion) -> GroupQuestion | None:
    return with_wrong(question, question.wrong[:1])


def wrong_ones_over_and_over(question: GroupQuestion) -> GroupQuestion | None:
    return with_wrong(question, question.wrong * 3)


def wrong_one_said_by(kin: bool) -> GroupMutator:
    """The claimant, or somebody of its kin, stands behind what is offered as wrong."""

    def spoil(question: GroupQuestion) -> GroupQuestion | None:
        if question.form is not Form.SELECT_ALL:
            return None
        first, *rest = question.wrong
        match question.anchor, first.fact:
            case ClaimantFact(value=claimant), ClaimantFact() as fact:
                taker = a_claimant("deputy", kin=claimant.key) if kin else claimant
                return with_wrong(question, (replace(first, fact=replace(fact, barred=(taker,))), *rest))
            case PlaceFact() as anchor, PlaceFact() as fact:
                taker = a_claimant("deputy", kin=anchor.attributed_to[0].key) if kin else anchor.attributed_to[0]
                return with_wrong(question, (replace(first, fact=replace(fact, attributed_to=(taker,))), *rest))
        return None

    return spoil


def right_one_among_the_wrong(question: GroupQuestion) -> GroupQuestion | None:
    if question.form is not Form.SELECT_ALL:
        return None
    return replace(question, pairs=question.pairs[:-1], wrong=(*question.wrong[1:], question.pairs[-1]))


def pointing_at(whose: str) -> GroupMutator:
    """Statements of one sort name who made them."""

    def spoil(question: GroupQuestion) -> GroupQuestion | None:
        if question.form is not Form.SELECT_ALL or not isinstance(question.anchor, ClaimantFact):
            return None

        def naming(pair: Pair) -> Pair:
            fact = pair.fact
            assert isinstance(fact, ClaimantFact)
            known = replace(fact.value, names=(f"{fact.value.name} Zyxwv",))
            text = replace(pair.left, text=f"{pair.left.text} zyxwv")
            return replace(pair, left=text, fact=replace(fact, value=known))

        match whose:
            case "right":
                right = tuple(map(naming, question.pairs))
                return replace(question, anchor=right[0].fact, pairs=right)
            case "wrong":
                return replace(question, wrong=tuple(map(naming, question.wrong)))
        return replace(question, wrong=(*question.wrong[:-1], naming(question.wrong[-1])))

    return spoil


GROUP_MUTATORS: dict[str, tuple[GroupMutator, ...]] = {
    "enough_items": (one_item, one_too_few, items_over_and_over),
    "one_voice": (told_by_another(0), told_by_another(-1), told_by_two),
    "set_apart": (one_thing_twice, one_name_twice, part_of_the_other),
    "decidable_order": (turned_round, another_date_beyond_the_next, about_that_day),
    "no_order_cue": (in_words("Second {}"), in_words("{} (3rd)"), in_words("Aftermath of {}")),
    "unique_matching": (fits_another_as_well, two_with_one_answer, either_fits_both),
    "right_and_wrong": (only_right_ones, one_wrong_one, wrong_ones_over_and_over),
    "none_of_the_wrong": (wrong_one_said_by(kin=False), wrong_one_said_by(kin=True), right_one_among_the_wrong),
    "no_ticking_cue": (pointing_at("right"), pointing_at("wrong"), pointing_at("one wrong")),
    "provenance": (at(0, without_source), at(1, without_source), at(-1, without_source)),
    "dispute_attributed": (at(0, in_dispute), at(1, in_dispute), at(-1, in_dispute)),
    "self_contained": (at(0, pointing_outside), at(1, pointing_outside), at(-1, pointing_outside)),
    "no_leak": (at(0, telling_its_answer), at(1, telling_its_answer), at(-1, telling_its_answer)),
    "unique_referent": (at(0, with_a_namesake), at(1, with_a_namesake), at(-1, with_a_namesake)),
    "precision": (of_another_precision(0), of_another_precision(1), of_another_precision(-1)),
    "one_bearing": (of_a_neighbouring_point(0), of_a_neighbouring_point(1), of_a_neighbouring_point(-1)),
    "no_option_cue": (
        answers_that_read_alike(str),
        answers_that_read_alike(str.upper),
        answers_that_read_alike(str.casefold),
    ),
}
