"""Order, before or after, and match on the pages: what is said of them, contested, taken along, and when they come."""

import csv
import io
import json
import re
from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, AskedQuestion, Challenge, Learner, Question, SetAside, ShownContent
from quizzes.questions.marking import Response
from quizzes.questions.values import GROUP_FORMS, Form
from quizzes.reports.progress import report_progress
from quizzes.services.run_session import answer_question, start_session
from quizzes.services.vary_forms import ONE_IN
from tests.factories import UserFactory
from tests.quizzes.campaign import TOPIC, ask_group, kept_campaign
from tests.quizzes.factories import GuestFactory, LearnerFactory
from tests.quizzes.group_sitting import fields_of, read, send, sit_down
from tests.quizzes.responses import right, shown_of, wrong

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
FORMS = [pytest.param(form, id=str(form)) for form in GROUP_FORMS]


@pytest.fixture
def learner(client: Client, now: datetime) -> Learner:
    """A guest at this browser who was right once about every Fact of the campaign."""
    return sit_down(client, now)


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
    shown = shown_of(asked)
    # What is ticked is said of wrong ones too.
    assert page.count("outcome__text") == len(shown.options if form == Form.SELECT_ALL else shown.parts)
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


def test_it_counts_as_one_question_in_her_progress(client: Client, learner: Learner, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        before = report_progress(learner, now).questions
        for form in GROUP_FORMS:
            asked = ask_group(learner, form, now)
            answer_question(read(asked), wrong(asked), now)
        page = client.get(reverse("quizzes:progress")).content.decode()
        assert f"{before + len(GROUP_FORMS)} questions answered so far." in page
        assert report_progress(learner, now).calendar.busiest.questions == before
        assert report_progress(learner, now).calendar.days[-1].questions == len(GROUP_FORMS)
        afresh = client.get(reverse("quizzes:afresh")).content.decode()
        assert f"Somebody has answered {before + len(GROUP_FORMS)} questions" in afresh


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
    kept_campaign.put()
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
    kept_campaign.put()
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
