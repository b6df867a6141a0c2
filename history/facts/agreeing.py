"""Whether the accounts on record of one matter agree: of an event's date, of its place, of a claim. Pure.

A matter is asked about where two accounts by different claimants contradict each other, or where the record does not
contest it and independent claimants say the same. A single voice, and what is neither, is no matter.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from history.dates import HistoricalDate, Shape
from history.facts.linking import LinkedClaims
from history.facts.naming import read_date
from history.facts.rows import AttributionRow, ClaimRow
from history.facts.standing import SUPPORTING_STANCES, are_independent, live_attributions
from history.facts.surroundings import Surroundings
from history.facts.values import OPPOSING_STANCES, Account, Agreement, Standing, citations_for

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What the accounts of a matter come to (`history.facts.values.AgreementFact` tells what the fields hold)."""

    value: Agreement
    accounts: tuple[Account, ...]
    clashes: Pairs
    concords: Pairs
    is_pending: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A stance with the claim that it is taken on."""

    claim: ClaimRow
    row: AttributionRow

    @property
    def supports(self) -> bool:
        """Whether it stands behind the claim; else it stands against it."""
        return self.row.stance in SUPPORTING_STANCES


class Agreements:
    """The matters of a topic, from its claims and what surrounds them."""

    def __init__(self, claims: LinkedClaims, around: Surroundings) -> None:
        self.claims = claims
        self.around = around

    def on_date(self, rows: Iterable[ClaimRow], *, is_contested: bool) -> Matter | None:
        """Of an event's date: `rows` are the claims about the event and those marked the same as it."""
        about = [claim for claim in rows if claim.about == "date" and claim.happened]
        said = list(self._said(about))
        is_open = any(differ_in_extent(one, other) for one, other in combinations(said, 2))
        return self._weigh(
            said, about, differ_in_date, concur_in_date, "happened", is_contested=is_contested, is_open=is_open
        )

    def on_place(self, rows: Iterable[ClaimRow], recorded: frozenset[str], *, is_contested: bool) -> Matter | None:
        """Of an event's place: likewise; `recorded` are the keys of the places where the record has it."""
        about = [claim for claim in rows if claim.places and (claim.about == "place" or not is_contested)]
        # A claim told of another place than the event's says nothing of where the event was.
        if not is_contested and not all(
            claim.about == "place" or self._lie_within(claim.places, recorded) for claim in about
        ):
            return None
        said = list(self._said(about))
        return self._weigh(
            said, about, self._differ_in_place, self._concur_in_place, "places", is_contested=is_contested
        )

    def on_claim(self, claim: ClaimRow, standing: Standing) -> Matter | None:
        """Of something said: of the claim, with those marked the same and those that stand against it."""
        related = self.claims.related(claim)
        said = list(self._said(related))
        same = {row.key for row in self.claims.same_rows(claim)}

        def is_for(one: Said) -> bool:
            return one.supports == (one.claim.key in same)

        def differ(one: Said, other: Said) -> bool:
            return is_for(one) != is_for(other)

        def share(one: Said, other: Said) -> bool:
            return is_for(one) and is_for(other) and standing is Standing.CORROBORATED

        return self._weigh(said, related, differ, share, "stance", is_contested=standing is Standing.CONTESTED)

    def is_asked_by(self, claim: ClaimRow) -> bool:
        """Whether it is the one, of those marked the same, by whose words the matter is asked about."""
        spoken = [row.key for row in self.claims.same_rows(claim) if live_attributions(row)]
        return claim.key == min(spoken, default="")

    def _said(self, claims: Iterable[ClaimRow]) -> Iterator[Said]:
        """Who stands behind the claims or against them."""
        for claim in claims:
            for row in live_attributions(claim):
                if row.stance in SUPPORTING_STANCES or row.stance in OPPOSING_STANCES:
                    yield Said(claim, row)

    def _weigh(
        self,
        said: Sequence[Said],
        claims: Sequence[ClaimRow],
        differ: Callable[[Said, Said], bool],
        share: Callable[[Said, Said], bool],
        part: str,
        *,
        is_contested: bool,
        is_open: bool = False,
    ) -> Matter | None:
        """What these come to; None where they come to nothing. `part`: what of a stance its passages must support.

        `is_open`: two of them can be read as one or as two.
        """
        pairs = list(combinations(range(len(said)), 2))

        def stand_apart(one: Said, other: Said) -> bool:
            return differ(one, other) or self._are_against(one, other)

        clashes = tuple(
            (one, other)
            for one, other in pairs
            if self._are_two(said[one], said[other]) and stand_apart(said[one], said[other])
        )
        concords = tuple(
            (one, other)
            for one, other in pairs
            if share(said[one], said[other]) and self._are_independent(said[one], said[other])
        )
        is_agreed = (
            bool(concords)
            and not (is_contested or is_open)
            and not any(stand_apart(said[one], said[other]) for one, other in pairs)
        )
        if not is_agreed and not (clashes and is_contested):
            return None
        return Matter(
            value=Agreement.AGREE if is_agreed else Agreement.DISPUTED,
            accounts=tuple(self._account(one, part) for one in said),
            clashes=clashes,
            concords=concords,
            is_pending=is_agreed and any(row.needs_review for claim in claims for row in self._near(claim)),
        )

    def _near(self, claim: ClaimRow) -> Iterator[AttributionRow]:
        """All that is said of a claim and of what it is linked to, held back or not."""
        return (row for other in self.claims.related(claim) for row in other.attributions)

    def _account(self, said: Said, part: str) -> Account:
        claim, row = said.claim, said.row
        return Account(
            claimant=self.around.claimants[row.claimant],
            stance=row.stance,
            statement=claim.statement,
            stated=read_date(row.stated_on),
            date=read_date(claim.happened) if said.supports else None,
            # The places of a claim of another topic are not read with this one.
            places=tuple(self.around.places[key].name for key in claim.places if key in self.around.places)
            if said.supports
            else (),
            citations=citations_for(part if said.supports else "stance", row.citations),
        )

    # Two accounts beside each other.

    def _are_two(self, one: Said, other: Said) -> bool:
        """Whether two different claimants speak, neither of whom may be the other."""
        first, second = self.around.claimants[one.row.claimant], self.around.claimants[other.row.claimant]
        return not first.may_be(second)

    def _are_independent(self, one: Said, other: Said) -> bool:
        rows = self.around.claimant_rows
        return self._are_two(one, other) and are_independent(rows[one.row.claimant], rows[other.row.claimant], rows)

    def _are_against(self, one: Said, other: Said) -> bool:
        """Whether one denies what the other says, or says what stands against it."""
        if one.claim.key in {row.key for row in self.claims.same_rows(other.claim)}:
            return one.supports != other.supports
        is_opposed = one.claim.key in {row.key for row in self.claims.opposed(other.claim)}
        return is_opposed and one.supports and other.supports

    def _differ_in_place(self, one: Said, other: Said) -> bool:
        return one.supports and other.supports and not self._concur_in_place(one, other)

    def _concur_in_place(self, one: Said, other: Said) -> bool:
        """Whether every place that one gives is one of the other's, or lies within or around one."""
        if not (one.supports and other.supports):
            return False
        first, second = frozenset(one.claim.places), frozenset(other.claim.places)
        return self._lie_within(first, second) and self._lie_within(second, first)

    def _lie_within(self, given: Iterable[str], places: frozenset[str]) -> bool:
        """Whether each of the places given is one of these, lies within one, or around one."""
        around = {upper for key in places for upper in self.around.places[key].ancestors}
        return all(key in places or key in around or self.around.places[key].ancestors & places for key in given)


