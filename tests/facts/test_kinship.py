"""Who may be taken for whom."""

import pytest

from history.facts.naming import name_claimants
from tests.facts.builders import CLAIMANTS

NAMES = name_claimants(CLAIMANTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("crown", "orda"),
        ("orda", "heir"),
        ("bureau", "lancers"),
        ("bureau", "scouts"),
        ("camp", "orda"),
        ("camp", "crown"),
        ("rumour", "gazette"),
        ("rumour", "bureau"),
        ("gazette", "gazette"),
    ],
    ids=[
        "office and holder",
        "two holders of an office",
        "body and part",
        "body and part of a part",
        "side and person",
        "side and office",
        "unnamed and medium",
        "unnamed and body of no side",
        "itself",
    ],
)
def test_one_may_be_the_other_whichever_is_asked(one: str, other: str) -> None:
    assert NAMES[one].may_be(NAMES[other])
    assert NAMES[other].may_be(NAMES[one])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("orda", "mira"),
        ("camp", "mira"),
        ("gazette", "courier"),
        ("rumour", "mira"),
        ("rumour", "orda"),
        ("bureau", "crown"),
    ],
)
def test_one_cannot_be_the_other(one: str, other: str) -> None:
    assert not NAMES[one].may_be(NAMES[other])
    assert not NAMES[other].may_be(NAMES[one])


def test_nobody_is_its_own_kin() -> None:
    assert all(key not in name.kin for key, name in NAMES.items())


def test_person_answers_to_the_office_and_the_office_to_its_holders() -> None:
    assert NAMES["orda"].stand_ins == ("Regent",)
    assert NAMES["crown"].stand_ins == ("Orda Vell", "Heir Vell")
    assert NAMES["scouts"].stand_ins == ()
