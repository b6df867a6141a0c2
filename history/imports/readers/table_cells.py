"""What the cells of one row say, each read by itself; everything wrong in them is told at once."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final

from anyascii import anyascii

from history.dates import DateError, HistoricalDate, read_given
from history.imports.readers.entries import Kind, Refusal
from history.imports.readers.head_topics import make_slug
from history.imports.readers.json_text import find_unsound
from history.imports.readers.schema import check_entry, read_schema
from history.imports.readers.table_text import Row
from history.imports.readers.wording import quote

CLAIMANT_KIND: Final = "organisation"
STANCE: Final = "asserts"
LONGEST_CELL: Final = 20_000
LONGEST_KEY: Final = 120
LONGEST_LOCATOR: Final = 120
DIGITS_OF_KEY: Final = 10
WRITTEN_KEY: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
DEGREES: Final = re.compile(r"[+-]?[0-9]{1,4}(\.[0-9]+)?")
FARTHEST: Final = {"latitude": 90, "longitude": 180}
# A cell that names something else of the record, and what it names.
NAMES: Final = {
    "topic": Kind.TOPIC,
    "place": Kind.PLACE,
    "within": Kind.PLACE,
    "source_title": Kind.SOURCE,
    "claimant": Kind.CLAIMANT,
    "speaks_for": Kind.PARTY,
}
ONLY_SAID: Final = ("stance", "statement", "stated_on", "claimant_kind", "speaks_for")


@dataclass(frozen=True, slots=True)
class RowWords:
    """A row whose cells are right in themselves. `stance` and `kind` are empty where the row leaves them out."""

    row: Row
    key: str
    date: HistoricalDate | None
    spot: tuple[float, float] | None
    stance: str
    kind: str
    stated_on: str


class CellReader:
    """Reads the cells of one row and keeps what is wrong with them."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.faults: list[Refusal] = []

    def read(self) -> RowWords:
        """What the row says; it counts only where `faults` stays empty."""
        if self.row.fault:
            self.faults.append(Refusal(self.row.path, self.row.fault))
        for column, text in self.row.cells.items():
            self._check_text(column, text)
        self._check_missing()
        return RowWords(
            row=self.row,
            key=self.row.get("key") and write_key(self.row.get("key")),
            date=self._date("date", self.row.get("date_precision")),
            spot=self._spot(),
            stance=self._one_of("stance", "attribution", "stance"),
            kind=self._one_of("claimant_kind", "claimant", "kind"),
            stated_on=self._stated_on(),
        )

    def fail(self, column: str, reason: str) -> None:
        """Note that a cell is wrong."""
        self.faults.append(Refusal(f"{self.row.path}, {column}", reason))

    def _check_text(self, column: str, text: str) -> None:
        if len(text) > LONGEST_CELL:
            self.fail(column, f"is longer than {LONGEST_CELL} characters: it has {len(text)}")
            return
        self.faults += find_unsound(text, f"{self.row.path}, {column}")
        if column in NAMES and not make_slug(text):
            self.fail(column, f"{quote(text)} has no letter or digit to make a key of")
        elif column in NAMES:
            self._check_name(column, text)
        if column == "key" and not write_key(text):
            self.fail(column, f"{quote(text)} has no letter or digit to make a key of")

    def _check_name(self, column: str, text: str) -> None:
        """A name must fit what it is the name of, and so must an address."""
        url = self.row.get("source_url") if column == "source_title" else ""
        for fault in check_name(NAMES[column], text, url):
            self.fail("source_url" if fault.path == "url" else column, fault.reason)

    def _check_missing(self) -> None:
        if not self.row.get("key"):
            self.fail("key", "is empty, so nobody could say later which event the row is about")
        if self.row.get("source_url") and not self.row.get("source_title"):
            self.fail("source_title", "is empty, but there is a source_url")
        if not self.row.get("claimant"):
            for column in ONLY_SAID:
                if self.row.get(column):
                    self.fail(column, "says what somebody stated, but the row has no claimant")
        if self.row.get("date_precision") and not self.row.get("date"):
            self.fail("date", "is empty, but there is a date_precision")

    def _date(self, column: str, precision: str = "") -> HistoricalDate | None:
        try:
            return read_given(self.row.get(column), precision) if self.row.get(column) else None
        except DateError as error:
            self.fail(column, str(error))
            return None

    def _stated_on(self) -> str:
        """The day of a statement: words are said on a day, so 1 January is one."""
        text = self.row.get("stated_on")
        is_day = bool(re.fullmatch(r"[0-9]{4}-0?1-0?1", text))
        try:
            return read_given(text, "day" if is_day else "").edtf if text else ""
        except DateError as error:
            self.fail("stated_on", str(error))
            return ""

    def _spot(self) -> tuple[float, float] | None:
        degrees = {column: self._degrees(column) for column in FARTHEST if self.row.get(column)}
        if len(degrees) == 1:
            given, missing = sorted(FARTHEST, key=lambda column: column not in degrees)
            self.fail(missing, f"is empty, but there is a {given}")
        latitude, longitude = degrees.get("latitude"), degrees.get("longitude")
        return None if latitude is None or longitude is None else (latitude, longitude)

    def _degrees(self, column: str) -> float | None:
        text = self.row.get(column)
        if not DEGREES.fullmatch(text) and not is_small(text):
            self.fail(column, f"{quote(text)} is not a number of degrees, such as -39.5")
        elif abs(float(text)) > FARTHEST[column]:
            self.fail(column, f"{quote(text)} is beyond {FARTHEST[column]} degrees")
        else:
            return float(text)
        return None

    def _one_of(self, column: str, definition: str, name: str) -> str:
        """A word of a list that the schema gives, in any case and with spaces for hyphens."""
        word = make_slug(self.row.get(column))
        known: list[str] = read_schema()["$defs"][definition]["properties"][name]["enum"]
        if self.row.get(column) and word not in known:
            self.fail(column, f"{quote(self.row.get(column))} is not one of: {', '.join(known)}")
        return word


@lru_cache(maxsize=10_000)
def check_name(kind: Kind, text: str, url: str) -> tuple[Refusal, ...]:
    """What is wrong with the name of something, and with its address; rows repeat both."""
    words = {"key": "x", "title" if kind in (Kind.TOPIC, Kind.SOURCE) else "name": text}
    if url:
        words["url"] = url
    if kind in (Kind.PLACE, Kind.CLAIMANT):
        words["kind"] = "site" if kind is Kind.PLACE else CLAIMANT_KIND
    return tuple(check_entry(str(kind), words, ""))


def is_small(text: str) -> bool:
    """Whether it is a number as programs write a very small one: 1e-05."""
    return bool(re.fullmatch(r"[+-]?[0-9](\.[0-9]+)?[eE]-[0-9]{1,3}", text)) and math.isfinite(float(text))


def write_key(text: str) -> str:
    """A key as the record has it: "AL 004" is al-004. What is a key already stays; a long one ends in a digest."""
    if len(text) <= LONGEST_KEY and WRITTEN_KEY.fullmatch(text):
        return text
    key = re.sub(r"[^a-z0-9._-]+", "-", anyascii(text).lower()).strip("-._")
    return shorten_key(key, text)


def shorten_key(key: str, words: str) -> str:
    """A key of at most 120 characters that stays its own; `words` is what it was made of."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - DIGITS_OF_KEY - 1].strip('-._')}-{digest(words)}"


def digest(words: str) -> str:
    """A few figures that stand for some words."""
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:DIGITS_OF_KEY]
