"""Dates of the record: what is accepted, what it admits, how it reads, and how answers compare."""

import subprocess
import sys

import pytest

from history.dates import (
    DateError,
    Precision,
    Shape,
    day_number,
    from_day_number,
    read_edtf,
    read_plain,
    read_typed,
)

EVIL = [
    "",
    " ",
    "x" * 100_000,
    "[" * 100_000,
    "[" * 99 + "]" * 99,
    "[[2020,2021],2022]",
    "{[2020]}",
    "²020",
    "2020-10-09\0",
    "\0",
    "\ud800",
    "2020-10-0\udfff",
    "2020\n10",
    "/" * 150,
    "." * 150,
    "~" * 150,
    "," * 60,
    "[,]",
    "[]",
    "[..]",
    "[...2020]",
    "Y999999999999",
    "-",
    "--",
    "9" * 70 + " October 2020",
    "9 Oct " * 13,
    "or " * 26,
    "🗓 9 October 2020",
]


def days(edtf: str) -> tuple[str | None, str | None]:
    value = read_edtf(edtf)
    return write_day(value.earliest_day), write_day(value.latest_day)


def write_day(day: int | None) -> str | None:
    return None if day is None else "{}-{:02}-{:02}".format(*from_day_number(day))


@pytest.mark.parametrize(
    ("written", "precision", "shape", "earliest", "latest"),
    [
        ("2020-10-09", Precision.DAY, Shape.SINGLE, "2020-10-09", "2020-10-09"),
        ("2020-02", Precision.MONTH, Shape.SINGLE, "2020-02-01", "2020-02-29"),
        ("2020-10-XX", Precision.MONTH, Shape.SINGLE, "2020-10-01", "2020-10-31"),
        ("2020", Precision.YEAR, Shape.SINGLE, "2020-01-01", "2020-12-31"),
        ("-0479", Precision.YEAR, Shape.SINGLE, "-479-01-01", "-479-12-31"),
        ("Y-12345", Precision.YEAR, Shape.SINGLE, "-12345-01-01", "-12345-12-31"),
        ("2020-21", Precision.SEASON, Shape.SINGLE, "2020-03-01", "2020-05-31"),
        ("2020-24", Precision.SEASON, Shape.SINGLE, "2020-12-01", "2021-02-28"),
        ("202X", Precision.DECADE, Shape.SINGLE, "2020-01-01", "2029-12-31"),
        ("19XX", Precision.CENTURY, Shape.SINGLE, "1900-01-01", "1999-12-31"),
        ("-047X", Precision.DECADE, Shape.SINGLE, "-479-01-01", "-470-12-31"),
        ("XXXX-05", Precision.MONTH_OF_YEAR, Shape.MONTH_ONLY, None, None),
        ("2020-10-05/2020-10", Precision.MONTH, Shape.INTERVAL, "2020-10-05", "2020-10-31"),
        ("2020-10-05/..", Precision.OPEN, Shape.INTERVAL, "2020-10-05", None),
        ("2020-10-05/", Precision.OPEN, Shape.INTERVAL, "2020-10-05", None),
        ("../2020-10-09", Precision.OPEN, Shape.INTERVAL, None, "2020-10-09"),
        ("[..2020-10-09]", Precision.OPEN, Shape.BY, None, "2020-10-09"),
        ("[2020-10..]", Precision.OPEN, Shape.SINCE, "2020-10-01", None),
        ("[2020-10-14,2020-10-17]", Precision.DAY, Shape.ONE_OF, "2020-10-14", "2020-10-17"),
        ("2020-10-05~", Precision.DAY, Shape.SINGLE, "2020-10-02", "2020-10-08"),
        ("2020-10-05%", Precision.DAY, Shape.SINGLE, "2020-10-02", "2020-10-08"),
        ("2020-10-05?", Precision.DAY, Shape.SINGLE, "2020-10-05", "2020-10-05"),
        ("2020-01~", Precision.MONTH, Shape.SINGLE, "2019-12-01", "2020-02-29"),
        ("2020~", Precision.YEAR, Shape.SINGLE, "2018-01-01", "2022-12-31"),
    ],
)
def test_date_admits_what_its_source_left_open(
    written: str, precision: Precision, shape: Shape, earliest: str | None, latest: str | None
) -> None:
    value = read_edtf(written)
    assert (value.precision, value.shape, *days(written)) == (precision, shape, earliest, latest)


def test_alternatives_are_kept_apart() -> None:
    value = read_edtf("[2020-10-17, 2020-10-14]")
    assert value.edtf == "[2020-10-14,2020-10-17]"
    assert [member.edtf for member in value.members] == ["2020-10-14", "2020-10-17"]
    assert not value.overlaps(read_edtf("2020-10-15"))


