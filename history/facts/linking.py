"""Claims with what they are linked to: those marked the same, and those that stand against them. Pure.

Claims marked the same are one proposition, by way of others too: what is said of one is said of all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from history.facts.naming import gather_same, read_date
from history.facts.rows import ClaimantRow, ClaimRow
from history.facts.standing import weigh_claim
from history.facts.values import OPPOSING_STANCES, ClaimName
from history.facts.wordings import fold_statement


class LinkedClaims:
    """All claims that a topic's facts look at, read once."""

    def __init__(self, claims: Iterable[ClaimRow]) -> None:
        self.by_key = {claim.key: claim for claim in claims}
        self.same = gather_same((claim.key, claim.same_as) for claim in self.by_key.values())
        self.against = pair_opposing(self.by_key.values())

    def same_rows(self, claim: ClaimRow) -> list[ClaimRow]:
        """The claim, then those marked the same."""
        others = sorted(self.same[claim.key] - {claim.key})
        return [claim, *(self.by_key[key] for key in others if key in self.by_key)]

    def opposed(self, claim: ClaimRow) -> list[ClaimRow]:
        """The claims that stand against it or one marked the same, with those marked the same as they are."""
        against = {key for own in self.same[claim.key] for key in self.against.get(own, ())}
        keys = {key for other in against for key in self.same.get(other, ())}
        return [self.by_key[key] for key in sorted(keys) if key in self.by_key]

    def related(self, claim: ClaimRow) -> list[ClaimRow]:
        """The claim, those marked the same, and those that stand against it."""
        return [*self.same_rows(claim), *self.opposed(claim)]

    def takers(self, claim: ClaimRow, stance: str) -> Iterator[str]:
        """Keys of all who may be said to take the stance on the claim.

        Denying and disputing are one side of a matter, everything else the other; whoever supports an opposing
        claim denies this one, and the reverse. Held back, a stance is in doubt, so it may be any.
        """
        against = stance in OPPOSING_STANCES
        for same in self.same_rows(claim):
            for row in same.attributions:
                if row.needs_review or (row.stance in OPPOSING_STANCES) == against:
                    yield row.claimant
        for opposed in self.opposed(claim):
            for row in opposed.attributions:
                if row.needs_review or (row.stance in OPPOSING_STANCES) != against:
                    yield row.claimant

    def also_saying(self, claim: ClaimRow, others: Iterable[ClaimRow]) -> Iterator[str]:
        """Keys of those who stand behind another claim about the same event that gives this one's date, or more of it.

        Works word one date differently, and a date from 5 to 7 May says the 5th as well.
        """
        date = read_date(claim.happened)
        for other in others if date is not None else ():
            given = read_date(other.happened)
            if other.key != claim.key and given is not None and date is not None and given.contains(date):
                yield from (row.claimant for row in other.attributions if row.stance not in OPPOSING_STANCES)

    def name_claims(self, claimants: Mapping[str, ClaimantRow]) -> dict[str, ClaimName]:
        """Claims as stems quote them, by key, each with how it stands."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for claim in self.by_key.values():
            bearers[fold_statement(claim.statement)].add(claim.key)
        return {
            claim.key: ClaimName(
                key=claim.key,
                statement=claim.statement,
                about=claim.about,
                standing=weigh_claim(self._merged(claim), self.opposed(claim), claimants),
                namesakes=frozenset(bearers[fold_statement(claim.statement)] - self.same[claim.key]),
            )
            for claim in self.by_key.values()
        }

    def _merged(self, claim: ClaimRow) -> ClaimRow:
        """The claim with all that is said of those marked the same."""
        said = tuple(row for same in self.same_rows(claim) for row in same.attributions)
        return replace(claim, attributions=said)


def pair_opposing(claims: Iterable[ClaimRow]) -> dict[str, set[str]]:
    """Which claims stand against each other, whichever side was stored."""
    links: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for other in claim.opposes:
            links[claim.key].add(other)
            links[other].add(claim.key)
    return dict(links)
