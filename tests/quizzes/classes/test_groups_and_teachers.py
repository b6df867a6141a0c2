"""Groups of a class, and colleagues who teach it together."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Classroom, Group, Teaching
from quizzes.services.classes.teaching import make_invitation
from tests.quizzes.class_factories import AssignmentFactory, GroupFactory
from tests.quizzes.classes.people import Teacher, pupil_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Teacher:
    return Teacher.come()


def members(group: Group) -> list[str]:
    return list(group.enrolments.in_order().values_list("name", flat=True))


def test_a_group_is_made_filled_renamed_and_deleted(ada: Teacher) -> None:
    classroom = ada.make_class("Ani", "Ben", "Dora")
    ada.post("class-groups", classroom.key, title="Readers")
    group = Group.objects.get()
    chosen = [str(pupil_named(classroom, name).key) for name in ("Ani", "Dora")]
    ada.post("class-group", classroom.key, group.key, title="Good readers", pupil=chosen)
    group.refresh_from_db()
    assert (group.title, members(group)) == ("Good readers", ["Ani", "Dora"])
    assert ada.get("class-group", classroom.key, group.key).content.decode().count("checked") == 2
    assert "Good readers" in ada.get("class", classroom.key).content.decode()
    ada.post("class-group", classroom.key, group.key, title="Good readers", pupil=chosen[:1])
    assert members(group) == ["Ani"]
    ada.post("class-group-delete", classroom.key, group.key)
    assert not Group.objects.exists()
    assert classroom.enrolments.present().count() == 3


def test_ticked_pupils_go_into_a_group_together(ada: Teacher) -> None:
    classroom = ada.make_class("Ani", "Ben", "Dora")
    group = GroupFactory.create(classroom=classroom)
    group.enrolments.add(pupil_named(classroom, "Dora"))
    chosen = [str(pupil_named(classroom, name).key) for name in ("Ani", "Ben")]
    ada.post("class-selected", classroom.key, do="group", group=str(group.key), pupil=chosen)
    assert members(group) == ["Ani", "Ben", "Dora"]


def test_two_groups_of_one_name_are_refused(ada: Teacher) -> None:
    classroom = ada.make_class("Ani")
    GroupFactory.create(classroom=classroom, title="Readers")
    reply = ada.post("class-groups", classroom.key, title="readers")
    assert reply.status_code == 422
    assert "Another group of the class has this name" in reply.content.decode()


def test_a_group_that_something_is_assigned_to_stays(ada: Teacher) -> None:
    classroom = ada.make_class("Ani")
    group = GroupFactory.create(classroom=classroom)
    AssignmentFactory.create(classroom=classroom, is_to_all=False).groups.add(group)
    ada.post("class-group-delete", classroom.key, group.key)
    assert Group.objects.get() == group


def test_who_left_stays_in_the_group_for_past_results(ada: Teacher) -> None:
    classroom = ada.make_class("Ani", "Ben")
    group = GroupFactory.create(classroom=classroom)
    group.enrolments.set(classroom.enrolments.all())
    ada.post("class-pupil-remove", classroom.key, pupil_named(classroom, "Ben").key)
    ada.post("class-group", classroom.key, group.key, title="G", pupil=[])
    assert members(group) == ["Ben"]


# Colleagues.


def invite(ada: Teacher, classroom: Classroom) -> str:
    """The address of the link, as the owner copies it."""
    page = ada.get("class-teachers", classroom.key).content.decode()
    link = page.split('value="http://testserver')[1].split('"')[0]
    assert link.startswith("/classes/invitation/")
    return link


def test_a_colleague_opens_the_link_signed_in_and_teaches_the_class_too(ada: Teacher) -> None:
    classroom = ada.make_class("Ani")
    link, eve = invite(ada, classroom), Teacher.come()
    assert Client().get(link)["Location"].startswith(reverse("account_login"))
    assert "8b" in eve.client.get(link).content.decode()
    assert not Teaching.objects.filter(user=eve.user).exists()  # looking accepts nothing
    assert eve.client.post(link)["Location"] == reverse("quizzes:class", args=[classroom.key])
    assert eve.client.post(link)["Location"] == reverse("quizzes:class", args=[classroom.key])
    assert not Teaching.objects.get(user=eve.user).is_owner
    assert "Ani" in eve.get("class", classroom.key).content.decode()
    assert "invitation" not in eve.get("class-teachers", classroom.key).content.decode()


@pytest.mark.parametrize("made_worthless", ["by time", "by a removal", "by archiving", "by a forger"])
def test_a_link_is_worth_something_for_a_week_and_to_nobody_who_was_removed(ada: Teacher, made_worthless: str) -> None:
    classroom = ada.make_class("Ani")
    link, eve = invite(ada, classroom), Teacher.come()
    eve.client.post(link)
    ada.post("class-teacher-remove", classroom.key, Teaching.objects.get(user=eve.user).pk)
    assert eve.client.post(link).status_code == 404
    classroom.refresh_from_db()
    link = invite(ada, classroom)
    later = timezone.now()
    if made_worthless == "by time":
        later += timedelta(days=8)
    elif made_worthless == "by a removal":
        Classroom.objects.update(teachers_removed=99)
    elif made_worthless == "by archiving":
        ada.post("class-archive", classroom.key)
    else:
        link = link[:-3] + "xx/"
    with time_machine.travel(later):
        eve.client.force_login(eve.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        reply = eve.client.post(link)
    assert reply.status_code == 404
    assert "worth nothing any more" in reply.content.decode()
    assert not Teaching.objects.filter(user=eve.user).exists()


def test_an_invitation_to_one_class_opens_no_other(ada: Teacher) -> None:
    one, other = ada.make_class(title="One"), ada.make_class(title="Other")
    eve = Teacher.come()
    eve.client.post(reverse("quizzes:class-invitation", args=[make_invitation(one)]))
    assert eve.get("class", one.key).status_code == 200
    assert eve.get("class", other.key).status_code == 404


def test_the_last_owner_cannot_leave_and_a_second_one_lets_her(ada: Teacher) -> None:
    classroom = ada.make_class("Ani")
    eve = Teacher.come()
    eve.client.post(invite(ada, classroom))
    mine, hers = Teaching.objects.get(user=ada.user), Teaching.objects.get(user=eve.user)
    page = ada.client.post(reverse("quizzes:class-teacher-remove", args=[classroom.key, mine.pk]), follow=True)
    assert "A class needs an owner" in page.content.decode()
    assert eve.post("class-teacher-owner", classroom.key, hers.pk).status_code == 404
    ada.post("class-teacher-owner", classroom.key, hers.pk)
    ada.post("class-teacher-remove", classroom.key, mine.pk)
    assert ada.get("class", classroom.key).status_code == 404
    assert Teaching.objects.get().user == eve.user


def test_a_co_teacher_removes_nobody_but_herself(ada: Teacher) -> None:
    classroom = ada.make_class("Ani")
    eve = Teacher.come()
    eve.client.post(invite(ada, classroom))
    assert eve.post("class-teacher-remove", classroom.key, Teaching.objects.get(user=ada.user).pk).status_code == 404
    assert eve.post("class-teacher-remove", classroom.key, Teaching.objects.get(user=eve.user).pk)["Location"] == (
        reverse("quizzes:classes")
    )
    assert Teaching.objects.get().user == ada.user
