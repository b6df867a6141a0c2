"""Tables (CSV) become the same entries as record files, row by row."""

import csv
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from history.imports.readers.entries import Body, RecordFile, RecordFileError
from history.imports.readers.json_text import LARGEST_FILE
from history.imports.readers.tables import COLUMNS, read_table
from history.models import Attribution, Claim, Event, Place, Topic

HEAD = "key,title,date,place,latitude,longitude,topic,source_title,claimant,claimant_kind,statement,stance,stated_on"


def read(*rows: str, head: str = HEAD) -> RecordFile:
    """A table of these rows."""
    return read_table("\n".join([head, *rows]).encode())


def bodies(file: RecordFile, kind: str) -> dict[str, Body]:
    """The entries of one kind by key."""
    return {entry.key: entry.body for entry in file.entries if entry.kind == kind}


def reasons(file: RecordFile) -> list[tuple[str, str]]:
    """Where each refusal stands, and its reason."""
    return [(refusal.path, refusal.reason) for entry in file.refused for refusal in entry.refusals]


def test_a_row_without_a_claimant_is_an_event_with_its_place_and_source() -> None:
    file = read("a,Battle of A,1863-07-02,Aton,40.1,-75.2,World battles,Atlas,,,,,")
    event = bodies(file, "event")["a"]
    assert event["happened"] == "1863-07-02"
    assert event["places"] == [{"place": "aton", "role": "at"}]
    assert event["citations"] == [{"source": "atlas", "locator": "a"}]
    assert bodies(file, "topic")["world-battles"]["title"] == "World battles"
    assert bodies(file, "place")["aton"]["latitude"] == 40.1
    assert file.refused == ()


@pytest.mark.parametrize(
    ("date", "precision", "stored"),
    [
        ("1863-01-01", "", "1863"),
        ("1863-01-01", "day", "1863-01-01"),
        ("1863-07-02", "month", "1863-07"),
        ("-0479", "", "-0479"),
        ('"[2020-10-14,2020-10-15]"', "", "[2020-10-14,2020-10-15]"),
        ("XXXX-05", "", "XXXX-05"),
        ("1863-07-01/1863-07-03", "", "1863-07-01/1863-07-03"),
    ],
)
def test_a_date_keeps_the_precision_that_its_source_gave(date: str, precision: str, stored: str) -> None:
    file = read(f"a,A,{date},{precision}", head="key,title,date,date_precision")
    assert bodies(file, "event")["a"]["happened"] == stored


def test_rows_with_one_key_add_claims_and_equal_words_add_voices() -> None:
    file = read(
        "a,Battle of A,1863-07-02,,,,,Dyer,Dyer,scholar,,,",
        "a,,1863-07-02,,,,,NPS,NPS,organisation,,,",
        "a,,,,,,,NPS,NPS,organisation,The fort had fallen,denies,1863-07-09",
    )
    dated, denied = bodies(file, "event")["a"]["claims"]
    assert dated["about"] == "date"
    assert [said["claimant"] for said in dated["attributions"]] == ["dyer", "nps"]
    assert denied["attributions"][0]["stance"] == "denies"
    assert denied["attributions"][0]["stated_on"] == "1863-07-09"


def test_a_claimant_that_gives_a_date_and_a_place_states_two_things() -> None:
    file = read("a,Battle of A,1863-07-02,Aton,,,,Dyer,Dyer,scholar,,,")
    claims = bodies(file, "event")["a"]["claims"]
    assert [(claim["about"], claim["statement"]) for claim in claims] == [
        ("date", "The date of “Battle of A” was 2 July 1863"),
        ("place", "The place of “Battle of A” was Aton"),
    ]
    assert [claim.get("places") for claim in claims] == [None, ["aton"]]


def test_equal_words_with_different_dates_are_one_claim_and_dates_of_each() -> None:
    said = "a,A,{date},,,,,{who},{who},,A was fought,{stance},"
    rows = [said.format(date=date, who=who, stance="") for date, who in (("1863-07-01", "D"), ("1863-07-02", "N"))]
    claims = bodies(read(*rows, said.format(date="1863-07-02", who="O", stance="denies")), "event")["a"]["claims"]
    assert [(claim["about"], claim.get("happened", ""), len(claim["attributions"])) for claim in claims] == [
        ("occurrence", "", 3),
        ("date", "1863-07-01", 1),
        ("date", "1863-07-02", 1),
    ]
    alone = bodies(read(rows[0]), "event")["a"]["claims"]
    assert [(claim["about"], claim["happened"]) for claim in alone] == [("occurrence", "1863-07-01")]


