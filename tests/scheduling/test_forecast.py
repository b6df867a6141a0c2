"""What will still be recalled: the curve that FSRS draws, summed over facts."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card
from hypothesis import given
from hypothesis import strategies as st

from quizzes.scheduling import Memory, Rating, review
from quizzes.scheduling.forecast import forecast_recall, recall_probability
from quizzes.scheduling.memory import find_scheduler

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def memory_of(stability: float, age: timedelta = timedelta(0)) -> Memory:
    """A memory that was last reviewed so long before START."""
    return Memory(stability, 5.0, START, START - age, reviews=1, lapses=0)


def test_recall_falls_to_nine_tenths_when_the_stability_has_passed() -> None:
    assert recall_probability(memory_of(8.0), START + timedelta(days=8)) == pytest.approx(0.9)


def test_what_falls_due_is_recalled_as_often_as_the_scheduler_wants() -> None:
    memory = review(None, Rating.GOOD, START)
    assert recall_probability(memory, memory.due) == pytest.approx(0.8, abs=0.01)


def test_within_a_day_of_its_review_a_fact_counts_as_known() -> None:
    missed = review(None, Rating.AGAIN, START)
    assert recall_probability(missed, START + timedelta(hours=23)) == 1.0
    assert recall_probability(missed, START + timedelta(hours=24)) < 1.0


def test_a_clock_that_went_back_finds_the_fact_known() -> None:
    assert recall_probability(memory_of(1.0), START - timedelta(days=3)) == 1.0


def test_an_instant_is_the_same_in_every_zone() -> None:
    later = START + timedelta(days=5)
    assert recall_probability(memory_of(2.0), later) == recall_probability(
        memory_of(2.0), later.astimezone(ZoneInfo("Asia/Baku"))
    )


def test_a_forecast_is_the_sum_of_the_probabilities_day_by_day() -> None:
    memories = [memory_of(0.2), memory_of(3.0, timedelta(days=2, hours=5)), memory_of(3.0, timedelta(days=2, hours=5))]
    forecast = forecast_recall(memories, START, days=30)
    assert len(forecast) == 31
    for ahead, expected in enumerate(forecast):
        at = START + timedelta(days=ahead)
        assert expected == pytest.approx(sum(recall_probability(memory, at) for memory in memories))


def test_a_forecast_never_rises() -> None:
    forecast = forecast_recall([memory_of(stability) for stability in (0.2, 1.0, 40.0)], START, days=30)
    assert list(forecast) == sorted(forecast, reverse=True)


def test_nothing_met_is_nothing_recalled() -> None:
    assert forecast_recall([], START, days=2) == (0, 0, 0)


def test_an_unknown_scheduler_is_refused() -> None:
    with pytest.raises(KeyError):
        recall_probability(memory_of(1.0), START, "sm-2")


stabilities = st.floats(0.01, 36_500)
# Before START and after it: clocks of two servers differ.
ages = st.timedeltas(timedelta(days=-3), timedelta(days=4_000))
memories = st.builds(memory_of, stabilities, ages)


def ask_the_library(memory: Memory, at: datetime) -> float:
    """The probability as fsrs itself reckons it, from a card."""
    card = Card(card_id=1, stability=memory.stability, last_review=memory.last_review)
    return find_scheduler("fsrs-6/retention-0.80").get_card_retrievability(card, at)


@given(memory=memories, ahead=st.integers(0, 400))
def test_the_curve_is_that_of_the_library(memory: Memory, ahead: int) -> None:
    at = START + timedelta(days=ahead)
    assert recall_probability(memory, at) == pytest.approx(ask_the_library(memory, at), rel=1e-12)


@given(known=st.lists(memories, max_size=30), twice=st.booleans(), days=st.integers(0, 40))
def test_a_forecast_is_what_asking_the_library_fact_by_fact_and_day_by_day_gives(
    known: list[Memory], twice: bool, days: int
) -> None:
    facts = known * 2 if twice else known
    naive = [sum(ask_the_library(memory, START + timedelta(days=day)) for memory in facts) for day in range(days + 1)]
    assert forecast_recall(facts, START, days) == pytest.approx(naive, rel=1e-9)
