"""A Fact as the anchor of a group question: which others stand beside it, by chance among the nearest."""

from bisect import bisect_left
from collections.abc import Iterator
from hashlib import sha256
from random import Random

from history.facts.lines import line_of, place_in_line
from history.facts.values import BearingFact, ClaimantFact, DateFact, Fact, Neighbourhood
from quizzes.questions.candidates import likeness, nearness
from quizzes.questions.candidates import line_of as line_of_dates
from quizzes.questions.drafting import ENGLISH, Wording
from quizzes.questions.grouping.ordering import by_dates, came_before, first_day, last_day, put_in_order
from quizzes.questions.grouping.wording import write_group_stem, write_pair
from quizzes.questions.rules import may_join
from quizzes.questions.spacing import days_apart
from quizzes.questions.values import Form, GroupQuestion, Pair, family_of

# How many Facts on either side in the line are looked at.
NEIGHBOURS = 10
# How many companions are tried before fewer are accepted.
MOST_TRIED = 12
# How many items a question has where the record gives so many. Three are guessed too easily, six fill a phone.
SIZES = {Form.BEFORE_AFTER: (2,), Form.ORDER: (4, 4, 5), Form.MATCH: (4,)}
# Where nothing tells how near two Facts lie to each other.
BETWEEN = 0.5


def group_forms_of(fact: Fact, around: Neighbourhood) -> tuple[Form, ...]:
    """The group forms in which a Fact is asked, where there are others to ask it with."""
    key = line_of(fact)
    if key is None or len(around.lines.get(key, ())) < 2:
        return ()
    return (Form.BEFORE_AFTER, Form.ORDER, Form.MATCH) if isinstance(fact, DateFact) else (Form.MATCH,)


def draft_group(
    anchor: Fact, form: Form, around: Neighbourhood, seed: int = 0, wording: Wording = ENGLISH
) -> GroupQuestion:
    """The question about `anchor` and its companions; the same for the same facts and seed.

    The rules have yet to judge it. It has the anchor alone where nothing can stand beside it.
    """
    pair = write_pair(anchor, 1.0, wording)
    question = GroupQuestion(anchor, family_of(anchor), form, write_group_stem(anchor, form, wording), (pair,))
    chance = Random(seed_of(question, seed))  # noqa: S311 - a seed that repeats is the point
    size = chance.choice(SIZES[form])
    if not may_join(question, anchor):
        return question
    for companion, plausibility in propose_companions(anchor, around, chance):
        if len(question.pairs) == size:
            break
        if not all(keep_apart(companion, pair.fact, around) for pair in question.pairs):
            continue
        wider = with_pairs(question, (*question.pairs, write_pair(companion, plausibility, wording)))
        if may_join(wider, companion):
            question = wider
    return question


def with_pairs(question: GroupQuestion, pairs: tuple[Pair, ...]) -> GroupQuestion:
    """The same question with these pairs: in the order of time where that is asked for, else by what they show."""
    if question.form is Form.MATCH:
        return holding(question, tuple(sorted(pairs, key=lambda pair: pair.left.value)))
    by_key = {pair.fact.key: pair for pair in pairs}
    ordered = put_in_order([pair.fact for pair in pairs if isinstance(pair.fact, DateFact)])
    # What cannot be put in order is left as it is, for the rule to refuse.
    return holding(question, tuple(by_key[fact.key] for fact in ordered) if ordered else pairs)


def holding(question: GroupQuestion, pairs: tuple[Pair, ...]) -> GroupQuestion:
    """The same question with exactly these pairs (`replace` takes three times as long)."""
    return GroupQuestion(question.anchor, question.family, question.form, question.stem, pairs)


def keep_apart(one: Fact, other: Fact, around: Neighbourhood) -> bool:
    """Whether two dates lie as far apart as wrong dates must, because battles last and old years are estimates.

    Where the record says which came after which, dates need not say it.
    """
    if not (isinstance(one, DateFact) and isinstance(other, DateFact)):
        return True
    earlier, later = (one, other) if by_dates(one, other) else (other, one)
    last, first = last_day(earlier), first_day(later)
    if not by_dates(earlier, later) or last is None or first is None:
        return came_before(one, other) or came_before(other, one)
    return first - last >= max(days_apart(fact, line_of_dates(fact, around)) for fact in (one, other))


def seed_of(question: GroupQuestion, seed: int) -> int:
    """A number that is the same for the same question and seed on every machine."""
    return int.from_bytes(sha256(f"{seed}:{question.identity}".encode()).digest()[:8], "big")


def propose_companions(anchor: Fact, around: Neighbourhood, chance: Random) -> Iterator[tuple[Fact, float]]:
    """Facts that may be asked with the anchor, nearer ones sooner, with how plausible each is beside it."""
    key = line_of(anchor)
    line = around.lines.get(key, ()) if key else ()
    place = bisect_left(line, place_in_line(anchor), key=place_in_line)
    near = [fact for fact in line[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1] if fact.key != anchor.key]
    scored = [(fact, plausibility_of(fact, anchor, around)) for fact in near]
    # By lot, so that not always the same stand together, and the more plausible the sooner.
    drawn = sorted(scored, key=lambda scored: (-scored[1] * chance.random(), scored[0].key))
    return iter(drawn[:MOST_TRIED])


def plausibility_of(companion: Fact, anchor: Fact, around: Neighbourhood) -> float:
    """How easily what belongs to the companion could be taken to belong to the anchor (0 to 1)."""
    match companion, anchor:
        case DateFact(value=date), DateFact(value=key):
            line = line_of_dates(anchor, around)
            if date.earliest_day is None or key.earliest_day is None:
                return BETWEEN
            return 0.5 + 0.5 * nearness(date, key, line.gap)
        case ClaimantFact(value=claimant, stated=stated), ClaimantFact():
            days = (stated.earliest_day,) if stated and stated.earliest_day is not None else ()
            return likeness(claimant, days, anchor)
        case BearingFact(), BearingFact():
            return 0.7
    return BETWEEN
