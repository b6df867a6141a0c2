"""Order, before or after, and match: answered, recorded for each Fact, taken back, contested, taken along."""

import csv
import io
import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.forms import GroupAnswerForm, make_answer_form
from quizzes.models import Answer, AskedQuestion, Challenge, Learner, Mark, Progress, Question, SetAside, ShownContent
from quizzes.questions.marking import Response
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import GROUP_FORMS, Form
from quizzes.services.join_guest import join_guest
from quizzes.services.rebuild_progress import rebuild_learner
from quizzes.services.run_session import Conflict, Recorded, Repeated, answer_question, asked_to_answer, start_session
from quizzes.services.undo_answer import TooLate, Undone, undo_answer
from quizzes.services.vary_forms import ONE_IN
from tests.factories import UserFactory
from tests.quizzes.campaign import TOPIC, ask_group, let_learn, make_campaign
from tests.quizzes.factories import GuestFactory, LearnerFactory
from tests.robust.log import check_log

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
FORMS = [pytest.param(form, id=str(form)) for form in GROUP_FORMS]


@pytest.fixture
def learner(client: Client, now: datetime) -> Learner:
    """A guest at this browser who was right once about every Fact of the campaign."""
    make_campaign()
    learner = GuestFactory.create()
    let_learn(learner, now)
    session = client.session
    session["learner"] = str(learner.key)
    session.save()
    return learner


def shown_of(asked: AskedQuestion) -> Shown:
    return shown_from_json(asked.shown.content)


def right(asked: AskedQuestion) -> Response:
    """The right answer."""
    shown = shown_of(asked)
    if shown.form == Form.BEFORE_AFTER:
        return Response(value=shown.answer)
    return Response(given=tuple(part.answer for part in shown.parts))


def wrong(asked: AskedQuestion) -> Response:
    """An answer that is wrong: of an order and a match, in two places."""
    shown = shown_of(asked)
    if shown.form == Form.BEFORE_AFTER:
        return Response(value=shown.parts[1].value)
    one, other, *rest = right(asked).given
    return Response(given=(other, one, *rest))


def fields_of(asked: AskedQuestion, response: Response) -> dict[str, str]:
    """What the browser sends for it."""
    form = make_answer_form(asked)
    assert isinstance(form, GroupAnswerForm)
    values = [value for value, _text in form.arranged]
    if response.value:
        return {"value": str(values.index(response.value) + 1)}
    given = dict(zip([part.fact for part in shown_of(asked).parts], response.given, strict=True))
    numbers = [given[part.fact] for part in form.parts]
    if form.shown.form == Form.MATCH:
        numbers = [str(values.index(value) + 1) if value else "" for value in numbers]
    return {f"item{place}": number for place, number in enumerate(numbers, start=1)}


def send(client: Client, asked: AskedQuestion, fields: dict[str, str], **headers: str) -> Any:
    url = reverse("quizzes:session-answer", args=[asked.session.key])
    return client.post(url, {"position": str(asked.position), **fields}, headers=headers)


def read(asked: AskedQuestion) -> AskedQuestion:
    """The question as a request reads it."""
    return asked_to_answer().get(pk=asked.pk)


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
    make_campaign()
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
    make_campaign()
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


# The pages.


def test_a_place_given_twice_is_refused_at_its_field_and_nothing_is_lost(
    client: Client, learner: Learner, now: datetime
) -> None:
    asked = ask_group(learner, Form.ORDER, now)
    fields = {**fields_of(asked, right(asked)), "item1": "2", "item2": "2"}
    reply = send(client, asked, fields)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "“2nd” is given to another one already." in page
    assert re.search(r'id="item2"[^>]*aria-invalid="true" aria-describedby="item2-error"', page)
    assert re.search(r'id="item1".*?value="2"\s+selected', page, re.DOTALL)
    assert not Answer.objects.filter(asked=asked).exists()


@pytest.mark.parametrize(
    ("item", "said"), [("", "Say where this one stands."), ("9", "That is not one of the answers")]
)
def test_an_order_needs_a_place_for_each(client: Client, learner: Learner, now: datetime, item: str, said: str) -> None:
    asked = ask_group(learner, Form.ORDER, now)
    reply = send(client, asked, {**fields_of(asked, right(asked)), "item1": item})
    assert reply.status_code == 422
    assert said in reply.content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_without_any_choice_is_refused(client: Client, learner: Learner, now: datetime, form: Form) -> None:
    asked = ask_group(learner, form, now)
    assert send(client, asked, {}).status_code == 422
    assert send(client, asked, {"unknown": "1"}).status_code == 302


def test_in_a_match_something_may_be_left_out(client: Client, learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.MATCH, now)
    fields = fields_of(asked, right(asked))
    page = client.get(send(client, asked, {**fields, "item1": ""})["Location"]).content.decode()
    assert "Partly right." in page
    assert f"{len(fields) - 1} of {len(fields)} are matched rightly." in page
    assert "not answered" in page


def test_the_page_says_which_event_was_put_too_early(client: Client, learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.ORDER, now)
    *rest, _last = right(asked).given
    moved = Response(given=(*[str(int(place) + 1) for place in rest], "1"))
    page = client.get(send(client, asked, fields_of(asked, moved))["Location"]).content.decode()
    number, name = len(rest), shown_of(asked).parts[-1].text
    assert f"{number} of {number + 1} stand in the right order. “{name}” was put too early." in page
    assert "you put it 1st, too early" in page
    assert shown_of(asked).parts[-1].answer_text in page


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_each_fact_has_its_sources_under_it(
    client: Client, learner: Learner, now: datetime, form: Form, headers: dict[str, str]
) -> None:
    asked = ask_group(learner, form, now)
    reply = send(client, asked, fields_of(asked, wrong(asked)), **headers)
    page = (reply if headers else client.get(reply["Location"])).content.decode()
    assert page.count("outcome__text") == len(shown_of(asked).parts)
    for part in shown_of(asked).parts:
        assert part.sources[0][1] in page
    assert 'id="sayings"' not in page


