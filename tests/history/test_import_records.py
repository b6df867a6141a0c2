"""Reading record files: what is taken, and what is refused in which words."""

import json
from typing import Any

import pytest

from history.imports.readers.entries import Kind, RecordFileError
from history.imports.readers.json_text import LARGEST_FILE
from history.imports.readers.records import read_record_file
from history.imports.readers.schema import read_schema
from tests.history.record_files import ENTRIES, HADRUT_FILE, SIEGE, find, hadrut, siege, to_bytes


def refused(file: Any) -> dict[str, str]:
    read = read_record_file(to_bytes(file))
    return {fault.path: fault.reason for entry in read.refused for fault in entry.refusals}


def test_reads_every_entry_and_makes_the_topic_of_the_head() -> None:
    read = read_record_file(to_bytes(SIEGE))
    assert len(read.entries) == ENTRIES
    assert not read.refused
    topic = next(entry for entry in read.entries if entry.kind is Kind.TOPIC)
    assert topic.body == {"key": "siege-of-agdere", "title": "Siege of Ağdərə", "licence": "CC0 1.0"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "line 1, column 2"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        (b'{"format": "attest-record/1", "title": "\xe9"}', "not UTF-8 text: byte 40"),
        (b"[]", "holds a list, not an object"),
        (b"null", "holds null"),
        (b"1e999", "holds a number"),
        (b"{}", 'has no "format"'),
        (b'{"format": "attest-record/2"}', 'format "attest-record/2"'),
        (b'{"format": ["attest-record/1"]}', "format a list"),
        (b'{"format": "attest-record/1", "events": [], "events": []}', 'gives "events" twice'),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"format": "attest-record/1", "events": ' + b'{"a":' * 100_000, "nested too deeply"),
        (b" " * (LARGEST_FILE + 1), "larger than 50 MB"),
    ],
)
def test_refuses_a_file_that_cannot_be_read_as_a_whole(data: bytes, reason: str) -> None:
    with pytest.raises(RecordFileError, match=reason.replace("[", r"\[")):
        read_record_file(data)


def test_takes_a_byte_order_mark_for_what_it_is() -> None:
    assert len(read_record_file(b"\xef\xbb\xbf" + to_bytes(SIEGE)).entries) == ENTRIES


def put(path: str, value: Any) -> dict[str, Any]:
    """The siege's file with one value set: `events[0].claims[1].figure` or so."""
    file: Any = siege()
    *way, last = path.replace("[", ".[").split(".")
    holder = file
    for step in way:
        holder = holder[int(step[1:-1])] if step.startswith("[") else holder[step]
    holder[int(last[1:-1]) if last.startswith("[") else last] = value
    return dict(file)


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("events[0].claims[0].attributions[0].stance", "says", '"says" is not one of: asserts, reports, confirms'),
        ("events[0].happened", "9 October", "is not a date in EDTF"),
        ("events[0].happened", "2020\x1b[2J", "is not a date in EDTF"),
        ("events[0].claims[0].attributions[0].stated_on", "2020-02-31", "2020-02-31"),
        ("claimants[1].active", "until 2003", "is not a date in EDTF"),
        ("sources[0].published_on", "[2020", "has no closing bracket"),
        ("events[0].title", 5, "must be text, not a number"),
        ("events[0].title", "x" * 301, "is longer than 300 characters: it has 301"),
        ("events[0].colour", "red", "is not a key that attest-record/1 has here"),
        ("events[0].claims[0].places[0]", "Ağdərə", "cannot be kept. A key has lower-case letters"),
        ("events[0].claims[0].places[0]", "", "cannot be kept"),
        ("events[0].claims", {"key": "x"}, "must be a list, not an object"),
        ("events[0].claims[0].attributions[1].needs_review", "yes", "must be true or false, not text"),
        ("events[0].claims[1].figure", {"low": 5, "high": 1}, "ends at 1, below where it begins, 5"),
        ("events[0].claims[1].figure.low", float("nan"), "must be a finite number"),
        ("events[0].claims[1].figure.low", 10**400, "must be a finite number"),
        ("events[0].claims[1].figure.low", True, "must be a number, not true or false"),
        ("places[1].latitude", 91, "must be at most 90"),
        ("places[1].longitude", -180.5, "must be at least -180"),
        ("places[1].bearing.direction", "NNE", '"NNE" is not one of: N, NE'),
        ("sources[0].url", "javascript:alert(1)", "An address begins with http"),
        ("sources[0].url", "https://a b.org", "An address begins with http"),
        ("sources[0].url", "http://[", "An address begins with http"),
        ("events[0].summary", "a\0b", 'holds a NUL character: "a\\x00b"'),
        ("events[0].summary", "a\ud800b", 'half of a surrogate pair: "a\\ud800b"'),
        ("events[0].part_of", "siege", '"siege" refers to itself'),
        ("claimants[1].holds", ["crown", "crown"], "names the same thing twice"),
        ("places[1].names[1]", {"name": "Ağdərə", "language": "az", "party": "north"}, "a second time"),
        ("events[0].claims[0].attributions[1]", {"claimant": "crown", "stance": "asserts"}, "a second time"),
        ("parties[1]", "south", "must be an object, not text"),
        ("parties[1]", None, "must be an object, not null"),
    ],
)
def test_refuses_an_entry_with_path_and_reason_and_keeps_the_rest(path: str, value: Any, reason: str) -> None:
    given = refused(put(path, value))
    assert list(given) == [path]
    assert reason in given[path]
    assert given[path].isprintable()
    assert len(read_record_file(to_bytes(put(path, value))).entries) >= ENTRIES - 2


