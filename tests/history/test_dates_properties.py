"""What holds for every date. Each property counts its live examples, so that none passes by discarding."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from history.dates import (
    Closeness,
    DateError,
    HistoricalDate,
    Shape,
    compare_typed,
    day_number,
    from_day_number,
    read_edtf,
    read_plain,
    read_typed,
)

LOCALES = ["en", "ru", "az", "hy", "tr"]

years = st.one_of(st.integers(-9999, 9999), st.integers(-500, 1100), st.integers(1900, 2030))
day_parts = st.builds(lambda year, n: from_day_number(day_number(year, 1, 1) + n), years, st.integers(0, 364))


def write(*parts: int) -> str:
    year, *rest = parts
    return "-".join([f"{'-' * (year < 0)}{abs(year):04}", *(f"{part:02}" for part in rest)])


singles = st.one_of(
    day_parts.map(lambda parts: write(*parts)),
    day_parts.map(lambda parts: write(*parts[:2])),
    years.map(write),
)
qualified = st.builds(str.__add__, singles, st.sampled_from(["", "", "~", "?", "%"]))
coarse = st.one_of(
    st.integers(0, 999).map(lambda n: f"{n:03}X"),
    st.integers(1, 99).map(lambda n: f"{n:02}XX"),
    st.builds(lambda year, season: f"{write(year)}-{season}", years, st.integers(21, 24)),
)
neighbours = st.builds(
    lambda parts, gaps: [from_day_number(day_number(*parts) + gap) for gap in sorted(gaps)],
    day_parts,
    st.sets(st.integers(0, 60), min_size=2, max_size=4),
)
one_of_days = neighbours.map(lambda found: f"[{','.join(write(*parts) for parts in found)}]")
intervals = neighbours.map(lambda found: f"{write(*found[0])}/{write(*found[-1])}")
open_ended = st.builds(
    lambda frame, text: frame.format(text),
    st.sampled_from(["[..{}]", "[{}..]", "../{}", "{}/..", "/{}"]),
    singles,
)
months_only = st.integers(1, 12).map(lambda month: f"XXXX-{month:02}")
expressions = st.one_of(qualified, coarse, one_of_days, intervals, open_ended, months_only)
near = st.builds(
    lambda parts, form, mark: write(*parts[:form]) + mark,
    st.integers(-20, 20).map(lambda n: from_day_number(day_number(2020, 10, 9) + n)),
    st.integers(2, 3),
    st.sampled_from(["", "", "~"]),
)
near_expressions = st.one_of(near, st.sampled_from(["[..2020-10-09]", "2020-10-05/..", "[2020-10-01,2020-10-20]"]))


def check_live(check: Callable[[], None], seen: Counter[str]) -> None:
    check()
    assert seen["live"] * 2 >= seen["all"] > 0, f"only {seen['live']} of {seen['all']} examples were live"


def admitted(value: HistoricalDate, window: range) -> set[int]:
    return {
        day
        for day in window
        for span in value.spans
        if (span.earliest is None or span.earliest <= day) and (span.latest is None or day <= span.latest)
    }


def test_day_numbers_agree_with_the_standard_library() -> None:
    seen: Counter[str] = Counter()

    @given(st.dates())
    def check(day: date) -> None:
        seen.update(["all", "live"])
        assert day_number(day.year, day.month, day.day) == day.toordinal()
        assert from_day_number(day.toordinal()) == (day.year, day.month, day.day)

    check_live(check, seen)


def test_every_day_number_is_a_day_and_back() -> None:
    seen: Counter[str] = Counter()

    @given(st.integers(-40_000_000, 40_000_000))
    def check(n: int) -> None:
        seen.update(["all", "live"])
        assert day_number(*from_day_number(n)) == n
        assert from_day_number(n) < from_day_number(n + 1)

    check_live(check, seen)


def test_normalised_expression_reads_as_itself() -> None:
    seen: Counter[str] = Counter()

    @given(expressions)
    def check(text: str) -> None:
        seen.update(["all", "live"])
        value = read_edtf(text)
        assert read_edtf(value.edtf) == value

    check_live(check, seen)


def test_what_attest_keeps_the_edtf_package_accepts() -> None:
    seen: Counter[str] = Counter()

    @settings(deadline=None, max_examples=40)
    @given(expressions)
    def check(text: str) -> None:
        seen["all"] += 1
        value = read_edtf(text)
        parsed = parse_edtf(value.edtf)
        if value.shape is Shape.SINGLE and not value.qualifier and value.earliest_day and "X" not in text:
            low = parsed.lower_strict()
            assert value.precision == "season" or from_day_number(value.earliest_day) == tuple(low[:3])
        seen["live"] += 1

    check_live(check, seen)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_shown_can_be_typed_back(locale: str) -> None:
    seen: Counter[str] = Counter()

    @settings(deadline=None)
    @given(st.one_of(singles, one_of_days, intervals, open_ended, qualified))
    def check(text: str) -> None:
        seen.update(["all", "live"])
        value = read_edtf(text)
        shown = value.show(locale)
        typed = read_typed(shown, locale=locale)
        assert typed is not None, shown
        assert compare_typed(typed, value) is Closeness.RIGHT, shown
        if value.shape is Shape.SINGLE:
            assert typed.edtf == value.edtf, shown

    check_live(check, seen)


def test_one_of_days_shown_in_english_is_typed_back_exactly() -> None:
    seen: Counter[str] = Counter()

    @given(one_of_days)
    def check(text: str) -> None:
        seen.update(["all", "live"])
        typed = read_typed(str(read_edtf(text)))
        assert typed is not None
        assert typed.edtf == text

    check_live(check, seen)


def test_overlap_and_order_agree_with_counting_days() -> None:
    seen: Counter[str] = Counter()
    window = range(day_number(2019, 1, 1), day_number(2023, 1, 1))

    @given(near_expressions, near_expressions)
    def check(left_text: str, right_text: str) -> None:
        seen["all"] += 1
        left, right = read_edtf(left_text), read_edtf(right_text)
        mine, theirs = admitted(left, window), admitted(right, window)
        assert left.overlaps(right) == bool(mine & theirs) == right.overlaps(left)
        assert left.contains(right) == (theirs <= mine)
        assert left.contradicts(right) == right.contradicts(left)
        assert left.contradicts(right) or mine <= theirs or theirs <= mine
        assert not (left.is_before(right) and left.overlaps(right))
        seen["live"] += left.overlaps(right) or left.is_before(right) or right.is_before(left)

    check_live(check, seen)


def test_days_on_end_contradict_all_other_days_on_end() -> None:
    seen: Counter[str] = Counter()
    days = st.integers(1, 9)

    @given(days, days, days, days)
    def check(first: int, length: int, other_first: int, other_length: int) -> None:
        seen["all"] += 1
        one, other = (
            read_edtf(f"2020-10-{begin:02d}/2020-10-{begin + more:02d}")
            for begin, more in ((first, length), (other_first, other_length))
        )
        assert one.contradicts(other) == ((first, length) != (other_first, other_length))
        assert not one.contradicts(read_edtf("2020-10"))
        assert not one.contradicts(read_edtf(f"2020-10-{first:02d}"))
        seen["live"] += one.overlaps(other)

    check_live(check, seen)


def test_typed_date_is_right_about_itself() -> None:
    seen: Counter[str] = Counter()

    @given(expressions, expressions)
    def check(text: str, other: str) -> None:
        seen.update(["all", "live"])
        value = read_edtf(text)
        assert compare_typed(value, value) is Closeness.RIGHT
        closeness = compare_typed(read_edtf(other), value)
        assert closeness is Closeness.WRONG or value.overlaps(read_edtf(other))

    check_live(check, seen)


def test_any_text_is_read_or_refused() -> None:
    seen: Counter[str] = Counter()
    words = ["9", "Oct", "2020", "or", "-", "/", ",", "BC", "by", "мая", "480", " "]
    noise = st.one_of(
        st.text(alphabet="0123456789X-/.[],~?%{}Y ", max_size=30),
        st.text(max_size=30),
        st.lists(st.sampled_from(words), max_size=8).map(" ".join),
    )

    @settings(deadline=None, max_examples=300)
    @given(noise, st.one_of(st.none(), st.integers(-3000, 3000)))
    def check(text: str, year: int | None) -> None:
        seen.update(["all", "live"])
        for read in (read_edtf, read_plain):
            try:
                value = read(text)
            except DateError:
                continue
            assert value.show()
        typed = read_typed(text, year=year)
        assert typed is None or read_edtf(typed.edtf) == typed

    check_live(check, seen)
