"""A pupil signs in with code, name and PIN, on computers that a school shares."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from quizzes.models import Answer, Enrolment, Learner, QuizSession
from tests.accounts.people import PASSWORD, is_signed_in, make_user, sign_in, sign_up
from tests.quizzes.classes.people import (
    SCHOOL,
    Teacher,
    pupil_named,
    sign_in_with_slip,
    sign_pupil_in,
    who_is_in,
)
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

WRONG = "No pupil of this class has this name with this PIN."


@pytest.fixture
def ada() -> Teacher:
    return Teacher.come()


def door(classroom: object) -> str:
    return reverse("quizzes:join-class", args=[classroom.shown_code])  # type: ignore[attr-defined]


def test_code_then_name_and_pin_lead_in_and_the_page_says_who_is_in(client: Client, ada: Teacher) -> None:
    classroom = ada.make_class("Ani K.", "Ben")
    ani = pupil_named(classroom, "Ani K.")
    typed = client.post(reverse("quizzes:join"), {"code": classroom.join_code.lower()})
    assert typed["Location"] == door(classroom)
    page = client.get(typed["Location"]).content.decode()
    assert "8b" in page
    assert "Ben" not in page  # nobody is told who else is in the class
    assert sign_pupil_in(client, classroom, " ani  k", ani.shown_pin)["Location"] == reverse("quizzes:home")
    assert who_is_in(client) == "Ani K., 8b"
    assert client.session["learner"] == str(ani.learner.key)
    ani.refresh_from_db()
    assert ani.signed_in_at is not None


def test_her_answers_are_hers_at_every_computer(hadrut: None, ada: Teacher) -> None:
    ani = pupil_named(ada.make_class("Ani K."), "Ani K.")
    one, other = Client(), Client()
    sign_in_with_slip(one, ani)
    sitting = Sitting.begin(one)
    sitting.answer_right()
    sign_in_with_slip(other, ani)
    assert other.get(reverse("quizzes:session", args=[sitting.session.key])).status_code == 200
    assert Answer.objects.get().learner == ani.learner


@pytest.mark.parametrize(
    ("name", "pin"),
    [("Ani K.", "000000"), ("Ani K.", "12345"), ("Ani K.", "x"), ("Nobody", "123456"), ("Ben", "ani's")],
)
def test_a_wrong_name_or_pin_says_the_same_and_loses_nothing(client: Client, ada: Teacher, name: str, pin: str) -> None:
    classroom = ada.make_class("Ani K.", "Ben")
    pin = pupil_named(classroom, "Ani K.").pin if pin == "ani's" else pin
    reply = sign_pupil_in(client, classroom, name, pin)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert WRONG in page
    assert f'value="{name}"' in page
    assert "learner" not in client.session


def test_what_was_left_empty_is_said_at_the_field(client: Client, ada: Teacher) -> None:
    classroom = ada.make_class("Ani K.")
    page = sign_pupil_in(client, classroom, "", "").content.decode()
    assert 'id="id_name_error"' in page
    assert 'id="id_pin_error"' in page


@pytest.mark.parametrize("pin", ["123456" * 50, "²²²²²²", "１２３４５６", "\x00", "-1"])
def test_strange_pins_are_wrong_and_break_nothing(client: Client, ada: Teacher, pin: str) -> None:
    classroom = ada.make_class("Ani K.")
    assert sign_pupil_in(client, classroom, "Ani K.", pin).status_code == 422


def test_a_pin_is_not_kept_and_follows_from_its_version(ada: Teacher) -> None:
    classroom = ada.make_class(*[f"Pupil {number}" for number in range(60)])
    pupils = list(classroom.enrolments.all())
    pins = {pupil.pin for pupil in pupils}
    assert len(pins) >= 59
    assert all(re.fullmatch(r"\d{6}", pin) for pin in pins)
    assert [pupil.pin for pupil in classroom.enrolments.all()] == [pupil.pin for pupil in pupils]
    with connection.cursor() as cursor:
        for table in ("quizzes_enrolment", "quizzes_learner", "quizzes_classroom"):
            cursor.execute(f"SELECT * FROM {table}")
            kept = {str(value) for row in cursor.fetchall() for value in row}
            assert not kept & pins


def test_a_new_pin_ends_the_old_one_and_puts_her_out_of_every_browser(
    client: Client, hadrut: None, ada: Teacher
) -> None:
    classroom = ada.make_class("Ani K.")
    ani = pupil_named(classroom, "Ani K.")
    sign_in_with_slip(client, ani)
    sitting = Sitting.begin(client)
    sitting.answer_right()
    old = ani.pin
    page = ada.client.post(reverse("quizzes:class-pupil-pin", args=[classroom.key, ani.key]), follow=True)
    ani = pupil_named(classroom, "Ani K.")
    assert ani.pin != old
    assert ani.shown_pin in page.content.decode()
    assert who_is_in(client) == ""
    assert sitting.page().status_code == 404
    assert sign_pupil_in(client, classroom, "Ani K.", old).status_code == 422
    assert sign_pupil_in(client, classroom, "Ani K.", ani.pin).status_code == 302
    assert sitting.page().status_code == 200
    assert Answer.objects.get().learner == ani.learner


def test_the_browser_forgets_whoever_it_knew_before(client: Client, hadrut: None, ada: Teacher) -> None:
    classroom = ada.make_class("Ani K.", "Ben")
    guest = Sitting.begin(client)
    before = client.session.session_key
    sign_in_with_slip(client, pupil_named(classroom, "Ani K."))
    assert client.session.session_key != before
    assert guest.page().status_code == 404
    hers = Sitting.begin(client)
    sign_in_with_slip(client, pupil_named(classroom, "Ben"))
    assert hers.page().status_code == 404
    assert who_is_in(client) == "Ben, 8b"
    assert hers.session.learner == pupil_named(classroom, "Ani K.").learner


def test_one_press_signs_her_out(client: Client, hadrut: None, ada: Teacher) -> None:
    sign_in_with_slip(client, pupil_named(ada.make_class("Ani K."), "Ani K."))
    sitting = Sitting.begin(client)
    url = reverse("quizzes:pupil-sign-out")
    client.get(url)
    assert who_is_in(client) == "Ani K., 8b"  # only a POST does it
    page = client.post(url, follow=True).content.decode()
    assert "Ani K. is signed out of this browser." in page
    assert who_is_in(client) == ""
    assert sitting.page().status_code == 404


def test_a_shared_computer_forgets_her_by_the_next_day_and_her_own_does_not(ada: Teacher) -> None:
    ani = pupil_named(ada.make_class("Ani K."), "Ani K.")
    shared, own = Client(), Client()
    sign_in_with_slip(shared, ani)
    sign_in_with_slip(own, ani, own_device="on")
    assert shared.session.get_expiry_age() <= 12 * 60 * 60
    assert own.session.get_expiry_age() > 300 * 24 * 60 * 60


def test_who_is_removed_can_no_longer_sign_in(client: Client, ada: Teacher) -> None:
    classroom = ada.make_class("Ani K.")
    ani = pupil_named(classroom, "Ani K.")
    ada.post("class-pupil-remove", classroom.key, ani.key)
    assert sign_in_with_slip(client, ani).status_code == 422


def test_a_teacher_who_signs_in_at_a_pupils_computer_takes_nothing_along(
    client: Client, hadrut: None, ada: Teacher
) -> None:
    ani = pupil_named(ada.make_class("Ani K."), "Ani K.")
    sign_in_with_slip(client, ani)
    Sitting.begin(client).answer_right()
    make_user("eve")
    assert "takes nothing of hers along" in client.get(reverse("account_login")).content.decode()
    sign_in(client, "eve")
    assert who_is_in(client) == ""
    assert "learner" not in client.session
    assert client.session.get_expiry_age() > 12 * 60 * 60
    ani.refresh_from_db()
    assert ani.learner.user is None
    assert Answer.objects.get().learner == ani.learner
    sign_up(Client(), "dora")
    assert Learner.objects.exclude(user=None).count() == 0


def test_a_pupil_who_signs_up_beside_her_slip_leaves_the_pupil_to_the_class(
    client: Client, hadrut: None, ada: Teacher
) -> None:
    classroom = ada.make_class("Ani K.")
    ani = pupil_named(classroom, "Ani K.")
    sign_in_with_slip(client, ani)
    Sitting.begin(client).answer_right()
    sign_up(client, "ani", PASSWORD)
    assert is_signed_in(client)
    assert Answer.objects.get().learner.user is None
    assert sign_in_with_slip(Client(), ani).status_code == 302


def test_signing_in_with_a_pin_signs_an_account_out(client: Client, ada: Teacher) -> None:
    ani = pupil_named(ada.make_class("Ani K."), "Ani K.")
    sign_up(client, "eve")
    assert "Signing in with a PIN alone signs that account out" in client.get(door(ani.classroom)).content.decode()
    sign_in_with_slip(client, ani)
    assert not is_signed_in(client)
    assert who_is_in(client) == "Ani K., 8b"


def test_the_name_on_the_page_costs_a_guest_no_query_and_an_answer_none(
    client: Client, hadrut: None, ada: Teacher
) -> None:
    sign_in_with_slip(client, pupil_named(ada.make_class("Ani K."), "Ani K."))
    sitting = Sitting.begin(client)
    fields = sitting.right_answer()
    with CaptureQueriesContext(connection) as queries:
        sitting.post(fields, position=0, headers={"HX-Request": "true"})
    assert not [query for query in queries if "quizzes_enrolment" in query["sql"]]
    with CaptureQueriesContext(connection) as queries:
        Client().get("/")
    assert not [query for query in queries if "quizzes_enrolment" in query["sql"]]


# Open classes.


def test_a_guest_adds_herself_to_an_open_class_with_what_she_knows(client: Client, hadrut: None, ada: Teacher) -> None:
    classroom = ada.make_class(is_open=True)
    sitting = Sitting.begin(client)
    sitting.answer_right()
    url = reverse("quizzes:join-new", args=[classroom.shown_code])
    page = client.post(url, {"new_name": "Kirakosyan, Ani"}).content.decode()
    ani = pupil_named(classroom, "Ani Kirakosyan")
    assert ani.shown_pin in page
    assert Answer.objects.get().learner == ani.learner
    assert sitting.page().status_code == 200
    assert who_is_in(client) == "Ani Kirakosyan, 8b"
    again = client.post(url, {"new_name": "Ani again"})
    assert again["Location"] == reverse("quizzes:home")
    assert classroom.enrolments.count() == 1
    assert sign_in_with_slip(Client(), ani).status_code == 302


def test_a_user_joins_an_open_class_with_her_account_and_needs_no_pin(client: Client, ada: Teacher) -> None:
    classroom = ada.make_class(is_open=True)
    sign_up(client, "ani")
    url = reverse("quizzes:join-new", args=[classroom.shown_code])
    assert client.post(url, {"new_name": "Ani K."})["Location"] == reverse("quizzes:home")
    ani = pupil_named(classroom, "Ani K.")
    assert ani.learner.user is not None
    assert ani.learner.user.username == "ani"
    reply = sign_in_with_slip(Client(), ani)
    assert reply.status_code == 422
    assert "You have an account" in reply.content.decode()


def test_a_name_that_is_taken_is_told_at_the_field(client: Client, ada: Teacher) -> None:
    classroom = ada.make_class("Ani K.", is_open=True)
    reply = client.post(reverse("quizzes:join-new", args=[classroom.shown_code]), {"new_name": "ani k"})
    assert reply.status_code == 422
    assert 'id="id_new_name_error"' in reply.content.decode()
    assert 'value="ani k"' in reply.content.decode()


def test_a_class_that_is_not_open_takes_only_names_that_were_written_down(client: Client, ada: Teacher) -> None:
    classroom = ada.make_class("Ani K.")
    assert "Ask her for a slip" in client.get(door(classroom)).content.decode()
    client.post(reverse("quizzes:join-new", args=[classroom.shown_code]), {"new_name": "Zoe"})
    assert Enrolment.objects.count() == 1


# Slips, the wall, the picture.


def test_slips_say_all_that_signing_in_takes(ada: Teacher) -> None:
    classroom = ada.make_class("Ani K.", "Ben")
    page = ada.get("class-slips", classroom.key).content.decode()
    assert page.count('class="slip"') == 2
    for pupil in classroom.enrolments.all():
        assert pupil.name in page
        assert pupil.shown_pin in page
    assert page.count(classroom.shown_code) == 2
    assert "testserver/join/" in page
    ani = pupil_named(classroom, "Ani K.")
    one = ada.client.get(reverse("quizzes:class-slips", args=[classroom.key]), {"pupil": [str(ani.key)]})
    assert one.content.decode().count('class="slip"') == 1


@pytest.mark.parametrize(
    ("host", "is_told"),
    [("localhost:8000", True), ("127.0.0.1:8000", True), ("[::1]:8000", True), ("192.0.2.4:8000", False)],
)
def test_an_address_that_no_pupil_reaches_is_told_to_the_teacher(
    ada: Teacher, settings: Settings, host: str, is_told: bool
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    classroom = ada.make_class("Ani")
    for name in ("class-slips", "class-projector"):
        page = ada.client.get(reverse(f"quizzes:{name}", args=[classroom.key]), headers={"Host": host})
        assert ("Only this computer knows this address" in page.content.decode()) == is_told


def test_the_picture_leads_to_the_class(ada: Teacher) -> None:
    classroom = ada.make_class()
    picture = ada.get("class-qr", classroom.key)
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")
    assert b"style" not in picture.content


def test_the_wall_counts_who_came_in_today_and_names_nobody_unless_asked(ada: Teacher) -> None:
    classroom = ada.make_class("Ani K.", "Ben", "Dora")
    sign_in_with_slip(Client(), pupil_named(classroom, "Ani K."))
    url = reverse("quizzes:class-projector", args=[classroom.key])
    page = ada.client.get(url).content.decode()
    assert "1 of 3 are in today" in page
    assert classroom.shown_code in page
    assert "Ani K." not in page
    part = ada.client.get(url, {"names": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Ani K." in part
    assert "Ben" not in part
    assert not QuizSession.objects.exists()


def test_a_class_of_35_is_in_within_a_minute_from_one_address(ada: Teacher) -> None:
    classroom = ada.make_class(*[f"Pupil {number}" for number in range(35)])
    for number, pupil in enumerate(classroom.enrolments.select_related("learner")):
        client = Client(REMOTE_ADDR=SCHOOL)
        if number % 3 == 0:
            assert client.post(reverse("quizzes:join"), {"code": "CDFG-HJKM"}).status_code == 422
        for _mistake in range(number % 4):
            assert sign_pupil_in(client, classroom, pupil.name, "000000").status_code == 422
        assert sign_in_with_slip(client, pupil).status_code == 302
        assert client.session["learner"] == str(pupil.learner.key)
