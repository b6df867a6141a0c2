"""Dates as pupils type them: what is read, what is left, and how an answer compares with the key."""

import subprocess
import sys
from collections import Counter

import pytest
from babel.dates import get_month_names
from hypothesis import given, settings
from hypothesis import strategies as st

from history.dates import Closeness, compare_typed, day_number, from_day_number, read_edtf, read_typed
from history.dates.vocabulary import months_by_name, phrases
from tests.history.test_dates import EVIL
from tests.history.test_dates_properties import check_live, intervals, one_of_days, singles
from tests.history.typed_corpus import MISSPELT, NINTH_OF_OCTOBER, READ, READ_IN_2020, UNREAD, rows

LOCALES = ["en", "ru", "az", "hy", "tr"]
A_PAGE_OF_2020 = 2020


def written(typed: str, *, year: int | None = None, forgiving: bool = False, locale: str = "en") -> str:
    """What a typed date comes to in EDTF; empty where it is not understood."""
    value = read_typed(typed, year=year, forgiving=forgiving, locale=locale)
    return value.edtf if value else ""


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("language", NINTH_OF_OCTOBER)
def test_day_is_read_as_pupils_write_it(language: str, locale: str) -> None:
    typed = [text for text, _edtf in rows(NINTH_OF_OCTOBER[language])]
    assert {text: written(text, locale=locale) for text in typed} == dict.fromkeys(typed, "2020-10-09")


@pytest.mark.parametrize("kind", READ)
def test_other_dates_are_read_as_pupils_write_them(kind: str) -> None:
    expected = dict(rows(READ[kind]))
    assert {text: written(text) for text in expected} == expected


def test_year_on_the_page_may_be_left_out_and_is_never_put_over_another() -> None:
    expected = dict(rows(READ_IN_2020))
    assert {text: written(text, year=A_PAGE_OF_2020) for text in expected} == expected


def test_two_figures_are_the_year_on_the_page_and_no_other() -> None:
    assert written("9.10.00", year=1900) == "1900-10-09"
    assert written("9.10.00", year=A_PAGE_OF_2020) == ""
    assert written("9.10.19", year=A_PAGE_OF_2020) == ""


def test_slip_in_a_months_name_is_taken_where_it_is_forgiven() -> None:
    expected = dict(rows(MISSPELT))
    assert {text: written(text, forgiving=True) for text in expected} == expected
    assert {text: written(text) for text in expected} == dict.fromkeys(expected, "")


@pytest.mark.parametrize("typed", [text for text, _edtf in rows(UNREAD)])
def test_what_is_no_date_or_could_be_another_is_not_understood(typed: str) -> None:
    assert written(typed, forgiving=True) == ""


@pytest.mark.parametrize(
    "typed",
    ["9 Junly 2020", "9 Juny 2020", "9 iyulnu 2020", "9 հուիս 2020", "9 Jume 2020", "9 Maj 2020"],
)
def test_slip_that_may_be_in_either_of_two_months_is_not_guessed(typed: str) -> None:
    assert written(typed, forgiving=True) == ""


def test_yaz_is_spring_in_azerbaijani_and_summer_in_turkish() -> None:
    assert str(read_typed("yaz 2020", locale="az")) == "spring 2020"
    assert str(read_typed("yaz 2020", locale="tr")) == "summer 2020"


def test_no_name_of_a_month_means_another_in_another_language() -> None:
    tables = [months_by_name(locale) for locale in LOCALES]
    assert all(table == tables[0] for table in tables)
    assert set(tables[0]).isdisjoint(phrases())


@pytest.mark.parametrize("language", LOCALES)
def test_knows_every_month_that_dateparser_knows(language: str) -> None:
    from importlib import import_module

    known = import_module(f"dateparser.data.date_translation_data.{language}").info
    english = [name.lower() for name in get_month_names("wide", locale="en").values()]
    pairs = [(word, month) for month, name in enumerate(english, start=1) for word in known[name] if len(word) > 2]
    assert len(pairs) >= 20
    assert [word for word, month in pairs if written(f"9 {word} 2020") != f"2020-{month:02}-09"] == []


@pytest.mark.parametrize("text", [*EVIL, "Freitag 9 Oktober 2020", "zzz 9 2020", "a1" * 40, "9 " * 40, "1,2-3/4" * 11])
@pytest.mark.parametrize("forgiving", [False, True])
def test_typed_text_of_any_length_is_read_or_left(text: str, *, forgiving: bool) -> None:
    read = read_typed(text, forgiving=forgiving, year=A_PAGE_OF_2020)
    assert read is None or read.edtf


