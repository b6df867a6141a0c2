"""How a claim stands, computed from who says what about it. Pure."""

from collections.abc import Iterable, Mapping
from itertools import combinations

from history.facts.rows import AttributionRow, ClaimantRow, ClaimRow
from history.facts.values import OPPOSING_STANCES, Standing

# Reporting that somebody said a thing is not saying it.
SUPPORTING_STANCES = frozenset({"asserts", "confirms"})


def live_attributions(claim: ClaimRow) -> tuple[AttributionRow, ...]:
    """The stances on a claim that are not held back."""
    return tuple(row for row in claim.attributions if not row.needs_review)


def is_asserted(claim: ClaimRow) -> bool:
    """Whether somebody stands behind the claim, on record and not held back."""
    return any(row.stance in SUPPORTING_STANCES for row in live_attributions(claim))


def weigh_claim(claim: ClaimRow, opposed: Iterable[ClaimRow], claimants: Mapping[str, ClaimantRow]) -> Standing:
    """The standing of a claim (glossary: contested, corroborated, unopposed).

    `opposed` are the claims that it opposes or that oppose it; only asserted ones count.
    """
    live = live_attributions(claim)
    if any(row.stance in OPPOSING_STANCES for row in live) or any(map(is_asserted, opposed)):
        return Standing.CONTESTED
    speakers = [claimants[row.claimant] for row in live if row.stance in SUPPORTING_STANCES]
    if any(are_independent(one, other, claimants) for one, other in combinations(speakers, 2)):
        return Standing.CORROBORATED
    return Standing.UNOPPOSED


def are_independent(one: ClaimantRow, other: ClaimantRow, claimants: Mapping[str, ClaimantRow]) -> bool:
    """Whether two claimants share no party, office or parent body (an unnamed source may be anybody)."""
    if one.key == other.key or "unnamed" in (one.kind, other.kind):
        return False
    if one.speaks_for and one.speaks_for == other.speaks_for:
        return False
    return belongings(one, claimants).isdisjoint(belongings(other, claimants))


def belongings(claimant: ClaimantRow, claimants: Mapping[str, ClaimantRow]) -> frozenset[str]:
    """The claimant's own key, its offices and the bodies it is part of, all the way up."""
    found: set[str] = set()
    waiting = [claimant.key]
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        found.add(key)
        row = claimants.get(key)
        if row is not None:
            waiting.extend(filter(None, (*row.holds, row.part_of)))
    return frozenset(found)
