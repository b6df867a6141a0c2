"""A guest makes an account or signs in: everything she answered comes along, once."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quizzes.models import Answer, Learner, Progress, QuizSession, SetAside
from quizzes.questions.marking import Response
from quizzes.services.join_guest import BecameUser, Joined, NoGuest, join_guest
from quizzes.services.rebuild_progress import rebuild_learner
from quizzes.services.run_session import Recorded, answer_question, asked_to_answer, start_session
from tests.accounts.people import make_user, sign_in, sign_out, sign_up
from tests.quizzes.factories import GuestFactory, LearnerFactory
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db


def answer_one(learner: Learner, now: datetime) -> QuizSession:
    """Begin a session and answer its first question wrongly."""
    outcome = start_session(learner, "battle-of-hadrut", now)
    session = outcome.session  # type: ignore[union-attr]  # the bank is full
    asked = asked_to_answer().get(session=session, position=0)
    assert isinstance(answer_question(asked, Response(), now), Recorded)
    return session


def memories(learner: Learner) -> list[tuple[str, dict[str, object]]]:
    return list(Progress.objects.filter(learner=learner).order_by("fact_key").values_list("fact_key", "memory"))


def seqs(learner: Learner) -> list[int]:
    answers = Answer.objects.filter(learner=learner).order_by("answered_at", "pk")
    return list(answers.values_list("learner_seq", flat=True))


# In the browser.


def test_a_guest_who_signs_up_keeps_everything(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_right()
    guest = Learner.objects.get()
    before = memories(guest)
    sign_up(client, "ada")
    learner = Learner.objects.get()
    assert learner.key == guest.key
    assert learner.user == User.objects.get()
    assert memories(learner) == before
    assert "learner" not in client.session
    assert sitting.page().status_code == 200
    sitting.answer_right()
    assert Answer.objects.count() == 2


def test_a_guest_who_signs_in_adds_to_what_is_there(client: Client, hadrut: None) -> None:
    home = Client()
    sign_up(home, "ada")
    at_home = Sitting.begin(home)
    at_home.answer_right()
    at_school = Sitting.begin(client)
    at_school.answer_wrong()
    sign_in(client, "ada")
    learner = Learner.objects.get()
    assert seqs(learner) == [1, 2]
    assert learner.answers_given == 2
    assert set(QuizSession.objects.values_list("learner", flat=True)) == {learner.pk}
    assert at_school.page().status_code == 200
    at_home.answer_right()
    assert seqs(learner) == [1, 2, 3]


def test_signing_in_again_adds_nothing(client: Client, hadrut: None) -> None:
    Sitting.begin(client).answer_right()
    sign_up(client, "ada")
    sign_out(client)
    sign_in(client, "ada")
    assert Learner.objects.count() == 1
    assert Answer.objects.count() == 1


def test_the_next_person_at_the_browser_gets_nothing_of_it(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    sitting.answer_right()
    sign_up(client, "ada")
    sign_out(client)
    sign_up(client, "ben")
    assert Answer.objects.get().learner.user.username == "ada"  # type: ignore[union-attr]
    assert sitting.page().status_code == 404


def test_starting_afresh_forgets_the_guest_and_erases_nothing(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    assert "Not you?" in client.get("/").content.decode()
    sitting.answer_right()
    page = client.get(reverse("quizzes:afresh"))
    assert "answered 1 question in this browser" in page.content.decode()
    assert sitting.page().status_code == 200  # asking changes nothing
    client.post(reverse("quizzes:afresh"))
    assert sitting.page().status_code == 404
    assert "Not you?" not in client.get("/").content.decode()
    assert Answer.objects.count() == 1
    Sitting.begin(client).answer_right()
    assert Learner.objects.count() == 2


def test_starting_afresh_is_not_for_somebody_signed_in(client: Client, hadrut: None) -> None:
    sign_up(client, "ada")
    sitting = Sitting.begin(client)
    client.post(reverse("quizzes:afresh"))
    assert sitting.page().status_code == 200


# What becomes of the rows.


def test_answers_are_numbered_by_time_and_replayed(hadrut: None, now: datetime) -> None:
    guest, learner = GuestFactory.create(), LearnerFactory.create()
    days = [timedelta(days=n) for n in range(6)]
    for day, who in zip(days, [learner, guest, guest, learner, guest, learner], strict=True):
        who.refresh_from_db()
        answer_one(who, now + day)
    outcome = join_guest(guest.key, learner.user_id)  # type: ignore[arg-type]
    assert isinstance(outcome, Joined)
    assert outcome.answers == 3
    assert seqs(learner) == [1, 2, 3, 4, 5, 6]
    joined = memories(learner)
    rebuild_learner(learner)
    assert memories(learner) == joined
    assert sum(row.reviews for row in Progress.objects.all()) == 6
    assert list(Learner.objects.all()) == [learner]
    assert isinstance(join_guest(guest.key, learner.user_id), NoGuest)  # type: ignore[arg-type]


def test_what_was_set_aside_comes_along_and_her_own_word_stands(hadrut: None, now: datetime) -> None:
    guest, learner = GuestFactory.create(), LearnerFactory.create()
    shown = answer_one(guest, now).asked.get(position=0).shown
    for who, fact, until in [(guest, "a", now), (guest, "b", now), (learner, "b", None)]:
        SetAside.objects.create(learner=who, fact_key=fact, shown=shown, until=until, created_at=now)
    join_guest(guest.key, learner.user_id)  # type: ignore[arg-type]
    assert list(SetAside.objects.order_by("fact_key").values_list("fact_key", "until")) == [("a", now), ("b", None)]


def test_nobody_joins_somebody_elses_learner(hadrut: None, now: datetime) -> None:
    ada, ben = LearnerFactory.create(), LearnerFactory.create()
    answer_one(ada, now)
    assert isinstance(join_guest(ada.key, ben.user_id), NoGuest)  # type: ignore[arg-type]
    assert Answer.objects.get().learner == ada


def test_an_answer_read_before_and_written_after_is_hers(hadrut: None, now: datetime) -> None:
    guest, learner = GuestFactory.create(), LearnerFactory.create()
    answer_one(learner, now)
    session = start_session(guest, "battle-of-hadrut", now).session  # type: ignore[union-attr]
    running = asked_to_answer().get(session=session, position=0)
    join_guest(guest.key, learner.user_id)  # type: ignore[arg-type]
    assert isinstance(answer_question(running, Response(), now + timedelta(minutes=1)), Recorded)
    assert seqs(learner) == [1, 2]
    assert sum(row.reviews for row in Progress.objects.filter(learner=learner)) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time, and no locks of rows")
def test_answers_that_run_while_she_signs_in_are_all_kept(hadrut: None, now: datetime) -> None:
    guest, user = GuestFactory.create(), make_user("ada")
    learner = Learner.objects.create(user=user)
    answer_one(learner, now)
    sessions = [start_session(guest, "battle-of-hadrut", now).session for _one in range(4)]  # type: ignore[union-attr]
    together = threading.Barrier(5)
    failed: list[BaseException] = []

    def run(step: object) -> None:
        try:
            together.wait()
            step()  # type: ignore[operator]
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    def answering(session: QuizSession) -> object:
        asked = asked_to_answer().get(session=session, position=0)
        return lambda: answer_question(asked, Response(), now + timedelta(minutes=1))

    steps = [answering(session) for session in sessions]
    steps.append(lambda: join_guest(guest.key, user.pk))
    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(seqs(learner)) == [1, 2, 3, 4, 5]
    joined = memories(learner)
    rebuild_learner(learner)
    assert memories(learner) == joined


def test_the_first_sign_in_makes_the_guest_the_user(hadrut: None, now: datetime) -> None:
    guest, user = GuestFactory.create(), make_user("ada")
    answer_one(guest, now)
    assert isinstance(join_guest(guest.key, user.pk), BecameUser)
    assert Learner.objects.get().user == user
