"""A teacher sees her own classes and pupils, and nobody else's: every address, every kind of person."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Classroom, Enrolment, Group, Teaching
from quizzes.urls import urlpatterns
from tests.quizzes.class_factories import TeachingFactory
from tests.quizzes.classes.people import BACKEND, Teacher, pupil_named, sign_in_with_slip

pytestmark = pytest.mark.django_db

# Every address of a class: what it names beside the class, what a form sends, and whether only the owner may.
OF_A_CLASS: dict[str, tuple[str, ...]] = {
    "class": (),
    "class-settings": (),
    "class-archive": (),
    "class-unarchive": (),
    "class-code": (),
    "class-qr": (),
    "class-projector": (),
    "class-slips": (),
    "class-pupils-add": (),
    "class-selected": (),
    "class-pupil": ("pupil",),
    "class-pupil-pin": ("pupil",),
    "class-pupil-remove": ("pupil",),
    "class-pupil-return": ("pupil",),
    "class-pupil-erase": ("pupil",),
    "class-pupil-merge": ("pupil",),
    "class-move": (),
    "class-merge": (),
    "class-groups": (),
    "class-group": ("group",),
    "class-group-delete": ("group",),
    "class-teachers": (),
    "class-teacher-owner": ("teaching",),
    "class-teacher-remove": ("teaching",),
}
OWNERS_ONLY = {"class-archive", "class-unarchive", "class-merge", "class-teacher-owner"}
HTMX = {"HX-Request": "true"}


def address(name: str, classroom: Classroom, **others: object) -> str:
    return reverse(f"quizzes:{name}", args=[classroom.key, *(others[part] for part in OF_A_CLASS[name])])


def things_of(classroom: Classroom) -> dict[str, object]:
    """The keys of what belongs to a class."""
    group, _made = classroom.groups.get_or_create(title="Readers")
    return {
        "pupil": classroom.enrolments.order_by("pk")[0].key,
        "group": group.key,
        "teaching": classroom.teachings.order_by("-pk")[0].pk,
    }


def snapshot() -> list[object]:
    """All that a stranger might have changed."""
    return [
        *Classroom.objects.order_by("pk").values_list("title", "join_code", "archived_at"),
        *Enrolment.objects.order_by("pk").values_list("name", "left_at", "pin_version", "learner__key", "classroom"),
        *Group.objects.order_by("pk").values_list("title", "enrolments"),
        *Teaching.objects.order_by("pk").values_list("classroom", "user", "is_owner"),
    ]


def test_every_address_of_a_class_is_in_the_table() -> None:
    # Assignments and results have tables of their own.
    ours = [pattern for pattern in urlpatterns if pattern.callback.__module__.startswith("quizzes.views.classes")]
    keyed = {pattern.name for pattern in ours if str(pattern.pattern).startswith("classes/<uuid:key>")}
    assert keyed == set(OF_A_CLASS)


@pytest.mark.parametrize("person", ["another teacher", "a pupil of it", "a pupil with an account", "nobody"])
@pytest.mark.parametrize("name", OF_A_CLASS)
def test_whoever_does_not_teach_it_finds_nothing(name: str, person: str) -> None:
    ada = Teacher.come()
    classroom = ada.make_class("Ani K.", "Ben")
    client = Client()
    if person == "another teacher":
        eve = Teacher.come()
        eve.make_class("Zoe")
        client = eve.client
    elif person == "a pupil of it":
        sign_in_with_slip(client, pupil_named(classroom, "Ani K."))
    elif person == "a pupil with an account":
        classroom = ada.make_class("Ani K.", is_open=True)
        client = Teacher.come().client
        client.post(reverse("quizzes:join-new", args=[classroom.shown_code]), {"new_name": "Dora"})
    url = address(name, classroom, **things_of(classroom))
    before = snapshot()
    for reply in (client.get(url), client.post(url, {"names": "X", "title": "X"}), client.post(url, headers=HTMX)):
        if person in ("another teacher", "a pupil with an account"):
            assert reply.status_code == 404
        else:
            goes_to = reply.get("HX-Redirect", reply.get("Location", ""))
            assert goes_to.startswith(reverse("account_login"))
    assert snapshot() == before


@pytest.mark.parametrize("name", [name for name, parts in OF_A_CLASS.items() if parts])
def test_what_is_of_another_class_is_not_found_under_ones_own(name: str) -> None:
    ada, eve = Teacher.come(), Teacher.come()
    mine, hers = ada.make_class("Ani K."), eve.make_class("Zoe")
    second = ada.make_class("Ben", title="9a")
    urls = [address(name, mine, **things_of(other)) for other in (hers, second)]
    before = snapshot()
    for url in urls:
        assert ada.client.get(url).status_code in (302, 404)  # a form's address leads a GET to the class
        fields = {"name": "X", "extra_time_percent": "0", "title": "X", "sure": "on"}
        assert ada.client.post(url, fields).status_code == 404
    assert snapshot() == before


@pytest.mark.parametrize("name", OF_A_CLASS)
def test_a_co_teacher_may_all_but_what_is_the_owners(name: str) -> None:
    classroom = Teacher.come().make_class("Ani K.")
    teaching = TeachingFactory.create(classroom=classroom)
    client = Client()
    client.force_login(teaching.user, backend=BACKEND)
    reply = client.get(address(name, classroom, **things_of(classroom)))
    assert (reply.status_code == 404) == (name in OWNERS_ONLY)


@pytest.mark.parametrize("field", ["other", "target", "group"])
def test_what_a_form_names_of_another_teacher_is_not_found(field: str) -> None:
    ada, eve = Teacher.come(), Teacher.come()
    mine, hers = ada.make_class("Ani K."), eve.make_class("Zoe")
    ani, zoe = mine.enrolments.get(), hers.enrolments.get()
    sent = {"other": str(zoe.key), "target": str(hers.key), "group": str(things_of(hers)["group"])}
    before = snapshot()
    name, fields = {
        "other": ("class-pupil-merge", {"sure": "on"}),
        "target": ("class-move", {"pupil": str(ani.key)}),
        "group": ("class-selected", {"do": "group", "pupil": str(ani.key)}),
    }[field]
    url = address(name, mine, pupil=ani.key)
    for value in (sent[field], "nonsense" if field != "group" else sent[field]):
        assert ada.client.post(url, {**fields, field: value}).status_code == 404
    assert ada.client.post(address("class-merge", mine), {"target": str(hers.key)}).status_code == 404
    assert snapshot() == before


def test_her_list_holds_her_own_classes_alone() -> None:
    ada, eve = Teacher.come(), Teacher.come()
    ada.make_class(title="Ada's class")
    eve.make_class(title="Eve's class")
    page = ada.get("classes").content.decode()
    assert "Ada&#x27;s class" in page
    assert "Eve&#x27;s class" not in page