def test_run_of_days_is_spelt_out_as_alternatives() -> None:
    assert len(read_edtf("[2020-10-14..2020-10-16]").members) == 3
    assert read_edtf("[2020-10-14]") == read_edtf("2020-10-14")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1900-02-29", "not a day of the calendar"),
        ("2020-10-32", "not a day of the calendar"),
        ("2020-13", "no such month"),
        ("-0000", "1 BC"),
        ("{2020,2021}", "all of several dates"),
        ("2021/2020", "ends before it begins"),
        ("[2020-10-16..2020-10-14]", "ends before it begins"),
        ("[2020-10-01..2020-11-01]", "more than 31"),
        ("[2019..2020]", "name the dates one by one"),
        ("[XXXX-05,XXXX-06]", "stands alone"),
        ("[..2020,2021]", "by then"),
        ("[2020", "no closing bracket"),
        ("../..", "says nothing"),
        ("2020/2021/2022", "more than two ends"),
        ("XXXX", "only a month"),
        ("XXXX-05~", "takes no ~"),
        ("19XX-05", "too precise"),
        ("2020-XX-05", "unknown month"),
        ("2020-10-09T17:00:00", "does not keep"),
        ("2020?-10", "does not keep"),
        ("9 October 2020", "not a date in EDTF"),
    ],
)
def test_refusal_says_what_is_wrong(written: str, reason: str) -> None:
    with pytest.raises(DateError, match=reason) as refusal:
        read_edtf(written)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("text", EVIL)
def test_no_text_breaks_a_reader(text: str) -> None:
    for read in (read_edtf, read_plain):
        with pytest.raises(DateError) as refusal:
            read(text)
        str(refusal.value).encode()  # a message with a lone surrogate could not be shown


@pytest.mark.parametrize(
    ("text", "declared", "kept"),
    [
        ("2020-01-01", None, "2020"),
        ("2020-01-01T00:00:00Z", None, "2020"),
        ("2020-01-01", "day", "2020-01-01"),
        ("2020-01-01", "month", "2020-01"),
        ("2020-10-09", None, "2020-10-09"),
        ("2020-10-09", "year", "2020"),
        ("+2020-10-09T17:00:00Z", None, "2020-10-09"),
        ("2020-10-00", None, "2020-10"),
        ("2020-00-00", None, "2020"),
        ("-0479", None, "-0479"),
    ],
)
def test_plain_date_is_as_precise_as_its_source_declares(text: str, declared: str | None, kept: str) -> None:
    assert read_plain(text, declared).edtf == kept


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        ("2020", "day"),
        ("2020-10", "day"),
        ("2020-00-05", None),
        ("2020-21", None),
        ("2020-02-31", "year"),
        ("2020", "week"),
    ],
)
def test_plain_date_is_never_made_more_precise_than_it_is(text: str, declared: str | None) -> None:
    with pytest.raises(DateError):
        read_plain(text, declared)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2020-10-09", "9 October 2020"),
        ("2020-10", "October 2020"),
        ("2020", "2020"),
        ("-0479", "480 BC"),
        ("0000", "1 BC"),
        ("0043", "43 AD"),
        ("-0479-08-11", "11 August 480 BC"),
        ("[2020-10-14,2020-10-15]", "14 or 15 October 2020"),
        ("[2020-09-30,2020-10-01]", "30 September or 1 October 2020"),
        ("[2020-12-31,2021-01-01]", "31 December 2020 or 1 January 2021"),
        ("[2020-10-14..2020-10-16]", "14, 15 or 16 October 2020"),
        ("[-0479,-0478]", "480 or 479 BC"),
        ("[0000,0001]", "1 BC or 1 AD"),
        ("2020-10-05/2020-10-09", "5–9 October 2020"),
        ("2020-09-30/2020-10-01", "30 September – 1 October 2020"),
        ("2020-09/2020-10", "September–October 2020"),
        ("1941/1945", "1941–1945"),
        ("[..2020-10-09]", "by 9 October 2020"),
        ("[2020-10-09..]", "9 October 2020 or later"),
        ("2020-10-05/..", "from 5 October 2020"),
        ("../2020-10-05", "until 5 October 2020"),
        ("XXXX-05", "May (year not stated)"),
        ("2020-10-05~", "about 5 October 2020"),
        ("2020-10-05?", "5 October 2020 (uncertain)"),
        ("2020-10-05%", "about 5 October 2020 (uncertain)"),
        ("202X", "2020s"),
        ("19XX", "1900s"),
        ("190X", "1900–1909"),
        ("-047X", "480–471 BC"),
        ("2020-21", "spring 2020"),
        ("Y12345", "12345 AD"),
    ],
)
def test_date_reads_as_people_say_it(written: str, shown: str) -> None:
    assert str(read_edtf(written)) == shown
    assert read_typed(shown) is not None, "what is shown can be typed"


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("ru", "14 или 15 октября 2020"),
        ("az", "14 və ya 15 oktyabr 2020"),
        ("hy", "14 կամ 15 հոկտեմբերի 2020"),
        ("tr_TR", "14 veya 15 Ekim 2020"),
        ("tlh", "14 or 15 October 2020"),
        ("", "14 or 15 October 2020"),
    ],
)
def test_date_is_shown_in_the_readers_language(locale: str, shown: str) -> None:
    assert read_edtf("[2020-10-14,2020-10-15]").show(locale) == shown


