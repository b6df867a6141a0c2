"""An edit moves what counts as right: answers given are marked anew when an editor says so, never in silence."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from history.facts.reading import read_revision
from history.imports.readers.entries import Kind
from history.merging.merge_rows import Merged, merge_rows
from history.models import Claimant, Event
from history.revise import events_changed
from history.touching import touched_by
from history.versions.keeping import Edit
from quizzes.models import Answer, AskedQuestion, Learner, Mark, Progress, Question, QuizSession, Regrade
from quizzes.questions.marking import Response
from quizzes.questions.values import Form
from quizzes.services import regrade_answers
from quizzes.services.ask_questions import Ready, prepare_question
from quizzes.services.rebuild_progress import rebuild_learner
from quizzes.services.refresh_questions import refresh_all, store_contents
from quizzes.services.regrade_answers import decide_regrade, offer_regrade, run_regrade
from quizzes.services.run_session import Recorded, answer_question, asked_to_answer
from quizzes.views.access import GUEST_KEY
from tests.desk.people import sign_in
from tests.factories import CitationFactory, ClaimantFactory, EventFactory, TopicFactory, UserFactory
from tests.quizzes.factories import GuestFactory

pytestmark = pytest.mark.django_db

KEY = "fighting-of-10-october"
FACT = f"happened:event/{KEY}"


@pytest.fixture
def event(hadrut: None) -> Event:
    return Event.objects.get(key=KEY)


def ask(learner: Learner, form: str, *, fact: str = FACT) -> AskedQuestion:
    """Put a question before a learner, as a session does."""
    question = Question.objects.get(key=f"{fact}#{form}")
    ready = prepare_question(question, read_revision())
    assert isinstance(ready, Ready)
    store_contents([ready.shown])
    now = timezone.now()
    session = QuizSession.objects.create(learner=learner, topic=question.topic, started_at=now)
    return AskedQuestion.objects.create(
        session=session, position=0, question=question, shown_id=ready.shown.digest, order_seed=7, asked_at=now
    )


def answer(asked: AskedQuestion, value: str = "", text: str = "") -> Answer:
    """Answer it."""
    row = asked_to_answer().get(pk=asked.pk)
    assert isinstance(
        answer_question(row, Response(value=value, text=text), timezone.now(), taken=timedelta(seconds=3)), Recorded
    )
    return Answer.objects.get(asked=asked)


def edit(event: Event, happened: str) -> None:
    """What saving the event's form comes to; tasks run at once in tests."""
    before = touched_by(event) or set()
    event.set_happened(happened)
    event.save()
    events_changed(before | (touched_by(event) or set()))


def decide(regrade: Regrade, *, is_wanted: bool = True) -> Regrade:
    user = UserFactory.create()
    assert decide_regrade(regrade.pk, user.pk, timezone.now(), is_wanted=is_wanted)
    run_regrade(regrade.pk, timezone.now())
    regrade.refresh_from_db()
    return regrade


def verdicts(given: Answer) -> list[str]:
    return [mark.verdict for mark in Mark.objects.filter(answer=given)]


def memories() -> list[tuple[object, ...]]:
    return list(Progress.objects.order_by("learner", "fact_key").values_list("learner", "fact_key", "memory", "due_at"))


def distractor(asked: AskedQuestion) -> str:
    content = asked.shown.content
    return next(str(value) for value, _text in content["options"] if value != content["answer"])


def test_what_was_right_is_re_marked_and_the_first_mark_stays(event: Event) -> None:
    typed = answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    edit(event, "2020-10-11")
    offer = Regrade.objects.get()
    assert (offer.state, offer.stands, offer.remarked, offer.void, offer.learners) == ("offered", 0, 1, 0, 1)
    assert verdicts(typed) == ["right"]
    done = decide(offer)
    assert verdicts(typed) == ["right", "wrong"]
    assert (done.state, done.stands, done.remarked, done.void, done.learners) == ("done", 0, 1, 0, 1)
    mark = Mark.objects.get(regrade=offer)
    assert (mark.reason, mark.answer) == ("regrade", typed)


def test_what_was_wrong_may_be_right_now(event: Event) -> None:
    typed = answer(ask(GuestFactory.create(), "typed"), text="11 October 2020")
    unmoved = answer(ask(GuestFactory.create(), "typed"), text="8 October 2020")
    edit(event, "2020-10-11")
    done = decide(Regrade.objects.get())
    assert verdicts(typed) == ["wrong", "right"]
    assert verdicts(unmoved) == ["wrong"]
    assert (done.stands, done.remarked) == (1, 1)


