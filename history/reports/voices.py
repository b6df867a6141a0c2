"""Claims with those who speak, in an order that favours no side.

What was said first stands first, then what has no date; of one day, names in the order of the alphabet. Neither the
side nor whether somebody affirms or denies has a say in it (docs/decisions).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf
from typing import Final

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from history.dates import read_edtf
from history.facts.kin import read_speakers
from history.facts.linking import LinkedClaims
from history.facts.reading import claim_row, read_outside_claims
from history.models import Attribution, Citation, Claim, Claimant
from history.reports.in_words import date_in_words
from history.search.words import fold_name

AGAINST: Final = ("denies", "disputes")
Place = tuple[float, str, str]


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One claimant's stance on a claim. `stated` is in words, empty where no date is on record."""

    attribution: Attribution
    stated: str
    interest: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def claimant(self) -> Claimant:
        """Who speaks."""
        return self.attribution.claimant


@dataclass(frozen=True, slots=True)
class ClaimAccount:
    """A claim with everybody who takes a stance on it; `held_back` are shown as such and count for nothing.

    `opposes` are the statements that this claim opposes or that oppose it.
    """

    claim: Claim
    standing: str
    happened: str
    supporters: tuple[VoiceLine, ...]
    opponents: tuple[VoiceLine, ...]
    held_back: tuple[VoiceLine, ...]
    opposes: tuple[str, ...]
    opposes_keys: frozenset[str] = field(default=frozenset())

    @property
    def voices(self) -> tuple[VoiceLine, ...]:
        """All who take a stance that counts, on either side."""
        return tuple(sorted((*self.supporters, *self.opponents), key=place_of_voice))


def describe_claims(claims: list[Claim], locale: str) -> list[ClaimAccount]:
    """Each claim with who stands where, and how it stands, in the order of `place_of_claim`."""
    rows = {claim.key: claim_row(claim) for claim in claims}
    all_rows = [*rows.values(), *read_outside_claims(rows.values())]
    linked = LinkedClaims(all_rows)
    names = linked.name_claims(read_speakers(all_rows))
    load_interests(said.claimant for claim in claims for said in claim.attributions.all())
    accounts = []
    for claim in claims:
        opposed = linked.opposed(rows[claim.key])
        accounts.append(
            describe_claim(
                claim,
                names[claim.key].standing,
                [other.statement for other in opposed],
                locale,
                frozenset(other.key for other in opposed),
            )
        )
    return sorted(accounts, key=place_of_claim)


def load_interests(claimants: Iterable[Claimant]) -> None:
    """Read for whom these speak, which offices they hold and what they are part of, in one query each."""
    prefetch_related_objects(list(claimants), "speaks_for", "holds", "part_of")


def describe_claim(
    claim: Claim, standing: str, opposes: list[str], locale: str, opposes_keys: frozenset[str] = frozenset()
) -> ClaimAccount:
    """One claim with its voices sorted into for, against and held back."""
    voices = sorted((describe_voice(said, locale) for said in claim.attributions.all()), key=place_of_voice)
    live = [voice for voice in voices if not voice.attribution.needs_review]
    return ClaimAccount(
        claim=claim,
        standing=standing,
        happened=date_in_words(claim.happened, locale),
        supporters=tuple(voice for voice in live if voice.attribution.stance not in AGAINST),
        opponents=tuple(voice for voice in live if voice.attribution.stance in AGAINST),
        held_back=tuple(voice for voice in voices if voice.attribution.needs_review),
        opposes=tuple(opposes),
        opposes_keys=opposes_keys,
    )


def describe_voice(said: Attribution, locale: str) -> VoiceLine:
    """Who takes a stance, when it was stated, and on what that rests."""
    return VoiceLine(
        said, date_in_words(said.stated_on, locale), tuple(tell_interest(said.claimant)), tuple(said.citations.all())
    )


def tell_interest(claimant: Claimant) -> Iterable[str]:
    """What a claimant is, and whose voice it may be: kind, side, offices, body."""
    yield claimant.get_kind_display()
    if claimant.speaks_for:
        yield _("speaks for %(party)s") % {"party": claimant.speaks_for.name}
    for office in claimant.holds.all():
        yield _("holds the office of %(office)s") % {"office": office.name}
    if claimant.part_of:
        yield _("part of %(body)s") % {"body": claimant.part_of.name}


def place_of_voice(voice: VoiceLine) -> Place:
    """When it was said, then the name."""
    said = voice.attribution
    return first_day(said.stated_on), fold_name(said.claimant.name), said.claimant.key


def place_of_claim(account: ClaimAccount) -> tuple[Place, str, str]:
    """Where its first voice stands, then its words."""
    first = min(map(place_of_voice, account.voices), default=(inf, "", ""))
    return first, fold_name(account.claim.statement), account.claim.key


def first_day(edtf: str) -> float:
    """The first day that a date admits; what is open or not stated comes last."""
    day = read_edtf(edtf).earliest_day if edtf else None
    return inf if day is None else day


def group_opposed(accounts: list[ClaimAccount]) -> list[tuple[ClaimAccount, ...]]:
    """Claims in groups: those that stand against each other, by way of others too, are in one."""
    groups: list[list[ClaimAccount]] = []
    for account in accounts:
        tied = [group for group in groups if any(are_opposed(account, other) for other in group)]
        groups = [group for group in groups if group not in tied]
        groups.append([*(one for group in tied for one in group), account])
    ordered = (tuple(sorted(group, key=place_of_claim)) for group in groups)
    return sorted(ordered, key=lambda group: place_of_claim(group[0]))


def are_opposed(one: ClaimAccount, other: ClaimAccount) -> bool:
    """Whether one stands against the other, whichever side was stored."""
    return other.claim.key in one.opposes_keys or one.claim.key in other.opposes_keys
