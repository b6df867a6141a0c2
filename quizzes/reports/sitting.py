"""Where a pupil stands in a test: what is answered, what is open, how much time is left."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from quizzes.models import Answer, AskedQuestion, AssignedQuestion, QuizSession
from quizzes.models.clock import clock_of
from quizzes.models.conditions import Feedback
from quizzes.models.telling import may_see
from quizzes.questions.marking import verdict_of_answer
from quizzes.questions.shown import shown_from_json
from quizzes.questions.verdicts import Verdict
from quizzes.reports.feedback import answered_in_all, latest_marks
from quizzes.scheduling.days import find_zone

COUNTED_RIGHT = frozenset({Verdict.RIGHT, Verdict.ONE_OF_OPEN})
MINUTE = 60


@dataclass(frozen=True, slots=True)
class TestSitting:
    """A test as its pupil sees it while it runs and afterwards. `open` are the numbers of what is not answered.

    `seconds_left` None: nothing ends it but she. `zone` is where the class is.
    """

    title: str
    assignment: str
    total: int
    open: tuple[int, ...]
    started_at: datetime
    ends_at: datetime | None
    seconds_left: int | None
    zone: ZoneInfo
    tells_at_once: bool
    may_see: bool

    __test__ = False

    @property
    def answered(self) -> int:
        """How many are answered."""
        return self.total - len(self.open)

    @property
    def time_left(self) -> str:
        """The time left in words; empty where there is no end."""
        return "" if self.seconds_left is None else time_in_words(self.seconds_left)


@dataclass(frozen=True, slots=True)
class TestResult:
    """A test afterwards, once its results may be seen: so many questions right of those that count."""

    right: int
    counted: int
    unanswered: int

    __test__ = False


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered, and nothing that tells what it was worth."""

    position: int
    number: int
    total: int
    prompt: str
    answered: str


def describe_sitting(session: QuizSession) -> TestSitting | None:
    """The test that the session is a go of; None for any other. It comes with clock, `is_told` and assignment."""
    conditions = session.kept_conditions
    if not conditions.is_test:
        return None
    answered = set(AskedQuestion.objects.answered().filter(session=session).values_list("question__key", flat=True))
    left = session.ends_at - clock_of(session) if session.ends_at else None
    assignment = session.assignment
    return TestSitting(
        title=assignment.title if assignment else _("A test"),
        assignment=str(assignment.key) if assignment else "",
        total=len(conditions.order),
        open=tuple(number for number, key in enumerate(conditions.order, start=1) if key not in answered),
        started_at=session.started_at,
        ends_at=session.ends_at,
        seconds_left=None if left is None else max(0, int(left.total_seconds())),
        zone=zone_of_class(session),
        tells_at_once=conditions.feedback == Feedback.AT_ONCE,
        may_see=may_see(session),
    )


def zone_of_class(session: QuizSession) -> ZoneInfo:
    """Where the class is that the session was set for."""
    name = session.assignment.classroom.time_zone if session.assignment else ""
    return find_zone(name, settings.TIME_ZONE)


def time_in_words(seconds: int) -> str:
    """How long that is: "1 hour 5 minutes", "12 minutes", "40 seconds"."""
    if seconds < MINUTE:
        return _("%(count)d seconds") % {"count": seconds}
    hours, minutes = divmod(seconds // MINUTE, MINUTE)
    told = []
    if hours:
        told.append(_("1 hour") if hours == 1 else _("%(count)d hours") % {"count": hours})
    if minutes:
        told.append(_("1 minute") if minutes == 1 else _("%(count)d minutes") % {"count": minutes})
    return " ".join(told)


def describe_result(session: QuizSession) -> TestResult:
    """How a test went: a question is right when all of it is. What was voided or excused counts for nobody."""
    order = session.kept_conditions.order
    frozen = AssignedQuestion.objects.filter(assignment=session.assignment_id)
    excused = set(frozen.exclude(excused_at=None).values_list("question__key", flat=True))
    answers = Answer.objects.counted().filter(asked__session=session).select_related("asked__question")
    given: dict[str, list[Answer]] = {}
    for answer in answers.prefetch_related("marks").order_by("learner_seq"):
        given.setdefault(answer.asked.question.key, []).append(answer)
    verdicts = {key: verdict_of_answer(latest_marks(rows)) for key, rows in given.items()}
    counting = [key for key in order if key not in excused and verdicts.get(key) is not Verdict.VOID]
    return TestResult(
        right=sum(verdicts.get(key) in COUNTED_RIGHT for key in counting),
        counted=len(counting),
        unanswered=sum(key not in verdicts for key in counting),
    )


def describe_kept(session: QuizSession, asked: AskedQuestion) -> KeptAnswer:
    """What is on record for a question of a test whose results are not out. `asked` comes with its answers."""
    shown = shown_from_json(asked.shown.content)
    return KeptAnswer(
        position=asked.position,
        number=asked.number,
        total=len(session.kept_conditions.order),
        prompt=shown.prompt,
        answered=answered_in_all(shown, latest_marks(asked.answers.all())),
    )
