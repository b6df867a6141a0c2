"""A Fact in a form becomes a question: stem, key, and the best wrong options that the rules let stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, islice
from random import Random
from typing import TypeVar

from history.dates import HistoricalDate, Precision
from history.facts.values import (
    Agreement,
    AgreementFact,
    BearingFact,
    ClaimantFact,
    DateFact,
    Fact,
    Neighbourhood,
    PlaceFact,
)
from quizzes.questions.alike_names import index_names
from quizzes.questions.candidates import (
    Dated,
    keep_apart,
    line_of,
    made_up_dates,
    propose_claimants,
    propose_dates,
    propose_directions,
    propose_places,
    recorded_dates,
)
from quizzes.questions.pointing.aiming import choose_target, may_be_pointed_at
from quizzes.questions.prompts import DIRECTIONS, WHETHER_AGREED, Translate, name_as_option, write_stem
from quizzes.questions.rules import may_stand_beside
from quizzes.questions.scale import mark_scale, propose_steps
from quizzes.questions.short_names import short_names
from quizzes.questions.spacing import gap_days
from quizzes.questions.values import Form, Option, Question, family_of

MOST_DISTRACTORS = 3
# With fewer days on record in a conflict, each would be met so often that one met once is seen to be made up.
FEWEST_ON_RECORD = 5
# How many candidates are tried in the first place before fewer options are accepted.
MOST_TRIED = 12
AnyOption = TypeVar("AnyOption")


@dataclass(frozen=True, slots=True)
class Wording:
    """The language of a question: how templates are looked up, and the locale of its dates."""

    translate: Translate = str
    locale: str = "en"


ENGLISH = Wording()


def draft_question(fact: Fact, form: Form, around: Neighbourhood, seed: int, wording: Wording = ENGLISH) -> Question:
    """The question about `fact` in `form`; the same for the same facts and seed. The rules have yet to judge it."""
    return next(draft_questions(fact, (form,), around, seed, wording))


def draft_questions(
    fact: Fact, forms: Iterable[Form], around: Neighbourhood, seed: int, wording: Wording = ENGLISH
) -> Iterator[Question]:
    """The questions about `fact` in each of these forms; what they share is put into words once."""
    family, stem, key = family_of(fact), write_stem(fact, wording.translate, wording.locale), key_option(fact, wording)
    accepted, confusable = accepted_answers(fact, wording), confusable_names(fact, around, wording)
    if isinstance(fact, ClaimantFact):
        accepted = tuple(dict.fromkeys((*accepted, *short_names(fact.value, around.claimants))))
    for form in forms:
        bare = Question(fact, family, form, stem, key, (), accepted, confusable)
        if form is Form.CHOICE:
            chance = Random(seed_of(bare, seed))  # noqa: S311 - a seed that repeats is the point
            yield with_distractors(bare, choose_distractors(bare, around, wording, chance))
        elif form is Form.TIMELINE and isinstance(fact, DateFact):
            chance = Random(seed_of(bare, seed))  # noqa: S311 - likewise
            steps = propose_steps(fact, around, chance)
            yield mark_scale(with_distractors(bare, tuple(date_options(steps, wording))), around)
        elif form is Form.DISAGREE:
            yield with_distractors(bare, tuple(propose_options(fact, around, wording)))
        elif form is Form.MAP:
            yield on_map(bare, seed)
        else:
            yield bare


def with_distractors(question: Question, distractors: tuple[Option, ...]) -> Question:
    """The same question with these wrong options (`replace` takes three times as long)."""
    return Question(
        question.fact,
        question.family,
        question.form,
        question.stem,
        question.key,
        distractors,
        question.accepted,
        question.confusable,
    )


def on_map(question: Question, seed: int) -> Question:
    """The same question to be answered with a point: no name is typed, and there is a target if it lies anywhere."""
    fact, target = question.fact, None
    if isinstance(fact, PlaceFact) and may_be_pointed_at(fact.value):
        target = choose_target(fact.value, seed_of(question, seed))
    return replace(question, accepted=(), confusable=(), target=target)


def seed_of(question: Question, seed: int) -> int:
    """A number that is the same for the same question and seed on every machine."""
    return int.from_bytes(sha256(f"{seed}:{question.identity}".encode()).digest()[:8], "big")


def key_option(fact: Fact, wording: Wording) -> Option:
    """The right answer as an option."""
    match fact:
        case DateFact(value=date):
            return date_option(date, 1.0, wording)
        case PlaceFact(value=place):
            return Option(place.name, place.key, place, 1.0)
        case BearingFact(value=point):
            return direction_option(point, 1.0, wording)
        case ClaimantFact(value=claimant):
            return Option(name_as_option(claimant.name), claimant.key, claimant, 1.0)
        case AgreementFact(value=agreement):
            return agreement_option(agreement, 1.0, wording)


def date_option(date: HistoricalDate, plausibility: float, wording: Wording) -> Option:
    """A date as an option."""
    return Option(date.show_brief(wording.locale), date.edtf, date, plausibility)


def direction_option(point: str, plausibility: float, wording: Wording) -> Option:
    """A point of the compass as an option."""
    return Option(name_as_option(wording.translate(DIRECTIONS[point])), point, point, plausibility)


def agreement_option(value: Agreement, plausibility: float, wording: Wording) -> Option:
    """Whether accounts agree, as an option."""
    return Option(wording.translate(WHETHER_AGREED[value]), str(value), str(value), plausibility)


def propose_options(fact: Fact, around: Neighbourhood, wording: Wording) -> Iterator[Option]:
    """Candidates for wrong options, the most plausible first."""
    match fact:
        case DateFact():
            yield from date_options(propose_dates(fact, around), wording)
        case PlaceFact():
            for place, plausibility in propose_places(fact, around):
                yield Option(place.name, place.key, place, plausibility)
        case BearingFact():
            for point, plausibility in propose_directions(fact):
                yield direction_option(point, plausibility, wording)
        case ClaimantFact():
            for claimant, plausibility in propose_claimants(fact, around):
                yield Option(name_as_option(claimant.name), claimant.key, claimant, plausibility)
        case AgreementFact(value=agreement):
            # A constant: there is one other answer, and whoever does not know finds it as likely.
            yield from (agreement_option(other, 0.7, wording) for other in Agreement if other != agreement)


def choose_distractors(bare: Question, around: Neighbourhood, wording: Wording, chance: Random) -> tuple[Option, ...]:
    """Up to three candidates that may stand beside the key and each other."""
    fact = bare.fact
    if not may_stand_beside(bare):
        return ()
    if not isinstance(fact, DateFact) or fact.value.earliest_day is None:
        return take_most(bare, propose_options(fact, around, wording))
    rank, apart = chance.randint(0, MOST_DISTRACTORS), keep_apart(fact, around)
    recorded, made_up = recorded_dates(fact, around), made_up_dates(fact, around)
    if fact.value.precision is not Precision.DAY:
        return choose_dates(bare, Kept(chain(recorded, made_up)), rank, apart, wording)
    # Where very few days are on record the key would be the one that is met elsewhere, so there all are made up.
    known = list(recorded) if len(line_of(fact, around).texts) >= FEWEST_ON_RECORD else []
    kept = Kept(known if len(known) >= MOST_DISTRACTORS else ())
    earlier = chance.randrange(MOST_DISTRACTORS) < rank
    unseen = (dated for dated in made_up if dated[0].is_before(fact.value) == earlier)
    # Days on record are options time and again, the key's own less often: one day that is no other's evens it out.
    # Near the ends of a conflict the key's rank brings in such days by itself.
    first = take_dates(bare, unseen, 1, apart, wording) if lies_within(fact.value, known) else ()
    started = with_distractors(bare, first)
    return choose_dates(started, Kept(chain(kept, made_up_dates(fact, around))), rank, apart, wording)


def lies_within(date: HistoricalDate, known: Iterable[Dated]) -> bool:
    """Whether as many days on record as a question has wrong options lie before the date, and as many after it."""
    before = [other.is_before(date) for other, _plausibility in known]
    return MOST_DISTRACTORS <= sum(before) <= len(before) - MOST_DISTRACTORS


def choose_dates(
    bare: Question, proposed: "Kept[Dated]", rank: int, apart: int, wording: Wording
) -> tuple[Option, ...]:
    """Wrong dates, `rank` of them before the key and the others after it, as far from each other as from the key.

    Dates are shown in order, so the key's rank among them is drawn first: else the middle would be the best guess.
    Those that the question has already count. Where one side has too few, the other fills up.
    """
    key, chosen = bare.key.subject, bare.distractors
    assert isinstance(key, HistoricalDate)
    there = sum(isinstance(option.subject, HistoricalDate) and option.subject.is_before(key) for option in chosen)
    before = (dated for dated in proposed if dated[0].is_before(key))
    after = (dated for dated in proposed if key.is_before(dated[0]))
    for side, most in (
        (before, rank - there),
        (after, MOST_DISTRACTORS - rank - (len(chosen) - there)),
        (proposed, MOST_DISTRACTORS),
    ):
        wanted = min(most, MOST_DISTRACTORS - len(chosen))
        chosen += take_dates(with_distractors(bare, chosen), side, wanted, apart, wording)
    return chosen


def take_dates(
    bare: Question, proposed: Iterable[Dated], most: int, apart: int, wording: Wording
) -> tuple[Option, ...]:
    """The first `most` dates that the rules let stand and that keep their distance from those already there."""
    taken: tuple[Option, ...] = ()
    for date, plausibility in proposed:
        if len(taken) == most:
            break
        there = (option.subject for option in (*bare.distractors, *taken))
        if any(isinstance(other, HistoricalDate) and gap_days(date, other) < apart for other in there):
            continue
        option = date_option(date, plausibility, wording)
        if may_stand_beside(with_distractors(bare, (*bare.distractors, *taken, option))):
            taken = (*taken, option)
    return taken


class Kept(Iterable[AnyOption]):
    """Candidates that are proposed one by one, as far as somebody looks, and kept for who looks again."""

    def __init__(self, proposed: Iterable[AnyOption]) -> None:
        self._seen: list[AnyOption] = []
        self._coming = iter(proposed)

    def __iter__(self) -> Iterator[AnyOption]:
        position = 0
        while True:
            if position == len(self._seen):
                following = next(self._coming, None)
                if following is None:
                    return
                self._seen.append(following)
            yield self._seen[position]
            position += 1


def take_most(bare: Question, proposed: Iterable[Option]) -> tuple[Option, ...]:
    """The best candidates; where the best one leaves no room for others, those beside which most can stand."""
    kept = Kept(proposed)
    best = take_best(bare, kept, MOST_DISTRACTORS)
    for first in islice(kept, MOST_TRIED):
        if len(best) == MOST_DISTRACTORS:
            break
        others = (option for option in kept if option is not first)
        best = max(best, take_best(bare, chain([first], others), MOST_DISTRACTORS), key=len)
    return best


def date_options(proposed: Iterable[Dated], wording: Wording) -> Iterator[Option]:
    """Dates as options, each put into words only when it is looked at."""
    return (date_option(date, plausibility, wording) for date, plausibility in proposed)


def take_best(bare: Question, proposed: Iterable[Option], most: int) -> tuple[Option, ...]:
    """The first `most` candidates that respect the key, the options already there, and each other."""
    taken: tuple[Option, ...] = ()
    for option in proposed:
        if len(taken) == most:
            break
        if may_stand_beside(with_distractors(bare, (*bare.distractors, *taken, option))):
            taken = (*taken, option)
    return taken


def accepted_answers(fact: Fact, wording: Wording) -> tuple[str, ...]:
    """Typed answers that count as right; other spellings of them are recognised when marking."""
    match fact:
        case DateFact(value=date):
            return tuple(dict.fromkeys((date.show_brief(wording.locale), date.show(wording.locale), date.edtf)))
        case PlaceFact(value=place):
            return place.names
        case BearingFact(value=point):
            return tuple(dict.fromkeys((wording.translate(DIRECTIONS[point]), point)))
        case ClaimantFact(value=claimant):
            return tuple(dict.fromkeys((*claimant.names, *claimant.stand_ins)))
        case AgreementFact():
            return ()


def confusable_names(fact: Fact, around: Neighbourhood, wording: Wording) -> tuple[str, ...]:
    """Names of other things of the same sort that are spelt nearly alike: what fits one of them better is wrong."""
    match fact:
        case PlaceFact(value=place):
            alike = around.places.derive(index_names).alike(place.names)
            return tuple(name for key, name in alike if key != place.key and name not in place.names)
        case BearingFact(value=point):
            return tuple(wording.translate(text) for other, text in DIRECTIONS.items() if other != point)
        case ClaimantFact(value=claimant):
            alike = around.claimants.derive(index_names).alike((*claimant.names, *claimant.stand_ins))
            return tuple(name for key, name in alike if key != claimant.key and key not in claimant.kin)
        case DateFact() | AgreementFact():
            return ()
