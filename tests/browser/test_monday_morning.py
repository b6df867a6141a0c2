"""Monday morning: a class of thirty is made, gets a test, takes it and is read, each person at her own keyboard."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from quizzes.models import Assignment, Enrolment
from quizzes.services.hand_in import hand_in as hand_in_session
from tests.browser.accessibility import PHONE
from tests.browser.complaints import Complaints
from tests.browser.monday import (
    SET_TITLE,
    Person,
    School,
    answer,
    assign,
    begin_test,
    build_set,
    come_in,
    hand_in,
    make_class,
    read_slips,
    sees_no_verdict,
    show_wall,
)
from tests.quizzes.assignments.testing import answer as answer_by_service
from tests.quizzes.assignments.testing import start
from tests.quizzes.class_factories import ClassroomFactory, EnrolmentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WITHIN_MS = 5000
NAMES = [f"{number}.\tSurname{number}, Əli" for number in range(1, 31)]
ADA, EVE, BEN = (f"Əli Surname{number}" for number in (1, 2, 3))


@pytest.fixture
def school(chromium: Browser, live_server: LiveServer, published: None, complaints: Complaints) -> Iterator[School]:
    place = School(chromium, live_server.url, complaints)
    yield place
    place.go_home()


@dataclass
class Morning:
    """What stands once the test is open."""

    school: School
    teacher: Person
    slips: dict[str, tuple[str, str]]
    assignment: Assignment

    def sit_down(self, name: str, *, on_phone: bool = False) -> Person:
        """A pupil signs in with her slip and begins."""
        pupil = self.school.come(**PHONE) if on_phone else self.school.come()
        come_in(pupil, name, *self.slips[name])
        begin_test(pupil)
        return pupil

    def pupil(self, name: str) -> Enrolment:
        return self.assignment.classroom.enrolments.select_related("learner").get(name=name)


def prepare(school: School, names: list[str], questions: tuple[int, int], feedback: str) -> Morning:
    """The teacher's part before anybody comes in."""
    teacher = school.come()
    with teacher.step("class made, names pasted"):
        make_class(teacher, "8b", names)
    with teacher.step("wall and slips"):
        slips = read_slips(teacher, len(names))
        show_wall(teacher)
    with teacher.step("set built"):
        build_set(teacher, *questions)
    with teacher.step("assigned and opened"):
        assignment = assign(teacher, "8b", feedback=feedback)
    return Morning(school, teacher, slips, assignment)


def take_by_services(morning: Morning, names: list[str]) -> None:
    """Those for whom there is no window here."""
    for name, rightly in zip(names, cycle([True, False, True]), strict=False):
        session = start(morning.assignment, morning.pupil(name).learner)
        for _question in range(morning.assignment.questions.count()):
            answer_by_service(session, rightly=rightly)
        hand_in_session(session)


def tell(teacher: Person) -> None:
    """How long the teacher's part took, and what it cost her hands."""
    tabs = teacher.keys["Tab"]
    lines = [f"{name}: {seconds:.1f} s" for name, seconds in teacher.steps.items()]
    lines.append(f"in all {sum(teacher.steps.values()):.1f} s, {teacher.keys.total()} keys, {tabs} of them Tab")
    sys.stdout.write("\n".join(["", *lines, ""]))
    assert tabs


@pytest.mark.journey
def test_thirty_pupils_from_the_making_of_the_class_to_what_they_need_help_with(school: School) -> None:
    morning = prepare(school, NAMES, (5, 5), "after the end for everybody")
    teacher, test = morning.teacher, morning.assignment
    asked = test.questions.count()
    assert asked >= 8  # what would tell the answer to another question was left out, and she was told so
    a_colleague_teaches_it_too(morning)

    with teacher.step("grid read"):
        teacher.follow("Results, as pupils work", shows=f"Results: {SET_TITLE}")
    take_by_services(morning, [name for name in morning.slips if name not in (ADA, EVE, BEN)])
    ada, eve, ben = morning.sit_down(ADA), morning.sit_down(EVE, on_phone=True), morning.sit_down(BEN)
    cells = teacher.page.locator(".cell--right a")
    expect(cells).to_have_count(18 * asked, timeout=WITHIN_MS)
    answer(ada, rightly=True)
    expect(cells).to_have_count(18 * asked + 1, timeout=WITHIN_MS)
    for pupil, rightly in ((ada, True), (eve, False)):
        for _question in range(asked - 1 if pupil is ada else asked):
            answer(pupil, rightly=rightly)
        hand_in(pupil)
    answer(ben, rightly=True)
    expect(cells).to_have_count(19 * asked + 1, timeout=WITHIN_MS)
    expect(teacher.main).to_contain_text("Working")

    strangers_find_nothing(morning)
    with teacher.step("ended and read"):
        end_it(teacher)
        teacher.follow("Results", shows=f"Results: {SET_TITLE}")
        expect(cells).to_have_count(19 * asked + 1)
        assert len(save_pupils(teacher).splitlines()) == 31
        teacher.follow("Who needs help with what", shows="Who needs help with what", key="Shift+Tab")
        expect(teacher.main).to_contain_text("Missed by 10 of 30 pupils")
    for pupil, right in ((ada, str(asked)), (eve, "0"), (ben, "1")):
        sees_verdicts(pupil, right)
    tell(teacher)


