"""Whose set it is: the owner's; others read what is shared or ships with the site."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Learner, QuizSet
from quizzes.services.build_set import create_set, share_set, stop_sharing
from tests.factories import UserFactory
from tests.quizzes.class_factories import ClassroomFactory, EnrolmentFactory, QuizSetFactory, SetPartFactory
from tests.quizzes.sets.building import HTMX

pytestmark = pytest.mark.django_db

# What only the owner reaches, and what a reader of a set that ships with the site reaches too; with their methods.
OF_THE_OWNER = [("set-delete", "get"), ("set-delete", "post"), ("set", "post")]
OF_READERS = [("set", "get"), ("set-preview", "get"), ("set-balance", "get"), ("set-copy", "post")]
OF_READERS += [("set-answers", "post")]


def signed_in() -> tuple[Client, int]:
    user, client = UserFactory.create(), Client()
    client.force_login(user)
    return client, user.pk


@pytest.fixture
def quiz_set(hadrut: None) -> QuizSet:
    return create_set(UserFactory.create().pk, "Hers")


def ask(client: Client, name: str, method: str, key: object, headers: dict[str, str] | None = None) -> int:
    reply = getattr(client, method)(reverse(f"quizzes:{name}", args=[key]), headers=headers or {})
    return int(reply.status_code)


@pytest.mark.parametrize(("name", "method"), OF_THE_OWNER + OF_READERS)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_set_is_nobody_elses(quiz_set: QuizSet, name: str, method: str, headers: dict[str, str]) -> None:
    other, _pk = signed_in()
    assert ask(other, name, method, quiz_set.key, headers) == 404
    assert ask(other, name, method, uuid4(), headers) == 404
    assert QuizSet.objects.filter(pk=quiz_set.pk).exists()
    assert QuizSet.objects.count() == 1


@pytest.mark.parametrize(("name", "method"), OF_THE_OWNER + OF_READERS)
def test_a_stranger_and_a_pupil_are_led_to_the_sign_in(quiz_set: QuizSet, name: str, method: str) -> None:
    pupil = Client()
    enrolment = EnrolmentFactory.create(classroom=ClassroomFactory.create())
    session = pupil.session
    session["learner"] = str(enrolment.learner.key)
    session.save()
    for client in (Client(), pupil):
        reply = getattr(client, method)(reverse(f"quizzes:{name}", args=[quiz_set.key]))
        assert reply.status_code == 302
        assert "/sign-in/" in reply["Location"]
        by_htmx = getattr(client, method)(reverse(f"quizzes:{name}", args=[quiz_set.key]), headers=HTMX)
        assert "/sign-in/" in by_htmx["HX-Redirect"]
    assert QuizSet.objects.count() == 1
    assert Learner.objects.count() == 1


@pytest.mark.parametrize("name", ["sets", "set-new"])
def test_lists_and_new_sets_are_for_whoever_is_signed_in(quiz_set: QuizSet, name: str) -> None:
    assert Client().get(reverse(f"quizzes:{name}")).status_code == 302
    other, _pk = signed_in()
    text = other.get(reverse(f"quizzes:{name}")).content.decode()
    assert "Hers" not in text


def test_the_owner_reaches_all_of_it(quiz_set: QuizSet) -> None:
    mine = Client()
    assert quiz_set.owner
    mine.force_login(quiz_set.owner)
    for name, method in OF_READERS:
        assert ask(mine, name, method, quiz_set.key) in (200, 302)
    assert ask(mine, "set-copy", "get", quiz_set.key) == 302
    assert ask(mine, "set-answers", "get", quiz_set.key) == 302
    assert ask(mine, "set-preview", "post", quiz_set.key) == 405
    assert ask(mine, "set-delete", "get", quiz_set.key) == 200
    assert ask(mine, "set-delete", "post", quiz_set.key) == 302
    assert not QuizSet.objects.filter(pk=quiz_set.pk).exists()


def test_a_set_that_ships_with_the_site_is_read_and_copied_and_never_changed(hadrut: None) -> None:
    starter = QuizSetFactory.create(owner=None, starter="to-begin-with", title="To begin with")
    SetPartFactory.create(quiz_set=starter, wanted=4)
    client, pk = signed_in()
    for name, method in OF_READERS:
        assert ask(client, name, method, starter.key) in (200, 302)
    for name, method in OF_THE_OWNER:
        assert ask(client, name, method, starter.key) == 404
    copy = QuizSet.objects.owned_by(pk).get()
    assert copy.title == "To begin with"
    assert copy.starter == ""
    assert "Copy to my sets" in client.get(reverse("quizzes:set", args=[starter.key])).content.decode()


def test_whoever_has_the_link_reads_and_copies_until_it_is_taken_back(quiz_set: QuizSet) -> None:
    share_set(quiz_set)
    first = quiz_set.share_key
    client, pk = signed_in()
    text = client.get(reverse("quizzes:set-shared", args=[first])).content.decode()
    assert "Hers" in text
    assert "Leave out" not in text
    client.post(reverse("quizzes:set-answers", args=[first]), {"do": "hide"})
    assert "Show answers" in client.get(reverse("quizzes:set-shared", args=[first])).content.decode()
    assert ask(client, "set-shared-copy", "get", first) == 302
    assert ask(client, "set-shared-copy", "post", first) == 302
    assert QuizSet.objects.owned_by(pk).count() == 1
    assert ask(client, "set", "get", first) == 404
    assert ask(client, "set-shared", "get", quiz_set.key) == 404
    assert ask(Client(), "set-shared", "get", first) == 302
    stop_sharing(quiz_set)
    assert ask(client, "set-shared", "get", first) == 404
    assert ask(client, "set-shared-copy", "post", first) == 404
    share_set(quiz_set)
    assert ask(client, "set-shared", "get", first) == 404


def test_the_page_shows_the_link_and_takes_it_back(quiz_set: QuizSet) -> None:
    mine = Client()
    assert quiz_set.owner
    mine.force_login(quiz_set.owner)
    sent = {"version": 0, "parts": 1, "p0-wanted": 10, "set-title": "Hers"}
    address = reverse("quizzes:set", args=[quiz_set.key])
    mine.post(address, {**sent, "do": "share"})
    quiz_set.refresh_from_db()
    assert f"/sets/shared/{quiz_set.share_key}/" in mine.get(address).content.decode()
    mine.post(address, {**sent, "version": 1, "do": "unshare"})
    quiz_set.refresh_from_db()
    assert quiz_set.share_key is None
