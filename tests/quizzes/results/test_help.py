"""Who needs help with what."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.reports.results.help import report_help
from tests.factories import UserFactory
from tests.quizzes.class_factories import AssignmentFactory
from tests.quizzes.results.lessons import join, live_questions, make_test, sit
from tests.quizzes.results.people import teacher_client

pytestmark = pytest.mark.django_db


def test_four_misses_of_one_fact_name_a_pupil_and_three_do_not(hadrut: None, now: datetime) -> None:
    teacher = UserFactory.create()
    test = make_test(teacher, count=2)
    again = AssignmentFactory.create(classroom=test.classroom, questions=live_questions(2))
    ada, eve = join(test, "Ada", "Eve")
    sit(ada, test, "ww wr", now)
    sit(ada, again, "ww", now + timedelta(days=1))
    sit(eve, test, "rw .w", now)
    sit(eve, again, "rw", now + timedelta(days=1))
    assert report_help(test.classroom).struggles == ()
    sit(ada, again, "uw", now + timedelta(days=2), go=2)
    report = report_help(test.classroom)
    (fact,) = report.struggles
    first = test.questions.get(position=0)
    assert fact.prompt == str(first.shown)
    (struggle,) = fact.struggles
    assert (struggle.pupil.name, struggle.missed, struggle.asked, struggle.is_right_now) == ("Ada", 4, 4, False)
    page = teacher_client(teacher).get(reverse("quizzes:class-help", args=[test.classroom.key])).content.decode()
    assert "missed 4 of 4" in page


def test_whoever_had_it_right_the_last_time_is_told_apart(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create(), count=1)
    (ada,) = join(test, "Ada")
    for number in range(4):
        sit(ada, test, "w", now + timedelta(days=number), go=number + 1)
    sit(ada, test, "r", now + timedelta(days=4), go=5)
    assert report_help(test.classroom).struggles[0].struggles[0].is_right_now


def test_what_many_missed_says_what_was_chosen_instead(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create(), count=2)
    ada, eve, ivy = join(test, "Ada", "Eve", "Ivy")
    for pupil, word in ((ada, "wr"), (eve, "wr"), (ivy, "rw")):
        sit(pupil, test, word, now)
    (fact,) = report_help(test.classroom).missed_by_many
    shown = test.questions.get(position=0).shown.content
    wrong = next(text for value, text in shown["options"] if value != shown["answer"])
    assert (fact.missed_by, fact.asked) == (2, 3)
    assert [(one.text, one.count) for one in fact.instead] == [(wrong, 2)]
    assert fact.sayings.sources


def test_excused_questions_other_classes_and_who_left_do_not_count(hadrut: None, now: datetime) -> None:
    test = make_test(UserFactory.create(), count=1)
    ada, eve = join(test, "Ada", "Eve")
    for pupil in (ada, eve):
        for number in range(4):
            sit(pupil, test, "w", now + timedelta(days=number), go=number + 1)
    assert len(report_help(test.classroom).struggles[0].struggles) == 2
    assert report_help(make_test(UserFactory.create()).classroom).struggles == ()
    eve.left_at = now
    eve.save()
    assert [one.pupil.name for one in report_help(test.classroom).struggles[0].struggles] == ["Ada"]
    test.questions.update(excused_at=now)
    assert report_help(test.classroom).struggles == ()


def test_it_takes_as_many_queries_for_much_as_for_little(hadrut: None, now: datetime) -> None:
    small, large = make_test(UserFactory.create(), count=1), make_test(UserFactory.create(), count=12)
    for test, names, words in ((small, "AB", "w"), (large, "ABCDEFG", "wrwuwrwwurww")):
        for pupil in join(test, *names):
            sit(pupil, test, words, now)
            sit(pupil, test, words, now, go=2)
    counts = []
    for test in (small, large):
        with CaptureQueriesContext(connection) as queries:
            report_help(test.classroom)
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