def test_the_summary_has_one_line_for_it_and_counts_its_facts(client: Client, learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.MATCH, now)
    answer_question(read(asked), right(asked), now)
    waiting = AskedQuestion.objects.get(session=asked.session, position=1)
    answer_question(read(waiting), Response(value=waiting.shown.content["answer"]), now)
    page = client.get(reverse("quizzes:session", args=[asked.session.key])).content.decode()
    count = len(shown_of(asked).facts) + 1
    assert page.count('class="line line--right"') == 2
    assert f"<strong>{count}</strong> of <strong>{count}</strong> facts" in page


def test_her_answers_are_exported_fact_by_fact(client: Client, learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.ORDER, now)
    answer_question(read(asked), wrong(asked), now)
    data = json.loads(client.get(reverse("quizzes:answers-json")).content)
    rows = data["answers"][-len(shown_of(asked).facts) :]
    assert [row["fact"] for row in rows] == [part.fact for part in shown_of(asked).parts]
    assert [(row["answered"], row["right_answer"]) for row in rows][:2] == [("2nd", "1st"), ("1st", "2nd")]
    assert all(shown_of(asked).prompt in row["question"] for row in rows)
    table = csv.DictReader(io.StringIO(client.get(reverse("quizzes:answers-csv")).content.decode("utf-8-sig")))
    assert [row["fact"] for row in table][-len(rows) :] == [row["fact"] for row in rows]


def test_an_objection_belongs_to_the_first_wrong_fact_and_is_sent_once(
    client: Client, learner: Learner, now: datetime
) -> None:
    asked = ask_group(learner, Form.MATCH, now)
    answer_question(read(asked), wrong(asked), now)
    url = reverse("quizzes:session-contest", args=[asked.session.key, 0])
    for _time in range(2):
        assert client.post(url, {"text": "They swapped"}).status_code == 302
    assert Challenge.objects.get().answer.fact_key == shown_of(asked).parts[0].fact
    assert client.post(url, {"text": "Other words"}).status_code == 409


def test_setting_aside_concerns_the_anchor(client: Client, learner: Learner, now: datetime) -> None:
    asked = ask_group(learner, Form.ORDER, now)
    client.post(reverse("quizzes:session-set-aside", args=[asked.session.key, 0]), {"kind": "suspend"})
    assert SetAside.objects.get().fact_key == asked.question.fact_key


def test_what_was_chosen_is_there_after_signing_in_again(client: Client, now: datetime) -> None:
    make_campaign()
    user = UserFactory.create()
    client.post(reverse("account_login"), {"login": user.username, "password": "pass"})
    asked = ask_group(LearnerFactory.create(user=user), Form.ORDER, now)
    client.post(reverse("account_logout"))
    reply = send(client, asked, fields_of(asked, right(asked)))
    assert reply.status_code == 302
    client.post(reverse("account_login"), {"login": user.username, "password": "pass"})
    page = client.get(reverse("quizzes:session", args=[asked.session.key])).content.decode()
    assert page.count("selected") == len(shown_of(asked).parts)


# Their place in a session.


def test_a_session_has_some_of_them_never_first_and_each_form_once(learner: Learner, now: datetime) -> None:
    forms: set[str] = set()
    for _session in range(8):
        outcome = start_session(learner, TOPIC, now)
        session = learner.sessions.get(key=outcome.session.key)  # type: ignore[union-attr]
        plan = [str(key) for key, _again in session.plan]
        groups = [key for key in plan if key.rpartition("#")[2] in GROUP_FORMS]
        assert session.asked.get().question.form not in GROUP_FORMS
        assert 1 <= len(groups) <= 10 // ONE_IN
        assert len({key.rpartition("#")[2] for key in groups}) == len(groups)
        rows = {row.key: row for row in Question.objects.filter(key__in=plan)}
        asked = [fact for key in plan for fact in (rows[key].fact_key, *rows[key].companions)]
        together = {fact for key in groups for fact in (rows[key].fact_key, *rows[key].companions)}
        assert all(asked.count(fact) == 1 for fact in together)
        forms |= {key.rpartition("#")[2] for key in groups}
    assert len(forms) > 1


def test_who_is_new_to_it_is_asked_one_fact_at_a_time(now: datetime) -> None:
    make_campaign()
    outcome = start_session(GuestFactory.create(), TOPIC, now)
    plan = outcome.session.plan  # type: ignore[union-attr]
    assert plan
    assert not any(str(key).rpartition("#")[2] in GROUP_FORMS for key, _again in plan)


def test_one_with_a_companion_set_aside_is_not_asked(learner: Learner, now: datetime) -> None:
    kept = Question.objects.live().filter(topic=TOPIC, form=Form.CHOICE).order_by("key")[:3]
    shown = ShownContent.objects.get(questions=kept[0])
    facts = Question.objects.live().filter(topic=TOPIC).values_list("fact_key", flat=True).distinct()
    for fact in set(facts) - {row.fact_key for row in kept}:
        SetAside.objects.create(learner=learner, fact_key=fact, shown=shown, created_at=now)
    outcome = start_session(learner, TOPIC, now)
    assert not any(str(key).rpartition("#")[2] in GROUP_FORMS for key, _again in outcome.session.plan)  # type: ignore[union-attr]