def test_a_voice_said_twice_has_two_citations_and_no_second_day() -> None:
    said = "a,Battle of A,1863-07-02,,,,,{source},Dyer,,,,{day}"
    file = read(said.format(source="One", day="1863-08-01"), said.format(source="Two", day=""))
    (claim,) = bodies(file, "event")["a"]["claims"]
    (voice,) = claim["attributions"]
    assert [citation["source"] for citation in voice["citations"]] == ["one", "two"]
    assert voice["stated_on"] == "1863-08-01"
    twice = read(said.format(source="One", day="1863-08-01"), said.format(source="Two", day="1863-08-02"))
    assert reasons(twice) == [("line 3, stated_on", '"1863-08-02" contradicts "1863-08-01" of line 2')]


def test_works_that_call_an_event_otherwise_do_not_contradict_one_another() -> None:
    file = read("a,Decatur,1864,,,,,D,D,,,,", 'a,"Decatur, Ala.",1865,,,,,N,N,,,,', "a,,1866,,,,,O,O,,,,")
    assert bodies(file, "event")["a"]["title"] == "Decatur"
    assert file.notes == ('a claimant calls the event otherwise: 1 row, first line 3, "Decatur, Ala. → Decatur"',)
    plain = read("a,,1864,,,,,D,D,,,,", "a,Decatur,1864,,,,,S,,,,,")
    assert bodies(plain, "event")["a"]["title"] == "Decatur", "the title may stand in a later row"


def test_the_kind_of_a_claimant_is_what_any_of_its_rows_says() -> None:
    file = read("a,A,1863,,,,,D,D,,,,", "b,B,1864,,,,,D,D,State Body,,,")
    assert bodies(file, "claimant")["d"]["kind"] == "state-body"
    file = read("a,A,1863,,,,,D,D,scholar,,,", "b,B,1864,,,,,D,D,person,,,")
    assert reasons(file) == [("line 3, claimant_kind", '"person" contradicts "scholar" of line 2')]
    assert list(bodies(file, "event")) == ["a"]


def test_keys_of_claims_do_not_depend_on_the_order_of_rows() -> None:
    rows = ["a,A,1863-07-02,,,,,D,D,,,,", "a,A,1863-07-03,,,,,N,N,,,,"]
    one, other = (bodies(read(*order), "event")["a"]["claims"] for order in (rows, rows[::-1]))
    assert {claim["key"] for claim in one} == {claim["key"] for claim in other}


