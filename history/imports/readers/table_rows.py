"""Rows of a table → bodies of record entries: what repeats (topics, places, sources, voices) is made once."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from history.dates import DateError, HistoricalDate, read_edtf, read_plain
from history.imports.readers.entries import Body, Kind
from history.imports.readers.head_topics import make_slug
from history.imports.readers.wording import quote

# A place of which a table says no more than its name.
PLACE_KIND: Final = "site"
REGION_KIND: Final = "region"
CLAIMANT_KIND: Final = "organisation"
# Half a degree is some 50 km: battles near one town differ by less.
SAME_PLACE_DEGREES: Final = 0.5
DIGITS_OF_KEY: Final = 10
EVENT_ONLY: Final = {"title": "title", "summary": "summary"}


class RowError(ValueError):
    """A row that cannot be taken in: where, and why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the table and its cells by column, empty ones left out."""

    number: int
    cells: dict[str, str]
    is_ragged: bool = False

    @property
    def path(self) -> str:
        """Where the row stands."""
        return f"row {self.number}"

    def get(self, column: str) -> str:
        """A cell's text; empty where there is none."""
        return self.cells.get(column, "")

    def fail(self, column: str, reason: str) -> RowError:
        """An error about one of its cells."""
        return RowError(f"{self.path}, {column}", reason)


@dataclass
class TableBodies:
    """The bodies made so far, by kind and key, each with the row that it was first met in."""

    made: dict[Kind, dict[str, tuple[str, Body]]] = field(default_factory=lambda: {kind: {} for kind in Kind})

    def of(self, kind: Kind) -> list[tuple[str, Body]]:
        """Path and body of everything of one kind, in the order met."""
        return list(self.made[kind].values())

    def drop(self, events: set[str]) -> None:
        """Forget events that a row of theirs was refused for."""
        for key in events:
            self.made[Kind.EVENT].pop(key, None)

    def add(self, row: Row) -> None:
        """Take a row in. RowError where a cell is wrong, or contradicts an earlier row of the event."""
        if row.is_ragged:
            raise RowError(row.path, "has more cells than the first line has columns")
        for column in ("key", "title"):
            if not row.get(column) and not (column == "title" and row.get("key") in self.made[Kind.EVENT]):
                raise row.fail(column, "is empty")
        event = self._event(row)
        date, place, citations = read_row_date(row), self._place(row), self._citations(row)
        if row.get("claimant"):
            self._add_claim(event, row, date, place, citations)
            return
        if claim_cell := next((name for name in ("stance", "statement", "stated_on") if row.get(name)), ""):
            raise row.fail(claim_cell, "says what somebody stated, but the row has no claimant")
        self._add_to_event(event, row, date, place, citations)

    def _event(self, row: Row) -> Body:
        _path, event = self.made[Kind.EVENT].setdefault(row.get("key"), (row.path, {"key": row.get("key")}))
        for column, name in EVENT_ONLY.items():
            keep(event, name, row.get(column), row, column)
        if topic := row.get("topic"):
            key = self._named(Kind.TOPIC, topic, row, "topic", {"title": topic})
            if key not in event.setdefault("topics", []):
                event["topics"].append(key)
        return event

    def _add_to_event(
        self, event: Body, row: Row, date: HistoricalDate | None, place: str, citations: list[Body]
    ) -> None:
        keep(event, "happened", date.edtf if date else "", row, "date")
        places = event.setdefault("places", [])
        if place and {"place": place, "role": "at"} not in places:
            places.append({"place": place, "role": "at"})
        cited = event.setdefault("citations", [])
        cited += [citation for citation in citations if citation not in cited]

    def _add_claim(self, event: Body, row: Row, date: HistoricalDate | None, place: str, citations: list[Body]) -> None:
        statement = row.get("statement") or state_date(event, date)
        if not statement:
            raise row.fail("statement", "is empty, and there is no date to make a statement of")
        happened = date.edtf if date else ""
        about = "occurrence" if row.get("statement") else "date"
        # A key that does not depend on the order of rows.
        digest = sha256("\n".join((statement, happened, place)).encode("utf-8", "replace")).hexdigest()
        key = f"{event['key'][: 120 - DIGITS_OF_KEY - 1]}-{digest[:DIGITS_OF_KEY]}"
        claims = event.setdefault("claims", [])
        claim: Body | None = next((claim for claim in claims if claim["key"] == key), None)
        if claim is None:
            claim = {"key": key, "statement": statement, "about": about, "happened": happened, "attributions": []}
            claim["places"] = [place] if place else []
            claims.append(claim)
        said = {
            "claimant": self._claimant(row),
            "stance": row.get("stance") or "asserts",
            "stated_on": write_date(row, "stated_on"),
            "citations": citations,
        }
        if said not in claim["attributions"]:
            claim["attributions"].append(said)

    def _place(self, row: Row) -> str:
        latitude, longitude = read_degrees(row, "latitude"), read_degrees(row, "longitude")
        if not row.get("place"):
            return ""
        within = row.get("within")
        upper = self._named(Kind.PLACE, within, row, "within", {"name": within, "kind": REGION_KIND}) if within else ""
        name = row.get("place")
        key = self._named(
            Kind.PLACE, f"{name} {within}", row, "place", {"name": name, "kind": PLACE_KIND, "within": upper}
        )
        if latitude is not None or longitude is not None:
            self._locate(self.made[Kind.PLACE][key][1], row, latitude, longitude)
        return key

    def _locate(self, place: Body, row: Row, latitude: float | None, longitude: float | None) -> None:
        """The first row's coordinates stand; a little off is the same place, far off is another."""
        if "latitude" not in place:
            place |= {"latitude": latitude, "longitude": longitude, "citations": self._citations(row)}
            return
        for column, there, here in (
            ("latitude", place["latitude"], latitude),
            ("longitude", place["longitude"], longitude),
        ):
            if here is not None and there is not None and abs(here - there) > SAME_PLACE_DEGREES:
                reason = f"{here} is far from {there} of an earlier row; say within what each place of that name lies"
                raise row.fail(column, reason)

    def _citations(self, row: Row) -> list[Body]:
        title, url = row.get("source_title"), row.get("source_url")
        if not title:
            if url:
                raise row.fail("source_title", "is empty, but there is a source_url")
            return []
        # The address of a row points into its source: it is where, not which.
        key = self._named(Kind.SOURCE, title, row, "source_title", {"title": title})
        return [{"source": key, "locator": row.get("source_url")[:120] or row.get("key")}]

    def _claimant(self, row: Row) -> str:
        name, side = row.get("claimant"), row.get("speaks_for")
        party = self._named(Kind.PARTY, side, row, "speaks_for", {"name": side}) if side else ""
        kind = row.get("claimant_kind") or CLAIMANT_KIND
        return self._named(Kind.CLAIMANT, name, row, "claimant", {"name": name, "kind": kind, "speaks_for": party})

    def _named(self, kind: Kind, words: str, row: Row, column: str, body: Body) -> str:
        """The key of what the row names, made when it is first met."""
        key = make_slug(words)[:120].strip("-")
        if not key:
            raise row.fail(column, f"{quote(words)} has no letter or digit to make a key of")
        _path, there = self.made[kind].setdefault(key, (row.path, {"key": key, **body}))
        for name, value in body.items():
            keep(there, name, value, row, column)
        return key


