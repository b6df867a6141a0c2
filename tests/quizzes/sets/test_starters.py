"""The sets that come with the site."""

from io import StringIO

import pytest
from django.core.management import call_command

from quizzes.models import QuizSet
from quizzes.questions.sets import Filters
from quizzes.reports.set_balance import OF_THE_CHOICE, find_imbalances
from quizzes.services.build_set import copy_set
from quizzes.services.choose_set import choose_set, questions_of_set
from quizzes.services.load_starters import load_starters, read_starters
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NAMES = [starter["starter"] for starter in read_starters()]


@pytest.fixture
def starters(hadrut: None) -> None:
    load_starters()


def test_there_are_some_and_each_has_a_name_of_its_own() -> None:
    assert len(NAMES) >= 3
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_asks_something_from_each_part_and_all_that_it_pins(starters: None, name: str) -> None:
    quiz_set = QuizSet.objects.get(starter=name)
    choice = choose_set(quiz_set)
    for number, part in enumerate(quiz_set.parts.all()):
        assert Filters.from_json(part.filters).to_json() == part.filters
        assert choice.count(number) == part.wanted or (part.wanted is None and choice.count(number))
    assert choice.gone == ()
    pins = set(quiz_set.picks.values_list("question_key", flat=True))
    assert pins == {one.key for one in choice.chosen if one.is_pinned}
    assert 5 <= len(choice.chosen) <= 12


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_leans_to_no_side(starters: None, name: str) -> None:
    quiz_set = QuizSet.objects.get(starter=name)
    questions = questions_of_set(quiz_set)
    found = find_imbalances(quiz_set.title, questions)
    assert [str(finding) for finding in found if finding.check in OF_THE_CHOICE] == []


def test_the_check_would_find_one_that_leans(starters: None) -> None:
    quiz_set = QuizSet.objects.get(starter=NAMES[0])
    quiz_set.parts.update(filters={"claimant": "president-of-azerbaijan"})
    found = find_imbalances(quiz_set.title, questions_of_set(quiz_set))
    assert any(finding.check in OF_THE_CHOICE for finding in found)


def test_who_is_asked_about_is_asked_of_both_sides(starters: None) -> None:
    facts = {question.fact_key for question in questions_of_set(QuizSet.objects.get(starter="hadrut-who-said-what"))}
    assert any(fact.startswith("asserted:") for fact in facts)
    assert any(fact.startswith("denied:") for fact in facts)


def test_loading_again_changes_nothing_and_copies_stay(starters: None) -> None:
    rows = list(QuizSet.objects.starters().values_list("pk", "key", "version"))
    copy = copy_set(QuizSet.objects.get(starter=NAMES[0]), UserFactory.create().pk, "Mine")
    assert load_starters() == (0, 0)
    assert list(QuizSet.objects.starters().values_list("pk", "key", "version")) == rows
    QuizSet.objects.create(starter="of-old", title="Of old")
    QuizSet.objects.filter(starter=NAMES[1]).update(title="Another title")
    assert load_starters() == (1, 1)
    assert QuizSet.objects.filter(pk=copy.pk).exists()


def test_the_command_says_what_it_wrote(hadrut: None) -> None:
    out = StringIO()
    call_command("load_starter_sets", stdout=out)
    assert out.getvalue() == f"starter sets: {len(NAMES)} written, 0 removed\n"
