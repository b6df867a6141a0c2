"""Rows in a stream: each check reads what it needs in one pass and keeps no more than it must."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Q, QuerySet

from history.dates import DateError, HistoricalDate, read_edtf
from history.facts.invariants import Breach
from history.facts.reading_places import in_portions
from history.models import Attribution, Status

AT_ONCE = 2000
PUBLISHED = Q(status=Status.PUBLISHED)


def stream(rows: QuerySet[Any], *columns: str) -> Iterator[tuple[Any, ...]]:
    """The columns of the rows in the order of their ids, in one query that is read bit by bit."""
    yield from rows.order_by("pk").values_list(*columns).iterator(chunk_size=AT_ONCE)


def name_rows(rows: QuerySet[Any], reason: str) -> Iterator[Breach]:
    """Each of these rows as a breach, by its key."""
    kind = str(rows.model._meta.model_name)
    for (key,) in stream(rows, "key"):
        yield Breach(kind, key, reason)


def name_attributions(rows: QuerySet[Attribution], reason: str) -> Iterator[Breach]:
    """Each of these attributions as a breach: they are known by claim, claimant and stance."""
    for claim, claimant, stance in stream(rows, "claim__key", "claimant__key", "stance"):
        yield Breach("attribution", name_attribution(claim, claimant, stance), reason)


def name_attribution(claim: str, claimant: str, stance: str) -> str:
    """What an attribution is called in a report."""
    return f"{claim}/{claimant}/{stance}"


def read_kept(text: str) -> HistoricalDate | None:
    """A stored date; None where there is none, or it cannot be read (`dates_readable` finds it)."""
    try:
        return read_edtf(text) if text else None
    except DateError:
        return None


def keys_by_id(model: type[Model], ids: list[int]) -> dict[int, str]:
    """The keys of rows by their ids."""
    rows = model._default_manager.order_by()
    return {pk: key for some in in_portions(ids) for pk, key in rows.filter(pk__in=some).values_list("pk", "key")}
