"""What makes an entry wrong in itself and a JSON Schema cannot say. The rules take what the schema accepts."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from history.dates import read_edtf
from history.imports.readers.entries import Body, Kind, Refusal
from history.imports.readers.schema import read_schema
from history.imports.readers.selecting import select
from history.imports.readers.tidying import DATES
from history.imports.readers.wording import quote

Rule = Callable[[Kind, Body, str], Iterator[Refusal]]

# Where an entry names others of its own kind: none of them may be itself.
OWN_KIND: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.CLAIMANT: ("holds[]", "part_of"),
    Kind.PLACE: ("within", "bearing.from"),
    Kind.EVENT: ("part_of", "after[]", "same_as"),
}
# Lists whose members are told apart by these names.
TOLD_APART_BY: Final[dict[Kind, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    Kind.PLACE: (("names", ("name", "language", "party")),),
    Kind.EVENT: (
        ("places", ("place", "role")),
        ("participants", ("claimant", "role")),
        ("claims", ("key",)),
        ("claims[].attributions", ("claimant", "stance")),
    ),
}


def check_rules(kind: Kind, body: Body, path: str) -> list[Refusal]:
    """Everything that the rules below have against one entry."""
    return [refusal for rule in RULES for refusal in rule(kind, body, path)]


def names_itself(kind: Kind, body: Body, path: str) -> Iterator[Refusal]:
    """Nothing is part of, within, after, opposed to or the same as itself."""
    for pattern in OWN_KIND.get(kind, ()):
        for where, key in select(body, pattern, path):
            if key == body["key"]:
                yield Refusal(where, f"{quote(key)} refers to itself")
    for where, claim in select(body, "claims[]", path):
        for pattern in ("opposes[]", "same_as[]"):
            for inner, key in select(claim, pattern, where):
                if key == claim["key"]:
                    yield Refusal(inner, f"{quote(key)} refers to itself")


def says_twice(kind: Kind, body: Body, path: str) -> Iterator[Refusal]:
    """A claimant takes one stance once; a place has each role, name and claim key once."""
    for pattern, names in TOLD_APART_BY.get(kind, ()):
        for where, members in select(body, pattern, path):
            seen: Counter[tuple[Any, ...]] = Counter()
            for number, member in enumerate(members):
                identity = tuple(member.get(name, "") for name in names)
                seen[identity] += 1
                if seen[identity] == 2:
                    shown = ", ".join(quote(part) for part in identity if part)
                    yield Refusal(f"{where}[{number}]", f"gives {shown} a second time")


def figure_backwards(kind: Kind, body: Body, path: str) -> Iterator[Refusal]:
    """A figure does not end below where it begins."""
    for where, figure in select(body, "claims[].figure", path):
        low, high = figure.get("low"), figure.get("high")
        if low is not None and high is not None and low > high:
            yield Refusal(where, f"ends at {high}, below where it begins, {low}")


def date_too_long(kind: Kind, body: Body, path: str) -> Iterator[Refusal]:
    """A date still fits its column when it is written out as Attest writes it."""
    longest = read_schema()["$defs"]["edtf"]["maxLength"]
    for pattern, name in DATES.get(kind, ()):
        for where, date in select(body, f"{pattern}.{name}" if pattern else name, path):
            if len(read_edtf(date).edtf) > longest:
                yield Refusal(where, f"is longer than {longest} characters when written out")


RULES: Final[tuple[Rule, ...]] = (names_itself, says_twice, figure_backwards, date_too_long)
