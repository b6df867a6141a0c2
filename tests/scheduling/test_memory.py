"""When a fact comes back: one golden sequence, and what the adapter promises."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizzes.scheduling import Memory, Rating, review

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_the_golden_sequence_of_intervals() -> None:
    # Computed with fsrs 6.3.2, default parameters, retention 0.8, no steps, no fuzz: guards the algorithm.
    memory, intervals = None, []
    for rating in (Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.EASY):
        memory = review(memory, rating, memory.due if memory else START)
        intervals.append((memory.due - memory.last_review).days)
    assert intervals == GOLDEN


GOLDEN = [8, 75, 521, 18, 73, 406]


def test_a_missed_fact_comes_back_sooner_than_a_known_one() -> None:
    assert review(None, Rating.AGAIN, START).due < review(None, Rating.GOOD, START).due


def test_a_lapse_is_a_miss_after_the_first_review() -> None:
    first = review(None, Rating.AGAIN, START)
    assert first.lapses == 0
    assert review(first, Rating.AGAIN, first.due).lapses == 1


def test_instants_of_any_zone_are_kept_in_utc() -> None:
    here = START.astimezone(ZoneInfo("Asia/Baku"))
    assert review(None, Rating.GOOD, here) == review(None, Rating.GOOD, START)


def test_a_clock_that_went_back_counts_as_no_time() -> None:
    memory = review(None, Rating.GOOD, START)
    assert review(memory, Rating.GOOD, START - timedelta(days=3)) == review(memory, Rating.GOOD, START)


def test_a_memory_survives_storage_exactly() -> None:
    memory = review(review(None, Rating.GOOD, START), Rating.HARD, START + timedelta(days=9, microseconds=7))
    assert Memory.from_json(memory.to_json()) == memory


def test_an_unknown_scheduler_is_refused() -> None:
    with pytest.raises(KeyError):
        review(None, Rating.GOOD, START, "sm-2")
