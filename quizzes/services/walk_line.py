"""A learner goes along a line of questions and takes up what is new to her: each row is read once, by an index.

Nothing asks the database for "all that she does not know". She has a cursor; what she passed she knows or holds in
her hand (docs/decisions/0052-a-cursor-goes-along-a-line.md).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.db.models import Q, QuerySet

from quizzes.models import Bank, Cursor, Learner, Question
from quizzes.questions.drawing import HIGHEST, draw_number
from quizzes.services.look_at_facts import Forms, Scope, find_known, look_at

# How many new facts a session chooses from. More mixes passages better and reads more.
HAND = 60
# A fact that sessions meant to ask so often, and that was never answered, makes room: asking may refuse it each time.
MOST_TIMES = 5
ROWS_A_FACT = 4
LARGEST_WINDOW = 800
# The laps: from her own place to the end, from the beginning to it, what became live since.
TO_END, FROM_BEGINNING, NEWS = 0, 1, 2
BEFORE_ALL = -1

# Where she stands: the lap, the bank's number and the place in the line.
Spot = tuple[int, int, int]
Row = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Step:
    """The Facts that stand at one place of the line, and where she is once she passed them."""

    spot: Spot
    facts: list[str]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the line, read at once; `end` is where she is once she passed all of it."""

    steps: list[Step]
    end: Spot
    is_last: bool


