"""The results of assignments, from the database in a number of queries that neither pupils nor questions move."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from history.facts.reading_moves import read_moves
from quizzes.models import AskedQuestion, AssignedQuestion, Assignment, Enrolment, Mark, Progress, QuizSession
from quizzes.questions.verdicts import Verdict, verdict_of_all
from quizzes.reports.results.folding import (
    cells_of,
    choose_best,
    count_columns,
    group_by_session,
    score_go,
    state_of_session,
)
from quizzes.reports.results.values import Asking, Column, Go, Mastery, Pupil, PupilState, Results, Row


def read_results(assignment: Assignment, now: datetime, go: int | None = None) -> Results:
    """The results of one assignment; `go`: of that go of each pupil alone. Five queries, seven for practice."""
    assigned = read_assigned(assignment)
    columns = [describe_column(each) for each in assigned]
    pupils = read_pupils(assignment)
    sessions = read_sessions([assignment.pk])
    askings = group_by_session(read_askings([assignment.pk], now))
    is_practice = assignment.kind == Assignment.Kind.PRACTICE
    mastery = read_mastery(assigned, pupils, now) if is_practice else {}
    by_learner: dict[int, list[QuizSession]] = defaultdict(list)
    for session in sessions:
        by_learner[session.learner_id].append(session)
    rows = [
        make_row(pupil, by_learner[pupil.learner], askings, columns, now, go, mastery.get(pupil.learner))
        for pupil in pupils
    ]
    most_goes = max((session.go for session in sessions), default=0)
    return Results(count_columns(columns, rows), tuple(rows), go, most_goes)


def make_row(
    pupil: Pupil,
    sessions: Sequence[QuizSession],
    askings: Mapping[int, Sequence[Asking]],
    columns: Sequence[Column],
    now: datetime,
    go: int | None,
    mastery: Mastery | None,
) -> Row:
    """One pupil's row, of all her goes or of one."""
    hers = [session for session in sessions if go is None or session.go == go]
    excused = frozenset(column.question for column in columns if column.is_excused)
    questions = [column.question for column in columns]
    goes = tuple(make_go(session, askings.get(session.pk, ()), questions, excused, now) for session in hers)
    asked = sorted((one for session in hers for one in askings.get(session.pk, ())), key=lambda one: one.asked)
    return Row(
        pupil=pupil,
        state=goes[-1].state if goes else PupilState.NOT_BEGUN,
        goes=goes,
        best=choose_best(goes),
        cells=cells_of(columns, asked),
        mastery=mastery,
    )


def make_go(
    session: QuizSession, askings: Iterable[Asking], questions: Sequence[int], excused: frozenset[int], now: datetime
) -> Go:
    """One sitting, with what it came to."""
    score = score_go(askings, questions, excused)
    return Go(
        number=session.go,
        state=state_of_session(session.finished_at, session.ends_at, now, has_all=score.answered == len(questions)),
        started_at=session.started_at,
        finished_at=session.finished_at,
        score=score,
    )


def read_assigned(assignment: Assignment) -> list[AssignedQuestion]:
    """The questions of an assignment as they were set, in order."""
    return list(assignment.questions.select_related("shown", "question").order_by("position"))


def describe_column(assigned: AssignedQuestion) -> Column:
    """A question's column, before anything is counted."""
    return Column(
        position=assigned.position,
        question=assigned.question_id,
        prompt=str(assigned.shown),
        form=assigned.question.form,
        is_excused=assigned.excused_at is not None,
        counts=Counter(),
    )


def given_to(assignment: Assignment) -> QuerySet[Enrolment]:
    """The enrolments that an assignment is for, and those of whoever sat it; also who left since it was opened."""
    sat = Q(learner__in=QuizSession.objects.filter(assignment=assignment).values("learner"))
    if assignment.is_to_all:
        meant = Q(left_at=None)
        if assignment.opened_at is not None:
            meant |= Q(left_at__gt=assignment.opened_at)
    else:
        meant = Q(groups__in=assignment.groups.all()) | Q(pk__in=assignment.enrolments.values("pk"))
    return assignment.classroom.enrolments.filter(sat | meant).distinct().order_by("name", "pk")


