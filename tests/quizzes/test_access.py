"""Whose session it is: the owner's, and nobody else's."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, Learner
from tests.factories import UserFactory
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db


def sign_in(name: str) -> Client:
    """A browser of somebody: signed in, or a guest with a session of her own, or somebody who never came."""
    client = Client()
    if name == "classmate":
        client.force_login(UserFactory.create())
    if name == "another guest":
        Sitting.begin(client)
    return client


@pytest.mark.parametrize("person", ["classmate", "another guest", "stranger"])
@pytest.mark.parametrize("owner", ["guest", "user"])
def test_only_the_owner_sees_and_answers_a_session(hadrut: None, person: str, owner: str) -> None:
    mine = Client()
    if owner == "user":
        mine.force_login(UserFactory.create())
    sitting = Sitting.begin(mine)
    fields = {"position": "0", **sitting.right_answer()}
    key = sitting.session.key
    other = sign_in(person)
    assert other.get(reverse("quizzes:session", args=[key])).status_code == 404
    assert other.get(reverse("quizzes:session-answered", args=[key, 0])).status_code == 404
    assert other.post(reverse("quizzes:session-answer", args=[key]), fields).status_code == 404
    assert not Answer.objects.filter(asked__session=sitting.session).exists()
    assert mine.get(reverse("quizzes:session", args=[key])).status_code == 200
    assert mine.post(reverse("quizzes:session-answer", args=[key]), fields).status_code == 302


def test_signing_in_does_not_open_the_guests_session_to_the_user(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    client.force_login(UserFactory.create())
    assert sitting.page().status_code == 404


def test_a_guest_whose_key_belongs_to_a_user_is_nobody(client: Client, hadrut: None) -> None:
    theirs = Learner.objects.create(user=UserFactory.create())
    session = client.session
    session["learner"] = str(theirs.key)
    session.save()
    Sitting.begin(client)
    assert Learner.objects.filter(user=None).count() == 1


@pytest.mark.parametrize("kept", ["", "no key", "0" * 500, "00000000-0000-4000-8000-000000000000"])
def test_a_broken_guest_key_makes_a_new_guest(client: Client, hadrut: None, kept: str) -> None:
    session = client.session
    session["learner"] = kept
    session.save()
    assert Sitting.begin(client).page().status_code == 200