def test_a_key_that_was_among_the_options_re_marks_both_ways(event: Event) -> None:
    asked = ask(GuestFactory.create(), "choice")
    other = ask(GuestFactory.create(), "choice")
    chosen = distractor(asked)
    right, wrong = answer(asked, value=asked.shown.content["answer"]), answer(other, value=chosen)
    edit(event, chosen)
    decide(Regrade.objects.get())
    assert verdicts(right) == ["right", "wrong"]
    assert verdicts(wrong) == ["wrong", "right"]


def test_a_key_that_was_not_among_the_options_voids_the_question(event: Event) -> None:
    asked = ask(GuestFactory.create(), "choice")
    other = ask(GuestFactory.create(), "choice")
    given = [answer(asked, value=asked.shown.content["answer"]), answer(other, value=distractor(other))]
    edit(event, "2019-02-03")
    offer = Regrade.objects.get()
    assert (offer.remarked, offer.void) == (0, 2)
    decide(offer)
    assert [verdicts(one)[-1] for one in given] == ["void", "void"]


def test_the_old_key_again_gives_the_first_verdict_again(event: Event) -> None:
    typed = answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    edit(event, "2020-10-11")
    decide(Regrade.objects.get())
    edit(event, "2020-10-10")
    decide(Regrade.objects.open().get())
    assert verdicts(typed) == ["right", "wrong", "right"]
    edit(event, "2020-10-10")
    assert not Regrade.objects.open().exists()


def test_an_offer_that_nobody_decided_goes_with_the_edit_that_takes_it_back(event: Event) -> None:
    answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    edit(event, "2020-10-11")
    edit(event, "2020-10-12")
    assert Regrade.objects.open().count() == 1
    edit(event, "2020-10-10")
    assert not Regrade.objects.exists()


def test_what_moves_no_answer_offers_nothing(event: Event) -> None:
    answer(ask(GuestFactory.create(), "flashcard"), value="good")
    edit(event, "2020-10-11")
    assert not Regrade.objects.exists()
    edit(event, "")
    assert not Regrade.objects.exists()


def test_a_withdrawn_question_leaves_its_marks(event: Event) -> None:
    typed = answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    Event.objects.filter(pk=event.pk).update(status="draft")
    events_changed({event.key})
    assert not Question.objects.live().filter(event_key=KEY).exists()
    assert not Regrade.objects.exists()
    assert verdicts(typed) == ["right"]


def test_twice_writes_nothing_new_and_schedules_stay(event: Event) -> None:
    learners = [GuestFactory.create() for _learner in range(3)]
    for learner in learners:
        answer(ask(learner, "typed"), text="10 October 2020")
    before = memories()
    edit(event, "2020-10-11")
    offer = Regrade.objects.get()
    decide(offer)
    marks = list(Mark.objects.values_list())
    run_regrade(offer.pk, timezone.now())
    # As if a killed worker had not got to say that it was done.
    Regrade.objects.update(state="running", position=0)
    run_regrade(offer.pk, timezone.now())
    assert offer_regrade({KEY}, timezone.now()) is None
    assert list(Mark.objects.values_list()) == marks
    assert memories() == before
    for learner in learners:
        rebuild_learner(learner)
    assert memories() == before