def keep(body: Body, name: str, value: object, row: Row, column: str) -> None:
    """Put a value into a body. RowError where an earlier row put another one there."""
    if value in ("", None):
        return
    if body.get(name) in ("", None):
        body[name] = value
    elif body[name] != value:
        raise row.fail(column, f"{quote(value)} contradicts {quote(body[name])} of an earlier row")


def read_row_date(row: Row) -> HistoricalDate | None:
    """The row's date: EDTF, or a plain day cut to the precision that the row declares. RowError."""
    text, precision = row.get("date"), row.get("date_precision")
    if not text:
        return None
    try:
        is_plain = text.lstrip("-").replace("-", "").isdigit()
        return read_plain(text, precision or None) if is_plain or precision else read_edtf(text)
    except DateError as error:
        raise row.fail("date", str(error)) from error


def write_date(row: Row, column: str) -> str:
    """A date of a row as EDTF; empty where there is none. RowError."""
    try:
        return read_edtf(row.get(column)).edtf if row.get(column) else ""
    except DateError as error:
        raise row.fail(column, str(error)) from error


def state_date(event: Body, date: HistoricalDate | None) -> str:
    """A statement for a row that gives a claimant and a date and no words: "The date of X was …"."""
    return f"The date of “{event.get('title', event['key'])}” was {date}" if date else ""


def read_degrees(row: Row, column: str) -> float | None:
    """A coordinate in degrees; None where there is none. RowError."""
    if not row.get(column):
        return None
    try:
        return float(row.get(column))
    except ValueError as error:
        raise row.fail(column, f"{quote(row.get(column))} is not a number of degrees") from error
