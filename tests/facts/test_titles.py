"""Which titles may name one event."""

import pytest

from history.facts.gathering import gather_facts
from history.facts.rows import EventRow, Rows
from history.facts.titles import LONGEST_NAME, may_name, name_title
from tests.facts.builders import CITED


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Battle of the Aba River", "Battle of Aba River"),
        ("ABA, Va.", "Aba Va"),
        ("Siege of Edişə", "Siege of Edise"),
        ("Second Battle of Aba", "Aba II"),
        ("2nd Battle of Aba", "Battle of Aba (Second)".replace("(Second)", "II")),
        ("Battle of Aba", "Second Battle of Aba"),
        ("Battle of Aba", "Battle of Aba (1993)"),
        ("Aba's Landing", "Abas Landing"),
    ],
)
def test_title_fits_the_other_event_as_well(title: str, other: str) -> None:
    assert may_name(title, other)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Second Battle of Aba", "Battle of Aba"),
        ("First Battle of Aba", "Second Battle of Aba"),
        ("Battle of Aba (1993)", "Battle of Aba (1994)"),
        ("Siege of Aba", "Battle of Aba"),
        ("Skirmish A", "Skirmish B"),
    ],
)
def test_title_names_its_own_event_only(title: str, other: str) -> None:
    assert not may_name(title, other)


def test_name_of_a_long_title_fits_its_column() -> None:
    assert len(name_title("Սարդարապատի ճակատամարտ " * 30).name) <= LONGEST_NAME


def test_bare_title_is_the_namesake_of_a_numbered_one_and_not_the_reverse() -> None:
    titles = {"first": "Battle of Aba", "second": "Second Battle of Aba", "third": "Battle of Belo"}
    rows = tuple(EventRow(key, title, happened="1862", citations=CITED) for key, title in titles.items())
    around = gather_facts(Rows("war", rows, (), ()))
    namesakes = {fact.event.key: fact.event.namesakes for fact in around.facts if fact.event}
    assert namesakes == {"first": frozenset({"second"}), "second": frozenset(), "third": frozenset()}
