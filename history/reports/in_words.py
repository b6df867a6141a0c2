"""What is stored, in words."""

from history.dates import read_edtf


def date_in_words(edtf: str, locale: str) -> str:
    """A stored date in words; empty where there is none."""
    return read_edtf(edtf).show(locale) if edtf else ""
