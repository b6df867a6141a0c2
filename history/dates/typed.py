"""Reading the dates that learners type: whatever is understood without guessing, else nothing."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from history.dates.parts import DateError, write_year
from history.dates.reading import read_edtf
from history.dates.values import HistoricalDate
from history.dates.vocabulary import (
    AD,
    BC,
    EITHER,
    FILLERS,
    FRAMES,
    ORDINAL,
    UNTIL,
    fold,
    mark_eras,
    months_by_name,
    seasons_by_name,
)
from history.dates.wording import WORDINGS

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LONGEST_TYPED: Final = 80
FEWEST_DIGITS_OF_A_YEAR: Final = 3
FIRST_YEAR_OF_FOUR_DIGITS: Final = 1000

_ISO = re.compile(r"-?[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
_DECADE = re.compile(r"(?:the )?([0-9]{3})0s")
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})([./-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})([./-])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})")
_MONTH_YEAR = re.compile(r"(?P<day>)(?P<month>[0-9]{1,2})[./](?P<year>[0-9]{4})")
_DAY_MONTH = re.compile(r"(?P<day>[0-9]{1,2})[./](?P<month>[0-9]{1,2})(?P<year>)")
_HYPHENATED = re.compile(r"([0-9]{1,2})-([^\W\d_]+)\.?-([0-9]{4})")
_COMMA_BEFORE_YEAR = re.compile(r",\s*(?=[0-9]{3,5}\b|(?:bc|ad)\b)|(?<=[^\W\d_]),\s*(?=[0-9]+ (?:bc|ad)\b)")
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_WORDS_AND_NUMBERS = re.compile(r"[\w\s.,]+")
_BETWEEN_TOKENS = re.compile(r"[\s.,']*")

# Day, month, year or season, in the orders that people write them.
_ORDERS: Final = {"DMY", "DM", "MDY", "MD", "MY", "YMD", "YDM", "YM", "M", "Y", "SY", "YS", "D", "DY"}


@dataclass(frozen=True, slots=True)
class Piece:
    """What one part of a typed date says; "14" in "14 or 15 October 2020" is only a day."""

    day: str = ""
    month: int | None = None  # 21 to 24 for a season
    year: str = ""
    era: str = ""

    def to_edtf(self, default_year: int | None) -> str | None:
        """Write it in EDTF; None where too little is said to be a date, or a year could be another."""
        year = self._astronomical_year(default_year)
        if self.day and (self.month is None or year is None):
            return None
        if year is None:
            return f"XXXX-{self.month:02}" if self.month and not self.year else None
        month = "" if self.month is None else f"-{self.month:02}"
        return f"{write_year(year)}{month}{f'-{int(self.day):02}' if self.day else ''}"

    def _astronomical_year(self, default: int | None) -> int | None:
        if not self.year:
            return default if self.month else None
        number = int(self.year)
        if number == 0 or len(self.year) > 5:
            return None
        if self.era:
            return 1 - number if self.era == BC else number
        if len(self.year) == 4:
            return number
        short_for_default = default is not None and len(self.year) == 2 and number == default % 100
        return default if short_for_default else None


def read_typed(text: str, *, locale: str = "en", year: int | None = None) -> HistoricalDate | None:
    """Read a date as a person types it, day before month; None when it is not understood.

    `year` is taken where the text gives none, because the page shows it. A bare month without it is
    a month of no stated year. Years before the common era are "480 BC"; alternatives are "14 or 15
    October" or "14/15 October", ranges "5-9 October". The first call loads the languages.
    """
    if len(text) > LONGEST_TYPED or any(not c.isprintable() and not c.isspace() for c in text):
        return None
    if any(c.isnumeric() and not c.isascii() and not c.isalpha() for c in text):
        return None
    language = locale.replace("_", "-").split("-")[0].lower()
    expression = _Reader(language, year).read(mark_eras(fold(text)))
    try:
        return read_edtf(expression) if expression else None
    except DateError:
        return None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns folded text into EDTF (which may still be no real day)."""

    locale: str
    year: int | None

    def read(self, text: str) -> str | None:
        return self._plain(text) or self._framed(text) or self._in_another_form(text)

    def _plain(self, text: str) -> str | None:
        if _ISO.fullmatch(text):
            return None if text.lstrip("-").startswith("0000") else text
        if decade := _DECADE.fullmatch(text):
            start = decade[1]
            return f"{start[:2]}XX" if start.endswith("0") else f"{start}X"
        text = ORDINAL.sub("", _HYPHENATED.sub(r"\1 \2 \3", _COMMA_BEFORE_YEAR.sub(" ", text)))
        return self._alternatives(text) or self._range(text)

    def _framed(self, text: str) -> str | None:
        """Read "by", "from", "about" and their like around a date."""
        for frame in FRAMES:
            inner = frame.inside(text)
            expression = self._inside(frame.kind, inner) if inner else None
            if expression:
                return _frame(frame.kind, expression)
        return None

    def _inside(self, kind: str, text: str) -> str | None:
        if kind == "no_year":
            return _Reader(self.locale, None)._plain(text)
        inner = self._plain(text)
        if inner is None and kind == "uncertain":
            inner = self._framed(text)
        return inner

    def _alternatives(self, text: str) -> str | None:
        pieces: list[Piece] = []
        for part in EITHER.split(text):
            numeric = self._numeric(part)
            pieces += [numeric] if numeric else [self._piece(p) or Piece() for p in part.split("/")]
        written = self._complete(pieces)
        if written is None:
            return None
        return written[0] if len(written) == 1 else f"[{','.join(written)}]"

    def _range(self, text: str) -> str | None:
        text = text.removeprefix("from ")
        ends = UNTIL.split(text)
        if len(ends) == 1:
            ends = text.split("-")
        pieces = [self._numeric(end) or self._piece(end) or Piece() for end in ends]
        written = self._complete(pieces) if len(ends) == 2 else None
        return "/".join(written) if written else None

    def _complete(self, pieces: list[Piece]) -> list[str] | None:
        """Write the pieces, each with what it leaves to its neighbours: "14 or 15 October 2020"."""
        if Piece() in pieces:
            return None
        filled = pieces[-1:]
        for piece in reversed(pieces[:-1]):
            filled.insert(0, _fill(piece, filled[0]))
        for i in range(1, len(filled)):
            if filled[i].day and not filled[i].month:  # "October 14 or 15, 2020"
                filled[i] = _fill(filled[i], filled[i - 1])
        written = [piece.to_edtf(self.year) for piece in filled]
        known = [text for text in written if text]
        return known if len(known) == len(written) else None

    def _numeric(self, text: str) -> Piece | None:
        patterns = [_DAY_FIRST, _YEAR_FIRST, _MONTH_YEAR]
        if self.year is not None:
            patterns.append(_DAY_MONTH)
        for pattern in patterns:
            if match := pattern.fullmatch(text):
                month = int(match["month"])
                return Piece(match["day"], month, match["year"]) if 1 <= month <= 12 else None
        return None

    def _piece(self, text: str) -> Piece | None:
        """Read a part in words, such as "9 october", "480 bc", "october 9 2020"."""
        if any(not _BETWEEN_TOKENS.fullmatch(gap) for gap in _TOKEN.split(text)):
            return None
        tokens = [token for token in _TOKEN.findall(text) if token not in FILLERS]
        kinds = [self._kind(token) for token in tokens]
        era = ""
        if kinds.count("E") == 1:
            at = kinds.index("E")
            era = tokens.pop(at)
            kinds.pop(at)
            near = at - 1 if at and kinds[at - 1] in "DY" else at  # "480 bc" or "bc 480"
            if near >= len(kinds) or kinds[near] not in "DY":
                return None
            kinds[near] = "Y"
        elif kinds == ["D", "M", "D"]:
            kinds[-1] = "Y"  # a year of two digits, which to_edtf takes only as the year on the page
        if "".join(kinds) not in _ORDERS:
            return None
        return self._assemble(dict(zip(kinds, tokens, strict=True)), era)

    def _assemble(self, by_kind: dict[str, str], era: str) -> Piece:
        month = months_by_name(self.locale).get(by_kind.get("M", ""))
        season = seasons_by_name(self.locale).get(by_kind.get("S", ""))
        return Piece(by_kind.get("D", ""), month or season, by_kind.get("Y", ""), era)

    def _kind(self, token: str) -> str:
        if token.isdecimal():
            return "Y" if len(token) >= FEWEST_DIGITS_OF_A_YEAR else "D"
        if token in (BC, AD):
            return "E"
        if token in months_by_name(self.locale):
            return "M"
        return "S" if token in seasons_by_name(self.locale) else "?"

    def _in_another_form(self, text: str) -> str | None:
        """Let dateparser read what has a weekday or an inflected month, if it accounts for every digit."""
        numbers = sorted(int(number) for number in re.findall("[0-9]+", text))
        words = re.findall(r"[^\W\d_]+", text)
        # dateparser passes over words it does not know and over signs, so it gets no room for either.
        if not 1 <= len(words) <= 2 or not 1 <= len(numbers) <= 2 or numbers[-1] < FIRST_YEAR_OF_FOUR_DIGITS:
            return None
        if {BC, AD} & set(words) or not _WORDS_AND_NUMBERS.fullmatch(text):
            return None
        try:
            found = _parser().get_date_data(text)
        except (ValueError, OverflowError, RecursionError, IndexError, KeyError, TypeError):
            return None  # dateparser reads a stranger's text; whatever it chokes on is not a date
        day = found.date_obj
        if day is None or found.period not in ("day", "month"):
            return None
        if found.period == "month":
            return f"{write_year(day.year)}-{day.month:02}" if numbers == [day.year] else None
        return day.date().isoformat() if numbers == sorted((day.day, day.year)) else None