@pytest.mark.parametrize(
    ("row", "path", "reason"),
    [
        ("a,A,1863-13-01,,,,,,,,,,", "line 2, date", "no such month"),
        ("a,A,1864-2-30,,,,,,,,,,", "line 2, date", "not a day of the calendar"),
        ("a,A,480 BC,,,,,,,,,,", "line 2, date", "480 BC is written -0479"),
        ("a,A,12 April 1861,,,,,,,,,,", "line 2, date", "is written 1861-04-12"),
        ("a,A,[1863,,,,,,,,,,", "line 2, date", "bracket"),
        (",A,1863,,,,,,,,,,", "line 2, key", "is empty"),
        ("???,A,1863,,,,,,,,,,", "line 2, key", "no letter"),
        ("a,,1863,,,,,,,,,,", "line 2, title", "is empty"),
        (f"a,{'A' * 301},1863,,,,,,,,,,", "line 2.title", "longer than 300"),
        ("a,A,1863,Aton,north,1,,,,,,,", "line 2, latitude", "not a number"),
        ("a,A,1863,Aton,nan,1,,,,,,,", "line 2, latitude", "not a number"),
        ("a,A,1863,Aton,91,1,,Atlas,,,,,", "line 2, latitude", "90"),
        ("a,A,1863,Aton,9,-181,,Atlas,,,,,", "line 2, longitude", "180"),
        ("a,A,1863,Aton,9,,,Atlas,,,,,", "line 2, longitude", "there is a latitude"),
        ("a,A,1863,,,,,,,,words,,", "line 2, statement", "no claimant"),
        ("a,A,,,,,,,Dyer,,,,", "line 2, statement", "no date or place"),
        ("a,A,1863,???,,,,,,,,,", "line 2, place", "no letter"),
        ("a,A,1863,,,,,,Dyer,oracle,,,", "line 2, claimant_kind", "armed-force"),
        ("a,A,1863,,,,,,Dyer,,,shouts,", "line 2, stance", "asserts, reports"),
        ("a,A,1863,,,,,,Dyer,,,,then", "line 2, stated_on", "not a date"),
        (f"a,A,1863,,,,{'t' * 201},,,,,,", "line 2, topic", "longer than 200"),
        ("a,A\0B,1863,,,,,,,,,,", "line 2, title", "NUL"),
        ("a,A,1863,,,,,,,,,,,,,surplus", "line 2", "more cells"),
        (f"a,A,1863,,,,,,,,{'x' * 30_000},,", "line 2, statement", "longer than 20000"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line_and_the_rest_is_read(row: str, path: str, reason: str) -> None:
    file = read(row, "z,Z,1900,,,,,,,,,,")
    assert any(path == where and reason in why for where, why in reasons(file)), reasons(file)
    assert list(bodies(file, "event")) == ["z"]
    assert {entry.kind for entry in file.entries} == {"event"}, "a refused row leaves nothing behind"


def test_everything_wrong_in_the_rows_of_an_event_is_told_with_its_line() -> None:
    file = read('a,"Battle', 'of A",18,,100,1,,,,,,,', "z,Z,1900,,,,,,,,,,", "a,A,,,,,,,D,oracle,,,")
    assert [path for path, _ in reasons(file)] == [
        "line 2, date",
        "line 2, latitude",
        "line 5, claimant_kind",
    ]
    assert [entry.key for entry in file.refused] == ["a"]


def test_keys_are_written_as_the_record_writes_them() -> None:
    file = read("AL 004,A,1863,,,,,,,,,,", "al 004,,,,,,,,D,,A fell,,", "Битва,B,1864,,,,,,,,,,", "c_1.x,C,1,,,,,,,,,,")
    assert list(bodies(file, "event")) == ["al-004", "bitva"]
    assert file.notes[0] == 'a key is written as the record writes keys: 3 rows, first line 2, "AL 004 → al-004"'
    alike = read("AL-004,A,1863,,,,,,,,,,", "AL 004,B,1864,,,,,,,,,,")
    assert "written alike" in alike.refused[0].refusals[0].reason


def test_long_keys_stay_apart() -> None:
    file = read(f"{'k' * 130}1,A,1863,,,,,,,,,,", f"{'k' * 130}2,B,1863,,,,,,,,,,")
    assert len(bodies(file, "event")) == 2
    assert all(len(key) == 120 for key in bodies(file, "event"))


def test_a_row_that_contradicts_an_earlier_one_refuses_its_event_whole() -> None:
    file = read("a,A,1863,,,,,,,,,,", "a,A,1864,,,,,,,,,,")
    assert bodies(file, "event") == {}
    assert reasons(file) == [("line 3, date", '"1864" contradicts "1863" of line 2')]
    assert file.entries == ()


def test_equal_rows_are_one() -> None:
    row = "a,A,1863,Aton,40,1,W,S,,,,,"
    assert read(row, row).entries == read(row).entries


def test_a_place_with_coordinates_far_apart_has_none() -> None:
    far = read("a,A,1863,France,49.2,5.4,,S,,,,,", "b,B,1864,France,43.1,5.9,,S,,,,,")
    assert far.refused == ()
    assert "latitude" not in bodies(far, "place")["france"]
    assert [note.split(",")[0] for note in far.notes] == ['"France" has coordinates far apart on lines 2 and 3']
    near = read("a,A,1863,Springfield,39.8,-89.6,,S,,,,,", "b,B,1864,Springfield,39.81,-89.59,,S,,,,,")
    assert bodies(near, "place")["springfield"]["latitude"] == 39.8


WITHIN = "key,title,date,place,within,latitude,longitude,source_title"


def test_places_of_one_name_within_others_are_several() -> None:
    file = read(
        "a,A,1863,Salem,Virginia,37.2,-80.0,S",
        "b,B,1864,Salem,Missouri,37.6,-91.5,S",
        "c,C,1865,,Missouri,37,-91,S",
        "d,D,1866,Missouri,,,,S",
        "e,E,1867,Missouri,Missouri,,,S",
        head=WITHIN,
    )
    places = bodies(file, "place")
    assert {key: (place["kind"], place.get("within")) for key, place in places.items()} == {
        "virginia": ("region", None),
        "salem-virginia": ("site", "virginia"),
        "missouri": ("region", None),
        "salem-missouri": ("site", "missouri"),
    }
    at = {key: event["places"][0]["place"] for key, event in bodies(file, "event").items()}
    assert at == {"a": "salem-virginia", "b": "salem-missouri", "c": "missouri", "d": "missouri", "e": "missouri"}
    assert "latitude" not in places["missouri"], "the coordinates of a battle are not those of its state"
    assert file.notes == ("coordinates without a place are left out: 1 row, first line 4",)


def test_an_address_that_all_rows_share_is_their_sources() -> None:
    head = "key,title,source_title,source_url"
    shared = read("a,A,S,https://s.org/x", "b,B,S,https://s.org/x", head=head)
    assert bodies(shared, "source")["s"]["url"] == "https://s.org/x"
    assert bodies(shared, "event")["a"]["citations"] == [{"source": "s", "locator": "a"}]
    own = read("a,A,S,https://s.org/a", f"b,B,S,https://s.org/{'b' * 120}", head=head)
    assert "url" not in bodies(own, "source")["s"]
    assert bodies(own, "event")["a"]["citations"] == [{"source": "s", "locator": "https://s.org/a"}]
    assert bodies(own, "event")["b"]["citations"] == [{"source": "s", "locator": "b"}], "no half of an address"


def test_names_differ_by_more_than_case_and_spaces() -> None:
    head = "key,title,topic,place,source_title"
    file = read("a,A,World War I,ALABAMA,S", 'b,"B\n  and C",World war I,Alabama,S', head=head)
    assert file.refused == ()
    assert bodies(file, "topic")["world-war-i"]["title"] == "World War I"
    assert bodies(file, "place")["alabama"]["name"] == "ALABAMA"
    assert bodies(file, "event")["b"]["title"] == "B and C"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no column"),
        (b"title,date\nA,1863", '"key"'),
        (b"key,key,title\na,a,A", "twice"),
        (b"\xffkey", "line 1 holds a byte"),
        ("key,title\na,Bataille\nb,Mézières".encode("latin-1"), "line 3 holds a byte .* Save it as CSV in UTF-8"),
        (b'key,title\nz,Z\na,"A', "row that begins on line 3"),
        (b'key,title\na,"A" b', "not CSV: the row that begins on line 2"),
        (b"x" * (LARGEST_FILE + 1), "larger than 50 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(RecordFileError, match=message):
        read_table(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_programs_write_differently_is_one_table(encoding: str, delimiter: str, end: str) -> None:
    lines = ["Source Title,KEY,date-precision, Title ,date", 'S,é,DAY,"Mézières, or ""X""",1861-1-1', ",,,,", ""]
    cells = [next(csv.reader([line])) if line else [] for line in lines]
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(cells)
    text = f"sep={delimiter}{end}{out.getvalue()}"
    for variant in (text, out.getvalue()):
        event = bodies(read_table(variant.encode(encoding)), "event")["e"]
        assert (event["title"], event["happened"]) == ('Mézières, or "X"', "1861-01-01")


def test_other_columns_are_reported() -> None:
    assert read("a,A,x,y", head="key,title,intensity,").ignored == ("intensity", "(no name)")


def test_columns_come_in_any_order_and_case() -> None:
    assert "a" in bodies(read("A,1863,a", head="Title,DATE, key "), "event")


@pytest.mark.django_db
def test_the_command_reads_a_table_twice_and_changes_nothing_the_second_time(tmp_path: Path) -> None:
    file = tmp_path / "battles.csv"
    rows = [
        "a,Battle of A,1863-07-02,Aton,40.1,-75.2,World battles,Atlas,,,,,",
        "a,,1863-07-03,,,,,Dyer,Dyer,scholar,,,",
    ]
    file.write_text("\n".join([HEAD + ",extra", *rows]), encoding="utf-8")
    first, second = StringIO(), StringIO()
    call_command("import_history", str(file), publish=True, stdout=first)
    call_command("import_history", str(file), publish=True, stdout=second)
    assert 'ignored column "extra"' in first.getvalue()
    assert "created 0, updated 0, left alone" in second.getvalue()
    assert (Event.objects.count(), Claim.objects.count(), Attribution.objects.count()) == (1, 1, 1)
    assert (Place.objects.get().name, Topic.objects.get().title) == ("Aton", "World battles")


@pytest.mark.django_db
def test_what_is_neither_json_nor_csv_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("key")
    with pytest.raises(CommandError, match=r"not a \.json or \.csv file"):
        call_command("import_history", str(tmp_path / "x.txt"))


CELLS = st.text(max_size=12) | st.sampled_from(["1863-07-02", "a", "Atlas", "40", "denies", "[..2020-10-09]", "é"])


def test_any_table_is_read_or_refused_in_words() -> None:
    seen = Counter[str]()

    @settings(max_examples=150)
    @given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELLS, max_size=8), max_size=4))
    def reads(rows: list[dict[str, str]]) -> None:
        lines = [",".join(COLUMNS)]
        for row in rows:
            cells = [row.get(name, "a" if name in ("key", "title") else "") for name in COLUMNS]
            lines.append(",".join('"' + cell.replace('"', '""') + '"' for cell in cells))
        try:
            file = read_table("\n".join(lines).encode("utf-8", "surrogatepass"))
        except RecordFileError:
            seen["idle"] += 1
            return
        seen["live" if file.entries or file.refused else "idle"] += 1
        assert all(refusal.reason and refusal.path for entry in file.refused for refusal in entry.refusals)

    reads()
    assert seen["live"] >= seen["idle"]
