"""A teacher makes a class, writes down who is in it, and finds all of it again."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import Classroom, Enrolment, Learner, Teaching
from quizzes.services.classes.codes import ALPHABET, read_code
from quizzes.services.classes.enrolling import NamesTaken, add_pupils
from tests.quizzes.class_factories import ClassroomFactory, EnrolmentFactory, GroupFactory
from tests.quizzes.classes.people import Teacher, pupil_named

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in(client: Client) -> None:
    for name in ("classes", "class-new"):
        assert client.get(reverse(f"quizzes:{name}"))["Location"].startswith(reverse("account_login"))


def test_a_class_is_made_with_a_name_and_leads_to_its_pupils() -> None:
    ada = Teacher.come()
    made = ada.post("class-new", title="8b", time_zone="Asia/Yerevan")
    classroom = Classroom.objects.get()
    assert made["Location"] == reverse("quizzes:class-pupils-add", args=[classroom.key])
    assert (classroom.title, classroom.time_zone, classroom.is_open) == ("8b", "Asia/Yerevan", False)
    assert Teaching.objects.get().is_owner
    assert len(classroom.join_code) == 8
    assert set(classroom.join_code) <= set(ALPHABET)
    assert classroom.shown_code in ada.get("class", classroom.key).content.decode()
    assert "8b" in ada.get("classes").content.decode()


def test_a_class_needs_a_name_and_no_zone_that_exists() -> None:
    ada = Teacher.come()
    refused = ada.post("class-new", title=" ", time_zone="Nowhere/At_All")
    assert refused.status_code == 422
    assert "Give the class a name" in refused.content.decode()
    assert not Classroom.objects.exists()
    ada.post("class-new", title="8b", time_zone="Nowhere/At_All")
    assert Classroom.objects.get().time_zone == ""


@pytest.mark.parametrize(
    "typed", ["cdfg-hjkm", "CDFGHJKM", " cdfg hjkm ", "CDFG–HJKM", "СDFG-НJКМ", "ｃｄｆｇｈｊｋｍ"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "CDFGHJKM"


@pytest.mark.parametrize("typed", ["", "CDFG", "CDFG-HJKL", "CDFG-HJKMN", "A" * 5000, "\x00", "CDFG-HJK²x"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) == ""


def test_pasted_names_become_pupils_without_accounts() -> None:
    ada = Teacher.come()
    classroom = ada.make_class()
    reply = ada.add(classroom, "1. Ani K.", "", "Qarayev, Əli", "Юлия")
    assert reply["Location"] == reverse("quizzes:class", args=[classroom.key])
    assert list(classroom.enrolments.in_order().values_list("name", flat=True)) == ["Ani K.", "Əli Qarayev", "Юлия"]
    assert Learner.objects.filter(user=None).count() == 3
    page = ada.get("class", classroom.key).content.decode()
    assert "3 pupils" in page
    assert "Əli Qarayev" in page


def test_one_line_that_is_wrong_adds_nobody_and_loses_nothing() -> None:
    ada = Teacher.come()
    classroom = ada.make_class("Ani K.")
    text = ["Ben", "ani  k", "Dora", "dora", "77."]
    reply = ada.add(classroom, *text)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "Line 2, “ani k”: somebody in the class has this name" in page
    assert "Line 4, “dora”: line 3 has the same name" in page
    assert "Line 5, “77.”: a name needs a letter" in page
    assert "Ben\nani  k\nDora" in page
    assert classroom.enrolments.count() == 1


@pytest.mark.parametrize(("fields", "headers"), [({"do": "look"}, {}), ({}, HTMX)], ids=["plain", "htmx"])
def test_names_can_be_looked_at_before_they_are_added(fields: dict[str, str], headers: dict[str, str]) -> None:
    ada = Teacher.come()
    classroom = ada.make_class()
    url = reverse("quizzes:class-pupils-add", args=[classroom.key])
    reply = ada.client.post(url, {"names": "2. Qarayev, Əli\nBen\nBen", **fields}, headers=headers)
    page = reply.content.decode()
    assert reply.status_code == 200
    assert "<li>Əli Qarayev</li>" in page
    assert "line 2 has the same name" in page
    assert ("<html" in page) == (not headers)
    assert not Enrolment.objects.exists()


def test_one_name_in_two_scripts_is_one_name() -> None:
    ada = Teacher.come()
    classroom = ada.make_class()
    assert "line 1 has the same name" in ada.add(classroom, "Ani", "Անի").content.decode()
    outcome = add_pupils(classroom, ["Ani", "Անի"], datetime(2026, 3, 3, tzinfo=UTC))
    assert outcome == NamesTaken(("Ani", "Անի"))


def test_a_name_of_html_is_shown_as_text() -> None:
    ada = Teacher.come()
    classroom = ada.make_class("<b>Ani</b>")
    page = ada.get("class", classroom.key).content.decode()
    assert "&lt;b&gt;Ani" in page
    assert "<b>Ani" not in page


@pytest.mark.parametrize("text", ["", " \n ", "x" * 50_000, "\x00\x01", "🙂\n🙃"])
def test_what_holds_no_names_is_refused_with_a_message(text: str) -> None:
    ada = Teacher.come()
    classroom = ada.make_class()
    reply = ada.client.post(reverse("quizzes:class-pupils-add", args=[classroom.key]), {"names": text})
    assert reply.status_code == 422
    assert 'class="error"' in reply.content.decode()


def test_a_new_code_lets_the_old_one_die(client: Client) -> None:
    ada = Teacher.come()
    classroom = ada.make_class("Ani K.")
    old = classroom.shown_code
    assert client.get(reverse("quizzes:join-class", args=[old])).status_code == 200
    ada.post("class-code", classroom.key)
    classroom.refresh_from_db()
    assert classroom.shown_code != old
    assert client.get(reverse("quizzes:join-class", args=[old])).status_code == 404
    assert client.get(reverse("quizzes:join-class", args=[classroom.shown_code])).status_code == 200


def test_a_pupil_is_renamed_and_no_two_have_one_name() -> None:
    ada = Teacher.come()
    classroom = ada.make_class("Ani K.", "Ben")
    ben = pupil_named(classroom, "Ben")
    refused = ada.post("class-pupil", classroom.key, ben.key, name="ANI k.", extra_time_percent=0)
    assert refused.status_code == 422
    assert "Somebody in the class has this name" in refused.content.decode()
    ada.post("class-pupil", classroom.key, ben.key, name="Benjamin", extra_time_percent=25)
    ben.refresh_from_db()
    assert (ben.name, ben.folded_name, ben.extra_time_percent) == ("Benjamin", "benjamin", 25)
    ada.post("class-pupil", classroom.key, ben.key, name="benjamin", extra_time_percent=25)
    ben.refresh_from_db()
    assert ben.name == "benjamin"


def test_a_pupil_leaves_and_comes_back() -> None:
    ada = Teacher.come()
    classroom = ada.make_class("Ani K.")
    ani = pupil_named(classroom, "Ani K.")
    ada.post("class-pupil-remove", classroom.key, ani.key)
    assert not classroom.enrolments.present().exists()
    assert "1 pupil has left" in ada.get("class", classroom.key).content.decode()
    ada.add(classroom, "Ani K.")
    ada.post("class-pupil-return", classroom.key, ani.key)
    ani.refresh_from_db()
    assert ani.left_at is not None  # the name is taken meanwhile
    ada.post("class-pupil-remove", classroom.key, pupil_named(classroom, "Ani K.").key)
    ada.post("class-pupil-return", classroom.key, ani.key)
    assert pupil_named(classroom, "Ani K.") == ani


def test_ticked_pupils_leave_together_and_those_of_other_classes_stay() -> None:
    ada, eve = Teacher.come(), Teacher.come()
    classroom = ada.make_class("Ani", "Ben", "Dora")
    other = eve.make_class("Zoe")
    keys = [str(pupil_named(classroom, name).key) for name in ("Ani", "Ben")]
    for foreign in (str(other.enrolments.get().key), "x"):
        assert ada.post("class-selected", classroom.key, do="remove", pupil=[*keys, foreign]).status_code == 404
    assert classroom.enrolments.present().count() == 3
    ada.post("class-selected", classroom.key, do="remove", pupil=keys)
    assert list(classroom.enrolments.present().values_list("name", flat=True)) == ["Dora"]
    assert other.enrolments.present().count() == 1


def test_a_class_put_away_is_dead_until_it_is_taken_out(client: Client) -> None:
    ada = Teacher.come()
    classroom = ada.make_class("Ani K.")
    old = classroom.shown_code
    ada.post("class-archive", classroom.key)
    assert client.get(reverse("quizzes:join-class", args=[old])).status_code == 404
    for name in ("class-pupils-add", "class-slips", "class-projector", "class-qr"):
        assert ada.get(name, classroom.key)["Location"] == reverse("quizzes:class", args=[classroom.key])
    assert "put away" in ada.get("classes").content.decode()
    assert "Ani K." in ada.get("class", classroom.key).content.decode()
    ada.post("class-unarchive", classroom.key)
    classroom.refresh_from_db()
    assert classroom.shown_code not in ("", old)
    assert client.get(reverse("quizzes:join-class", args=[classroom.shown_code])).status_code == 200


def test_settings_are_kept_and_refused_with_a_message() -> None:
    ada = Teacher.come()
    classroom = ada.make_class()
    reply = ada.post("class-settings", classroom.key, title="", time_zone="Mars/Base")
    assert reply.status_code == 422
    ada.post("class-settings", classroom.key, title="8c", is_open="on", time_zone="Asia/Baku")
    classroom.refresh_from_db()
    assert (classroom.title, classroom.is_open, classroom.time_zone) == ("8c", True, "Asia/Baku")


def test_a_class_of_forty_costs_no_more_queries_than_one_of_ten() -> None:
    ada = Teacher.come()

    def count(pupils: int) -> int:
        classroom = ClassroomFactory.create(teacher=ada.user)
        groups = GroupFactory.create_batch(3, classroom=classroom)
        for enrolment in EnrolmentFactory.create_batch(pupils, classroom=classroom):
            enrolment.groups.set(groups)
        EnrolmentFactory.create_batch(pupils, classroom=classroom, left_at=datetime(2026, 3, 3, tzinfo=UTC))
        with CaptureQueriesContext(connection) as queries:
            assert ada.get("class", classroom.key).status_code == 200
        return len(queries)

    assert count(10) == count(40)


def test_a_list_of_many_classes_costs_no_more_queries() -> None:
    ada = Teacher.come()
    counts = []
    for _round in range(2):
        for classroom in ClassroomFactory.create_batch(5, teacher=ada.user):
            EnrolmentFactory.create_batch(2, classroom=classroom)
        with CaptureQueriesContext(connection) as queries:
            ada.get("classes")
        counts.append(len(queries))
    assert counts[0] == counts[1]
