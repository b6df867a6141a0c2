"""Beside an accepted name stand the names that what is typed could be taken for: all, or of thousands those alike."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from quizzes.questions import alike_names
from quizzes.questions.alike_names import REACH, NameIndex, keys_of
from quizzes.questions.typed_names import NOT_NEAR, misses
from tests.questions.builders import a_place

PLACES = [a_place("edisha"), a_place("edishe", names="Kirovka"), a_place("adisha"), a_place("hadrut")]


def test_a_few_names_are_all_kept() -> None:
    everything = [(place.key, name) for place in PLACES for name in place.names]
    assert NameIndex(PLACES).alike(["Edisha"]) == everything


def index_of(monkeypatch: pytest.MonkeyPatch, names: Iterable[str], few: int = 0) -> NameIndex:
    """An index that treats these names as very many."""
    monkeypatch.setattr(alike_names, "FEW", few)
    return NameIndex(a_place(f"p{number}", names=name) for number, name in enumerate(names))


def found(index: NameIndex, name: str) -> list[str]:
    return [other for _key, other in index.alike([name])]


def test_of_very_many_names_those_spelt_alike_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of(monkeypatch, ["Edisha", "Edişə", "Kirovka", "Xankəndi", "Hadrut"])
    assert found(index, "Edisha") == ["Edisha", "Edişə"]
    assert found(index, "Kirovko") == ["Kirovka"]
    assert found(index, "Khankendi") == ["Xankəndi"]
    assert found(index, "Vanashen") == []


@pytest.mark.parametrize(
    ("name", "other"),
    [("Khojaly", "Xocalı"), ("Hojalu", "Khojaly"), ("Füzuli", "Fizuli"), ("Aghdam", "Ağdam"), ("Թալիշ", "Talysh")],
)
def test_names_that_meet_in_one_of_their_spellings_are_alike(
    name: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(index_of(monkeypatch, [other, "Somewhere else"]), name) == [other]


def test_words_in_another_order_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(index_of(monkeypatch, ["Aliyev Ilham", "Somebody Else"]), "Ilham Aliyev") == ["Aliyev Ilham"]


# How many examples of the property below were typed near the accepted name.
seen: Counter[bool] = Counter()


@pytest.fixture(autouse=True, scope="module")
def most_examples_said_something() -> Iterator[None]:
    yield
    assert seen[True] >= seen[False]


SYLLABLES = ("kha", "xo", "qar", "ja", "can", "ghe", "şu", "shen", "əf", "van", "zhi", "ler", "ckt", "Еди", "ում")
spelt = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5).map("".join)
names = st.lists(spelt, min_size=1, max_size=2).map(" ".join)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(names, min_size=2, max_size=30, unique=True), names)
def test_index_finds_what_looking_at_all_names_finds(known: list[str], wanted: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        index = index_of(patch, known)
        near = [
            name
            for name in known
            if any(
                one[0] == other[0] and DamerauLevenshtein.distance(one, other) <= REACH
                for one, other in product(keys_of(wanted), keys_of(name))
            )
        ]
        assert found(index, wanted) == near


def slips(name: str) -> list[str]:
    """The name with one letter left out, doubled, or exchanged with the next, behind the first."""
    places = range(1, len(name) - 1)
    return [
        name,
        *(name[:place] + name[place + 1 :] for place in places),
        *(name[:place] + name[place] + name[place:] for place in places),
        *(name[:place] + name[place + 1] + name[place] + name[place + 2 :] for place in places),
    ]


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(names, min_size=2, max_size=12, unique=True), names, st.data())
def test_index_leaves_out_no_name_that_what_is_typed_is_as_near_to(
    known: list[str], accepted: str, data: st.DataObject
) -> None:
    typed = data.draw(st.sampled_from(slips(accepted)))
    with pytest.MonkeyPatch.context() as patch:
        kept = found(index_of(patch, known), accepted)
    for is_person in (False, True):
        is_near = misses(typed, accepted, is_person=is_person) is not NOT_NEAR
        left_out = set(known) - set(kept)
        seen[is_near and bool(left_out)] += 1
        if not is_near:
            continue
        assert all(misses(typed, name, is_person=is_person) is NOT_NEAR for name in left_out)
