"""The facts that questions are checked against, and what they were called, kept while the record stands still."""

from collections import OrderedDict
from threading import Lock

from history.facts.fact_keys import Moves
from history.facts.reading import read_neighbourhood
from history.facts.reading_moves import read_moves
from history.facts.unsettled import is_unsettled
from history.facts.values import Fact, FactKey, Neighbourhood

# Topics kept in memory by each server process; the least recently asked goes first.
MOST_TOPICS = 8

Kept = tuple[int, Neighbourhood, dict[FactKey, Fact]]

_kept: OrderedDict[str, Kept] = OrderedDict()
_moves: dict[int, Moves] = {}
_lock = Lock()


def facts_of_topic(topic: str, revision: int) -> tuple[Neighbourhood, dict[FactKey, Fact]]:
    """The topic's facts as of `revision` of the record, read again only when the record moved.

    `revision` must have been read in this request: it is what makes a kept reading true. While a change is looked at
    that may be taken back, nothing is kept, for the next change will have its number.
    """
    if is_unsettled():
        return read_facts(topic)
    with _lock:
        kept = _kept.get(topic)
        if kept is not None and kept[0] == revision:
            _kept.move_to_end(topic)
            return kept[1], kept[2]
    moves_at(revision)  # read in the same request, so that those that follow read neither
    around, facts = read_facts(topic)
    with _lock:
        _kept[topic] = (revision, around, facts)
        _kept.move_to_end(topic)
        while len(_kept) > MOST_TOPICS:
            _kept.popitem(last=False)
    return around, facts


def read_facts(topic: str) -> tuple[Neighbourhood, dict[FactKey, Fact]]:
    """The topic's facts as the record stands, and by key."""
    around = read_neighbourhood(topic)
    return around, {fact.key: fact for fact in around.facts}


def moves_at(revision: int) -> Moves:
    """What became of merged rows' facts, as of `revision` of the record, read again only when the record moved."""
    if is_unsettled():
        return read_moves()
    with _lock:
        if (kept := _moves.get(revision)) is not None:
            return kept
    moves = read_moves()
    with _lock:
        _moves.clear()
        _moves[revision] = moves
    return moves


def forget_facts() -> None:
    """Drop everything kept (tests roll the database back without moving the revision on)."""
    with _lock:
        _kept.clear()
        _moves.clear()
