"""The converters of docs/examples, each on a few rows made up in its source's form."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import quality
from docs.examples import (
    battle_titles,
    cdb90_to_table,
    civil_war_claims_to_table,
    nps_battles_to_table,
    phisterer_engagements_to_table,
    us_states,
    war_atlas_to_table,
    wikidata_cards_to_table,
)
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
        {
            **claim,
            "cwsac_id": "GA013",
            "source": "Work A",
            "battle_name": "",
            "start": "1865-01-01",
            "end": "1865-01-01",
        },
        {**claim, "cwsac_id": "GA013", "source": "Work B", "battle_name": "Marietta Operations"},
    ]
    file = as_table(list(civil_war_claims_to_table.convert(rows)))
    event, other = (entry.body for entry in file.entries if entry.kind == "event")
    assert other["title"] == "Marietta Operations"
    assert other["claims"][0]["happened"] == "1865-01-01", "works on a war give days"
    said = {row["attributions"][0]["claimant"]: row["happened"] for row in event["claims"]}
    assert event["title"] == "Battle of Decatur"
    assert said == {"work-a": "1864-10-26/1864-10-29", "work-b": "1864-10-26"}
    assert file.refused == ()


def test_years_of_cards_are_astronomical_and_estimates_are_left_out() -> None:
    cards = [
        {"qid": "Q4", "title": "Nero becomes emperor", "year": 54},
        {"qid": "Q4", "title": "Nero dies", "year": 68},
        {"qid": "Q1", "title": "Battle of Thermopylae", "year": -479},
        {"qid": "Q2", "title": "Oldowan begins", "year": -2_600_000},
        {"qid": "Q3", "title": "Somebody is born", "year": 43},
    ]
    file = as_table(list(wikidata_cards_to_table.convert(map(json.dumps, cards))))
    assert happened(file) == {
        "q4-nero-becomes-emperor": "0054",
        "q4-nero-dies": "0068",
        "q1": "-0479",
        "q3": "0043",
    }


def period(start: str, end: str, *, until: str = "", ended: str = "") -> dict[str, str]:
    """An active period of battle 7; `until` and `ended` are the latest start and end."""
    times = {"start_time_min": start, "start_time_max": until or start}
    return {"isqno": "7", **times, "end_time_min": end, "end_time_max": ended or end}


@pytest.mark.parametrize(
    ("periods", "date"),
    [
        ([period("1622-05-06T03:30:00", "1622-05-06T10:00:00")], "1622-05-06"),
        (
            [
                period(
                    "1626-04-25T00:00:00",
                    "1626-04-25T00:00:00",
                    until="1626-04-26T00:00:00",
                    ended="1626-04-26T00:00:00",
                )
            ],
            "1626-04-25",
        ),
        ([period("1674-08-11T10:00:00", "1674-08-12T00:00:00")], "1674-08-11"),
        ([period("1674-08-11T00:00:00", "1674-08-11T09:00:00")], "1674-08-11"),
        (
            [
                period("1622-05-07T03:30:00", "1622-05-08T10:00:00"),
                period("1622-05-06T14:00:00", "1622-05-06T19:00:00"),
            ],
            "1622-05-06/1622-05-08",
        ),
        (
            [
                period(
                    "1700-03-01T00:00:00",
                    "1700-03-01T00:00:00",
                    until="1700-03-03T00:00:00",
                    ended="1700-03-03T00:00:00",
                )
            ],
            "[1700-03-01..1700-03-02]",
        ),
        (
            [period("1700-03-01T00:00:00", "1700-03-09T12:00:00", until="1700-03-03T00:00:00")],
            "1700-03-01?/1700-03-09?",
        ),
        ([period("", "1944-02-09T13:00:00")], "/1944-02-09"),
        ([period("1700-01-01T09:00:00", "1700-01-01T10:00:00")], "1700-01-01"),
    ],
)
def test_a_battle_of_cdb90_lasts_from_its_first_day_to_its_last(periods: list[dict[str, str]], date: str) -> None:
    battle = {"isqno": "7", "name": "IWO JIMA - THE FARM OF ST. JEAN II", "locn": "NORTH ITALY", "war": "W", "war4": ""}
    file = as_table(list(cdb90_to_table.convert([battle], periods)))
    (event,) = (entry.body for entry in file.entries if entry.kind == "event")
    assert event["happened"] == date
    assert event["title"] == "Iwo Jima - The Farm of St. Jean II"
    assert event["places"] == [{"place": "north-italy", "role": "at"}]
    assert file.refused == ()


@pytest.mark.parametrize(
    ("start", "end", "monthly", "location", "title", "date", "state"),
    [
        ("1861-4-12", "1861-4-13", "False", "Fort X, S.C.", "Fort X", "1861-04-12/1861-04-13", "south-carolina"),
        (
            "1861-6-1",
            "1861-6-30",
            "True",
            "Court-house, near Y, S. C.",
            "Court-house, near Y",
            "1861-06",
            "south-carolina",
        ),
        ("1862-1-1", "1862-1-1", "False", "Assault on Z.", "Assault on Z", "1862-01-01", ""),
        ("1862-4-5", "1862-4-3", "False", "Siege of Y, Va.", "Siege of Y, Va", "", ""),
    ],
)
def test_an_engagement_of_phisterer_tells_no_state_in_its_title(
    start: str, end: str, monthly: str, location: str, title: str, date: str, state: str
) -> None:
    row = {"battle_id": "9", "start_date": start, "end_date": end, "monthonly": monthly, "location": location}
    rows = [row | {"state": "SC", "battle_name": "Prose about troops."}]
    file = as_table(list(phisterer_engagements_to_table.convert(rows)))
    (event,) = (entry.body for entry in file.entries if entry.kind == "event")
    assert (event["key"], event["title"], event.get("happened", "")) == ("phisterer-9", title, date)
    assert [place["place"] for place in event.get("places", ())] == ([state] if state else [])
    assert "Prose" not in json.dumps(event)


def test_a_battle_of_the_park_service_happened_in_its_state() -> None:
    row = {"cwsac_id": "AL004", "battle_name": "Decatur", "start_date": "1864-10-26", "end_date": "1864-10-29"}
    file = as_table(list(nps_battles_to_table.convert([row | {"state": "AL", "cwss_url": "http://nps.example/1"}])))
    (event,) = (entry.body for entry in file.entries if entry.kind == "event")
    assert (event["title"], event["happened"]) == ("Battle of Decatur", "1864-10-26/1864-10-29")
    assert {entry.key: entry.body["kind"] for entry in file.entries if entry.kind == "place"} == {"alabama": "region"}


def test_the_abbreviations_of_states_are_of_one_state_each() -> None:
    names = [name.casefold() for state in us_states.STATES.values() for name in state]
    assert len(names) == len(set(names))
    assert us_states.cut_state("Princeton, W. Va.", "WV") == ("Princeton", True)
    assert us_states.cut_state("Princeton, W. Va.", "VA") == ("Princeton, W. Va.", False)


def test_a_name_that_says_what_it_was_is_its_own_title() -> None:
    names = ("Decatur", "Siege of X", "Marietta Operations", "Steele's Expedition")
    assert [battle_titles.title_battle(name) == name for name in names] == [False, True, True, True]


def test_each_converter_runs_as_a_file_as_its_first_lines_say() -> None:
    for file in sorted(Path("docs/examples").glob("*_to_table.py")):
        done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=False)
        assert "IndexError" in done.stderr, f"{file} asks for its file: {done.stderr}"


def test_quality_says_what_is_missing() -> None:
    assert "there is none" in str(quality.main(["/no/such/folder"]))
