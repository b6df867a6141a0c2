"""A test under acts at random: every answer counts once, conditions stay, and nobody answers after her end."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models import Answer, AskedQuestion, Assignment, QuizSession
from quizzes.models.clock import GRACE
from quizzes.services.give_assignment import end_now, reopen
from quizzes.services.hand_in import hand_in, leave_question
from quizzes.services.run_session import Over, Recorded, answer_question, asked_to_answer
from quizzes.services.sit_assignment import start_go
from quizzes.services.undo_answer import undo_answer
from tests.quizzes.assignments.conftest import FakeClock
from tests.quizzes.assignments.testing import apart, give_test
from tests.quizzes.responses import right, wrong

pytestmark = pytest.mark.django_db

ACTS = st.lists(
    st.sampled_from(
        [
            *["answer"] * 5,
            *["wrong", "twice", "undo", "later", "begin"] * 2,
            *["minutes"] * 4,
            *["change", "end", "reopen", "hand in", "stale"],
        ]
    ),
    min_size=5,
    max_size=25,
)


class BackedError(Exception):
    """Takes back what one example wrote."""


class Room:
    """One pupil, her teacher, and two windows; what the site said is compared with what is on record."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        closes_at = clock.at + timedelta(hours=1)
        self.assignment, self.pupil = give_test(apart(4), minutes=15, goes=3, closes_at=closes_at)
        self.kept: dict[int, dict[str, object]] = {}
        self.recorded = self.undone = 0
        self.window: AskedQuestion | None = None
        self.act("begin")

    @property
    def session(self) -> QuizSession:
        """Her latest go."""
        return QuizSession.objects.latest("pk")

    def waiting(self) -> AskedQuestion | None:
        """The question that waits in it."""
        session = self.session
        return asked_to_answer().filter(session=session, position=session.version).first()

    def send(self, asked: AskedQuestion | None, *, rightly: bool = True) -> None:
        """Send an answer, and hold what came of it against the clock."""
        if asked is None:
            return
        outcome = answer_question(asked, right(asked) if rightly else wrong(asked), self.clock.at)
        self.recorded += isinstance(outcome, Recorded)
        session = QuizSession.objects.get(pk=asked.session_id)
        if isinstance(outcome, Recorded):
            assert session.finished_at is None
            assert session.ends_at is not None
            assert self.clock.at < session.ends_at + GRACE
        if isinstance(outcome, Over):
            assert session.finished_at is not None

    def act(self, act: str) -> None:
        """Do one thing."""
        if act in ("answer", "wrong"):
            self.send(self.waiting(), rightly=act == "answer")
        elif act == "twice":
            one, other = self.waiting(), self.waiting()
            self.send(one)
            self.send(other, rightly=False)
        elif act == "stale":
            self.send(self.window)
        elif act == "later":
            leave_question(self.session, self.session.version, self.clock.at)
        elif act == "hand in":
            hand_in(self.session)
        elif act == "undo":
            self.undo()
        else:
            self.act_outside(act)
        self.window = self.window or self.waiting()
        self.check()

    def undo(self) -> None:
        """Take back the latest answer of her go."""
        latest = AskedQuestion.objects.answered().filter(session=self.session).order_by("-position").first()
        if latest is not None:
            before = Answer.objects.counted().count()
            undo_answer(self.session, latest.position, self.clock.at)
            self.undone += before - Answer.objects.counted().count()

    def act_outside(self, act: str) -> None:
        """What the teacher and time do."""
        if act == "begin":
            start_go(self.assignment, self.pupil.learner)
        elif act == "minutes":
            self.clock.pass_by(minutes=8)
        elif act == "change":
            Assignment.objects.update(minutes=3, feedback="at-once", is_shuffled=False)
        elif act == "end":
            end_now(self.assignment)
        else:
            reopen(self.assignment, self.clock.at + timedelta(hours=1))

    def check(self) -> None:
        """What must hold after every act."""
        answers = Answer.objects.all()
        assert answers.count() == self.recorded
        assert answers.counted().count() == self.recorded - self.undone
        for session in QuizSession.objects.all():
            now = {"conditions": session.conditions, "ends_at": session.ends_at}
            assert self.kept.setdefault(session.pk, now) == now
            counted = list(
                AskedQuestion.objects.answered().filter(session=session).values_list("question__key", flat=True)
            )
            assert len(counted) == len(set(counted)) <= 4
            asked = AskedQuestion.objects.filter(session=session)
            order = session.kept_conditions.order
            assert all(one.number == order.index(one.question.key) + 1 for one in asked.select_related("question"))
            if session.finished_at is None:
                assert len(counted) + len(session.plan) + asked.filter(position=session.version).count() == 4


@pytest.mark.parametrize("examples", [12, pytest.param(200, marks=pytest.mark.journey)])
def test_no_run_of_acts_breaks_a_test(hadrut: None, clock: FakeClock, examples: int) -> None:
    began, live, seen = clock.at, list[Room](), list[int]()

    @settings(max_examples=examples, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(ACTS)
    def run(acts: list[str]) -> None:
        clock.traveller.move_to(began)
        try:
            with transaction.atomic():
                room = Room(clock)
                for act in acts:
                    room.act(act)
                seen.append(room.recorded)
                live.extend([room] if room.recorded else [])
                raise BackedError
        except BackedError:
            pass

    run()
    # Most examples are about something: she answered.
    assert len(live) * 2 >= len(seen) >= examples
