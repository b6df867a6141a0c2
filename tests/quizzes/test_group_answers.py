"""Order, before or after, and match: answered, recorded for each Fact, taken back and rebuilt."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quizzes.models import Answer, AskedQuestion, Learner, Mark, Progress
from quizzes.questions.marking import Response
from quizzes.questions.values import GROUP_FORMS, Form
from quizzes.services.join_guest import join_guest
from quizzes.services.rebuild_progress import rebuild_learner
from quizzes.services.run_session import Conflict, Recorded, Repeated, answer_question
from quizzes.services.undo_answer import TooLate, Undone, undo_answer
from tests.factories import UserFactory
from tests.quizzes.campaign import ask_group, kept_campaign, let_learn
from tests.quizzes.factories import GuestFactory, LearnerFactory
from tests.quizzes.group_sitting import fields_of, read, send, sit_down
from tests.quizzes.responses import right, shown_of, wrong
from tests.robust.log import check_log

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
FORMS = [pytest.param(form, id=str(form)) for form in GROUP_FORMS]


@pytest.fixture
def learner(client: Client, now: datetime) -> Learner:
    """A guest at this browser who was right once about every Fact of the campaign."""
    return sit_down(client, now)


# What is recorded.


@pytest.mark.parametrize("form", FORMS)
def test_a_right_answer_is_one_row_and_one_mark_for_each_fact(learner: Learner, now: datetime, form: Form) -> None:
    before = learner.answers_given
    asked = ask_group(learner, form, now)
    outcome = answer_question(read(asked), right(asked), now)
    assert isinstance(outcome, Recorded)
    assert outcome.verdict == "right"
    answers = list(Answer.objects.filter(asked=asked))
    assert [answer.learner_seq for answer in answers] == list(range(before + 1, before + 1 + len(answers)))
    assert {answer.fact_key for answer in answers} == set(shown_of(asked).facts)
    assert [mark.verdict for answer in answers for mark in answer.marks.all()] == ["right"] * len(answers)
    assert check_log() == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_answer_again_gets_the_same_reply_and_another_one_409(
    client: Client, learner: Learner, now: datetime, form: Form
) -> None:
    asked = ask_group(learner, form, now)
    stale = read(asked)
    assert isinstance(answer_question(read(asked), wrong(asked), now), Recorded)
    assert isinstance(answer_question(stale, wrong(asked), now), Repeated)
    assert isinstance(answer_question(read(asked), right(asked), now), Conflict)
    written = Answer.objects.filter(asked=asked).count()
    assert written == len(shown_of(asked).facts)
    assert send(client, asked, fields_of(asked, wrong(asked))).status_code == 302
    reply = send(client, asked, fields_of(asked, right(asked)))
    assert reply.status_code == 409
    assert "The first answer is the one on record" in reply.content.decode()
    assert Answer.objects.filter(asked=asked).count() == written
    assert check_log() == []


def memory_moves(asked: AskedQuestion) -> dict[str, int | None]:
    """The rating of each Fact's answer, by Fact."""
    return dict(Answer.objects.filter(asked=asked).values_list("fact_key", "rating"))


def test_a_match_moves_each_memory_by_its_own_verdict(learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.MATCH, now)
    answer_question(read(asked), wrong(asked), now)
    first, second, *rest = shown_of(asked).parts
    assert memory_moves(asked) == {first.fact: 1, second.fact: 1, **{part.fact: 3 for part in rest}}
    assert {row.reviews for row in Progress.objects.filter(fact_key__in=shown_of(asked).facts)} == {2}


def test_an_order_that_is_partly_right_confirms_nothing(learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.ORDER, now)
    answer_question(read(asked), wrong(asked), now)
    moves = memory_moves(asked)
    assert sorted(moves.values(), key=str) == [1, *[None] * (len(moves) - 1)]
    assert check_log() == []


def test_an_order_that_is_right_confirms_every_fact(learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.ORDER, now)
    answer_question(read(asked), right(asked), now)
    assert set(memory_moves(asked).values()) == {3}


def test_which_came_first_is_half_a_guess_and_confirms_nothing(learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.BEFORE_AFTER, now)
    before = dict(Progress.objects.values_list("fact_key", "memory"))
    answer_question(read(asked), right(asked), now)
    assert set(memory_moves(asked).values()) == {None}
    assert dict(Progress.objects.values_list("fact_key", "memory")) == before
    assert check_log() == []


