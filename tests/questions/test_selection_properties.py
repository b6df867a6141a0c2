"""What holds of every question in which all that is right is to be ticked, judged by the naive checker."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.facts.gathering import gather_facts
from quizzes.exports.questions import group_to_json
from quizzes.questions.generating import generate_groups
from quizzes.questions.grouping.showing import show_group
from quizzes.questions.shown import shown_from_json
from quizzes.questions.values import Form, JudgedGroup
from tests.questions.records import JSON, rows_of
from tests.questions.selection_checker import complain_of_selection
from tests.questions.strategies import CITED, CLAIMANTS, TITLES, TOWNS, chances, whole_records
from tests.questions.test_properties import briefly, steadily

seen: Counter[str] = Counter()
PLACES = [name.lower() for name in TOWNS]


@pytest.fixture(autouse=True, scope="module")
def most_examples_said_something() -> Iterator[None]:
    yield
    assert seen["live"] * 2 >= seen["examples"], seen
    assert min(seen["claimant"], seen["place"]) * 10 >= seen["claimant"] + seen["place"], seen


@st.composite
def several_statements(draw: st.DrawFn) -> JSON:
    """A record of three events of one war about which three or four claimants make several statements each."""
    speakers = draw(st.lists(st.sampled_from([row["key"] for row in CLAIMANTS]), min_size=3, max_size=4, unique=True))
    made: list[JSON] = []
    for number in range(3):
        claims: list[JSON] = []
        for place in range(draw(st.integers(4, 6))):
            said = draw(st.lists(st.sampled_from(speakers), min_size=1, max_size=2, unique=True))
            stances = st.sampled_from(["asserts"] * 9 + ["denies", "reports"])
            words = draw(st.sampled_from(["Riders", "Riders", "Riders", "Lancers", "Northland riders"]))
            claims.append(
                {
                    "key": f"e{number}c{place}",
                    "statement": f"{words} of column {number}{place} had come",
                    "about": "occurrence",
                    "happened": "",
                    "places": [draw(st.sampled_from(PLACES))] if draw(chances) < 95 else [],
                    "opposes": [claims[0]["key"]] if claims and draw(chances) < 8 else [],
                    "same_as": [claims[0]["key"]] if claims and draw(chances) < 8 else [],
                    "attributions": [
                        {
                            "claimant": who,
                            "stance": draw(stances),
                            "stated_on": "",
                            "needs_review": draw(chances) < 8,
                            "citations": CITED if draw(chances) < 97 else [],
                        }
                        for who in said
                    ],
                }
            )
        made.append(
            {
                "key": f"e{number}",
                "title": f"{TITLES[number]} on the road",
                "status": "published",
                "happened": "",
                "places": [],
                "part_of": made[0]["key"] if made else "",
                "same_as": "",
                "topics": ["war"],
                "citations": CITED,
                "claims": claims,
            }
        )
    return draw(whole_records(made))


def asked_of(record: JSON) -> list[JudgedGroup]:
    """The live questions of the form; counts the example."""
    judged = generate_groups(gather_facts(rows_of(record, "war")), seed=2)
    live = [one for one in judged if one.is_live and one.question.form is Form.SELECT_ALL]
    seen["examples"] += 1
    seen["live"] += bool(live)
    seen.update(str(one.question.family) for one in live)
    return live


@steadily
@given(several_statements())
def test_checker_finds_nothing_wrong_with_a_live_question(record: JSON) -> None:
    for one in asked_of(record):
        question = group_to_json(one)
        assert (question, complain_of_selection(question, record)) == (question, [])


@briefly
@given(several_statements())
def test_what_is_shown_survives_being_stored(record: JSON) -> None:
    for one in asked_of(record):
        shown = show_group(one.question)
        assert shown_from_json(shown.to_json()) == shown
        assert {part.value for part in shown.parts} < {value for value, _text in shown.options}
