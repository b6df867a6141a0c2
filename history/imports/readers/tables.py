"""Reading a table (CSV): each row is an event, or one more claim about it, in the terms of `attest-record/1`.

A row without a claimant speaks for the record: its date and place are the event's. A row with a claimant says
what that claimant states: its date and place are the claim's. Rows with one key are one event.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from history.imports.readers.entries import Kind, RecordFile, RecordFileError, Refusal, RefusedEntry
from history.imports.readers.json_text import decode_text
from history.imports.readers.records import collect_entries, read_entry
from history.imports.readers.table_rows import Row, RowError, TableBodies
from history.imports.readers.wording import quote

COLUMNS: Final = (
    "key",
    "title",
    "date",
    "date_precision",
    "place",
    "latitude",
    "longitude",
    "within",
    "summary",
    "topic",
    "source_title",
    "source_url",
    "claimant",
    "claimant_kind",
    "speaks_for",
    "stance",
    "statement",
    "stated_on",
)
NEEDED: Final = ("key", "title")
LONGEST_CELL: Final = 20_000


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table by position, and the names of those that are not read."""

    names: tuple[str, ...]
    ignored: tuple[str, ...]


def read_table(data: bytes) -> RecordFile:
    """Read a CSV file's bytes. RecordFileError where the file as a whole cannot be read."""
    csv.field_size_limit(LONGEST_CELL)
    # A cell of another kind of line end is text; strict refuses what only looks like quoting.
    lines = csv.reader(io.StringIO(decode_text(data), newline=""), strict=True)
    try:
        header = read_header(next(lines, []))
        rows = list(number_rows(lines, header))
    except csv.Error as error:
        raise RecordFileError(f"The file is not CSV: line {lines.line_num}: {error}.") from error
    bodies = TableBodies()
    refused = [refusal for row in rows if (refusal := add_row(bodies, row)) is not None]
    bodies.drop({entry.key for entry in refused})
    outcomes = [read_entry(kind, body, path) for kind in Kind for path, body in bodies.of(kind)]
    file = collect_entries({}, outcomes, refused)
    return RecordFile(file.entries, file.refused, ignored=header.ignored)


def read_header(cells: list[str]) -> Header:
    """The first line. RecordFileError where a needed column is missing, or one is there twice."""
    names = tuple(cell.strip().casefold() for cell in cells)
    if missing := [name for name in NEEDED if name not in names]:
        raise RecordFileError(
            f"The table has no column {' and no column '.join(map(quote, missing))} in its first line."
        )
    for name in COLUMNS:
        if names.count(name) > 1:
            raise RecordFileError(f"The table has the column {quote(name)} twice.")
    return Header(names, tuple(name or "(no name)" for name in names if name not in COLUMNS))


def number_rows(lines: Iterator[list[str]], header: Header) -> Iterator[Row]:
    """The rows that hold something, each with its number (the header is row 1)."""
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        named = dict(zip(header.names, (cell.strip() for cell in cells), strict=False))
        known = {name: value for name, value in named.items() if name in COLUMNS and value}
        yield Row(number, known, is_ragged=len(cells) > len(header.names))


def add_row(bodies: TableBodies, row: Row) -> RefusedEntry | None:
    """Take one row in, or say why not: its event is refused whole, as half an event is another statement."""
    try:
        bodies.add(row)
    except RowError as error:
        return RefusedEntry(Kind.EVENT, row.get("key"), row.path, (Refusal(error.path, error.reason),))
    return None