class Walk:
    """One learner on one line: her cursor, and the questions about what she holds in her hand and can be asked."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.start = draw_number(str(scope.learner.key))
        cursor = Cursor.objects.filter(learner=scope.learner, topic=scope.topic, line=scope.line).first()
        self.cursor = cursor or Cursor(learner=scope.learner, topic=scope.topic, line=scope.line)
        self.before = state_of(self.cursor)
        self.hand: dict[str, int] = {}
        self.free: dict[str, Forms] = {}
        if cursor is None:
            self.set_out()

    @property
    def spot(self) -> Spot:
        """Where she stands."""
        return self.cursor.lap, self.cursor.since, self.cursor.place

    @spot.setter
    def spot(self, spot: Spot) -> None:
        self.cursor.lap, self.cursor.since, self.cursor.place = spot

    def set_out(self) -> None:
        """Begin at her own place. What becomes live from here on is news."""
        self.spot = (TO_END, Bank.objects.number(), self.start + BEFORE_ALL)
        self.cursor.is_any_left = False

    def fill_hand(self) -> dict[str, Forms]:
        """Go on until there is enough to choose from, or nothing more in the line; the questions by Fact."""
        waiting = list(self.cursor.hand)
        size = ROWS_A_FACT * max(HAND - len(waiting), HAND // 4)
        while True:
            window = self.read_window(size)
            ahead = [fact for step in window.steps for fact in step.facts]
            self.take_up(waiting, window, {*waiting, *ahead})
            if len(self.free) >= HAND or (window.is_last and not self.goes_round_again()):
                return self.free
            waiting, size = [], min(2 * size, LARGEST_WINDOW)

    def goes_round_again(self) -> bool:
        """Set out once more where nothing is left to ask but what was dropped on the way."""
        if self.free or not self.cursor.is_any_left:
            return False
        self.set_out()
        return True

    def take_up(self, waiting: Iterable[str], window: Window, facts: Collection[str]) -> None:
        """Take into her hand what she does not know of what waited there, and then of the window as far as needed."""
        known = find_known(self.scope.learner, facts)
        looked = look_at(self.scope, [fact for fact in facts if fact not in known])

        def take(fact: str) -> None:
            if fact in looked.live:
                self.hand[fact] = self.cursor.hand.get(fact, 0)
            if looked.is_free(fact):
                self.free[fact] = looked.live[fact]

        for fact in waiting:
            take(fact)
        for step in window.steps:
            if len(self.free) >= HAND:
                return
            for fact in step.facts:
                take(fact)
            self.spot = step.spot
        if len(self.free) < HAND:
            self.spot = window.end

    def read_window(self, size: int) -> Window:
        """The next rows of the line, at least `size` if there are so many; fewer where a place would be torn apart."""
        steps, spot = list[Step](), self.spot
        while True:
            rows = self.read_rows(spot, size)
            is_whole = len(rows) < size
            if not is_whole:
                rows = without_last_place(rows)
            steps += [*group_places(spot[0], rows)]
            spot = steps[-1].spot if rows else spot
            if not is_whole:
                return Window(steps, spot, is_last=False)
            size -= len(rows)
            if spot[0] == NEWS:
                # All of the last number can be seen at once: nothing more comes after it.
                return Window(steps, (NEWS, spot[1], HIGHEST), is_last=True)
            spot = next_lap(spot)

    def read_rows(self, spot: Spot, size: int) -> list[Row]:
        """Up to `size` live questions of the line after this spot and in its lap: number, place, Fact."""
        lap, since, place = spot
        live = self.scope.live()
        if lap == NEWS:
            rows = newer(live, since, place).order_by("live_since", "place_in_line")
            return list(rows.values_list("live_since", "place_in_line", "fact_key")[:size])
        ahead = live.filter(place_in_line__gt=place)
        if lap == FROM_BEGINNING:
            ahead = ahead.filter(place_in_line__lt=self.start)
        found = ahead.order_by("place_in_line").values_list("place_in_line", "fact_key")[:size]
        return [(since, at, fact) for at, fact in found]

    def plan(self, facts: Iterable[str]) -> None:
        """Note that a session means to ask about these Facts."""
        for fact in facts:
            if fact in self.hand:
                self.hand[fact] += 1
            if self.hand.get(fact, 0) >= MOST_TIMES:
                del self.hand[fact]
                self.cursor.is_any_left = True

    def keep(self) -> None:
        """Keep where she is, unless she answered or took something back since she was read: then the next walk will.

        Whoever takes an answer back puts its Fact into her hand, and it must not be lost.
        """
        self.cursor.hand = self.hand
        if state_of(self.cursor) == self.before:
            return
        learner = self.scope.learner
        with transaction.atomic():
            as_read = Learner.objects.select_for_update().filter(
                pk=learner.pk, answers_given=learner.answers_given, memories_moved=learner.memories_moved
            )
            if as_read.first() is not None:
                Cursor.objects.bulk_create(
                    [self.cursor],
                    update_conflicts=True,
                    unique_fields=["learner", "topic", "line"],
                    update_fields=["lap", "since", "place", "hand", "is_any_left"],
                )


def state_of(cursor: Cursor) -> tuple[object, ...]:
    """All that a walk may change."""
    return cursor.lap, cursor.since, cursor.place, dict(cursor.hand), cursor.is_any_left


def next_lap(spot: Spot) -> Spot:
    """The beginning of the lap after this one."""
    lap, since, _place = spot
    return (FROM_BEGINNING, since, BEFORE_ALL) if lap == TO_END else (NEWS, since, HIGHEST)


def newer(live: QuerySet[Question], since: int, place: int) -> QuerySet[Question]:
    """Those that became live later, or at the same time and stand further on."""
    if place >= HIGHEST:
        return live.filter(live_since__gt=since)
    return live.filter(Q(live_since__gt=since) | Q(place_in_line__gt=place), live_since__gte=since)


def without_last_place(rows: list[Row]) -> list[Row]:
    """The rows up to the last place, of which some may be missing."""
    return [row for row in rows if row[:2] != rows[-1][:2]] or rows


def group_places(lap: int, rows: list[Row]) -> Iterator[Step]:
    """The rows of one place together."""
    for (since, place), some in groupby(rows, key=itemgetter(0, 1)):
        yield Step((lap, since, place), list(dict.fromkeys(fact for _since, _place, fact in some)))


def return_to_hand(learner: Learner, topic: str, facts: Collection[str]) -> None:
    """What she passed is new to her again: she took her answer back. Inside a transaction that holds her row."""
    cursors = list(Cursor.objects.filter(learner=learner, topic__in={"", topic}))
    for cursor in cursors:
        cursor.hand |= dict.fromkeys(facts, 0)
    Cursor.objects.bulk_update(cursors, ["hand"])