def read_pupils(assignment: Assignment) -> list[Pupil]:
    """Those whom an assignment was given to, by name."""
    return describe_pupils(given_to(assignment))


def describe_pupils(enrolments: Iterable[Enrolment]) -> list[Pupil]:
    """Pupils, each once: who left and came back stands as she is in the class now."""
    latest: dict[int, Enrolment] = {}
    for enrolment in sorted(enrolments, key=lambda one: (one.left_at is None, one.joined_at)):
        latest[enrolment.learner_id] = enrolment
    # By the key, which tells nothing: where names are hidden nobody can count along the list of the class.
    numbers = {one.pk: number for number, one in enumerate(sorted(latest.values(), key=lambda one: one.key), start=1)}
    by_name = sorted(latest.values(), key=lambda one: (one.left_at is not None, one.folded_name, one.pk))
    return [
        Pupil(one.key, one.pk, one.learner_id, one.name, one.left_at is not None, numbers[one.pk]) for one in by_name
    ]


def read_sessions(assignments: Sequence[int]) -> list[QuizSession]:
    """The sittings of assignments, in the order of their goes."""
    fields = ("assignment_id", "learner_id", "go", "started_at", "finished_at", "ends_at")
    return list(QuizSession.objects.filter(assignment__in=assignments).only(*fields).order_by("go", "pk"))


def read_askings(assignments: Sequence[int], now: datetime) -> list[Asking]:
    """Everything that was asked in assignments and answered, or left when the time was over. In order. Two queries."""
    marks = Mark.objects.filter(answer__asked__session__assignment__in=assignments, answer__undo=None)
    asked = "answer__asked__"
    rows = marks.order_by("pk").values_list(
        f"{asked}session_id",
        f"{asked}id",
        f"{asked}question_id",
        f"{asked}session__go",
        f"{asked}again",
        "answer_id",
        "verdict",
    )
    verdicts: dict[tuple[int, int, int, int, bool], dict[int, Verdict]] = defaultdict(dict)
    for session, pk, question, go, again, answer, verdict in rows:
        # The last mark of an answer holds.
        verdicts[session, pk, question, go, again][answer] = Verdict(verdict)
    answered = [Asking(*key, verdict_of_all(list(each.values()))) for key, each in verdicts.items()]
    done = {(one.session, one.question) for one in answered}
    # In a test a question may be left for later, and answered then.
    left = [one for one in read_left(assignments, now) if (one.session, one.question) not in done]
    return sorted([*answered, *left], key=lambda one: one.asked)


def read_left(assignments: Sequence[int], now: datetime) -> list[Asking]:
    """What was asked and never answered in sittings that are over."""
    is_over = Q(session__finished_at__isnull=False) | Q(session__ends_at__lte=now)
    left = AskedQuestion.objects.filter(is_over, session__assignment__in=assignments, answers=None)
    rows = left.values_list("session_id", "pk", "question_id", "session__go", "again")
    return [Asking(*row, None) for row in rows]


def read_mastery(assigned: Sequence[AssignedQuestion], pupils: Sequence[Pupil], now: datetime) -> dict[int, Mastery]:
    """For each learner, what she has met and still remembers of the Facts that an assignment asks about."""
    moves = read_moves()
    facts = {moves.fact(key) for one in assigned for key in (one.question.fact_key, *one.question.companions)}
    kept = Progress.objects.filter(learner__in=[pupil.learner for pupil in pupils], fact_key__in=facts)
    rows = kept.order_by().values("learner").annotate(met=Count("pk"), held=Count("pk", filter=Q(due_at__gt=now)))
    found = {row["learner"]: (row["met"], row["held"]) for row in rows}
    return {pupil.learner: Mastery(*found.get(pupil.learner, (0, 0)), facts=len(facts)) for pupil in pupils}
