"""The facts that questions are checked against, and what they were called, kept while the record stands still.

A topic of a few hundred events is read and kept whole. Of a larger one a window is read around what is asked.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from history.facts.fact_keys import Moves
from history.facts.reading import has_many_claimants, is_larger, read_neighbourhood
from history.facts.reading_moves import read_moves
from history.facts.streaming import MOST_READ_WHOLE
from history.facts.unsettled import is_unsettled
from history.facts.values import Fact, FactKey, Neighbourhood
from history.facts.windows import read_window
from quizzes.models import Question
from quizzes.questions.values import Family, Form
from quizzes.services.look_around import can_share, look_around_event, look_around_several

# Topics and windows kept in memory by each server process; the least recently asked goes first.
MOST_TOPICS = 8
MOST_WINDOWS = 64

Read = tuple[Neighbourhood, dict[FactKey, Fact]]
Shelf = OrderedDict[str, tuple[int, Neighbourhood, dict[FactKey, Fact]]]

_kept: Shelf = OrderedDict()
_windows: Shelf = OrderedDict()
_sizes: dict[str, tuple[int, bool]] = {}
_moves: dict[int, Moves] = {}
_lock = Lock()


def facts_for(question: Question, revision: int, following: Iterable[Question] = ()) -> Read:
    """The facts that asking `question` looks at, and by key, as of `revision` of the record (`facts_of_topic`).

    `following` are likely to be asked next: where a window is read, it is read for those of them too that can share it.
    """
    if not is_large(question.topic, revision) and not (is_name_typed(question) and misses_claimants(revision)):
        return facts_of_topic(question.topic, revision)
    sharing = [question, *(one for one in following if can_share(question, one))]
    names = [one.key for one in sharing]
    return keep(_windows, names, revision, MOST_WINDOWS, lambda: by_key(read_window(look_around_several(sharing))))


def facts_about(event: str, topic: str, revision: int) -> Read:
    """The facts of one event with what lies around it; of a topic of a few hundred events all of them."""
    if not is_large(topic, revision) and not misses_claimants(revision):
        return facts_of_topic(topic, revision)
    return by_key(read_window(look_around_event(event, topic)))


def is_name_typed(question: Question) -> bool:
    """Whether a claimant's name is typed: others that are spelt nearly alike matter, though they never spoke there."""
    return question.form == Form.TYPED and question.family == Family.CLAIMANT


def is_large(topic: str, revision: int) -> bool:
    """Whether a topic is too large to be read whole; looked up again only when the record moved."""
    return look_up(f"topic {topic}", revision, lambda: is_larger(topic, MOST_READ_WHOLE))


def misses_claimants(revision: int) -> bool:
    """Whether topics are read without those claimants who do not speak there; looked up likewise."""
    return look_up("claimants", revision, has_many_claimants)


def look_up(name: str, revision: int, find: Callable[[], bool]) -> bool:
    """What was found out under this name at that revision, else what is found out now."""
    known = _sizes.get(name)
    if known is not None and known[0] == revision and not is_unsettled():
        return known[1]
    found = find()
    if not is_unsettled():
        _sizes[name] = (revision, found)
    return found


def facts_of_topic(topic: str, revision: int) -> Read:
    """The topic's facts as of `revision` of the record, read again only when the record moved.

    `revision` must have been read in this request: it is what makes a kept reading true. While a change is looked at
    that may be taken back, nothing is kept, for the next change will have its number.
    """
    return keep(_kept, [topic], revision, MOST_TOPICS, lambda: read_facts(topic))


def keep(shelf: Shelf, names: Sequence[str], revision: int, most: int, read: Callable[[], Read]) -> Read:
    """What is on the shelf under the first name since that revision, else what is read now, kept under all of them."""
    if is_unsettled():
        return read()
    with _lock:
        kept = shelf.get(names[0])
        if kept is not None and kept[0] == revision:
            shelf.move_to_end(names[0])
            return kept[1], kept[2]
    moves_at(revision)  # read in the same request, so that those that follow read neither
    around, facts = read()
    with _lock:
        for name in names:
            shelf[name] = (revision, around, facts)
            shelf.move_to_end(name)
        while len(shelf) > most:
            shelf.popitem(last=False)
    return around, facts


def read_facts(topic: str) -> Read:
    """The topic's facts as the record stands, and by key."""
    return by_key(read_neighbourhood(topic))


def by_key(around: Neighbourhood) -> Read:
    """Facts with what surrounds them, and by key."""
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


def forget_windows() -> None:
    """Drop the windows that are kept, as if others had been asked for meanwhile."""
    with _lock:
        _windows.clear()


def forget_facts() -> None:
    """Drop everything kept (tests roll the database back without moving the revision on)."""
    with _lock:
        for shelf in (_kept, _windows, _sizes, _moves):
            shelf.clear()
