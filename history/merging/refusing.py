"""What stands against merging two rows, in sentences for an editor."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from history.imports.readers.entries import Kind
from history.imports.references import KnownRows
from history.models import Bearing, Claimant, Event, Place, Status

Leading = Mapping[str, tuple[str, ...]]


def reasons_against(old: Any, into: Any, known: KnownRows) -> list[str]:
    """Why `old` cannot be merged into `into`, a row of the same table; empty: it can."""
    if old.pk == into.pk:
        return [_("A row cannot be merged with itself.")]
    match old:
        case Claimant():
            return list(_against_claimants(old, into, known))
        case Place():
            return list(_against_places(old, into, known))
        case Event():
            return list(_against_events(old, into, known))
    return [_("Only claimants, places and events can be merged.")]


def _against_claimants(old: Claimant, into: Claimant, known: KnownRows) -> Iterator[str]:
    yield from _against_kinds(old, into)
    if old.speaks_for_id and into.speaks_for_id and old.speaks_for_id != into.speaks_for_id:
        yield _("“%(old)s” and “%(into)s” speak for different parties.") % _named(old, into)
    if old.holds.filter(pk=into.pk).exists() or into.holds.filter(pk=old.pk).exists():
        yield _("One of “%(old)s” and “%(into)s” holds the office that the other one is.") % _named(old, into)
    if _leads(known.one_way[Kind.CLAIMANT, "part_of"], old, into):
        yield _("One of “%(old)s” and “%(into)s” is part of the other.") % _named(old, into)


def _against_places(old: Place, into: Place, known: KnownRows) -> Iterator[str]:
    yield from _against_kinds(old, into)
    if _leads(known.one_way[Kind.PLACE, "within"], old, into):
        yield _("One of “%(old)s” and “%(into)s” lies within the other.") % _named(old, into)
    both = (old.pk, into.pk)
    if Bearing.objects.filter(place__in=both, origin__in=both).exists():
        yield _("A source says in which direction one of “%(old)s” and “%(into)s” lies from the other.") % _named(
            old, into
        )


def _against_events(old: Event, into: Event, known: KnownRows) -> Iterator[str]:
    if _leads(known.one_way[Kind.EVENT, "part_of"], old, into):
        yield _("One of “%(old)s” and “%(into)s” is part of the other.") % _named(old, into)
    if _leads(known.one_way[Kind.EVENT, "after"], old, into):
        yield _("One of “%(old)s” and “%(into)s” came after the other.") % _named(old, into)
    if old.status == Status.PUBLISHED and into.status != Status.PUBLISHED:
        yield _("“%(old)s” is published and “%(into)s” is not: merge the other way round.") % _named(old, into)


def _against_kinds(old: Any, into: Any) -> Iterator[str]:
    if old.kind != into.kind:
        told = {**_named(old, into), "one": old.get_kind_display(), "other": into.get_kind_display()}
        yield (
            _(
                "“%(old)s” is on record as %(one)s, “%(into)s” as %(other)s. "
                "If they are one, make the kinds the same first."
            )
            % told
        )


def _named(old: Any, into: Any) -> dict[str, str]:
    return {"old": str(old), "into": str(into)}


def _leads(graph: Leading, one: Any, other: Any) -> bool:
    """Whether a way leads from one of the rows to the other."""
    return other.key in _reached(graph, one.key) or one.key in _reached(graph, other.key)


def _reached(graph: Leading, start: str) -> set[str]:
    seen, waiting = set[str](), [start]
    while waiting:
        for key in graph.get(waiting.pop(), ()):
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return seen
