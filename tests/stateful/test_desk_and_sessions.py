"""Random edits, publications, imports, restorations and merges between the answers of two learners.

Whatever the order: no question is asked that the record does not bear, no answer is lost, no schedule changes but by
an answer. `make journeys` takes 10,000 steps of it.
"""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from history.models import Claimant, Event, Place
from tests.stateful.room import DATES, Room

pytestmark = pytest.mark.django_db

NUMBERS = st.integers(0, 40)
LEARNERS = st.sampled_from([0, 1])
SENTENCES = ["Control of the town was taken.", "The town was held.", "Hadrut was shelled in the morning."]
WORDS = st.sampled_from(SENTENCES)
STEPS = 500
done: Counter[str] = Counter()


class DeskAndSessions(RuleBasedStateMachine):
    """Two learners in a room with a desk."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Room()

    def teardown(self) -> None:
        self.room.check_rebuilt()
        done.update(self.room.seen)
        done["examples"] += 1
        done["live examples"] += self.room.seen["answers"] > 0 and self.room.seen["asked"] > 1
        self.room.close()

    @initialize()
    def both_begin(self) -> None:
        self.room.begin(0)
        self.room.begin(1)

    @rule(who=LEARNERS, rightly=st.booleans(), days=st.integers(0, 3))
    def answer(self, who: int, rightly: bool, days: int) -> None:
        self.room.answer(who, rightly=rightly, after_days=days)

    @rule(who=LEARNERS, rightly=st.booleans())
    def answer_twice(self, who: int, rightly: bool) -> None:
        self.room.answer(who, rightly=rightly, after_days=0)
        self.room.answer(who, rightly=True, after_days=1)

    @rule(number=NUMBERS, date=st.sampled_from(DATES))
    def redate(self, number: int, date: str) -> None:
        self.edit(lambda: self.room.redate(number, date))

    @rule(number=NUMBERS, other=NUMBERS)
    def retitle(self, number: int, other: int) -> None:
        self.edit(lambda: self.room.retitle(number, other))

    @rule(number=NUMBERS, words=WORDS)
    def reword(self, number: int, words: str) -> None:
        self.edit(lambda: self.room.reword(number, words))

    @rule(number=NUMBERS, is_public=st.booleans())
    def publish(self, number: int, is_public: bool) -> None:
        self.edit(lambda: self.room.publish(number, is_public=is_public))

    @rule(number=NUMBERS, by=NUMBERS)
    def deny(self, number: int, by: int) -> None:
        self.edit(lambda: self.room.deny(number, by))

    @rule(number=NUMBERS)
    def hold_back(self, number: int) -> None:
        self.edit(lambda: self.room.hold_back(number))

    @rule(number=NUMBERS, back=st.integers(0, 7))
    def restore(self, number: int, back: int) -> None:
        self.edit(lambda: self.room.restore(number, back))

    @rule(model=st.sampled_from([Event, Place, Claimant]), number=NUMBERS, other=NUMBERS)
    def merge(self, model: Any, number: int, other: int) -> None:
        self.room.merge(model, number, other)

    def edit(self, change: Callable[[], None]) -> None:
        """Whatever the desk does, schedules stay; then somebody answers what waited meanwhile."""
        before = self.room.memories()
        change()
        assert self.room.memories() == before
        self.room.answer(self.room.seen["answers"] % 2, rightly=True, after_days=0)

    @invariant()
    def what_waits_was_askable(self) -> None:
        self.room.check_asked()

    @invariant()
    def no_answer_is_lost(self) -> None:
        self.room.check_answers()


def take_steps(examples: int, steps: int) -> None:
    """Run so many examples of at most so many steps, and see that they did something."""
    done.clear()
    # Shrinking a counterexample of many steps takes hours.
    phases = [Phase.explicit, Phase.generate]
    run_state_machine_as_test(
        DeskAndSessions,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            phases=phases,
            suppress_health_check=list(HealthCheck),
            deadline=None,
        ),
    )
    assert done["live examples"] * 2 >= done["examples"], done
    assert min(done[name] for name in ("asked", "answers", "forms saved")) > 0, done


@pytest.mark.long
def test_edits_and_answers_in_any_order() -> None:
    take_steps(examples=3, steps=12)


@pytest.mark.journey
@pytest.mark.parametrize("lot", range(20))
def test_ten_thousand_steps_at_random(lot: int) -> None:
    """Walks of 500 steps, each step as likely as any other: hypothesis' own long examples repeat a few of them."""
    chance, room = Random(lot), DeskAndSessions()
    room.both_begin()
    steps: dict[str, Callable[[], None]] = {
        "answer": lambda: room.answer(chance.randrange(2), chance.random() < 0.7, chance.randrange(4)),
        "answer twice": lambda: room.answer_twice(chance.randrange(2), chance.random() < 0.7),
        "redate": lambda: room.redate(chance.randrange(41), chance.choice(DATES)),
        "retitle": lambda: room.retitle(chance.randrange(41), chance.randrange(41)),
        "reword": lambda: room.reword(chance.randrange(41), chance.choice(SENTENCES)),
        "publish": lambda: room.publish(chance.randrange(41), chance.random() < 0.7),
        "deny": lambda: room.deny(chance.randrange(41), chance.randrange(41)),
        "hold back": lambda: room.hold_back(chance.randrange(41)),
        "restore": lambda: room.restore(chance.randrange(41), chance.randrange(8)),
    }
    for step in range(STEPS):
        # Merges leave ever less to be merged, so they are rare.
        if step % 50 == 49:
            room.merge(chance.choice([Event, Place, Claimant]), chance.randrange(41), chance.randrange(41))
        else:
            steps[chance.choice(list(steps))]()
        room.what_waits_was_askable()
        room.no_answer_is_lost()
    seen = room.room.seen
    room.teardown()
    assert min(seen[name] for name in ("asked", "answers", "forms saved", "restored", "published or withdrawn")) > 0, (
        seen
    )
