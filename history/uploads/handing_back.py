"""What was refused of an upload, as a file to mend and upload again, and the reasons as a table."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from history.imports.readers.json_text import read_json
from history.imports.readers.records import FORMAT, HEAD
from history.imports.readers.table_cells import write_key
from history.imports.readers.table_text import COLUMNS, Row, read_rows
from history.models import Upload, UploadedEntry

# A column that Attest does not read, so that the file can be uploaded as it is.
WHY: Final = "why_refused"
# A spreadsheet takes a cell that begins like this for a formula; a number with a sign is none.
FORMULA: Final = re.compile(r"^\s*[=+\-@\t\r]")
NUMBER: Final = re.compile(r"[+-]?\d[\d.,:/-]*")
PLACE: Final = re.compile(r"^(\w+)\[(\d+)\]")


def is_table(upload: Upload) -> bool:
    """Whether it was a table."""
    return not upload.name.lower().endswith(".json")


def write_refused(upload: Upload) -> str:
    """The refused rows or entries alone, in the format in which they came."""
    refused = list(upload.entries.filter(outcome=UploadedEntry.Outcome.REFUSED))
    content = bytes(upload.content)
    return write_rows(content, refused) if is_table(upload) else write_entries(content, refused)


def write_rows(content: bytes, refused: list[UploadedEntry]) -> str:
    """The rows of the refused events, with the reasons in a column of their own."""
    by_key = {entry.key: entry for entry in refused if entry.key}
    by_path = {entry.path: entry for entry in refused if not entry.key}
    _header, rows = read_rows(content)
    kept: list[tuple[Row, UploadedEntry]] = []
    for row in rows:
        written = row.get("key") and write_key(row.get("key"))
        if entry := by_key.get(written) if written else by_path.get(row.path):
            kept.append((row, entry))
    used = [column for column in COLUMNS if column in ("key", "title") or any(row.get(column) for row, _ in kept)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*used, WHY])
    for row, entry in kept:
        writer.writerow([make_inert(cell) for cell in [*map(row.get, used), reasons_of(entry)]])
    return out.getvalue()


def write_entries(content: bytes, refused: list[UploadedEntry]) -> str:
    """The refused entries as they stand in the file."""
    whole: dict[str, Any] = read_json(content)
    file: dict[str, Any] = {"format": FORMAT} | {name: whole[name] for name in HEAD if name in whole}
    # A topic that only events name stands where they do, and they are refused for it themselves.
    places = dict.fromkeys(found.groups() for entry in refused if (found := PLACE.match(entry.path)))
    for listed, number in places:
        file.setdefault(listed, []).append(whole[listed][int(number)])
    return json.dumps(file, indent=1)


def write_reasons(upload: Upload) -> str:
    """Each reason with where it stands, as a table."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["where", "kind", "key", "reason"])
    for entry in upload.entries.filter(outcome=UploadedEntry.Outcome.REFUSED).iterator():
        for one in entry.told:
            writer.writerow([make_inert(cell) for cell in (one["path"], entry.kind, entry.key, one["reason"])])
    return out.getvalue()


def reasons_of(entry: UploadedEntry) -> str:
    """All reasons for which an entry is refused, in one cell."""
    return "; ".join(_reasons(entry))


def _reasons(entry: UploadedEntry) -> Iterator[str]:
    for one in entry.told:
        yield f"{one['path']}: {one['reason']}"


def make_inert(cell: str) -> str:
    """A cell that no spreadsheet runs; the reader takes the mark off again. Numbers, BCE years too, stay numbers."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell
