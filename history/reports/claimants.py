"""A claimant's page: what it is, whose voice it may be, and what it said in the order in which it was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from history.models import Attribution, Citation, Claimant, Participant, Status
from history.reports.in_words import date_in_words
from history.reports.listing import KeyPage, cut_page
from history.reports.public import only_public
from history.reports.voices import first_day

SAYINGS_A_PAGE = 30
NAMED = 100


@dataclass(frozen=True, slots=True)
class Saying:
    """A stance of the claimant: on what, and when it was stated, in words."""

    attribution: Attribution
    stated: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ClaimantReport:
    """All that the page says. Kin that nothing published names is left out."""

    claimant: Claimant
    active: str
    offices: tuple[Claimant, ...]
    holders: tuple[Claimant, ...]
    body: Claimant | None
    parts: tuple[Claimant, ...]
    took_part: tuple[Participant, ...]
    sayings: KeyPage[Saying]
    count: int


def describe_claimant(claimant: Claimant, locale: str, after: str) -> ClaimantReport:
    """The page of a public claimant; what it said goes on from the saying with this id."""
    kin = Claimant.objects.order_by("name", "key")
    took_part = Participant.objects.filter(claimant=claimant, event__status=Status.PUBLISHED).select_related("event")
    order = order_sayings(claimant)
    return ClaimantReport(
        claimant=claimant,
        active=date_in_words(claimant.active, locale),
        offices=tuple(only_public("claimant", kin.filter(holders=claimant))),
        holders=tuple(only_public("claimant", kin.filter(holds=claimant)[:NAMED])),
        body=next(iter(only_public("claimant", kin.filter(parts=claimant))), None),
        parts=tuple(only_public("claimant", kin.filter(part_of=claimant)[:NAMED])),
        took_part=tuple(took_part.order_by("event__earliest_day", "event__title", "pk")[:NAMED]),
        sayings=page_of_sayings(order, after, locale),
        count=len(order),
    )


def order_sayings(claimant: Claimant) -> list[int]:
    """Ids of all that it said about published events, in the order in which it was said, the undated last.

    The day of a statement is no column: ids and dates are read whole, the rest a page at a time.
    """
    said = Attribution.objects.filter(claimant=claimant, claim__event__status=Status.PUBLISHED).order_by("pk")
    dated = [(first_day(edtf), pk) for pk, edtf in said.values_list("pk", "stated_on")]
    return [pk for _day, pk in sorted(dated)]


def page_of_sayings(order: Sequence[int], after: str, locale: str) -> KeyPage[Saying]:
    """Some of these, beginning after one of them."""
    beside = int(after) if after.isascii() and after.isdigit() else None
    start = order.index(beside) + 1 if beside in order else 0

    def take(count: int) -> list[Saying]:
        return read_sayings(order[start : start + count], locale)

    return cut_page(take, lambda one: str(one.attribution.pk), SAYINGS_A_PAGE, from_key=False, backwards=False)


def read_sayings(ids: Sequence[int], locale: str) -> list[Saying]:
    """These stances with claim, event and citations, in the order of the ids."""
    cited = Prefetch("citations", Citation.objects.select_related("source"))
    rows = Attribution.objects.filter(pk__in=ids).select_related("claim__event").prefetch_related(cited)
    found = {row.pk: Saying(row, date_in_words(row.stated_on, locale), tuple(row.citations.all())) for row in rows}
    return [found[pk] for pk in ids if pk in found]
