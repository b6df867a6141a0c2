"""Which of two dated events came first, as far as the record decides it."""

from collections.abc import Sequence
from itertools import pairwise

from history.facts.values import DateFact, Fact


def came_before(one: DateFact, other: DateFact) -> bool:
    """Whether `one` happened first whatever the truth: by every live date of both, or by a recorded *after*.

    Dates that contradict a recorded *after*, and events that came after each other on record, decide nothing.
    What the record says of *after* is no word of a claimant's.
    """
    if one.event is None or other.event is None:
        return False
    first, second = one.event, other.event
    if first.key in first.after or second.key in second.after or second.key in first.after:
        return False
    if first.key in second.after and not (one.attributed_to or other.attributed_to):
        return not by_dates(other, one)
    return by_dates(one, other)


def follows_on_record(one: Fact, other: Fact) -> bool:
    """Whether the record says of one of the two events that it came after the other."""
    if one.event is None or other.event is None:
        return False
    return one.event.key in other.event.after or other.event.key in one.event.after


def by_dates(one: DateFact, other: DateFact) -> bool:
    """Whether the last day that any live date admits for `one` comes before the first for `other`."""
    last, first = last_day(one), first_day(other)
    return last is not None and first is not None and last < first


def last_day(fact: DateFact) -> int | None:
    """The last day that the record admits for it; None where an end is open."""
    last = fact.value.latest_day
    for date in fact.rivals:
        day = date.latest_day
        if last is None or day is None:
            return None
        last = max(day, last)
    return last


def first_day(fact: DateFact) -> int | None:
    """The first day that the record admits for it; None where an end is open."""
    first = fact.value.earliest_day
    for date in fact.rivals:
        day = date.earliest_day
        if first is None or day is None:
            return None
        first = min(day, first)
    return first


def put_in_order(facts: Sequence[DateFact]) -> list[DateFact] | None:
    """The facts in the order of their events, each decided against the next; None where that is not possible."""
    by_day = sorted(facts, key=lambda fact: fact.value.earliest_day or 0)
    if are_in_order(by_day):
        return by_day
    # Where the record says which came after which, dates need not.
    ordered = sorted(facts, key=lambda fact: sum(came_before(other, fact) for other in facts))
    return ordered if are_in_order(ordered) else None


def are_in_order(facts: Sequence[DateFact]) -> bool:
    """Whether each came before the next."""
    return all(came_before(one, other) for one, other in pairwise(facts))
