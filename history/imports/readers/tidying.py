"""One way of writing an entry, so that two entries that say the same are the same."""

from typing import Any, Final

from history.dates import DateError, read_edtf
from history.imports.readers.entries import Body, Kind
from history.imports.readers.selecting import select

# Beyond this a float no longer tells one whole number from the next.
LARGEST_WHOLE: Final = 2**53

# An object that holds a date, and the date's name in it.
DATES: Final[dict[Kind, tuple[tuple[str, str], ...]]] = {
    Kind.SOURCE: (("", "published_on"),),
    Kind.CLAIMANT: (("", "active"),),
    Kind.EVENT: (("", "happened"), ("claims[]", "happened"), ("claims[].attributions[]", "stated_on")),
}


def drop_empties(value: Any) -> Any:
    """Leave out null, empty texts, lists and objects; strip texts; write whole numbers without a point.

    Members of a list stay where they are, so that a path still means what it means in the file.
    """
    if isinstance(value, str):
        # A form in a browser sends CRLF and Django strips what it gets: neither is an editor's change.
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, list):
        return [drop_empties(member) for member in value]
    if isinstance(value, dict):
        kept = ((name, drop_empties(member)) for name, member in value.items())
        return {name: member for name, member in kept if not is_empty(member)}
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_WHOLE:
        return int(value)
    return value


def is_empty(value: Any) -> bool:
    """Whether a value says nothing; zero and false say something."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def fill_in(kind: Kind, body: Body) -> Body:
    """Write out what a valid entry may leave out, and its dates as Attest writes them. Changes `body`."""
    for pattern, name in DATES.get(kind, ()):
        for _, holder in select(body, pattern) if pattern else [("", body)]:
            if name in holder:
                holder[name] = write_edtf(holder[name])
    if kind is Kind.EVENT:
        for place in body.get("places", ()):
            place.setdefault("role", "at")
        for claim in body.get("claims", ()):
            claim.setdefault("about", "occurrence")
        for _, attribution in select(body, "claims[].attributions[]"):
            if not attribution.get("needs_review"):
                attribution.pop("needs_review", None)
    return body


def write_edtf(text: str) -> str:
    """Attest's way of writing a date; a text that is none is left as it is."""
    try:
        return read_edtf(text).edtf
    except DateError:
        return text
