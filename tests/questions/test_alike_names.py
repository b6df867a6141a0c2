"""Only names that could matter are kept beside an accepted one, and none that could is left out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.questions import alike_names
from quizzes.questions.alike_names import NameIndex
from quizzes.questions.shown import Shown
from quizzes.questions.typed_names import mark_name
from tests.questions.builders import a_place
from tests.questions.test_marking import a_name_asked

# Few letters, so that names are often nearly alike.
names = st.text("abdeiš-", min_size=3, max_size=9)
seen: Counter[str] = Counter()


@pytest.fixture(autouse=True, scope="module")
def most_examples_said_something() -> Iterator[None]:
    yield
    assert seen["kept apart"] * 2 >= seen["examples"]


def place_asked(name: str, confusable: tuple[str, ...]) -> Shown:
    return replace(a_name_asked(name), confusable=confusable)


@settings(max_examples=300)
@given(names, st.lists(names, min_size=1, max_size=12, unique=True), st.data())
def test_verdict_is_the_same_with_all_names_and_with_those_kept(
    name: str, others: list[str], data: st.DataObject
) -> None:
    others = [other for other in others if other != name]
    index = NameIndex(a_place(f"p{number}", names=other) for number, other in enumerate(others))
    kept = tuple(found for _key, found in index.alike([name]) if found in others)
    typed = data.draw(st.one_of(st.just(name), st.sampled_from([*others, name]), names), label="typed")
    seen["examples"] += 1
    seen["kept apart"] += len(kept) < len(others)
    assert mark_name(place_asked(name, kept), typed) is mark_name(place_asked(name, tuple(others)), typed)


def test_among_very_many_names_those_that_begin_or_end_alike_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike_names, "MOST_COMPARED", 2)
    index = NameIndex([a_place("edisha"), a_place("edishe"), a_place("adisha"), a_place("hadrut")])
    assert [name for _key, name in index.alike(["Edisha"])] == ["Edisha", "Edishe", "Adisha"]
