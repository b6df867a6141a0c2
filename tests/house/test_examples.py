"""The converters of docs/examples, each on a few rows made up in its source's form."""

import json

from benchmarks import quality
from docs.examples import civil_war_claims_to_table, war_atlas_to_table, wikidata_cards_to_table
from history.imports.readers.entries import RecordFile
from history.imports.readers.tables import read_table


def as_table(rows: list[dict[str, str]]) -> RecordFile:
    """The rows as Attest's own reader takes them."""
    lines = [",".join(rows[0])]
    lines += [",".join('"' + cell.replace('"', '""') + '"' for cell in row.values()) for row in rows]
    return read_table("\n".join(lines).encode())


def happened(file: RecordFile) -> dict[str, object]:
    """The dates of the events by key."""
    return {entry.key: entry.body.get("happened") for entry in file.entries if entry.kind == "event"}


def test_a_first_of_january_of_the_atlas_is_a_year() -> None:
    battle = {"slug": "Siege_of_X (2)", "title": "Siege of X", "war_slug": "w", "year": "1991", "url": "https://x.org"}
    rows = [
        {**battle, "date_iso": "1991-01-01"},
        {**battle, "slug": "y", "title": "Battle of Y", "war_slug": "none", "date_iso": "1944-07-20"},
        {**battle, "slug": "z", "title": "Battle of Z", "date_iso": ""},
    ]
    file = as_table(list(war_atlas_to_table.convert(rows, [{"slug": "w", "title": "War of W"}])))
    assert happened(file) == {"siege_of_x-2": "1991", "y": "1944-07-20", "z": "1991"}
    assert {entry.body["title"] for entry in file.entries if entry.kind == "topic"} == {"War of W", "Other battles"}
    assert file.refused == ()


def test_each_work_on_the_civil_war_is_a_claimant_of_its_own_dates() -> None:
    claim = {"cwsac_id": "AL001", "battle_name": "Decatur", "start": "1864-10-26", "end": "1864-10-29"}
    rows = [
        {**claim, "source": "Work A"},
        {**claim, "source": "Work B", "battle_name": "Decatur, Ala.", "end": "1864-10-26"},
        {**claim, "source": "Work C", "start": "", "end": ""},
    ]
    file = as_table(list(civil_war_claims_to_table.convert(rows)))
    event = next(entry.body for entry in file.entries if entry.kind == "event")
    said = {row["attributions"][0]["claimant"]: row["happened"] for row in event["claims"]}
    assert event["title"] == "Battle of Decatur"
    assert said == {"work-a": "1864-10-26/1864-10-29", "work-b": "1864-10-26"}
    assert file.refused == ()


def test_years_of_cards_are_astronomical_and_estimates_are_left_out() -> None:
    cards = [
        {"qid": "Q1", "title": "Battle of Thermopylae", "year": -479},
        {"qid": "Q2", "title": "Oldowan begins", "year": -2_600_000},
        {"qid": "Q3", "title": "Somebody is born", "year": 43},
    ]
    file = as_table(list(wikidata_cards_to_table.convert(map(json.dumps, cards))))
    assert happened(file) == {"q1": "-0479", "q3": "0043"}


def test_quality_says_what_is_missing() -> None:
    assert "there is none" in str(quality.main(["/no/such/folder"]))