def _fill(piece: Piece, neighbour: Piece) -> Piece:
    if piece.day and not piece.month and not neighbour.month and not neighbour.day:
        return Piece(year=piece.day, era=neighbour.era)  # "43 or 44 AD"
    if piece.day and not piece.month:
        piece = replace(piece, month=neighbour.month)
    if not piece.year:
        return replace(piece, year=neighbour.year, era=neighbour.era)
    return piece if piece.era else replace(piece, era=neighbour.era)


def _frame(kind: str, inner: str) -> str | None:
    match kind:
        case "about" | "uncertain":
            sign = "~" if kind == "about" else "?"
            return f"{inner[:-1]}%" if inner.endswith("~") else f"{inner}{sign}"
        case "by":
            return f"[..{inner}]"
        case "until":
            return f"../{inner}"
        case "since":
            return f"{inner}/.."
        case "later":
            return f"[{inner}..]"
    return inner if inner.startswith("XXXX-") else None


@lru_cache(maxsize=1)
def _parser() -> "DateDataParser":
    # Here and not above: it takes a sixth of a second to load, and most answers never need it.
    from dateparser.date import DateDataParser

    parser = DateDataParser(
        languages=list(WORDINGS),
        settings={"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["month", "year"], "PARSERS": ["absolute-time"]},
    )
    parser.get_date_data("9 unknown 2020")  # loads every language now, not in somebody's answer
    return parser