@pytest.mark.parametrize("form", FORMS)
def test_not_knowing_is_held_against_the_anchor_alone(learner: Learner, now: datetime, form: Form) -> None:
    asked = ask_group(learner, form, now)
    answer_question(read(asked), Response(), now)
    moves = memory_moves(asked)
    assert moves.pop(asked.question.fact_key) == 1
    assert set(moves.values()) == {None}
    assert set(Mark.objects.filter(answer__asked=asked).values_list("verdict", flat=True)) == {"unanswered"}


@pytest.mark.parametrize("form", FORMS)
def test_a_companion_that_she_never_met_gets_no_memory(now: datetime, form: Form) -> None:
    kept_campaign.put()
    asked = ask_group(LearnerFactory.create(), form, now)
    answer_question(read(asked), wrong(asked), now)
    assert set(Progress.objects.values_list("fact_key", flat=True)) <= {asked.question.fact_key}
    assert check_log() == []


# The cost.


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("person", "expected"), [("guest", 9), ("user", 10)])
def test_an_answer_on_several_facts_takes_no_more_queries(
    client: Client, now: datetime, form: Form, person: str, expected: int, headers: dict[str, str]
) -> None:
    kept_campaign.put()
    learner = GuestFactory.create()
    if person == "user":
        client.force_login(user := UserFactory.create())
        learner = LearnerFactory.create(user=user)
    else:
        session = client.session
        session["learner"] = str(learner.key)
        session.save()
    let_learn(learner, now)
    asked = ask_group(learner, form, now)
    fields = fields_of(asked, wrong(asked))
    with CaptureQueriesContext(connection) as queries:
        send(client, asked, fields, **headers)
    rows = [query["sql"] for query in queries if not query["sql"].startswith(TRANSACTION)]
    assert len(rows) <= expected, rows


# Taken back, joined, rebuilt.


@pytest.mark.parametrize("form", FORMS)
def test_taking_back_takes_back_every_fact(learner: Learner, now: datetime, form: Form) -> None:
    before = dict(Progress.objects.values_list("fact_key", "memory"))
    asked = ask_group(learner, form, now)
    answer_question(read(asked), wrong(asked), now)
    assert isinstance(undo_answer(asked.session, 0, now), Undone)
    assert dict(Progress.objects.values_list("fact_key", "memory")) == before
    assert not AskedQuestion.objects.answered().filter(pk=asked.pk).exists()
    waiting = AskedQuestion.objects.filter(session=asked.session).latest("position")
    assert waiting.question_id == asked.question_id
    assert isinstance(undo_answer(asked.session, 0, now), Undone)  # once more changes nothing
    assert check_log() == []


def test_a_later_answer_on_a_companion_stands_in_the_way(learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.MATCH, now)
    answer_question(read(asked), right(asked), now)
    other = ask_group(learner, Form.MATCH, now + timedelta(minutes=1))
    answer_question(read(other), right(other), now + timedelta(minutes=1))
    assert isinstance(undo_answer(asked.session, 0, now), TooLate)


def test_a_rebuild_gives_the_identical_memories(learner: Learner, now: datetime) -> None:
    for form in GROUP_FORMS:
        asked = ask_group(learner, form, now)
        answer_question(read(asked), wrong(asked), now)
    before = sorted(Progress.objects.values_list("fact_key", "due_at", "reviews", "lapses"))
    rebuild_learner(learner)
    assert sorted(Progress.objects.values_list("fact_key", "due_at", "reviews", "lapses")) == before


def test_a_guests_answers_on_several_facts_come_along(learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.ORDER, now)
    answer_question(read(asked), wrong(asked), now)
    user = UserFactory.create()
    hers = LearnerFactory.create(user=user)
    own = ask_group(hers, Form.MATCH, now - timedelta(days=1))
    answer_question(read(own), right(own), now - timedelta(days=1))
    join_guest(learner.key, user.pk)
    assert Answer.objects.filter(asked=asked, learner=hers).count() == len(shown_of(asked).facts)
    assert check_log(has_joined=True) == []
