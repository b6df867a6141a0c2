"""Dates as data files give them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from history.dates import DateError, read_edtf, read_given


@pytest.mark.parametrize(
    ("text", "precision", "stored"),
    [
        ("1861-4-12", "", "1861-04-12"),
        ("1861-4", "", "1861-04"),
        ("1861-1-1", "", "1861"),
        ("1861-01-01", "Day", "1861-01-01"),
        ("1861-07-02", "MONTH", "1861-07"),
        ("1861-07-02", "decade", "186X"),
        ("1861-07-02", "century", "18XX"),
        ("1622-05-06T03:30:00", "", "1622-05-06"),
        ("1622-05-06 03:30", "", "1622-05-06"),
        ("1864-00-00", "", "1864"),
        ("-479", "", "-0479"),
        ("-43", "", "-0043"),
        ("476", "", "0476"),
        ("0000", "", "0000"),
        ("-12345", "", "Y-12345"),
        ("1864-10-26/1864-10-29", "day", "1864-10-26/1864-10-29"),
        ("1864-1-1/1864-1-3", "", "1864-01-01/1864-01-03"),
        ("1864-10-26/1864-10-26", "", "1864-10-26"),
        ("1864-01-01/1864-1-1", "", "1864"),
        ("1861-6-1/1861-6-30", "month", "1861-06"),
        ("[1861-4-12,1861-4-14]", "day", "[1861-04-12,1861-04-14]"),
        ("[..2020-10-9]", "day", "[..2020-10-09]"),
        ("XXXX-05", "month", "XXXX-05"),
        ("1861~", "year", "1861~"),
        ("2020-21", "", "2020-21"),
    ],
)
def test_reads_what_data_files_write(text: str, precision: str, stored: str) -> None:
    assert read_given(text, precision).edtf == stored


@pytest.mark.parametrize(
    ("text", "precision", "reason"),
    [
        ("1864-2-30", "", "not a day of the calendar"),
        ("480 BC", "", "480 BC is written -0479"),
        ("12 April 1861", "", "12 April 1861 is written 1861-04-12"),
        ("4/12/1861", "", "may be a year of any century"),
        ("64", "", "write all four figures"),
        ("43466", "", "more figures than a year"),
        ("-2600000", "", "more figures than a year"),
        ("0000-00-00", "", "is no date"),
        ("1861-62", "", "no such month"),
        ("1862-4-5/1862-4-3", "", "ends before it begins"),
        ("1861-4", "day", "has no day"),
        ("186X", "day", "declared to be precise to the day"),
        ("1861-4-12", "weekly", "day, month, year, decade, century"),
        ("x" * 300, "", "at most 200 characters"),
    ],
)
def test_says_what_is_wrong_with_a_date(text: str, precision: str, reason: str) -> None:
    with pytest.raises(DateError, match=reason):
        read_given(text, precision)


@settings(max_examples=200)
@given(st.dates(), st.booleans())
def test_a_plain_day_is_read_as_edtf_reads_it_but_for_new_year(day: object, padded: bool) -> None:
    text = str(day) if padded else str(day).replace("-0", "-")
    found = read_given(text)
    assert found == read_edtf(str(day)[:4] if str(day).endswith("-01-01") else str(day))