def test_two_pupils_and_results_that_are_out_when_the_teacher_says_so(school: School) -> None:
    morning = prepare(school, NAMES[:2], (2, 2), "when I release it")
    teacher = morning.teacher
    ada = morning.sit_down(ADA, on_phone=True)
    answer(ada, rightly=True)
    for _question in range(morning.assignment.questions.count() - 1):
        answer(ada, rightly=False)
    hand_in(ada)
    end_it(teacher)
    ada.page.reload()
    sees_no_verdict(ada)
    teacher.press("Release the results", shows="Pupils see their results now.")
    sees_verdicts(ada, "1")
    tell(teacher)


def a_colleague_teaches_it_too(morning: Morning) -> None:
    """The teacher copies a link; her colleague, who has no account yet, opens it."""
    teacher = morning.teacher
    teacher.follow("8b", shows="8b")
    teacher.follow("Who teaches it", shows="Who teaches this class")
    link = teacher.page.get_by_label("Link to copy").input_value()
    teacher.follow("8b", shows="8b")
    teacher.follow(SET_TITLE, shows=SET_TITLE)
    colleague = morning.school.come()
    colleague.page.goto(link)
    colleague.sign_up("mr.colleague")
    expect(colleague.page.locator("h1")).to_have_text("Teach 8b")
    colleague.press("Teach this class", shows="You teach 8b too.")
    expect(colleague.main).to_contain_text(SET_TITLE)
    expect(colleague.main).to_contain_text("30 pupils")


def strangers_find_nothing(morning: Morning) -> None:
    """Neither another teacher nor a pupil of another class gets at anything."""
    school, test = morning.school, morning.assignment
    paths = [
        reverse("quizzes:class", args=[test.classroom.key]),
        reverse("quizzes:class-slips", args=[test.classroom.key]),
        reverse("quizzes:class-help", args=[test.classroom.key]),
        reverse("quizzes:assignment", args=[test.key]),
        reverse("quizzes:assignment-results", args=[test.key]),
        reverse("quizzes:assignment-pupils-csv", args=[test.key]),
        reverse("quizzes:assignment-cell", args=[test.key, morning.pupil(ADA).key, 0]),
    ]
    stranger = school.come()
    stranger.follow("Teach a class", shows="Sign in")
    stranger.sign_up("mx.stranger")
    expect(stranger.page.locator("h1")).to_have_text("Your classes")
    for path in paths:
        stranger.is_refused(path)
    other = EnrolmentFactory.create(classroom=ClassroomFactory.create(join_code="CDFGHJKM"), name="Zoe")
    zoe = school.come()
    come_in(zoe, "Zoe", other.classroom.shown_code, other.shown_pin)
    zoe.is_refused(reverse("quizzes:assigned", args=[test.key]))
    for path in paths:
        zoe.page.goto(path)
        expect(zoe.page.locator("h1")).to_have_text("Sign in")


def end_it(teacher: Person) -> None:
    """End the test, from its page or from its results."""
    if teacher.page.get_by_role("link", name="Conditions, end and release").count():
        teacher.follow("Conditions, end and release", shows=SET_TITLE)
    teacher.press("End it now", shows="It is over")


def save_pupils(teacher: Person) -> str:
    """The file with a line a pupil, as it is saved."""
    with teacher.page.expect_download() as saving:
        teacher.hands.press("Save pupils (CSV)", role="link")
    return saving.value.path().read_text(encoding="utf-8-sig")


def sees_verdicts(pupil: Person, right: str) -> None:
    """Once the results are out she reads how many were right, and what was."""
    pupil.page.reload()
    expect(pupil.page.locator(".score strong").first).to_have_text(right)
    expect(pupil.page.locator(".lines").last.locator(".line").first).to_be_visible()