@pytest.mark.parametrize("text", EVIL)
def test_no_evil_text_is_a_date(text: str) -> None:
    assert written(text, year=A_PAGE_OF_2020) == ""


def test_reading_never_wakes_the_slow_packages() -> None:
    # edtf takes up to 70 ms to say why something is no EDTF, dateparser a sixth of a second to load.
    code = (
        "import sys; from history.dates import read_typed;"
        "from tests.history.typed_corpus import *;"
        "every = [*NINTH_OF_OCTOBER.values(), *READ.values(), READ_IN_2020, MISSPELT, UNREAD];"
        "[read_typed(typed + end, year=2020, forgiving=True)"
        " for text in every for typed, _ in rows(text) for end in ('', ']')];"
        "print({'edtf', 'dateparser', 'django'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("typed", "key", "closeness"),
    [
        ("9 Oct 2020", "2020-10-09", Closeness.RIGHT),
        ("9 Oct 2020", "2020-10-09~", Closeness.RIGHT),
        ("10 Oct 2020", "2020-10-09~", Closeness.ONE_OF_OPEN),
        ("about 9 Oct 2020", "2020-10-09", Closeness.RIGHT),
        ("8 Oct 2020", "2020-10-09", Closeness.WRONG),
        ("October 2020", "2020-10-09", Closeness.LESS_PRECISE),
        ("2020", "2020-10-09~", Closeness.LESS_PRECISE),
        ("October 2020", "[2020-10-14,2020-10-15]", Closeness.LESS_PRECISE),
        ("14 or 15 October 2020", "[2020-10-14,2020-10-15]", Closeness.RIGHT),
        ("14-15 October 2020", "[2020-10-14,2020-10-15]", Closeness.RIGHT),
        ("14 October 2020", "[2020-10-14,2020-10-15]", Closeness.ONE_OF_OPEN),
        ("14 or 16 October 2020", "[2020-10-14,2020-10-15]", Closeness.WRONG),
        ("14 or 15 October 2020", "2020-10-14", Closeness.LESS_PRECISE),
        ("9 October 2020", "2020", Closeness.ONE_OF_OPEN),
        ("9 October 2020", "[..2020-10-09]", Closeness.ONE_OF_OPEN),
        ("by 9 October 2020", "[..2020-10-09]", Closeness.RIGHT),
        ("by 2030", "2020-10-09", Closeness.WRONG),
        ("1900-2020", "2020-10-09", Closeness.WRONG),
        ("May", "XXXX-05", Closeness.RIGHT),
        ("June", "XXXX-05", Closeness.WRONG),
        ("May 1991", "XXXX-05", Closeness.ONE_OF_OPEN),
        ("May", "1991-05-08", Closeness.LESS_PRECISE),
        ("5-7 October 2020", "2020-10-05/2020-10-07", Closeness.RIGHT),
        ("5, 6 or 7 October 2020", "2020-10-05/2020-10-07", Closeness.RIGHT),
        ("5 October 2020", "2020-10-05/2020-10-07", Closeness.LESS_PRECISE),
        ("October 2020", "2020-10-05/2020-10-07", Closeness.LESS_PRECISE),
        ("4-7 October 2020", "2020-10-05/2020-10-07", Closeness.LESS_PRECISE),
        ("6-8 October 2020", "2020-10-05/2020-10-07", Closeness.WRONG),
        ("8 October 2020", "2020-10-05/2020-10-07", Closeness.WRONG),
        ("1941-45", "1941/1945", Closeness.RIGHT),
        ("1943", "1941/1945", Closeness.LESS_PRECISE),
        ("1920s", "1923", Closeness.LESS_PRECISE),
        ("20th century", "2000-05-03", Closeness.WRONG),
        ("autumn 1944", "1944-10-09", Closeness.LESS_PRECISE),
        ("480 BC", "-0479", Closeness.RIGHT),
        ("479 BC", "-0479", Closeness.WRONG),
        ("5th century BC", "-0479", Closeness.LESS_PRECISE),
        ("480 AD", "-0479", Closeness.WRONG),
    ],
)
def test_typed_date_is_compared_in_words(typed: str, key: str, closeness: Closeness) -> None:
    value = read_typed(typed)
    assert value is not None
    assert compare_typed(value, read_edtf(key)) is closeness


