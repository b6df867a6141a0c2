"""A Fact as the anchor of a group question: which others stand beside it, by chance among the nearest."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from hashlib import sha256
from random import Random

from history.dates import HistoricalDate
from history.facts.lines import line_of, place_in_line
from history.facts.values import BearingFact, ClaimantFact, DateFact, Fact, Neighbourhood, PlaceFact
from quizzes.questions.candidates import length_of_conflict, likeness, nearness
from quizzes.questions.candidates import line_of as line_of_dates
from quizzes.questions.grouping.company import Companion, Company, with_pairs
from quizzes.questions.grouping.ordering import by_dates, came_before, first_day, follows_on_record, last_day
from quizzes.questions.grouping.wording import write_group_stem
from quizzes.questions.rules import OF_ALL_ITEMS, judge_group
from quizzes.questions.spacing import days_after, days_between
from quizzes.questions.values import Form, GroupQuestion, JudgedGroup, Pair, family_of

# How many Facts on either side in the line are looked at, and how many more beyond each distance that dates keep.
NEIGHBOURS = 10
FURTHER = 3
# So many times the distance (and a quarter more, so that those further on keep theirs from each other) they are sought.
STEPS = (1.0, 2.25, 3.5, 4.75)
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
    match fact:
        case DateFact():
            return (Form.BEFORE_AFTER, Form.ORDER, Form.MATCH)
        case ClaimantFact():
            return (Form.MATCH, Form.SELECT_ALL)
        case PlaceFact():
            return (Form.SELECT_ALL,) if fact.attributed_to else ()
    return (Form.MATCH,)


def judge_anchor(anchor: Fact, form: Form, company: Company, seed: int = 0) -> JudgedGroup:
    """The question about `anchor` and its companions, judged by every rule; the same for the same facts and seed.

    It has the anchor alone where nothing can stand beside it. Companions that lie far enough apart nearly always
    respect each other: so the rules are run on all of them at once, and on one and on two only where that finds
    something.
    """
    own = company.pair(anchor)
    stem = write_group_stem(anchor, form, company.wording)
    bare = GroupQuestion(anchor, family_of(anchor), form, stem, (own,))
    chance = Random(seed_of(bare, seed))  # noqa: S311 - a seed that repeats is the point
    size, companions = chance.choice(SIZES[form]), draw_companions(anchor, company, chance)
    if not company.is_refused(form, anchor):
        judged = judge_beside(bare, choose_quickly(bare, companions, size, company))
        if all(rejection.rule in OF_ALL_ITEMS for rejection in judged.rejections):
            return judged
    return judge_beside(bare, choose_carefully(bare, companions, size, company))


def choose_quickly(
    bare: GroupQuestion, companions: Iterable[Companion], size: int, company: Company
) -> tuple[Pair, ...]:
    """The anchor and the first companions that lie apart, up to so many in all; the rules have yet to be run."""
    pairs = bare.pairs
    for fact, plausibility in companions:
        if len(pairs) == size:
            break
        if company.is_refused(bare.form, fact):
            continue
        pair = company.pair(fact, plausibility)
        if all(
            company.keep_apart(fact, other.fact, keep_apart) and not clash(bare.form, pair, other) for other in pairs
        ):
            pairs = (*pairs, pair)
    return pairs


def clash(form: Form, one: Pair, other: Pair) -> bool:
    """Whether two items can be seen at a glance not to stand together: the same thing, dates of two sorts."""
    if one.left.value == other.left.value:
        return True
    if form is not Form.MATCH:
        return False
    if one.right.value == other.right.value:
        return True
    date, key = one.right.subject, other.right.subject
    if not isinstance(date, HistoricalDate) or not isinstance(key, HistoricalDate):
        return False
    return (date.shape, date.precision) != (key.shape, key.precision)


def choose_carefully(
    bare: GroupQuestion, companions: Iterable[Companion], size: int, company: Company
) -> tuple[Pair, ...]:
    """The anchor and the first companions that lie apart and that the rules let stand, each, and beside each other."""
    pairs = bare.pairs
    if not company.may_be_item(bare, pairs[0]):
        return pairs
    for fact, plausibility in companions:
        if len(pairs) == size:
            break
        if not all(company.keep_apart(fact, other.fact, keep_apart) for other in pairs):
            continue
        pair = company.pair(fact, plausibility)
        if company.may_be_item(bare, pair) and all(company.may_stand_together(bare, pair, other) for other in pairs):
            pairs = (*pairs, pair)
    return pairs


def judge_beside(bare: GroupQuestion, pairs: tuple[Pair, ...]) -> JudgedGroup:
    """The question with these pairs, judged by every rule."""
    question = with_pairs(bare, pairs)
    return JudgedGroup(question, judge_group(question))


def keep_apart(one: Fact, other: Fact, around: Neighbourhood) -> bool:
    """Whether two dates lie so far apart that one event was over before the other, whatever the record leaves unsaid.

    Where the record says which came after which, dates need not say it.
    """
    if not (isinstance(one, DateFact) and isinstance(other, DateFact)):
        return True
    earlier, later = (one, other) if by_dates(one, other) else (other, one)
    last, first = last_day(earlier), first_day(later)
    if last is None or first is None or last >= first or follows_on_record(one, other):
        return came_before(one, other) or came_before(other, one)
    return first - last >= days_between(earlier, later, length_of_conflict(one, around))


def seed_of(question: GroupQuestion, seed: int) -> int:
    """A number that is the same for the same question and seed on every machine."""
    return int.from_bytes(sha256(f"{seed}:{question.identity}".encode()).digest()[:8], "big")


def draw_companions(anchor: Fact, company: Company, chance: Random) -> list[Companion]:
    """Facts that may be asked with the anchor, by lot: not always the same stand together, and nearer ones sooner."""
    proposed = company.companions_of(anchor, propose_companions)
    drawn = sorted(proposed, key=lambda scored: (-scored[1] * chance.random(), scored[0].key))
    return drawn[:MOST_TRIED]


def propose_companions(anchor: Fact, around: Neighbourhood) -> list[Companion]:
    """Facts near the anchor, with how plausible each is beside it."""
    return [(fact, plausibility_of(fact, anchor, around)) for fact in near(anchor, around)]


def near(anchor: Fact, around: Neighbourhood) -> Sequence[Fact]:
    """The Facts next to the anchor in its line; of dates those that come next at the distances that they must keep."""
    key = line_of(anchor)
    line = around.lines.get(key, ()) if key else ()
    day, name = place_in_line(anchor)
    apart = days_after(anchor, length_of_conflict(anchor, around)) if isinstance(anchor, DateFact) else 0
    place = bisect_left(line, (day, name), key=place_in_line)
    next_to = [fact for fact in line[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1] if fact.key != anchor.key]
    if apart <= 1:
        return next_to
    chosen = {fact.key: fact for fact in next_to if follows_on_record(anchor, fact)}
    for step in STEPS:
        most = NEIGHBOURS if step == 1 else FURTHER
        before = bisect_left(line, (day - int(step * apart), "~"), key=place_in_line)
        after = bisect_left(line, (day + int(step * apart), ""), key=place_in_line)
        chosen |= {fact.key: fact for fact in (*line[max(0, before - most) : before], *line[after : after + most])}
    return tuple(chosen.values())


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
