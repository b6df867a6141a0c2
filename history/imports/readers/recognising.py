"""Which reader a file is for, by its name; and what a file is that is none of them, by its first bytes.

Nothing is ever unpacked, and no XML is read: an archive or a page of entities is named for what it is.
"""

from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from history.imports.readers.entries import RecordFile, RecordFileError
from history.imports.readers.json_text import read_head
from history.imports.readers.records import read_record_file
from history.imports.readers.table_text import UTF_16
from history.imports.readers.tables import read_table
from history.imports.readers.wording import quote

READERS: Final[dict[str, Callable[[bytes], RecordFile]]] = {
    ".json": read_record_file,
    ".csv": read_table,
    ".tsv": read_table,
}
SAVE_AS: Final = "Save it as CSV in UTF-8, or export a record file"
SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"PK\x03\x04", "a ZIP archive (spreadsheets, .xlsx and .ods, are such archives)"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old office program (.xls, .doc)"),
    (b"%PDF-", "a PDF"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a document of a text program (.rtf)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
MARKUP: Final = (("<?xml", "XML"), ("<!doctype", "HTML or XML"), ("<html", "HTML"), ("<svg", "XML"), ("<", "markup"))


def read_file(name: str, data: bytes) -> RecordFile:
    """Read a record file or a table. RecordFileError where it is neither, or cannot be read as a whole."""
    suffix = PurePath(name).suffix.lower()
    read = READERS.get(suffix)
    if read is None:
        raise RecordFileError(
            f"The file {quote(name)} is not a .json, .csv or .tsv file; Attest reads record files and tables."
        )
    refuse_foreign(suffix, data)
    return read(data)


def refuse_foreign(suffix: str, data: bytes) -> None:
    """RecordFileError where the first bytes are those of something that is neither JSON nor a table."""
    if not data.strip():
        raise RecordFileError("The file is empty.")
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise RecordFileError(f"The file is {what}, and is not opened. {SAVE_AS}.")
    head = read_head(data)
    for sign, what in MARKUP:
        if head.casefold().startswith(sign):
            raise RecordFileError(f"The file is {what}, and is not read. {SAVE_AS}.")
    if suffix != ".json" and head.startswith(("{", "[")):
        raise RecordFileError(f"The file is named {suffix} and holds JSON. A record file is named .json.")
    if "\0" in head and not data.startswith(UTF_16):
        raise RecordFileError(
            "The file is not UTF-8 text: it holds NUL characters, as UTF-16 without its mark does. Save it in UTF-8."
        )
