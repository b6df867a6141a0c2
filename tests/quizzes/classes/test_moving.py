"""Pupils go to another class, two become one, a class becomes part of another; nobody's work is lost."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, Classroom, Enrolment, Learner, Progress, QuizSession
from quizzes.services.classes.moving import Merged, TwoAccounts, join_learners, merge_pupils
from quizzes.services.rebuild_progress import rebuild_learner
from tests.quizzes.class_factories import AssignmentFactory, EnrolmentFactory, GroupFactory
from tests.quizzes.classes.people import Teacher, pupil_named, sign_in_with_slip, sign_pupil_in
from tests.quizzes.factories import LearnerFactory
from tests.quizzes.test_guest_joins import answer_one, memories, seqs

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Teacher:
    return Teacher.come()


def keys(classroom: Classroom, *names: str) -> list[str]:
    return [str(pupil_named(classroom, name).key) for name in names]


def test_pupils_move_with_their_memory_and_leave_their_results(hadrut: None, ada: Teacher, now: datetime) -> None:
    old, new = ada.make_class("Ani", "Ben", title="8b"), ada.make_class("Zoe", title="9b")
    ani = pupil_named(old, "Ani")
    Enrolment.objects.filter(pk=ani.pk).update(extra_time_percent=25)
    answer_one(ani.learner, now)
    leads = ada.post("class-selected", old.key, do="move", pupil=keys(old, "Ani", "Ben"))
    assert "Ani" in ada.client.get(leads["Location"]).content.decode()
    moved = ada.post("class-move", old.key, pupil=keys(old, "Ani", "Ben"), target=str(new.key))
    assert moved["Location"] == reverse("quizzes:class", args=[new.key])
    there = pupil_named(new, "Ani")
    assert (there.learner, there.extra_time_percent) == (ani.learner, 25)
    assert Progress.objects.filter(learner=there.learner).exists()
    assert not old.enrolments.present().exists()
    assert old.enrolments.count() == 2
    assert sign_pupil_in(Client(), old, "Ani", ani.pin).status_code == 422
    assert sign_in_with_slip(Client(), there).status_code == 302


def test_nobody_moves_where_one_name_is_taken(ada: Teacher) -> None:
    old, new = ada.make_class("Ani", "Ben"), ada.make_class("ANI", title="9b")
    reply = ada.post("class-move", old.key, pupil=keys(old, "Ani", "Ben"), target=str(new.key))
    assert reply.status_code == 422
    assert "others have these names: Ani." in reply.content.decode()
    assert old.enrolments.present().count() == 2
    assert new.enrolments.count() == 1
    none_chosen = ada.post("class-move", old.key, pupil=keys(old, "Ani"))
    assert none_chosen.status_code == 422
    assert "Choose a class." in none_chosen.content.decode()


def test_two_pupils_who_are_one_person_become_one(hadrut: None, ada: Teacher, now: datetime) -> None:
    classroom = ada.make_class("Ani K.", "Anni K.")
    ani, anni = pupil_named(classroom, "Ani K."), pupil_named(classroom, "Anni K.")
    group = GroupFactory.create(classroom=classroom)
    group.enrolments.add(anni)
    named = AssignmentFactory.create(classroom=classroom, is_to_all=False)
    named.enrolments.add(anni)
    for day, who in enumerate([ani.learner, anni.learner, anni.learner, ani.learner]):
        who.refresh_from_db()
        answer_one(who, now + timedelta(days=day))
    assigned = AssignmentFactory.create(classroom=classroom)
    for session, go in zip(QuizSession.objects.order_by("started_at"), [1, 1, 2, 2], strict=True):
        QuizSession.objects.filter(pk=session.pk).update(assignment=assigned, go=go)
    ada.post("class-pupil-merge", classroom.key, ani.key, other=str(anni.key), sure="on")
    ani = classroom.enrolments.get()
    assert ani.name == "Ani K."
    assert list(ani.groups.all()) == [group]
    assert list(named.enrolments.all()) == [ani]
    assert Learner.objects.filter(user=None).count() == 1
    assert seqs(ani.learner) == [1, 2, 3, 4]
    assert list(assigned.sessions.order_by("started_at").values_list("go", flat=True)) == [1, 2, 3, 4]
    assert set(assigned.sessions.values_list("learner", flat=True)) == {ani.learner_id}
    joined = memories(ani.learner)
    rebuild_learner(ani.learner)
    assert memories(ani.learner) == joined


def test_merging_asks_twice_and_names_what_is_wrong(ada: Teacher) -> None:
    classroom = ada.make_class("Ani", "Ben")
    ani, ben = pupil_named(classroom, "Ani"), pupil_named(classroom, "Ben")
    for fields, said in [
        ({"other": str(ben.key)}, "cannot be undone"),
        ({"sure": "on"}, "Choose the other pupil"),
        ({"sure": "on", "other": str(ani.key)}, "Choose the other pupil"),
    ]:
        reply = ada.post("class-pupil-merge", classroom.key, ani.key, **fields)
        assert reply.status_code == 422
        assert said in reply.content.decode()
    assert classroom.enrolments.count() == 2


def test_of_two_of_whom_one_has_an_account_she_stays(hadrut: None, ada: Teacher, now: datetime) -> None:
    classroom = ada.make_class("Ani K.")
    ani = pupil_named(classroom, "Ani K.")
    answer_one(ani.learner, now)
    learner = LearnerFactory.create()
    twin = EnrolmentFactory.create(classroom=classroom, learner=learner, name="ani2")
    assert isinstance(merge_pupils(ani, twin), Merged)
    ani.refresh_from_db()
    assert ani.learner == learner
    assert Answer.objects.get().learner == learner
    assert list(Learner.objects.all()) == [learner]


def test_two_accounts_are_not_merged(ada: Teacher) -> None:
    classroom = ada.make_class()
    one, other = (EnrolmentFactory.create(classroom=classroom, learner=LearnerFactory.create()) for _each in range(2))
    assert isinstance(merge_pupils(one, other), TwoAccounts)
    assert classroom.enrolments.count() == 2


def test_a_pupil_who_left_and_came_again_under_the_same_name_is_merged(ada: Teacher) -> None:
    classroom = ada.make_class("Ani")
    first = pupil_named(classroom, "Ani")
    ada.post("class-pupil-remove", classroom.key, first.key)
    ada.add(classroom, "Ani")
    again = pupil_named(classroom, "Ani")
    merge_pupils(again, first)
    assert classroom.enrolments.get().joined_at == first.joined_at
    assert Learner.objects.filter(user=None).count() == 1


def test_one_learner_with_two_rows_becomes_one_row(ada: Teacher) -> None:
    classroom = ada.make_class("Ani")
    ani = pupil_named(classroom, "Ani")
    left = EnrolmentFactory.create(classroom=classroom, learner=ani.learner, name="Old", left_at=ani.joined_at)
    merge_pupils(ani, left)
    assert classroom.enrolments.get() == ani
    assert Learner.objects.filter(pk=ani.learner_id).exists()


def test_learners_who_are_both_in_a_third_class_are_there_once(ada: Teacher) -> None:
    third = ada.make_class("Ani", "Anni")
    ani, anni = pupil_named(third, "Ani"), pupil_named(third, "Anni")
    join_learners(ani.learner, anni.learner)
    assert third.enrolments.get() == ani


def test_a_class_goes_into_another_with_groups_and_is_put_away(hadrut: None, ada: Teacher, now: datetime) -> None:
    old, new = ada.make_class("Ani", "Ben", title="8b"), ada.make_class("ani", "Zoe", title="8ab")
    mine, hers = pupil_named(old, "Ani"), pupil_named(new, "ani")
    GroupFactory.create(classroom=old, title="Readers").enrolments.set(old.enrolments.all())
    GroupFactory.create(classroom=new, title="Readers").enrolments.add(pupil_named(new, "Zoe"))
    answer_one(mine.learner, now)
    answer_one(hers.learner, now + timedelta(days=1))
    assigned = AssignmentFactory.create(classroom=old)
    asks = ada.post("class-merge", old.key, target=str(new.key))
    assert asks.status_code == 422
    assert "Ani: the same person" in asks.content.decode()
    assert old.enrolments.present().count() == 2
    done = ada.post("class-merge", old.key, target=str(new.key), same="ani")
    assert done["Location"] == reverse("quizzes:class", args=[new.key])
    old.refresh_from_db()
    assert old.archived_at is not None
    assert not old.enrolments.present().exists()
    assert list(new.enrolments.present().in_order().values_list("name", flat=True)) == ["ani", "Ben", "Zoe"]
    assert list(new.groups.get().enrolments.in_order().values_list("name", flat=True)) == ["ani", "Ben", "Zoe"]
    hers.refresh_from_db()
    mine.refresh_from_db()
    assert mine.learner == hers.learner  # so that her results in the old class are still hers
    assert seqs(hers.learner) == [1, 2]
    assigned.refresh_from_db()
    assert assigned.classroom == old


def test_classes_without_a_common_name_are_merged_at_once(ada: Teacher) -> None:
    old, new = ada.make_class("Ani"), ada.make_class("Zoe", title="9a")
    ada.post("class-merge", old.key, target=str(new.key))
    assert new.enrolments.present().count() == 2
