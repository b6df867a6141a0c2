"""Plain days, which nearly all dates of a record are, come straight from the calendar."""

import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from history.dates import DateError, HistoricalDate, reading
from history.dates.parts import read_parts
from history.dates.reading import read_edtf


def read_by_parts(text: str) -> HistoricalDate:
    """The long way, which every other expression goes."""
    return reading._from_parts(read_parts(text))


def test_plain_day_is_read_without_any_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> None:
        raise AssertionError(f"{text} was parsed")

    monkeypatch.setattr(reading, "read_parts", refuse)
    monkeypatch.setitem(sys.modules, "edtf", None)  # importing it now fails
    reading._read.cache_clear()
    assert read_edtf("2020-10-09").earliest_day == date(2020, 10, 9).toordinal()
    with pytest.raises(AssertionError, match="2020-10 was parsed"):
        read_edtf("2020-10")


@settings(max_examples=300)
@given(st.dates())
def test_plain_day_comes_to_what_its_parts_come_to(day: date) -> None:
    text = day.isoformat()
    assert read_edtf(text) == read_by_parts(text)
    assert read_edtf(text).earliest_day == read_edtf(text).latest_day == day.toordinal()


@pytest.mark.parametrize("text", ["2021-02-29", "2020-13-01", "2020-00-10", "2020-10-00", "0000-01-01", "１234-01-01"])
def test_what_is_no_plain_day_is_read_or_refused_as_ever(text: str) -> None:
    try:
        long_way: object = read_by_parts(text)
    except DateError as error:
        long_way = str(error)
    try:
        found: object = read_edtf(text)
    except DateError as error:
        found = str(error)
    assert type(found) is type(long_way)
    assert found == long_way or "characters other than" in str(found)
