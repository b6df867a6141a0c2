"""“The” before a claimant's name, where English wants it."""

import pytest

from quizzes.questions.articles import head_noun, takes_article
from quizzes.questions.prompts import name_in_sentence
from tests.questions.builders import a_claimant


@pytest.mark.parametrize(
    "name",
    [
        "International Committee of the Red Cross",
        "Helsinki Committee",
        "United Nations",
        "United Nations High Commissioner for Refugees",
        "European Union",
        "Council of Europe",
        "World Health Organization",
        "International Crisis Group",
        "Syrian Observer",
        "Wall Street Journal",
        "BBC Russian Service",
        "Associated Press",
    ],
)
@pytest.mark.parametrize("kind", ["organisation", "media"])
def test_a_body_or_paper_named_by_a_common_noun_takes_the_article(name: str, kind: str) -> None:
    assert name_in_sentence(a_claimant("body", name, kind), str) == f"the {name}"


@pytest.mark.parametrize(
    "name",
    [
        "NATO",
        "Human Rights Watch",
        "Amnesty International",
        "Doctors Without Borders",
        "Reporters Without Borders",
        "Reuters",
        "Komsomolskaya Pravda",
        "Deutsche Welle",
        "Radio Free Europe",
        "The New York Times",
        "the European Union",
        "Հայաստանի Հանրապետություն",
        "24",
    ],
)
@pytest.mark.parametrize("kind", ["organisation", "media"])
def test_a_name_of_its_own_takes_none(name: str, kind: str) -> None:
    assert name_in_sentence(a_claimant("body", name, kind), str) == name


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("office", "President of Azerbaijan", True),
        ("state-body", "Ministry of Defence", True),
        ("armed-force", "Azerbaijani forces", True),
        ("side", "Artsakh side", True),
        ("person", "Tom Post", False),
        ("scholar", "Ann Church", False),
        ("unnamed", "third-party sources", False),
    ],
)
def test_offices_and_forces_always_take_it_and_people_never(kind: str, name: str, expected: bool) -> None:
    assert takes_article(a_claimant("who", name, kind)) is expected


def test_the_head_noun_stands_before_the_first_preposition() -> None:
    assert head_noun("Union of Writers’ Guilds") == "union"
    assert head_noun("Of Mice") == "mice"
    assert head_noun("") == ""


def test_other_languages_decide_for_themselves() -> None:
    assert name_in_sentence(a_claimant("eu", "European Union", "organisation"), lambda _message: "{name}") == (
        "European Union"
    )