def test_a_claim_does_not_oppose_itself() -> None:
    file = put("events[0].claims[0].opposes", ["village-fell"])
    assert refused(file) == {"events[0].claims[0].opposes[0]": '"village-fell" refers to itself'}


def test_names_everything_that_is_wrong_in_an_entry() -> None:
    file = siege()
    event = file["events"][0]
    del event["claims"][0]["statement"]
    event["happened"] = "soon"
    event["key"] = None
    assert set(refused(file)) == {"events[0]", "events[0].happened", "events[0].claims[0]"}
    assert '"statement" is missing or empty' in refused(file)["events[0].claims[0]"]


def test_half_a_coordinate_is_refused() -> None:
    file = siege()
    del file["places"][1]["longitude"]
    assert refused(file) == {"places[1]": "has a latitude but no longitude"}


def test_a_value_given_twice_is_refused_because_one_of_them_would_be_lost() -> None:
    text = json.dumps(SIEGE).replace(
        '"attributions": [{"claimant": "ann"', '"attributions": [], "attributions": [{"claimant": "ann"'
    )
    read = read_record_file(text.encode())
    assert [(e.path, e.refusals[0].path) for e in read.refused] == [("events[1]", "events[1].claims[0].attributions")]
    assert read.refused[0].refusals[0].reason == "is given twice"


def test_a_key_that_is_taken_is_refused_and_the_first_entry_stays() -> None:
    file = siege()
    file["parties"].append({"key": "north", "name": "Another North"})
    file["events"][1]["claims"][0]["key"] = "dead"
    assert refused(file) == {
        "parties[2].key": 'the party key "north" is taken already, at parties[0].key',
        "events[1].claims[0].key": 'the claim key "dead" is taken already, at events[0].claims[1].key',
    }


def test_an_unknown_key_of_the_file_and_a_wrong_head_cost_nothing_else() -> None:
    file = siege() | {"note\x1b[31m": 1, "licence": 5, "places": {"key": "x"}}
    read = read_record_file(to_bytes(file))
    assert [fault.path for entry in read.refused for fault in entry.refusals] == [
        '["note\\x1b[31m"]',
        "licence",
        "places",
    ]
    assert len(read.entries) == ENTRIES - 2


def test_a_deep_or_endless_entry_is_refused_before_it_is_looked_at() -> None:
    file = siege()
    deep: Any = []
    for _ in range(400):
        deep = [deep]
    file["parties"][0]["name"] = deep
    file["events"][0]["after"] = [1] * 10_001
    given = refused(file)
    assert "is nested more than 16 deep" in given.values()
    assert given["events[0].after"] == "has more than 10000 members"


