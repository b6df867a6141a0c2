"""From the bytes of a table to its rows: what programs and countries write differently is evened out here."""

import codecs
import csv
import io
import re
from dataclasses import dataclass
from typing import Final

from history.imports.readers.entries import RecordFileError
from history.imports.readers.json_text import LARGEST_FILE
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
DELIMITERS: Final = ",;\t|"
MOST_COLUMNS: Final = 1000
MOST_ROWS: Final = 200_000
# Of which the delimiter is found; a heading has a few hundred characters.
LONGEST_FIRST_LINE: Final = 100_000
MARKED_AS_TEXT: Final = re.compile(r"'\s*[=+@-]")
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line that it begins on, its cells by column (empty ones left out), and what is wrong as a whole."""

    line: int
    cells: dict[str, str]
    fault: str = ""

    @property
    def path(self) -> str:
        """Where the row stands."""
        return f"line {self.line}"

    def get(self, column: str) -> str:
        """A cell's text; empty where there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table by position, and the names of those that are not read."""

    names: tuple[str, ...]
    ignored: tuple[str, ...]


def read_rows(data: bytes) -> tuple[Header, list[Row]]:
    """The header and the rows that hold something. RecordFileError where the file as a whole cannot be read."""
    text = decode_table(data)
    delimiter = find_delimiter(text)
    # Cells are measured row by row, so that a long one costs its row and not the file.
    csv.field_size_limit(LARGEST_FILE)
    # A cell may hold line ends of its own; strict refuses what only looks like quoting.
    lines = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    begins = 1
    try:
        first = next((cells for cells in lines if not is_before_header(cells)), [])
        header = read_header(first)
        rows: list[Row] = []
        begins = lines.line_num + 1
        for cells in lines:
            if any(cell.strip() for cell in cells):
                if len(rows) == MOST_ROWS:
                    raise RecordFileError(f"The table has more than {MOST_ROWS:,} rows; divide it.")
                rows.append(make_row(begins, cells, header))
            begins = lines.line_num + 1
    except csv.Error as error:
        raise RecordFileError(f"The file is not CSV: the row that begins on line {begins}: {error}.") from error
    return header, rows


def decode_table(data: bytes) -> str:
    """A table's bytes as text: UTF-8, or UTF-16 where its mark says so. No other encoding is guessed."""
    if len(data) > LARGEST_FILE:
        raise RecordFileError(f"The file is larger than {LARGEST_FILE // 1024 // 1024} MB; divide it.")
    encoding = "utf-16" if data.startswith(UTF_16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RecordFileError(
            f"The file is not UTF-8 text: line {line} holds a byte that cannot be read. "
            "Save it as CSV in UTF-8; which other encoding it has cannot be known."
        ) from error


def find_delimiter(text: str) -> str:
    """What parts the cells: whatever gives the first line the most columns that Attest knows."""
    begin = text.lstrip()[:LONGEST_FIRST_LINE]
    first = next(iter(begin.splitlines()), "")
    if first.casefold().startswith("sep=") and len(first) > 4:
        return first[4]
    return max(DELIMITERS, key=lambda delimiter: len({*map(name_column, first.split(delimiter))} & {*COLUMNS}))


def is_before_header(cells: list[str]) -> bool:
    """Whether a line is empty, or tells a spreadsheet what parts the cells."""
    text = "".join(cells).strip()
    return not text or text.casefold().startswith("sep=")


def name_column(cell: str) -> str:
    """A column's name as Attest writes it: "Source title" is source_title."""
    return re.sub(r"[\s-]+", "_", cell.strip().strip('"').strip().casefold())


def read_header(cells: list[str]) -> Header:
    """The first line. RecordFileError where a needed column is missing, or one is there twice."""
    if len(cells) > MOST_COLUMNS:
        raise RecordFileError(f"The table has {len(cells):,} columns; Attest reads at most {MOST_COLUMNS:,}.")
    names = tuple(map(name_column, cells))
    if missing := [name for name in NEEDED if name not in names]:
        raise RecordFileError(
            f"The table has no column {' and no column '.join(map(quote, missing))} in its first line."
        )
    for name in COLUMNS:
        if names.count(name) > 1:
            raise RecordFileError(f"The table has the column {quote(name)} twice.")
    shown = (cell.strip() or "(no name)" for cell, name in zip(cells, names, strict=True) if name not in COLUMNS)
    return Header(names, tuple(shown))


def make_row(line: int, cells: list[str], header: Header) -> Row:
    """One row. Empty cells beyond the last column are a spreadsheet's, others are a fault."""
    surplus = any(cell.strip() for cell in cells[len(header.names) :])
    named = dict(zip(header.names, cells, strict=False))
    # A name that is broken over two lines is one name; a summary may have paragraphs.
    tidied = {name: text.strip() if name == "summary" else " ".join(text.split()) for name, text in named.items()}
    # With an apostrophe in front spreadsheets are told that what looks like a formula is text.
    tidied = {name: text[1:] if MARKED_AS_TEXT.match(text) else text for name, text in tidied.items()}
    known = {name: text for name, text in tidied.items() if name in COLUMNS and text}
    return Row(line, known, "has more cells than the first line has columns" if surplus else "")
