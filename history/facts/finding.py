"""Topics, places and claimants by name: what somebody types, and what a key is called."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from history.models import Claimant, Place, PlaceName, Topic


@dataclass(frozen=True, slots=True)
class Named:
    """A row by its name. `note` tells it from its namesakes: what sort of place within what, for whom she speaks."""

    key: str
    name: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.note})" if self.note else self.name


def find_named(kind: str, text: str, most: int) -> list[Named]:
    """Up to `most` rows of a kind ("topic", "place", "claimant") whose name holds the text, by name.

    A place is found by every name that it has.
    """
    return list_rows(kind, called(kind, "icontains", text), most)


def named_exactly(kind: str, text: str, most: int) -> list[Named]:
    """Up to `most` rows that are called so, or that this site writes so: name and note."""
    exact = list_rows(kind, called(kind, "iexact", text) | Q(key=text), most)
    name, bracket, _note = text.partition(" (")
    if exact or not bracket:
        return exact
    return [one for one in list_rows(kind, called(kind, "iexact", name), most) if str(one) == text]


def called(kind: str, how: str, text: str) -> Q:
    """That a row's name is, or holds (`how`: a lookup), the text."""
    found = Q(**{f"{name_field(kind)}__{how}": text})
    if kind == "place":
        found |= Q(pk__in=PlaceName.objects.filter(**{f"name__{how}": text}).order_by().values("place"))
    return found


def list_rows(kind: str, found: Q, most: int) -> list[Named]:
    """The rows found, by name."""
    return [name_row(row) for row in rows_of(kind).filter(found).order_by(name_field(kind), "key")[:most]]


def name_field(kind: str) -> str:
    """Where a row of the kind has its name."""
    return "title" if kind == "topic" else "name"


def names_of(kind: str, keys: Iterable[str]) -> dict[str, Named]:
    """Rows of a kind by key."""
    wanted = sorted(set(keys) - {""})
    return {row.key: name_row(row) for row in rows_of(kind).filter(key__in=wanted)} if wanted else {}


def rows_of(kind: str) -> QuerySet[Any]:
    """All rows of a kind, with what their notes read."""
    if kind == "place":
        return Place.objects.select_related("within")
    return Claimant.objects.select_related("speaks_for") if kind == "claimant" else Topic.objects.all()


def name_row(row: Topic | Place | Claimant) -> Named:
    """A row by its name."""
    if isinstance(row, Topic):
        return Named(row.key, row.title)
    if isinstance(row, Claimant):
        return Named(row.key, row.name, row.speaks_for.name if row.speaks_for else "")
    kind = str(row.get_kind_display())
    return Named(row.key, row.name, f"{kind}, {row.within.name}" if row.within else kind)
