"""Requests of one learner in every order: what each read may be stale by the time it writes."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models import Answer, AskedQuestion, Learner, QuizSession
from quizzes.questions.marking import Response, Verdict
from quizzes.services.rebuild_progress import rebuild_learner
from quizzes.services.run_session import (
    Conflict,
    Gone,
    Outcome,
    Over,
    Recorded,
    Repeated,
    SetBack,
    answer_question,
    asked_to_answer,
    start_session,
)
from tests.quizzes.factories import GuestFactory
from tests.quizzes.responses import right, wrong
from tests.robust.log import check_log
from tests.robust.scratch import Scratch
from tests.robust.test_served import snapshot

pytestmark = pytest.mark.long

REQUESTS = 3
SESSIONS = 2

# What one request does in one moment: nothing, read the question that waits in a session, or answer what it read.
Deed = tuple[str, int]
DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.just(("rest", 0)),
    st.tuples(st.just("read"), st.integers(0, SESSIONS - 1)),
    st.tuples(st.just("answer"), st.integers(0, 2)),
    st.tuples(st.just("answer"), st.integers(0, 2)),
)
# In one moment every request does its deed, in threads that start together.
STORIES = st.lists(st.tuples(*[DEEDS] * REQUESTS), min_size=2, max_size=9)


@dataclass
class Request:
    """One request: a thread with a connection of its own, and the question that it has read."""

    pool: ThreadPoolExecutor
    asked: AskedQuestion | None = None

    def read(self, session: QuizSession) -> None:
        """As a view does at its beginning. A session that is over has nothing to read."""
        version = QuizSession.objects.values_list("version", flat=True).get(pk=session.pk)
        self.asked = asked_to_answer().filter(session=session, position=version).first()

    def answer(self, way: int, now: datetime) -> Outcome | None:
        """Answer what was read, however long ago: rightly, wrongly, or not at all."""
        if self.asked is None:
            return None
        return answer_question(self.asked, response_to(self.asked, way), now)


def response_to(asked: AskedQuestion, way: int) -> Response:
    """Three different answers to a question."""
    if way == 0:
        return Response()
    return right(asked) if way == 1 else wrong(asked)


@dataclass
class Stage:
    """A learner with two sessions over the same facts, and three requests."""

    learner: Learner
    sessions: list[QuizSession]
    requests: list[Request]
    now: datetime
    outcomes: list[Outcome] = field(default_factory=list)
    stale: int = 0

    def play(self, story: list[tuple[Deed, ...]]) -> None:
        for number, deeds in enumerate(story):
            barrier = Barrier(len(self.requests))
            self.stale += self.count_stale(deeds)
            futures = [
                request.pool.submit(self.act, request, deed, self.now + timedelta(hours=number), barrier)
                for request, deed in zip(self.requests, deeds, strict=True)
            ]
            self.collect(futures)

    def act(self, request: Request, deed: Deed, now: datetime, barrier: Barrier) -> Outcome | None:
        what, which = deed
        barrier.wait(30)
        if what == "read":
            request.read(self.sessions[which])
        elif what == "answer":
            return request.answer(which, now)
        return None

    def collect(self, futures: list[Future[Outcome | None]]) -> None:
        self.outcomes += [outcome for future in futures if (outcome := future.result()) is not None]

    def count_stale(self, deeds: tuple[Deed, ...]) -> int:
        """How many of these answers rest on a reading that is, or may be, out of date when they write."""
        given = Learner.objects.values_list("answers_given", flat=True).get(pk=self.learner.pk)
        answering = [
            request.asked
            for request, (what, _way) in zip(self.requests, deeds, strict=True)
            if what == "answer" and request.asked is not None
        ]
        behind = sum(asked.session.learner.answers_given != given for asked in answering)
        return len(answering) if len(answering) > 1 else behind


@contextmanager
def staged(now: datetime) -> Iterator[Stage]:
    """A fresh stage; its threads and their connections end with it."""
    learner = GuestFactory.create()
    for _session in range(SESSIONS):
        start_session(learner, "battle-of-hadrut", now)
    with ExitStack() as stack:
        pools = [stack.enter_context(ThreadPoolExecutor(1)) for _request in range(REQUESTS)]
        yield Stage(learner, list(learner.sessions.order_by("pk")), [Request(pool) for pool in pools], now)
        for pool in pools:
            pool.submit(close_connection).result()


def close_connection() -> None:
    """Close the connection of the thread that this runs in."""
    connection.close()


def check(stage: Stage) -> None:
    """What must hold after any story."""
    recorded = [outcome for outcome in stage.outcomes if isinstance(outcome, Recorded)]
    answers = {answer.asked_id: answer for answer in Answer.objects.filter(learner=stage.learner)}
    assert len(recorded) == len(answers)
    assert {outcome.asked.pk for outcome in recorded} == set(answers)
    for outcome in stage.outcomes:
        assert not isinstance(outcome, SetBack | Over | Gone)  # nothing was taken back or set here, nobody left
        # Recorded, repeated or in conflict: what the page says is what is on record.
        assert outcome.verdict == Verdict(answers[outcome.asked.pk].marks.get().verdict)
    assert check_log() == []
    before = snapshot(stage.learner)
    rebuild_learner(stage.learner)
    assert snapshot(stage.learner) == before


@pytest.mark.parametrize("examples", [8, pytest.param(100, marks=pytest.mark.journey)])
def test_any_interleaving_of_three_requests_leaves_a_sound_log(scratch: Scratch, now: datetime, examples: int) -> None:
    live: list[bool] = []
    kinds: set[type[Outcome]] = set()

    @settings(max_examples=examples, suppress_health_check=[HealthCheck.too_slow])
    @given(STORIES)
    def holds(story: list[tuple[Deed, ...]]) -> None:
        # Everybody has read something, so that there is something to answer.
        opening = tuple(("read", number % SESSIONS) for number in range(REQUESTS))
        with staged(now) as stage:
            stage.play([opening, *story])
            check(stage)
        live.append(stage.stale > 0)
        kinds.update(type(outcome) for outcome in stage.outcomes)

    holds()
    assert sum(live) * 2 >= len(live)
    assert kinds == {Recorded, Repeated, Conflict}