def test_a_killed_worker_goes_on_where_it_stopped(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [answer(ask(GuestFactory.create(), "typed"), text="10 October 2020") for _learner in range(5)]
    edit(event, "2020-10-11")
    offer = Regrade.objects.get()
    monkeypatch.setattr(regrade_answers, "ASKED_AT_ONCE", 2)
    mark, done = regrade_answers.mark_portion, 0

    def mark_once(*arguments: object) -> bool:
        nonlocal done
        done += 1
        if done > 1:
            raise KeyboardInterrupt
        return mark(*arguments)  # type: ignore[arg-type]

    assert decide_regrade(offer.pk, UserFactory.create().pk, timezone.now(), is_wanted=True)
    with patch.object(regrade_answers, "mark_portion", mark_once), pytest.raises(KeyboardInterrupt):
        run_regrade(offer.pk, timezone.now())
    assert [len(verdicts(one)) for one in given] == [2, 2, 1, 1, 1]
    run_regrade(offer.pk, timezone.now())
    assert [verdicts(one) for one in given] == [["right", "wrong"]] * 5
    offer.refresh_from_db()
    assert (offer.state, offer.remarked, offer.learners) == ("done", 5, 5)


def test_what_was_taken_back_is_not_marked(event: Event, client: Client) -> None:
    learner = GuestFactory.create()
    asked = ask(learner, "typed")
    answer(asked, text="10 October 2020")
    own(client, learner).post(reverse("quizzes:session-undo", args=[asked.session.key]), {"position": "0"})
    edit(event, "2020-10-11")
    assert not Regrade.objects.exists()


@pytest.fixture
def war(db: None) -> None:
    """A topic of ten raids, two years from one to the next."""
    topic = TopicFactory.create(key="war", title="The war")
    for number, place in enumerate(
        ["Aton", "Belm", "Corva", "Delft", "Esker", "Fonda", "Gral", "Hesse", "Ibar", "Jorn"]
    ):
        event = EventFactory.create(title=f"Raid on {place}", happened=f"{1800 + 2 * number}-05-03", topics=[topic])
        CitationFactory.create(event=event)
    refresh_all()


@pytest.mark.parametrize("form", [Form.ORDER, Form.BEFORE_AFTER, Form.MATCH])
def test_each_fact_of_a_question_about_several_is_marked_by_itself(war: None, form: Form) -> None:
    question = Question.objects.live().filter(form=form).order_by("key")[3]
    asked = ask(GuestFactory.create(), form, fact=question.fact_key)
    content = asked.shown.content
    parts = sorted(content["parts"], key=lambda part: part["answer"]) if form == Form.ORDER else content["parts"]
    row = asked_to_answer().get(pk=asked.pk)
    values = tuple(part["answer"] for part in content["parts"])
    response = Response(value=content["answer"]) if form == Form.BEFORE_AFTER else Response(given=values)
    assert isinstance(answer_question(row, response, timezone.now()), Recorded)
    assert set(Mark.objects.values_list("verdict", flat=True)) == {"right"}
    # The first becomes the last.
    first = Event.objects.get(key=parts[0]["event"])
    edit(first, "1830-01-05")
    offer = Regrade.objects.first()
    assert offer is not None
    done = decide(offer)
    marks = {mark.fact_key: mark.verdict for mark in Mark.objects.filter(regrade=done)}
    if form == Form.MATCH:
        assert marks == {parts[0]["fact"]: "void"}
    if form == Form.ORDER:
        assert marks == {parts[0]["fact"]: "wrong"}
    if form == Form.BEFORE_AFTER:
        assert set(marks.values()) == {"wrong"}
        assert len(marks) == 2


@pytest.mark.parametrize("is_key", [True, False])
def test_a_merge_voids_nothing_for_a_row_goes_on_under_another_key(hadrut: None, is_key: bool) -> None:
    question = Question.objects.live().filter(family="claimant", form="choice").order_by("key")[0]
    asked, other = (ask(GuestFactory.create(), "choice", fact=question.fact_key) for _learner in range(2))
    right, wrong = answer(asked, value=asked.shown.content["answer"]), answer(other, value=distractor(other))
    old = Claimant.objects.get(key=right.value if is_key else wrong.value)
    into = ClaimantFactory.create(kind=old.kind, speaks_for=old.speaks_for, name=f"{old.name} anew")
    merged = merge_rows(Kind.CLAIMANT, [old.key], into.key, Edit())
    assert isinstance(merged, Merged), merged
    offer_regrade(None, timezone.now())
    assert not Regrade.objects.exists()
    assert (verdicts(right), verdicts(wrong)) == (["right"], ["wrong"])


# Whoever answered.


def own(browser: Client, learner: Learner) -> Client:
    """The learner's browser."""
    session = browser.session
    session[GUEST_KEY] = str(learner.key)
    session.save()
    return browser


def test_she_is_told_sees_both_versions_and_says_that_she_knows(event: Event, client: Client) -> None:
    learner = GuestFactory.create()
    asked = ask(learner, "typed")
    answer(asked, text="10 October 2020")
    edit(event, "2020-10-11")
    browser = own(client, learner)
    page = reverse("quizzes:session-answered", args=[asked.session.key, 0])
    told = browser.get(page).content.decode()
    assert "The record changed since" in told
    assert "“10 October 2020” was right" in told
    assert "the record says “11 October 2020”" in told
    assert "marked by what was shown" in told
    assert "marked anew" not in browser.get(reverse("quizzes:home")).content.decode()
    decide(Regrade.objects.get())
    assert "1 of your answers was marked anew" in browser.get(reverse("quizzes:home")).content.decode()
    assert "At first it was: Right." in browser.get(page).content.decode()
    listed = browser.get(reverse("quizzes:answers")).content.decode()
    assert "Marked anew; at first: Right." in listed
    assert "it says 11 October 2020 now" in listed
    browser.get(reverse("quizzes:answers-seen"))
    assert "was marked anew" in browser.get(reverse("quizzes:home")).content.decode()
    browser.post(reverse("quizzes:answers-seen"), {"count": "1"})
    assert "was marked anew" not in browser.get(reverse("quizzes:home")).content.decode()


def test_a_classmate_who_was_asked_something_else_hears_nothing(event: Event, client: Client) -> None:
    answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    mate = GuestFactory.create()
    asked = ask(mate, "flashcard")
    answer(asked, value="good")
    edit(event, "2020-10-11")
    decide(Regrade.objects.get())
    browser = own(client, mate)
    assert "marked anew" not in browser.get(reverse("quizzes:home")).content.decode()
    # What she was shown on the card has changed all the same, and she may see that.
    page = browser.get(reverse("quizzes:session-answered", args=[asked.session.key, 0])).content.decode()
    assert "The record changed since" in page


@pytest.mark.parametrize("count", ["", "x", "-1", "99", "9" * 30])
def test_a_made_up_count_does_no_harm(event: Event, client: Client, count: str) -> None:
    learner = GuestFactory.create(marked_anew=2)
    own(client, learner).post(reverse("quizzes:answers-seen"), {"count": count})
    learner.refresh_from_db()
    assert learner.marked_anew == 2
    assert Client().post(reverse("quizzes:answers-seen"), {"count": "2"}).status_code == 302
    learner.refresh_from_db()
    assert learner.marked_anew == 2


def test_an_edit_that_withdraws_what_somebody_looks_at(event: Event, client: Client) -> None:
    learner = GuestFactory.create()
    asked = ask(learner, "typed")
    Event.objects.filter(pk=event.pk).update(status="draft")
    events_changed({event.key})
    browser = own(client, learner)
    url = reverse("quizzes:session-answer", args=[asked.session.key])
    reply = browser.post(url, {"position": "0", "text": "10 October 2020"}, headers={"HX-Request": "true"})
    page = reply.content.decode()
    assert "Right." in page
    assert "The record no longer bears this question" in page
    assert verdicts(Answer.objects.get()) == ["right"]


def test_a_void_answer_is_no_miss_in_the_summary(event: Event, client: Client) -> None:
    learner = GuestFactory.create()
    asked = ask(learner, "choice")
    answer(asked, value=distractor(asked))
    edit(event, "2019-02-03")
    decide(Regrade.objects.get())
    QuizSession.objects.update(finished_at=timezone.now())
    page = own(client, learner).get(reverse("quizzes:session", args=[asked.session.key])).content.decode()
    assert "Does not count" in page
    assert "of <strong>1</strong> fact" not in page


# Whoever decides.


def test_an_editor_decides_and_it_is_on_record_who_did(event: Event) -> None:
    typed = answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    edit(event, "2020-10-11")
    offer = Regrade.objects.get()
    editor = sign_in("Editors", "ada")
    page = editor.get(reverse("admin:history_event_change", args=[event.pk])).content.decode()
    assert "1 answer would be marked differently" in page
    assert reverse("admin:quizzes_regrade_change", args=[offer.pk]) in page
    shown = editor.get(reverse("admin:quizzes_regrade_change", args=[offer.pk])).content.decode()
    assert "Mark 1 answer anew" in shown
    decide_at = reverse("admin:quizzes_regrade_decide", args=[offer.pk])
    assert editor.get(decide_at).status_code == 404
    assert "being marked anew" in editor.post(decide_at, {"decision": "start"}, follow=True).content.decode()
    offer.refresh_from_db()
    assert (offer.state, str(offer.decided_by)) == ("done", "ada")
    assert verdicts(typed) == ["right", "wrong"]
    assert "decided before" in editor.post(decide_at, {"decision": "leave"}, follow=True).content.decode()
    assert editor.get(reverse("admin:quizzes_regrade_changelist")).status_code == 200


def test_an_editor_may_leave_the_marks(event: Event) -> None:
    typed = answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    edit(event, "2020-10-11")
    offer = Regrade.objects.get()
    editor = sign_in("Editors")
    editor.post(reverse("admin:quizzes_regrade_decide", args=[offer.pk]), {"decision": "leave"})
    offer.refresh_from_db()
    assert offer.state == "left"
    assert verdicts(typed) == ["right"]


@pytest.mark.parametrize(("who", "status"), [("Contributors", 403), ("learner", 302), ("stranger", 302)])
def test_nobody_else_decides(event: Event, who: str, status: int) -> None:
    answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    edit(event, "2020-10-11")
    browser = sign_in(who) if who == "Contributors" else Client()
    if who == "learner":
        browser.force_login(UserFactory.create())
    pk = Regrade.objects.get().pk
    assert browser.post(reverse("admin:quizzes_regrade_decide", args=[pk]), {"decision": "start"}).status_code == status
    assert browser.get(reverse("admin:quizzes_regrade_change", args=[pk])).status_code == status
    assert Regrade.objects.get().state == "offered"
