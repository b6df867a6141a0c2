"""A session from the first button to the summary, with plain forms and with htmx."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from history.models import Event, Status
from history.revise import record_changed
from quizzes.models import Answer, AskedQuestion, Learner, Mark, Progress, Question, QuizSession
from quizzes.services.choose_questions import pick_form
from quizzes.services.vary_forms import TYPED_FROM_DAYS
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def test_a_stranger_presses_one_button_and_is_asked(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    page = sitting.page()
    assert page.status_code == 200
    assert sitting.shown.prompt in page.content.decode().replace("&quot;", '"')
    assert sitting.session.planned == 10
    assert Learner.objects.get().user is None


def test_a_right_answer_says_so_with_its_source(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    source = sitting.shown.sources[0]
    response = sitting.answer_right()
    assert response.status_code == 302
    page = client.get(response["Location"]).content.decode()
    assert "Right." in page
    assert source[1] in page
    assert Mark.objects.get().verdict == "right"


def test_a_wrong_answer_shows_the_right_one_and_comes_back_once(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    question, answer_text = sitting.asked.question, sitting.shown.answer_text
    response = sitting.answer_wrong()
    page = client.get(response["Location"]).content.decode()
    assert "Not right." in page
    assert answer_text in page
    while not sitting.is_over():
        sitting.answer_right()
    asked = AskedQuestion.objects.filter(session=sitting.session, question=question)
    assert [row.again for row in asked] == [False, True]
    assert Answer.objects.filter(asked__session=sitting.session).count() == 11


def test_not_knowing_is_an_answer(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    response = sitting.post({"unknown": "1"})
    assert "Not answered." in client.get(response["Location"]).content.decode()
    assert Mark.objects.get().verdict == "unanswered"


def test_the_end_is_a_summary(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    for _question in range(10):
        sitting.answer_right()
    page = sitting.page().content.decode()
    assert sitting.is_over()
    assert "10" in page
    for asked in AskedQuestion.objects.filter(session=sitting.session).select_related("shown"):
        assert asked.shown.content["answer_text"] in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Choose one of the answers"),
        ({"value": "nowhere"}, "not one of the answers"),
        ({"value": "x" * 100_000}, ""),
        ({"value": "\x00"}, ""),
    ],
)
def test_refuses_what_is_no_answer_where_it_was_given(
    client: Client, hadrut: None, data: dict[str, str], message: str
) -> None:
    sitting = begin_with(client, "choice")
    response = sitting.post(data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Answer.objects.exists()


def test_typed_text_that_is_too_long_is_kept_and_explained(client: Client, hadrut: None) -> None:
    sitting = begin_with(client, "typed")
    typed = "Hadrut " * 60
    response = sitting.post({"text": typed})
    assert response.status_code == 422
    page = response.content.decode()
    assert "at most 200 characters" in page
    assert typed.strip() in page


def begin_with(client: Client, form: str) -> Sitting:
    """A session whose questions are all of one form: the only live ones left."""
    Question.objects.exclude(form=form).update(is_live=False)
    return Sitting.begin(client)


@pytest.mark.parametrize("position", ["-1", "1", "99", "", "0x", "１", "9" * 40])
def test_no_question_waits_at_another_position(client: Client, hadrut: None, position: str) -> None:
    sitting = Sitting.begin(client)
    url = reverse("quizzes:session-answer", args=[sitting.session.key])
    response = client.post(url, {"position": position, **sitting.right_answer()})
    assert response.status_code == 404
    assert not Answer.objects.exists()


def test_the_same_answer_twice_is_recorded_once(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    fields = sitting.right_answer()
    first, second = sitting.post(fields, position=0), sitting.post(fields, position=0)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Answer.objects.count() == Mark.objects.count() == 1
    assert Progress.objects.get().reviews == 1


def test_another_answer_afterwards_gets_a_conflict_and_what_is_on_record(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    wrong = sitting.wrong_answer()
    sitting.answer_right()
    response = sitting.post(wrong, position=0)
    assert response.status_code == 409
    assert "Right." in response.content.decode()
    assert Answer.objects.count() == 1


def test_an_answer_after_the_end_changes_nothing(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    while not sitting.is_over():
        fields = sitting.right_answer()
        last = sitting.asked.position
        sitting.post(fields)
    assert sitting.post(fields, position=last).status_code == 302
    assert Answer.objects.count() == 10


def test_htmx_gets_the_question_alone_and_a_browser_the_page(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    whole = sitting.page()
    part = sitting.page(**HTMX)
    restored = sitting.page(**HTMX, **{"HX-History-Restore-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert 'id="question"' in part.content.decode()
    assert "<html" in restored.content.decode()
    assert {"HX-Request" in response["Vary"] for response in (whole, part, restored)} == {True}


def test_htmx_gets_the_verdict_in_the_same_reply(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    response = sitting.answer_right(**HTMX)
    assert response.status_code == 200
    assert "<html" not in response.content.decode()
    assert "Right." in response.content.decode()


def test_looking_back_shows_what_was_recorded(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    prompt = sitting.shown.prompt
    sitting.answer_right()
    sitting.answer_wrong()
    url = reverse("quizzes:session-answered", args=[sitting.session.key, 0])
    assert prompt in client.get(url).content.decode()
    ahead = reverse("quizzes:session-answered", args=[sitting.session.key, 2])
    assert client.get(ahead)["Location"] == reverse("quizzes:session", args=[sitting.session.key])


def test_a_question_that_the_record_no_longer_bears_is_not_asked(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.session.refresh_from_db()
    following = Question.objects.get(key=sitting.session.plan[0][0])
    Event.objects.filter(status=Status.PUBLISHED).exclude(key="").update(status=Status.DRAFT)
    record_changed()
    sitting.answer_right()
    assert sitting.is_over()
    assert not AskedQuestion.objects.filter(session=sitting.session, question=following).exists()


def test_an_answer_counts_even_if_its_event_was_withdrawn_meanwhile(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    fields = sitting.right_answer()
    Event.objects.update(part_of=None)
    Event.objects.all().delete()
    record_changed()
    sitting.post(fields)
    assert Mark.objects.get().verdict == "right"


def test_tomorrow_the_same_browser_is_asked_what_is_due(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        sitting = Sitting.begin(client)
        missed = sitting.asked.question.fact_key
        sitting.answer_wrong()
        while not sitting.is_over():
            sitting.answer_right()
    # The missed fact was recalled at the end of the sitting; every other one is known for longer.
    due = Progress.objects.get(fact_key=missed).due_at
    with time_machine.travel(due + timedelta(minutes=1), tick=False):
        assert Sitting.begin(client).asked.question.fact_key == missed
    assert Learner.objects.count() == 1


def test_a_day_later_a_missed_fact_comes_first(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        sitting = Sitting.begin(client)
        missed = {sitting.asked.question.fact_key}
        sitting.answer_wrong()
    with time_machine.travel(now + timedelta(days=1), tick=False):
        again = Sitting.begin(client)
        assert again.asked.question.fact_key in missed


def test_nothing_due_is_said_and_practice_ahead_is_offered(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        while not (response := client.post(reverse("quizzes:session-start")))["Location"].endswith("nothing-due/"):
            sitting = Sitting(client, QuizSession.objects.order_by("-pk")[0])
            while not sitting.is_over():
                sitting.answer_right()
        assert client.get(response["Location"]).status_code == 200
        # Ten facts; those that are asked about together make one question.
    assert 7 <= Sitting.begin(client, topic=None, ahead="1").session.planned <= 10


@pytest.mark.parametrize("topic", ["nothing", "a\x00b", "x" * 1000])
def test_a_topic_that_never_was_has_nothing_to_ask_and_leaves_nothing_behind(
    client: Client, hadrut: None, topic: str
) -> None:
    response = client.post(reverse("quizzes:session-start"), {"topic": topic})
    assert response["Location"] == reverse("quizzes:nothing-due")
    assert not Learner.objects.exists()


@pytest.mark.parametrize(("sent", "kept"), [("Asia/Baku", "Asia/Baku"), ("Nowhere/Land", ""), ("", ""), ("\x00", "")])
def test_the_browser_says_where_the_learners_day_begins(client: Client, hadrut: None, sent: str, kept: str) -> None:
    client.post(reverse("quizzes:session-start"), {"topic": "battle-of-hadrut", "time_zone": sent})
    assert [learner.time_zone for learner in Learner.objects.all()] in ([kept], [])


def test_a_session_over_everything_can_be_repeated(client: Client, hadrut: None) -> None:
    first = Sitting.begin(client, topic=None)
    assert Sitting.begin(client, topic=first.session.topic).session.planned == 10


def test_a_fact_is_typed_only_once_it_holds(client: Client, hadrut: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        sitting = Sitting.begin(client)
        fact = sitting.asked.question.fact_key
        while not sitting.is_over():
            if sitting.asked.question.fact_key == fact and not sitting.asked.again:
                sitting.answer_wrong()
            else:
                sitting.answer_right()
    forms = {question.form: question for question in Question.objects.live().answerable().filter(fact_key=fact)}
    # Whether accounts agree is asked in one form only.
    chosen, typed = (forms.get(form, next(iter(forms.values()))) for form in ("choice", "typed"))
    memory = Progress.objects.get(fact_key=fact)
    assert pick_form(list(forms.values()), memory) == (chosen if "choice" in forms else typed)
    memory.memory["stability"] = TYPED_FROM_DAYS
    assert pick_form(list(forms.values()), memory) == (typed if "typed" in forms else chosen)


def test_an_empty_record_has_nothing_to_ask(client: Client) -> None:
    response = client.post(reverse("quizzes:session-start"))
    assert response["Location"] == reverse("quizzes:nothing-due")
    assert client.get(reverse("quizzes:home")).status_code == 200


@pytest.mark.parametrize(
    ("name", "args", "allowed"),
    [
        ("session-start", False, "GET, HEAD, POST"),
        ("session", True, "GET, HEAD"),
        ("session-answer", True, "GET, HEAD, POST"),
        ("session-undo", True, "GET, HEAD, POST"),
        ("session-flip", True, "GET, HEAD"),
        ("set-aside", False, "GET, HEAD"),
        ("resume", False, "GET, HEAD, POST"),
        ("home", False, "GET, HEAD"),
        ("progress", False, "GET, HEAD"),
        ("nothing-due", False, "GET, HEAD"),
    ],
)
def test_other_methods_are_refused(client: Client, hadrut: None, name: str, args: bool, allowed: str) -> None:
    sitting = Sitting.begin(client)
    url = reverse(f"quizzes:{name}", args=[sitting.session.key] if args else [])
    for method in {"get", "post", "put", "delete", "patch"} - set(allowed.casefold().split(", ")):
        response = getattr(client, method)(url)
        assert response.status_code == 405
        assert response["Allow"] == allowed


def test_back_and_reload_never_meet_an_empty_page(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_right()
    key = sitting.session.key
    for name, args in (
        ("answer", [key]),
        ("undo", [key]),
        ("contest", [key, 0]),
        ("flag", [key, 0]),
        ("set-aside", [key, 0]),
    ):
        response = client.get(reverse(f"quizzes:session-{name}", args=args))
        assert response["Location"] == reverse("quizzes:session", args=[key])
        assert Client().get(reverse(f"quizzes:session-{name}", args=args)).status_code == 404
    assert client.get(reverse("quizzes:session-start"))["Location"] == reverse("quizzes:home")
    assert client.get(reverse("quizzes:resume"))["Location"] == reverse("quizzes:set-aside")


def test_a_missed_fact_that_was_known_later_counts_once_in_the_summary(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_wrong()
    while not sitting.is_over():
        sitting.answer_right()
    page = sitting.page().content.decode()
    assert "9</strong> of <strong>10</strong> facts right at the first asking" in page
    assert page.count("line__prompt") == 11
    assert page.count("once more") == 1


def test_forms_from_elsewhere_are_refused(browser_client: Client, hadrut: None) -> None:
    assert browser_client.post(reverse("quizzes:session-start")).status_code == 403
    assert not QuizSession.objects.exists()
