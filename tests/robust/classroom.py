"""A class at its browsers: each pupil signs in with her slip, starts the test and answers it to the end."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from quizzes.models import Assignment, Question, QuizSet
from quizzes.services.classes.enrolling import add_pupils
from quizzes.services.classes.teaching import make_class
from quizzes.services.open_assignment import Opened, open_assignment
from tests.robust.browser import Browser, Reply, read_form, together
from tests.robust.scratch import Scratch

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SESSION = re.compile(r"/session/([0-9a-f-]{36})/")
T = TypeVar("T")


@dataclass(frozen=True)
class Slip:
    """What a pupil has on paper."""

    code: str
    name: str
    pin: str


@dataclass
class Pupil:
    """A pupil at her browser. `seconds`: how long each of her requests took, by what it was for."""

    browser: Browser
    slip: Slip
    seconds: list[tuple[str, float]] = field(default_factory=list)
    session: UUID | None = None
    given: int = 0

    def timed(self, work: str, request: Callable[[], Reply]) -> Reply:
        """Send a request and note how long it took."""
        began = time.perf_counter()
        reply = request()
        self.seconds.append((work, time.perf_counter() - began))
        return reply

    def sign_in(self) -> None:
        """With the code, her name and her PIN."""
        path = f"/join/{self.slip.code}/"
        token = find_token(self.browser.get(path))
        fields = {"csrfmiddlewaretoken": token, "name": self.slip.name, "pin": self.slip.pin}
        reply = self.timed("sign in", lambda: self.browser.post(path, fields))
        assert reply.status == 302, reply

    def start(self, assignment: Assignment) -> None:
        """Begin her go."""
        token = find_token(self.browser.get(f"/assigned/{assignment.key}/"))
        path = f"/assigned/{assignment.key}/start/"
        reply = self.timed("start", lambda: self.browser.post(path, {"csrfmiddlewaretoken": token}))
        found = SESSION.search(reply.location)
        assert found is not None, reply
        self.session = UUID(found.group(1))

    def answer_all(self) -> None:
        """One question after another until none waits, each sent twice at once, as impatient hands do."""
        while (form := read_form(self.look().body)) is not None:
            fields = form.fill(self.given)
            send = partial(self.browser.post, f"/session/{self.session}/answer/", fields)
            replies = together(lambda: self.timed("answer", send), send)  # noqa: B023 - run before the next turn
            assert {reply.status for reply in replies} == {302}, replies
            self.given += 1

    def hand_in(self) -> None:
        """She is done, and says so when she is asked whether she means it."""
        path = f"/session/{self.session}/hand-in/"
        token = find_token(self.browser.get(path))
        reply = self.timed("hand in", lambda: self.browser.post(path, {"csrfmiddlewaretoken": token}))
        assert reply.status == 302, reply

    def look(self) -> Reply:
        """The page of her session."""
        reply = self.timed("page", lambda: self.browser.get(f"/session/{self.session}/"))
        assert reply.status == 200, reply
        return reply


def find_token(reply: Reply) -> str:
    """What a form sends along against forgery."""
    found = TOKEN.search(reply.body)
    assert found is not None, reply
    return found.group(1)


@contextmanager
def secret_of(scratch: Scratch) -> Iterator[None]:
    """The secret key of the site on a scratch database: PINs are made with it."""
    with override_settings(SECRET_KEY=(Path(scratch.var) / "secret_key").read_text().strip()):
        yield


def give_test(pupils: int, questions: int) -> tuple[Assignment, list[Slip]]:
    """A class of so many with a test of at most so many questions, open, and the slips of its pupils."""
    now = timezone.now()
    teacher = User.objects.create_user(f"teacher{User.objects.count()}")
    classroom = make_class(teacher.pk, "All at once", is_open=False, time_zone="", now=now)
    enrolments = add_pupils(classroom, [f"Pupil {number}" for number in range(pupils)], now)
    assert isinstance(enrolments, list)
    quiz_set = QuizSet.objects.create(title="All at once", owner=teacher)
    assignment = Assignment.objects.create(
        classroom=classroom,
        quiz_set=quiz_set,
        title="All at once",
        kind=Assignment.Kind.TEST,
        feedback=Assignment.Feedback.AFTER_END,
        closes_at=now + timedelta(hours=1),
    )
    live = Question.objects.live().filter(topic="battle-of-hadrut", form="choice").order_by("pk")
    assert isinstance(open_assignment(assignment, list(live)[: 6 * questions]), Opened)
    assignment.questions.filter(position__gte=questions).delete()
    return assignment, [Slip(classroom.join_code, one.name, one.pin) for one in enrolments]


def sit_together(pupils: list[Pupil], assignment: Assignment) -> None:
    """All of them start at the same moment, answer to the end and hand in."""

    def sit(pupil: Pupil) -> None:
        pupil.start(assignment)
        pupil.answer_all()
        pupil.hand_in()

    together(*[partial(sit, pupil) for pupil in pupils])
