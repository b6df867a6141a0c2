"""An id of somebody else's in what is sent or asked for: it is not found."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Assignment, Enrolment
from tests.quizzes.class_factories import EnrolmentFactory
from tests.roles.school import School, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(hadrut: None) -> School:
    """The class of the teacher who sends."""
    return School.found()


@pytest.fixture
def theirs(hadrut: None) -> School:
    """A class that is not hers."""
    return School.found()


def of(school: School, what: str) -> str:
    """The id of something of a school, as a page would send it."""
    rows = {"pupil": school.enrolment, "class": school.classroom, **school.things}
    return str((school.draft if what == "draft" else rows[what]).key)


def everything() -> list[Any]:
    """What a page could change of the two schools."""
    pupils = Enrolment.objects.order_by("pk").values_list("pk", "classroom", "left_at", "groups", "pin_version")
    return [*pupils, *Assignment.objects.order_by("pk").values_list("pk", "quiz_set", "enrolments", "groups")]


# The address, what its path takes of ours, and what is sent: "ours pupil", "their class" stand for ids.
SENT: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("class-selected", {"key": "class"}, {"do": "remove", "pupil": "their pupil"}),
    ("class-selected", {"key": "class"}, {"do": "pins", "pupil": "their pupil"}),
    ("class-selected", {"key": "class"}, {"do": "group", "pupil": "our pupil", "group": "their group"}),
    ("class-move", {"key": "class"}, {"pupil": "their pupil", "target": "our class"}),
    ("class-move", {"key": "class"}, {"pupil": "our pupil", "target": "their class"}),
    ("class-merge", {"key": "class"}, {"target": "their class"}),
    ("class-pupil-merge", {"key": "class", "pupil": "pupil"}, {"other": "their pupil", "sure": "on"}),
    ("class-group", {"key": "class", "group": "group"}, {"title": "G", "pupil": "their pupil"}),
    ("assignment-copy", {"key": "assignment"}, {"classroom": "their class"}),
    ("assignment", {"key": "draft"}, {"title": "T", "quiz_set": "their quiz_set"}),
    ("assignment", {"key": "assignment"}, {"title": "T", "groups": "their group"}),
    ("assignment", {"key": "assignment"}, {"title": "T", "enrolments": "their pupil"}),
    ("assignment-new", {"key": "class"}, {"title": "T", "quiz_set": "their quiz_set"}),
    ("assignment-new", {"key": "class"}, {"title": "T", "enrolments": "their pupil"}),
    ("assignment-new", {"key": "class"}, {"title": "T", "groups": "their group"}),
]
ASKED: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("class-slips", {"key": "class"}, {"pupil": "their pupil"}),
    ("class-move", {"key": "class"}, {"pupil": "their pupil"}),
    ("class-merge", {"key": "class"}, {"target": "their class"}),
    ("assignment-new", {"key": "class"}, {"set": "their quiz_set"}),
]


def filled(fields: dict[str, str], ours: School, theirs: School) -> dict[str, str]:
    """The fields with the ids that they stand for."""
    whose = {"our": ours, "their": theirs}
    found = {}
    for name, value in fields.items():
        word, _space, what = value.partition(" ")
        found[name] = of(whose[word], what) if word in whose else value
    return found


def address(name: str, path: dict[str, str], school: School) -> str:
    """The address with the ids of a school in its path."""
    return reverse(f"quizzes:{name}", kwargs={part: of(school, what) for part, what in path.items()})


@pytest.mark.parametrize(("name", "path", "fields"), SENT)
def test_what_is_sent_reaches_nobody_elses(
    ours: School, theirs: School, name: str, path: dict[str, str], fields: dict[str, str]
) -> None:
    url = address(name, path, ours)
    before = everything()
    reply = browser_of(ours.teacher).post(url, filled(fields, ours, theirs))
    assert reply.status_code == 404
    assert theirs.enrolment.name not in reply.content.decode()
    assert everything() == before


@pytest.mark.parametrize(("name", "path", "query"), ASKED)
def test_what_is_asked_for_shows_nobody_elses(
    ours: School, theirs: School, name: str, path: dict[str, str], query: dict[str, str]
) -> None:
    reply = browser_of(ours.teacher).get(address(name, path, ours), filled(query, ours, theirs))
    assert reply.status_code == 404


def test_her_own_ids_are_found_in_the_same_places(ours: School) -> None:
    browser: Client = browser_of(ours.teacher)
    other = EnrolmentFactory.create(classroom=ours.classroom)
    slips = browser.get(address("class-slips", {"key": "class"}, ours), {"pupil": str(other.key)})
    assert other.name in slips.content.decode()
    sent = {"do": "remove", "pupil": str(other.key)}
    assert browser.post(address("class-selected", {"key": "class"}, ours), sent).status_code == 302
    other.refresh_from_db()
    assert other.left_at is not None