@pytest.mark.parametrize(
    ("left", "right", "overlap"),
    [
        ("2020-10-09", "2020-10", True),
        ("2020-10-09", "2020-10-10", False),
        ("2020-10-09~", "2020-10-12", True),
        ("2020-10-09~", "2020-10-13", False),
        ("[..2020-10-09]", "1066", True),
        ("[..2020-10-09]", "2020-10-10", False),
        ("2020-10-05/..", "2020-10-04", False),
        ("2020-10-05/..", "[..2020-10-05]", True),
        ("XXXX-05", "XXXX-05", True),
        ("XXXX-05", "XXXX-06", False),
        ("XXXX-05", "2020-05-03", True),
        ("XXXX-05", "2020-06-03", False),
        ("XXXX-05", "2020", True),
        ("XXXX-01", "2019-12-31/2020-01-01", True),
        ("XXXX-06", "2019-12-31/2020-01-01", False),
        ("XXXX-05", "[..2020-10-09]", True),
    ],
)
def test_dates_overlap_where_both_could_be_true(left: str, right: str, overlap: bool) -> None:
    assert read_edtf(left).overlaps(read_edtf(right)) is overlap
    assert read_edtf(right).overlaps(read_edtf(left)) is overlap


@pytest.mark.parametrize(
    ("coarse", "fine", "contained"),
    [
        ("2020-10", "2020-10-09", True),
        ("2020-10-09", "2020-10", False),
        ("[2020-10-14,2020-10-15]", "2020-10-14/2020-10-15", True),
        ("[2020-10-14,2020-10-16]", "2020-10-14/2020-10-16", False),
        ("[..2020-10-09]", "2020-10-07", True),
        ("[..2020-10-09]", "2020-10", False),
        ("2020", "[..2020-10-09]", False),
        ("XXXX-05", "2020-05-03", True),
        ("XXXX-05", "[2019-05-03,2020-05-03]", True),
        ("XXXX-05", "2020", False),
        ("2020-05", "XXXX-05", False),
    ],
)
def test_coarser_date_contains_the_finer_one(coarse: str, fine: str, contained: bool) -> None:
    assert read_edtf(coarse).contains(read_edtf(fine)) is contained


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("2020-10-01", "2020-10-02", True),
        ("2020-10-01", "2020-10", False),
        ("2020-10-01/2020-10-03", "2020-10-02/2020-10-05", True),
        ("2020-10-01/2020-10-03", "2020-10-01/2020-10-05", True),
        ("2020-10-01/2020-10-03", "2020-10-01/2020-10-03", False),
        ("2020-09-27/2020-11-10", "2020-09/2020-11", False),
        ("2020-09-27/2020-11-10", "2020-09/2020-12", True),
        ("2020-10-01/2020-10-03", "2020-10-02", False),
        ("2020-10-01/2020-10-03", "2020-10-01/..", False),
        ("2020-10-01/2020-10-03", "2020-10-01~/2020-10-05", False),
        ("2020-10-01/2020-10-03", "[2020-10-01..2020-10-05]", False),
    ],
)
def test_dates_contradict_each_other_unless_one_is_a_coarser_statement(one: str, other: str, clash: bool) -> None:
    first, second = read_edtf(one), read_edtf(other)
    assert first.contradicts(second) is second.contradicts(first) is clash


def test_order_is_known_only_when_the_last_day_precedes_the_first() -> None:
    assert read_edtf("2020-10-09").is_before(read_edtf("2020-10-10"))
    assert not read_edtf("2020-10").is_before(read_edtf("2020-10-31"))
    assert not read_edtf("2020-10-05/..").is_before(read_edtf("2030"))
    assert read_edtf("[..2020-10-09]").is_before(read_edtf("2020-10-10"))
    assert not read_edtf("XXXX-05").is_before(read_edtf("XXXX-06"))


def test_day_numbers_carry_on_below_the_year_one() -> None:
    assert day_number(1, 1, 1) == 1
    assert day_number(0, 12, 31) == 0
    assert day_number(0, 2, 29) == -306
    with pytest.raises(ValueError, match="day"):
        day_number(-100, 2, 29)


def test_importing_dates_leaves_django_unloaded() -> None:
    code = (
        "import sys, history.dates as d; d.read_edtf('2020-10-09~'); d.read_typed('Friday 9 October 2020');"
        "print('django' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
