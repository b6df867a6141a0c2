"""Rules on questions about several Facts: order, before or after, match; for what is to be ticked see `selection`.

Each item of a group question is also a question of its own, with what belongs to the others as wrong options: so
the rules on stems, dates, claimants and directions judge it as they judge a choice (`as_choice`).
"""

import re
from itertools import combinations, pairwise, permutations

from history.facts.values import BearingFact, ClaimantFact, DateFact, Fact
from quizzes.questions.folding import words_of
from quizzes.questions.grouping.ordering import came_before
from quizzes.questions.rules.places import DEGREES_A_POINT, degrees_between
from quizzes.questions.values import Form, GroupQuestion, Pair, Rejection

FEWEST, MOST = (
    {Form.ORDER: 3, Form.BEFORE_AFTER: 2, Form.MATCH: 3, Form.SELECT_ALL: 2},
    {Form.ORDER: 6, Form.BEFORE_AFTER: 2, Form.MATCH: 5, Form.SELECT_ALL: 4},
)
IN_TIME = (Form.ORDER, Form.BEFORE_AFTER)
# Words that say which of several comes first.
ORDINALS = words_of(
    "first second third fourth fifth sixth seventh eighth ninth tenth last final former latter initial opening "
    "earlier later early late beginning begin begins began outbreak end ends ended ending aftermath resumption renewed "
    "before after following preceding previous next i ii iii iv v vi vii viii ix x"
)
NUMBERED = re.compile(r"\b\d{1,2}(st|nd|rd|th)\b", re.IGNORECASE)


def enough_items(question: GroupQuestion) -> Rejection | None:
    """An order has three to six events, before or after two, a match three to five pairs, ticks two to four."""
    number = len(question.pairs)
    if FEWEST[question.form] <= number <= MOST[question.form]:
        return None
    return Rejection("enough_items", f"{number} that can stand side by side")


def one_voice(question: GroupQuestion) -> Rejection | None:
    """All items are asked in one voice: the record's own, or one claimant's."""
    voices = {voice_of(question.form, pair.fact) for pair in question.pairs}
    if len(voices) > 1:
        return Rejection("one_voice", "one item is told by somebody else than another")
    return None


def voice_of(form: Form, fact: Fact) -> tuple[str, ...]:
    """Who tells of it; where all that is right is to be ticked, also of which event, and who takes the stance."""
    voices = tuple(claimant.key for claimant in fact.attributed_to)
    if form is not Form.SELECT_ALL:
        return voices
    if isinstance(fact, ClaimantFact):
        return (fact.value.key, fact.stance)
    return (*voices, fact.event.key if fact.event else "")


def set_apart(question: GroupQuestion) -> Rejection | None:
    """No two items are the same thing, nor one a part of the other, nor do two read the same."""
    for one, other in combinations((*question.pairs, *question.wrong), 2):
        if one.left.value == other.left.value or one.left.text.casefold() == other.left.text.casefold():
            return Rejection("set_apart", f"“{one.left.text}” stands there twice")
        if are_bound_up(one, other):
            return Rejection("set_apart", f"“{one.left.text}” and “{other.left.text}” are one, or parts of each other")
    return None


def are_bound_up(one: Pair, other: Pair) -> bool:
    """Whether two dated events are the same, or one is part of the other."""
    if not isinstance(one.fact, DateFact) or one.fact.event is None or other.fact.event is None:
        return False
    return other.fact.event.key in one.fact.event.bound_up or one.fact.event.key in other.fact.event.bound_up


def decidable_order(question: GroupQuestion) -> Rejection | None:
    """Each event is over before the next begins, by every live date of both or by a recorded *after*."""
    if question.form not in IN_TIME:
        return None
    for one, other in pairwise(question.pairs):
        if not (isinstance(one.fact, DateFact) and isinstance(other.fact, DateFact)):
            return Rejection("decidable_order", "what is no event has no place in time")
        if one.fact.value.qualifier or other.fact.value.qualifier:
            return Rejection("decidable_order", f"{one.right.text} or {other.right.text} is uncertain or approximate")
        if not came_before(one.fact, other.fact):
            reason = f"“{one.left.text}” ({one.right.text}) need not precede “{other.left.text}” ({other.right.text})"
            return Rejection("decidable_order", reason)
    return None


def no_order_cue(question: GroupQuestion) -> Rejection | None:
    """No item says in its words which comes first: no “second”, no “aftermath”, no numeral."""
    if question.form not in IN_TIME:
        return None
    for pair in question.pairs:
        told = NUMBERED.search(pair.left.text)
        words = [word for word in words_of(pair.left.text) if word in ORDINALS]
        if told or words:
            return Rejection("no_order_cue", f"“{told.group() if told else words[0]}” tells where it stands")
    return None


def unique_matching(question: GroupQuestion) -> Rejection | None:
    """The items can be matched in exactly one way, and what belongs to one fits no other."""
    if question.form is not Form.MATCH:
        return None
    fits = [[may_belong(pair, other) for other in question.pairs] for pair in question.pairs]
    size = range(len(fits))
    also = next(((row, column) for row in size for column in size if row != column and fits[row][column]), None)
    # Where each fits its own and nothing else, there is one way, and no need to count.
    if also is None and all(fits[row][row] for row in size):
        return None
    ways = sum(all(fits[row][column] for row, column in enumerate(way)) for way in permutations(size))
    if also is None or ways != 1:
        return Rejection("unique_matching", f"there are {ways} ways to match them")
    one, other = (question.pairs[place] for place in also)
    return Rejection("unique_matching", f"{other.right.text} could belong to {one.left.text} as well")


def may_belong(pair: Pair, other: Pair) -> bool:
    """Whether what belongs to `other` could be said to belong to `pair`."""
    match pair.fact, other.fact:
        case DateFact() as fact, DateFact() as candidate:
            return any(candidate.value.overlaps(date) for date in (fact.value, *fact.rivals))
        case ClaimantFact() as fact, ClaimantFact() as candidate:
            return any(candidate.value.may_be(taker) for taker in (fact.value, *fact.barred))
        case BearingFact() as fact, BearingFact() as candidate:
            return fact.key == candidate.key or degrees_between(fact.value, candidate.value) <= DEGREES_A_POINT
    return True
