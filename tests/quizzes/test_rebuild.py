"""Progress is what the answers say: replayed from the log, it comes out identical."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models import Answer, AskedQuestion, Learner, Progress, Question, QuizSession, ShownContent
from quizzes.questions.marking import Response
from quizzes.scheduling import SCHEDULER_VERSION, Memory, Rating, review
from quizzes.services.rebuild_progress import rebuild_learner, replay_answers
from quizzes.services.record_answer import LONGEST_TAKEN
from quizzes.services.run_session import answer_question, asked_to_answer, start_session
from quizzes.services.undo_answer import Undone, undo_answer
from tests.quizzes.factories import LearnerFactory
from tests.quizzes.responses import right

pytestmark = pytest.mark.django_db


def snapshot(learner: Learner) -> list[tuple[object, ...]]:
    """A learner's whole memory, in no order that a rebuild could change."""
    rows = Progress.objects.filter(learner=learner).order_by("fact_key")
    return list(rows.values_list("fact_key", "memory", "due_at", "reviews", "lapses"))


@dataclass
class Log:
    """Answers written by hand, as an older version of the site may have left them."""

    learner: Learner
    question: Question
    session: QuizSession
    at: datetime

    @classmethod
    def open(cls) -> "Log":
        """An empty one."""
        learner = LearnerFactory.create()
        shown = ShownContent.objects.create(digest="0" * 64, content={})
        question = Question.objects.create(key="q", fact_key="f", family="date", form="choice", shown=shown)
        at = datetime(2026, 1, 1, 12, tzinfo=UTC)
        session = QuizSession.objects.create(learner=learner, started_at=at)
        return cls(learner, question, session, at)

    def write(self, fact: str, rating: Rating, after: timedelta, *, mapping: int = 1, taken_ms: int = 0) -> None:
        """One more answer, `after` the one before; its memory follows as the session service has it follow."""
        self.at += after
        seq = Answer.objects.filter(learner=self.learner).count() + 1
        asked = AskedQuestion.objects.create(
            session=self.session,
            position=seq,
            question=self.question,
            shown_id="0" * 64,
            order_seed=0,
            asked_at=self.at,
        )
        row = Progress.objects.filter(learner=self.learner, fact_key=fact).first()
        before = Memory.from_json(row.memory) if row else None
        after_it = review(before, rating, self.at)
        Answer.objects.create(
            learner=self.learner,
            learner_seq=seq,
            asked=asked,
            fact_key=fact,
            rating=rating,
            mapping_version=mapping,
            scheduler=SCHEDULER_VERSION,
            memory_before=before.to_json() if before else None,
            memory_after=after_it.to_json(),
            taken_ms=taken_ms,
            answered_at=self.at,
        )
        Progress.objects.update_or_create(
            learner=self.learner,
            fact_key=fact,
            defaults={
                "memory": after_it.to_json(),
                "due_at": after_it.due,
                "reviews": after_it.reviews,
                "lapses": after_it.lapses,
            },
        )


def test_a_log_with_lapses_clamped_times_and_two_mappings_replays_to_the_same_memory() -> None:
    log = Log.open()
    clamped = int(LONGEST_TAKEN.total_seconds() * 1000)
    log.write("a", Rating.GOOD, timedelta(0))
    log.write("b", Rating.AGAIN, timedelta(seconds=9), taken_ms=clamped)
    log.write("a", Rating.AGAIN, timedelta(days=12))
    log.write("a", Rating.GOOD, timedelta(minutes=4), mapping=2)
    log.write("b", Rating.EASY, timedelta(days=2, hours=3), mapping=2, taken_ms=clamped)
    log.write("a", Rating.HARD, timedelta(days=40), mapping=2)
    log.write("b", Rating.AGAIN, timedelta(days=200))
    before = snapshot(log.learner)
    assert {row[0]: row[4] for row in before} == {"a": 1, "b": 1}
    Progress.objects.all().delete()
    assert rebuild_learner(log.learner) == 2
    assert snapshot(log.learner) == before


def test_a_real_session_replays_to_the_same_memory(hadrut: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    for day in (0, 1, 5, 30):
        start_session(learner, "battle-of-hadrut", now + timedelta(days=day), ahead=True)
        session = learner.sessions.order_by("-pk")[0]
        for second, asked in enumerate(iter_asked(session)):
            response = right(asked) if second % 3 != 0 else Response()
            answer_question(asked, response, now + timedelta(days=day, seconds=second))
    before = snapshot(learner)
    Progress.objects.filter(learner=learner).update(reviews=99, memory={})
    out = StringIO()
    call_command("rebuild_progress", stdout=out)
    assert snapshot(learner) == before
    assert f"rebuilt {len(before)} memories of 1 learners" in out.getvalue()


def test_a_session_with_answers_taken_back_replays_to_the_same_memory(hadrut: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    for day in (0, 1, 5):
        start_session(learner, "battle-of-hadrut", now + timedelta(days=day), ahead=True)
        session = learner.sessions.order_by("-pk")[0]
        for second, asked in enumerate(iter_asked(session)):
            at = now + timedelta(days=day, seconds=second)
            before = snapshot(learner)
            answer_question(asked, right(asked) if second % 2 else Response(), at)
            if second in (0, 3, 4, 9):
                assert isinstance(undo_answer(session, asked.position, at), Undone)
                assert snapshot(learner) == before
    assert Answer.objects.filter(undo__isnull=False).count() == 12
    before = snapshot(learner)
    rebuild_learner(learner)
    assert snapshot(learner) == before


def iter_asked(session: QuizSession) -> Iterator[AskedQuestion]:
    """The questions of a session one after another, each read when it waits."""
    while session.finished_at is None:
        yield asked_to_answer().get(session=session, position=session.version)
        session.refresh_from_db()


def test_a_mark_added_later_leaves_the_schedule_alone(hadrut: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    start_session(learner, "battle-of-hadrut", now)
    asked = asked_to_answer().get(position=0)
    answer_question(asked, Response(), now)
    before = snapshot(learner)
    answer = Answer.objects.get()
    answer.marks.create(fact_key=answer.fact_key, verdict="right", reason="regrade", marked_at=now)
    rebuild_learner(learner)
    assert snapshot(learner) == before


REVIEWS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(list(Rating)), st.integers(-600, 90 * 86_400)), max_size=25
)


def test_any_log_replays_to_the_memory_its_answers_left() -> None:
    seen = Counter[str]()

    @settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(REVIEWS)
    def replays(reviews: list[tuple[str, Rating, int]]) -> None:
        seen["live" if len(reviews) > 1 else "idle"] += 1
        at, memories, log = datetime(2026, 1, 1, tzinfo=UTC), dict[str, Memory](), list[Answer]()
        for fact, rating, seconds in reviews:
            at += timedelta(seconds=seconds)
            memories[fact] = review(memories.get(fact), rating, at)
            log.append(Answer(fact_key=fact, rating=rating, answered_at=at, scheduler=SCHEDULER_VERSION))
        assert replay_answers(log) == memories
        stored = {fact: Memory.from_json(memory.to_json()) for fact, memory in memories.items()}
        assert stored == memories

    replays()
    assert seen["live"] >= seen["idle"]
