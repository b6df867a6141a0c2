"""Beside an accepted name stand the names that what is typed could be taken for: all, or of thousands those alike."""

import pytest

from quizzes.questions import alike_names
from quizzes.questions.alike_names import NameIndex
from tests.questions.builders import a_place

PLACES = [a_place("edisha"), a_place("edishe", names="Kirovka"), a_place("adisha"), a_place("hadrut")]


def test_a_few_names_are_all_kept() -> None:
    everything = [(place.key, name) for place in PLACES for name in place.names]
    assert NameIndex(PLACES).alike(["Edisha"]) == everything


@pytest.mark.parametrize("many", [2, 20_000])
def test_of_very_many_names_those_spelt_alike_are_kept(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(alike_names, "FEW", 2)
    monkeypatch.setattr(alike_names, "MANY", many)
    index = NameIndex(PLACES)
    assert [name for _key, name in index.alike(["Edisha"])] == ["Edisha", "Edishe", "Adisha"]
    assert index.alike(["Kirovko"]) == [("edishe", "Kirovka")]
    assert index.alike(["Xankendi"]) == []