def differ_in_date(one: Said, other: Said) -> bool:
    """Whether two who give a date contradict each other: not both can be right.

    One that is uncertain or approximate contradicts only what it shares no day with.
    """
    first, second = date_of(one), date_of(other)
    if first is None or second is None or not first.contradicts(second):
        return False
    return not (first.qualifier or second.qualifier) or not first.overlaps(second)


def concur_in_date(one: Said, other: Said) -> bool:
    """Whether two give one date, or one of them a coarser statement of it; an open end or a doubt says too little."""
    first, second = date_of(one), date_of(other)
    if first is None or second is None or not (is_exact(first) and is_exact(second)):
        return False
    return not first.contradicts(second)


def differ_in_extent(one: Said, other: Said) -> bool:
    """Whether one gives an interval and the other a part of it as finely: the 8th, or the 8th to the 14th.

    An interval says how long it lasted, so whoever gives less of it need not say the same; nor need she contradict,
    for a source often gives one day of what lasted several. (Two intervals of other ends contradict each other.)
    """
    first, second = date_of(one), date_of(other)
    if first is None or second is None or first.edtf == second.edtf or first.precision is not second.precision:
        return False
    if not (is_exact(first) and is_exact(second)):
        return False
    return (first.shape is Shape.INTERVAL and first.contains(second)) or (
        second.shape is Shape.INTERVAL and second.contains(first)
    )


def date_of(said: Said) -> HistoricalDate | None:
    """The date that a stance stands behind."""
    return read_date(said.claim.happened) if said.supports else None


def is_exact(date: HistoricalDate) -> bool:
    """Whether a date has both its ends, or is a month of no stated year, and is not in doubt."""
    has_ends = date.earliest_day is not None and date.latest_day is not None
    return not date.qualifier and (has_ends or date.shape is Shape.MONTH_ONLY)
