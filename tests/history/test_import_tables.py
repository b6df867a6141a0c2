"""Tables (CSV) become the same entries as record files, row by row."""

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from history.imports.readers.entries import Body, RecordFile, RecordFileError
from history.imports.readers.tables import COLUMNS, read_table
from history.models import Attribution, Claim, Event, Place, Topic

HEAD = "key,title,date,place,latitude,longitude,topic,source_title,claimant,claimant_kind,statement,stance,stated_on"


def read(*rows: str, head: str = HEAD) -> RecordFile:
    """A table of these rows."""
    return read_table("\n".join([head, *rows]).encode())


def bodies(file: RecordFile, kind: str) -> dict[str, Body]:
    """The entries of one kind by key."""
    return {entry.key: entry.body for entry in file.entries if entry.kind == kind}


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
        "a,Battle of A,,,,,,Dyer,Dyer,scholar,,,",
        "a,,1863-07-02,,,,,Dyer,Dyer,scholar,,,",
        "a,,1863-07-02,,,,,NPS,NPS,organisation,,,",
        "a,,,,,,,NPS,NPS,organisation,The fort had fallen,denies,1863-07-09",
        head=HEAD,
    )
    assert [refusal.reason for entry in file.refused for refusal in entry.refusals] == [
        "is empty, and there is no date to make a statement of"
    ]
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


def test_keys_of_claims_do_not_depend_on_the_order_of_rows() -> None:
    rows = ["a,A,1863-07-02,,,,,D,D,,,,", "a,A,1863-07-03,,,,,N,N,,,,"]
    one, other = (bodies(read(*order), "event")["a"]["claims"] for order in (rows, rows[::-1]))
    assert {claim["key"] for claim in one} == {claim["key"] for claim in other}


@pytest.mark.parametrize(
    ("row", "path", "reason"),
    [
        ("a,A,1863-13-01,,,,,,,,,,", "row 2, date", "no such month"),
        ("a,A,[1863,,,,,,,,,,", "row 2, date", "bracket"),
        (",A,1863,,,,,,,,,,", "row 2, key", "is empty"),
        ("a,,1863,,,,,,,,,,", "row 2, title", "is empty"),
        ("a,A,1863,Aton,north,1,,,,,,,", "row 2, latitude", "not a number"),
        ("a,A,1863,Aton,91,1,,Atlas,,,,,", "row 2.latitude", "90"),
        ("a,A,1863,,,,,,,,words,,", "row 2, statement", "no claimant"),
        ("a,A,1863,???,,,,,,,,,", "row 2, place", "no letter"),
        ("a,A,1863,,,,,,Dyer,oracle,,,", "row 2.kind", "oracle"),
        ("A b,A,1863,,,,,,,,,,", "row 2.key", "key"),
        ("a,A,1863,,,,,,,,,,,,,surplus", "row 2", "more cells"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_the_rest_is_read(row: str, path: str, reason: str) -> None:
    file = read(row, "z,Z,1900,,,,,,,,,,")
    found = [(refusal.path, refusal.reason) for entry in file.refused for refusal in entry.refusals]
    assert any(path in where and reason in why for where, why in found), found
    assert "z" in bodies(file, "event")


def test_a_row_that_contradicts_an_earlier_one_refuses_its_event_whole() -> None:
    file = read("a,A,1863,,,,,,,,,,", "a,A,1864,,,,,,,,,,")
    assert bodies(file, "event") == {}
    assert "contradicts" in file.refused[0].refusals[0].reason


def test_places_of_one_name_far_apart_are_not_one_place() -> None:
    file = read("a,A,1863,Springfield,39.8,-89.6,,S,,,,,", "b,B,1864,Springfield,42.1,-72.5,,S,,,,,")
    assert "far from" in file.refused[0].refusals[0].reason
    near = read("a,A,1863,Springfield,39.8,-89.6,,S,,,,,", "b,B,1864,Springfield,39.81,-89.59,,S,,,,,")
    assert near.refused == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no column"),
        (b"title,date\nA,1863", '"key"'),
        (b"key,key,title\na,a,A", "twice"),
        (b"\xff\xfekey", "not UTF-8"),
        (b'key,title\na,"A', "not CSV"),
        (b"key,title\na," + b"x" * 30_000, "not CSV"),
        (b"key,title\na,A\x00B", ""),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(data: bytes, message: str) -> None:
    if not message:
        assert read_table(data).refused
        return
    with pytest.raises(RecordFileError, match=message):
        read_table(data)


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
