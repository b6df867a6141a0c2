"""What on record waits for an editor: without a source, held back, contested. Querysets, read as phrases."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from history.exports.entries import in_portions
from history.facts.kin import read_speakers
from history.facts.linking import LinkedClaims
from history.facts.reading import read_outside_claims
from history.facts.rows import AttributionRow, ClaimRow
from history.facts.values import Standing
from history.models import Attribution, Citation, Claim, Event, EventPlace

CLAIMS_AT_ONCE: Final = 500


def claims_without_source(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Those that nobody is named for, or that somebody takes a stance on without a source."""
    voices = Attribution.objects.filter(claim=OuterRef("pk")).order_by()
    return claims.filter(~Exists(voices) | Exists(voices.filter(_uncited("attribution"))))


def events_without_source(events: QuerySet[Event]) -> QuerySet[Event]:
    """Those whose date or place rests on no source, and those with a claim that does not."""
    places = EventPlace.objects.filter(event=OuterRef("pk")).order_by()
    says = ~Q(happened="") | Exists(places)
    claims = claims_without_source(Claim.objects.filter(event=OuterRef("pk"))).order_by()
    return events.filter((says & _uncited("event")) | Exists(claims))


def _uncited(target: str) -> Q:
    return Q(~Exists(Citation.objects.filter(**{target: OuterRef("pk")}).order_by()))


def events_held_back(events: QuerySet[Event]) -> QuerySet[Event]:
    """Those with a stance that needs review."""
    held = Attribution.objects.filter(claim__event=OuterRef("pk"), needs_review=True).order_by()
    return events.filter(Exists(held))


def claims_held_back(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The same of claims."""
    held = Attribution.objects.filter(claim=OuterRef("pk"), needs_review=True).order_by()
    return claims.filter(Exists(held))


def claims_standing(claims: QuerySet[Claim], standing: str) -> set[int]:
    """Ids of the claims that stand so, reckoned as the public pages and the questions have it.

    What is said about the chosen claims is read, no more of each than the reckoning needs.
    """
    rows, ids = _read_claims(claims)
    linked = [*rows, *read_outside_claims(rows)]
    names = LinkedClaims(linked).name_claims(read_speakers(linked))
    return {ids[row.key] for row in rows if names[row.key].standing == Standing(standing)}


def _read_claims(claims: QuerySet[Claim]) -> tuple[list[ClaimRow], dict[str, int]]:
    voices = Attribution.objects.select_related("claimant").only("claim_id", "stance", "needs_review", "claimant__key")
    read = (
        claims.order_by("pk")
        .only("pk", "key", "statement")
        .prefetch_related(
            Prefetch("attributions", voices),
            *(Prefetch(name, Claim.objects.only("key")) for name in ("opposes", "same_as")),
        )
    )
    rows, ids = [], {}
    for claim in read.iterator(chunk_size=CLAIMS_AT_ONCE):
        ids[claim.key] = claim.pk
        said = (
            AttributionRow(row.claimant.key, row.stance, needs_review=row.needs_review)
            for row in claim.attributions.all()
        )
        rows.append(
            ClaimRow(
                claim.key,
                claim.statement,
                opposes=tuple(other.key for other in claim.opposes.all()),
                same_as=tuple(other.key for other in claim.same_as.all()),
                attributions=tuple(said),
            )
        )
    return rows, ids


def events_of(claims: Iterable[int]) -> set[int]:
    """Ids of the events that these claims (ids) are about."""
    found: set[int] = set()
    for some in in_portions(sorted(claims), CLAIMS_AT_ONCE):
        found.update(Claim.objects.filter(pk__in=some).order_by().values_list("event_id", flat=True))
    return found