def test_what_is_left_out_and_what_is_empty_are_the_same() -> None:
    sparse = {"format": "attest-record/1", "events": [{"key": "a", "title": "A"}]}
    full = siege() | {"title": "", "licence": None, "parties": [], "claimants": None, "places": [], "sources": []}
    empty: dict[str, Any] = {
        "summary": "",
        "happened": None,
        "places": [],
        "claims": [],
        "part_of": "",
        "same_as": None,
    }
    full["events"] = [{"key": "a", "title": " A\r\n", **empty}]
    assert read_record_file(to_bytes(sparse)).entries == read_record_file(to_bytes(full)).entries


def test_zero_and_dates_are_read_as_they_are_meant() -> None:
    file = siege()
    file["events"][0]["claims"][0]["happened"] = "[1415-05-02,1415-05-01]"
    entry = next(e for e in read_record_file(to_bytes(file)).entries if e.key == "siege")
    assert entry.body["claims"][0]["happened"] == "[1415-05-01,1415-05-02]"
    assert entry.body["claims"][1]["figure"] == {"low": 0, "high": 12.5, "unit": "carts"}


def test_several_topics_get_titles_of_their_own() -> None:
    file = siege()
    file["events"][0]["topics"] = ["siege-of-agdere", "northern_wars"]
    titles = {e.key: e.body["title"] for e in read_record_file(to_bytes(file)).entries if e.kind is Kind.TOPIC}
    assert titles == {"siege-of-agdere": "Siege of Ağdərə", "northern_wars": "Northern wars"}


def test_the_schema_knows_no_more_and_no_less_than_the_format() -> None:
    events = read_schema()["$defs"]["event"]["properties"]
    assert set(events) >= set(SIEGE["events"][0]) | {"time_note", "same_as", "part_of", "after"}
    assert read_schema()["properties"]["format"]["const"] == "attest-record/1"


class TestHadrut:
    """The shipped record: everything the article says, and its traps."""

    def test_all_of_it_is_read(self) -> None:
        read = read_record_file(HADRUT_FILE.read_bytes())
        assert not read.refused
        assert sum(entry.kind is Kind.PLACE for entry in read.entries) == 14
        assert sum("bearing" in entry.body for entry in read.entries) == 11

    def test_cites_all_twelve_sentences(self) -> None:
        text = HADRUT_FILE.read_text(encoding="utf-8")
        cited = {
            holder["locator"]
            for holder in _objects(json.loads(text))
            if holder.get("source") == "battle-of-hadrut-article"
        }
        assert cited == {str(number) for number in range(1, 13)}

    def test_nobody_dates_the_capture_to_the_ninth(self) -> None:
        capture = find(hadrut(), "events", "capture-of-hadrut")
        dates = [capture.get("happened"), *(claim.get("happened") for claim in capture["claims"])]
        assert "2020-10-09" not in dates
        assert {"[..2020-10-09]", "[2020-10-14,2020-10-15]"} <= set(dates)

    def test_the_denial_stands_beside_a_claim_that_opposes(self) -> None:
        claims = {claim["key"]: claim for claim in find(hadrut(), "events", "capture-of-hadrut")["claims"]}
        stances = {(a["claimant"], a["stance"]) for a in claims["hadrut-taken"]["attributions"]}
        assert ("arayik-harutyunyan", "denies") in stances
        assert "hadrut-taken" in claims["hadrut-held"]["opposes"]

    def test_two_media_are_held_back_wherever_they_speak(self) -> None:
        media = {"komsomolskaya-pravda", "bbc-russian-service"}
        said = [o for o in _objects(hadrut()) if "stance" in o and o["claimant"] in media]
        assert {attribution["claimant"] for attribution in said} == media
        assert all(attribution["needs_review"] for attribution in said)

    def test_the_red_cross_acts_and_does_not_speak(self) -> None:
        named = [o for o in _objects(hadrut()) if o.get("claimant") == "icrc"]
        assert named
        assert not any("stance" in o for o in named)


def _objects(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(inner for member in value.values() for inner in _objects(member))]
    return [inner for member in value for inner in _objects(member)] if isinstance(value, list) else []
