"""The starter topic of world battles: what ships, and how its script chooses."""

import json
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from docs.examples import world_battles
from history.dates import read_edtf
from history.facts.reading import read_neighbourhood
from history.imports.readers.records import read_record_file
from quizzes.questions.generating import generate
from scripts.serve import RECORDS

FILE = Path("history/records/world_battles.json")
WARS = {"war": {"slug": "war", "title": "The Beland War", "start_year": "1800", "end_year": "1810"}}


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    """The file that ships."""
    body: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return body


def a_battle(slug: str = "battle_of_aton_b", **cells: str) -> dict[str, str]:
    """A row of the atlas."""
    title = slug.removesuffix("_b").replace("_", " ").title().replace("Of", "of")
    return {
        "slug": slug,
        "title": title,
        "war_slug": "war",
        "date_iso": "1805-03-04",
        "coord_precision": "exact",
        "is_indexable": "True",
        "wikidata_qid": "Q1",
        "wikipedia_url": f"https://en.example.org/wiki/{title.replace(' ', '_')}",
        "url": f"https://atlas.example.org/{slug}",
        **cells,
    }


def written(*battles: dict[str, str], dates: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """The events that come of rows of the atlas, by title."""
    made = world_battles.write_record(list(battles), WARS, dates or {})
    return {event["title"]: event for event in made["events"]}


def test_everything_in_it_is_cited_and_nothing_is_prose(record: dict[str, Any]) -> None:
    for event in record["events"]:
        cited = event["citations"] + [c for claim in event.get("claims", ()) for c in claim["attributions"]]
        assert cited
        assert event.get("summary", "Part of: .").startswith("Part of: ")
        assert not any("quote" in citation for citation in event["citations"])
        assert "happened" in event or len(event["claims"]) == 2
    assert read_record_file(FILE.read_bytes()).refused == ()


def test_titles_are_of_one_battle_and_days_are_days(record: dict[str, Any]) -> None:
    battles = [event for event in record["events"] if "same_as" not in event]
    assert 150 <= len(battles) <= 300
    assert max(Counter(event["title"] for event in battles).values()) == 1
    dates = [read_edtf(event["happened"]) for event in battles if "happened" in event]
    assert all(date.precision == "day" and not date.edtf.endswith("-01-01") for date in dates)
    assert len({date.edtf[:3] for date in dates}) > 10, "spread over the decades"
    assert max(Counter(event["summary"] for event in battles).values()) <= world_battles.MOST_OF_A_WAR


def test_the_atlas_on_hadrut_is_a_year_and_the_same_event(record: dict[str, Any]) -> None:
    (same,) = (event for event in record["events"] if "same_as" in event)
    assert (same["happened"], same["same_as"]) == ("2020", "battle-of-hadrut")


def test_it_states_its_licence_and_whom_it_owes_to(record: dict[str, Any]) -> None:
    assert record["licence"] == "CC BY 4.0"
    assert "The War Atlas, thewaratlas.co" in record["attribution"]
    assert "ODC-BY" in record["attribution"]


@pytest.mark.django_db
def test_four_of_five_events_have_a_live_question_and_the_site_shows_the_licence(hadrut: None, client: Client) -> None:
    call_command("import_history", str(FILE), publish=True, stdout=(said := StringIO()))
    assert said.getvalue().strip().endswith("conflicts 0, refused 0")
    judged = list(generate(read_neighbourhood("world-battles")))
    live = {one.question.fact.event.key for one in judged if one.is_live and one.question.fact.event}
    assert sum(one.is_live for one in judged) >= 0.8 * len(judged)
    assert len(live) >= 0.8 * len({one.question.fact.event.key for one in judged if one.question.fact.event})
    assert "The War Atlas, thewaratlas.co" in client.get("/record/").content.decode()
    call_command("import_history", str(FILE), publish=True, stdout=(again := StringIO()))
    assert again.getvalue().strip().splitlines()[-1].startswith("created 0, updated 0, ")


def test_serve_loads_every_record_that_ships() -> None:
    assert {path.name for path in FILE.parent.glob("*.json")} == set(RECORDS)


@pytest.mark.parametrize(
    "cells",
    [
        {"title": "Siege of Aton"},
        {"title": "Battle of Aton (1805)"},
        {"date_iso": "1805-01-01"},
        {"date_iso": ""},
        {"date_iso": "1811-03-04"},
        {"war_slug": "unknown"},
        {"coord_precision": "place"},
        {"wikidata_qid": ""},
        {"is_indexable": "False"},
    ],
)
def test_a_row_that_the_atlas_knows_too_little_of_is_left_out(cells: dict[str, str]) -> None:
    assert list(written(a_battle(), a_battle("battle_of_belo_b", **cells))) == ["Battle of Aton"]


def test_a_title_that_two_rows_bear_is_left_out() -> None:
    assert written(a_battle(), a_battle(slug="battle_of_aton_2_b", title="Battle of Aton")) == {}


def test_days_on_which_the_two_differ_are_claims_of_each() -> None:
    events = written(
        a_battle(),
        a_battle("battle_of_belo_b"),
        a_battle("battle_of_gorn_b"),
        dates={
            "battle_of_aton": "1805-03-04",
            "battle_of_belo": "1805-03-03/1805-03-05",
            "battle_of_gorn": "1809-03-04",
        },
    )
    assert set(events) == {"Battle of Aton", "Battle of Belo"}, "years apart they may be two battles"
    assert events["Battle of Aton"]["happened"] == "1805-03-04"
    assert [claim["statement"] for claim in events["Battle of Belo"]["claims"]] == [
        "The Battle of Belo was on 4 March 1805",
        "The Battle of Belo lasted from 3 March 1805 to 5 March 1805",
    ]
    assert "happened" not in events["Battle of Belo"]


def test_a_war_of_many_battles_has_five() -> None:
    names = [f"battle_of_{'x' * number}_b" for number in range(1, 10)]
    assert len(written(*(a_battle(name) for name in names))) == world_battles.MOST_OF_A_WAR


def test_dates_of_an_article_that_two_rows_of_cdb90_name_are_not_used() -> None:
    rows = [{"isqno": number, "dbpedia": "http://dbpedia.example/Battle_of_Aton"} for number in "12"]
    times = ("start_time_min", "start_time_max", "end_time_min", "end_time_max")
    periods = [{"isqno": number, **dict.fromkeys(times, f"1805-03-0{number}T10:00:00")} for number in "12"]
    assert world_battles.date_by_article(rows[:1], periods) == {"battle_of_aton": "1805-03-01"}
    assert world_battles.date_by_article(rows, periods) == {}