def test_edit_of_a_figure_is_never_right() -> None:
    seen: Counter[str] = Counter()
    right = [
        *((text, "2020-10-09", None) for form in NINTH_OF_OCTOBER.values() for text, _edtf in rows(form)),
        *((text, edtf, None) for form in READ.values() for text, edtf in rows(form)),
        *((text, edtf, A_PAGE_OF_2020) for text, edtf in rows(READ_IN_2020)),
    ]
    right = [row for row in right if any(character.isdecimal() for character in row[0])]

    @settings(deadline=None, max_examples=200)
    @given(st.sampled_from(right), st.integers(0, 30), st.sampled_from("0123456789"))
    def check(row: tuple[str, str, int | None], place: int, figure: str) -> None:
        text, edtf, year = row
        places = [at for at, character in enumerate(text) if character.isdecimal()]
        at = places[place % len(places)]
        edited = text[:at] + figure + text[at + 1 :]
        seen["all"] += 1
        if int(text[at]) == int(figure):
            return
        seen["live"] += 1
        value = read_typed(edited, year=year, forgiving=True)
        key = read_edtf(edtf)
        assert value is None or compare_typed(value, key) is not Closeness.RIGHT or value.edtf == edtf == "XXXX-05"

    check_live(check, seen)


def test_day_month_and_year_in_any_order_and_language_are_that_day_or_nothing() -> None:
    """Judged by the parts it was made from, never by the reader."""
    seen: Counter[str] = Counter()
    days = st.integers(0, 60).map(lambda n: from_day_number(day_number(2020, 9, 10) + n))
    words = ["", "", "", "on", "год", "il", "թ.", "not", "before", "siege"]

    @settings(deadline=None, max_examples=200)
    @given(
        days,
        days,
        st.sampled_from(LOCALES),
        st.sampled_from([(0, 1, 2), (1, 0, 2), (2, 1, 0), (2, 0, 1)]),
        st.sampled_from([" ", ", ", "-", "/", ". "]),
        st.sampled_from(words),
    )
    def check(
        day: tuple[int, int, int],
        key: tuple[int, int, int],
        language: str,
        order: tuple[int, ...],
        sign: str,
        word: str,
    ) -> None:
        seen["all"] += 1
        parts = [str(day[2]), get_month_names("wide", locale=language)[day[1]], str(day[0])]
        text = sign.join(parts[place] for place in order) + (f" {word}" if word else "")
        value = read_typed(text, forgiving=True)
        if value is None:
            return
        seen["live"] += 1
        expected = read_edtf("{:04}-{:02}-{:02}".format(*key))
        assert (compare_typed(value, expected) is Closeness.RIGHT) == (day == key), text
        assert word not in ("not", "before", "siege")

    check_live(check, seen)


@pytest.mark.parametrize("locale", LOCALES)
def test_forgiving_reads_what_is_shown_as_strict_does(locale: str) -> None:
    seen: Counter[str] = Counter()

    @settings(deadline=None, max_examples=60)
    @given(st.one_of(singles, one_of_days, intervals))
    def check(text: str) -> None:
        seen.update(["all", "live"])
        shown = read_edtf(text).show(locale)
        value = read_typed(shown, locale=locale)
        assert value is not None
        assert value == read_typed(shown, locale=locale, forgiving=True)

    check_live(check, seen)


def test_every_date_of_the_record_format_is_read_as_itself() -> None:
    seen: Counter[str] = Counter()

    @settings(deadline=None)
    @given(st.one_of(singles, one_of_days, intervals))
    def check(text: str) -> None:
        seen.update(["all", "live"])
        assert written(text) == read_edtf(text).edtf

    check_live(check, seen)


def test_any_text_is_read_or_left_and_never_becomes_a_day_that_it_does_not_name() -> None:
    """A naive checker: a right answer about 9 October 2020 has the figures 9, 2020, and 10 or a name like oct."""
    seen: Counter[str] = Counter()
    words = [
        "9",
        "09",
        "10",
        "20",
        "2020",
        "2O2O",
        "oct",
        "Oktyabr",
        "мая",
        "or",
        "-",
        "/",
        ".",
        ",",
        "BC",
        "by",
        "?",
        "X",
    ]
    key = read_edtf("2020-10-09")

    @settings(deadline=None, max_examples=200)
    @given(st.lists(st.sampled_from(words), min_size=1, max_size=5), st.sampled_from(["", " "]), st.text(max_size=2))
    def check(parts: list[str], sign: str, noise: str) -> None:
        seen.update(["all", "live"])
        text = sign.join(parts) + noise
        value = read_typed(text, forgiving=True)
        if value is None or compare_typed(value, key) is not Closeness.RIGHT:
            return
        assert "9" in text
        assert "2020" in text
        assert any(name in text.lower() for name in ("oct", "okt", "10", "x"))
        assert not {"BC", "or", "by", "мая"} & set(parts)

    check_live(check, seen)
