"""A sheet for class: who said what, when, with what interest, and open questions that take no side.

The questions come of the claims by fixed templates. None supposes that an account is right, and each is asked of
every claim to which it applies, whoever made it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from history.dates import Shape, read_edtf
from history.models import Claim, Claimant
from history.reports.events import EventAccount, name_voices
from history.reports.voices import ClaimAccount, VoiceLine, are_opposed, first_day, place_of_voice

# What fits on the second of two pages, with room to write.
MOST_QUESTIONS: Final = 8


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One stance: who, with what interest, when, and on which claim."""

    voice: VoiceLine
    claim: ClaimAccount


@dataclass(frozen=True, slots=True)
class DiscussionSheet:
    """What the sheet holds beside the event's account."""

    lines: tuple[SpokenLine, ...]
    questions: tuple[str, ...]
    held_back: int


def prepare_discussion(account: EventAccount) -> DiscussionSheet:
    """Everybody who speaks, in the order in which they spoke, and what is to be asked of it."""
    lines = [SpokenLine(voice, claim) for claim in account.claims for voice in claim.voices]
    lines.sort(key=lambda line: (place_of_voice(line.voice), line.claim.claim.key))
    questions = dict.fromkeys(ask(account))
    return DiscussionSheet(
        lines=tuple(lines),
        questions=tuple(questions)[:MOST_QUESTIONS],
        held_back=sum(len(claim.held_back) for claim in account.claims),
    )


def ask(account: EventAccount) -> Iterator[str]:
    """Open questions, the most telling first: what cannot stand together, then what each statement leaves open."""
    yield from ask_of_opposed(account.claims)
    for claim in account.claims:
        yield from ask_of_denied(claim)
    yield from ask_of_unnamed(account)
    for template in (ask_of_open_date, ask_of_figure, ask_of_one_side):
        for claim in account.claims:
            yield from template(claim)
    yield from ask_of_when(account)
    yield _("Which passage would you want to read in full before you decide what to believe?")
    yield _("What kind of source is missing here, and who might have it?")


def ask_of_opposed(claims: Sequence[ClaimAccount]) -> Iterator[str]:
    """Of statements that cannot stand together, each two once."""
    for position, claim in enumerate(claims):
        others = [other for other in claims[position + 1 :] if are_opposed(claim, other)]
        if others:
            told = {
                "first": claim.claim.statement,
                "others": "; ".join(f"“{other.claim.statement}”" for other in others),
            }
            yield _("“%(first)s” stands against: %(others)s. What would you have to find to decide?") % told


def ask_of_denied(claim: ClaimAccount) -> Iterator[str]:
    """Of a statement with voices on both sides."""
    if claim.opponents and claim.supporters:
        told = {
            "for": name_voices(claim.supporters),
            "against": name_voices(claim.opponents),
            "statement": claim.claim.statement,
        }
        yield _("“%(statement)s”: affirmed by %(for)s, not by %(against)s. What does each gain by its account?") % told


def ask_of_unnamed(account: EventAccount) -> Iterator[str]:
    """Of whoever is not named, with all that comes from there."""
    said: dict[str, list[str]] = defaultdict(list)
    for claim in account.claims:
        for voice in claim.voices:
            if voice.claimant.kind == Claimant.Kind.UNNAMED:
                said[voice.claimant.name].append(f"“{claim.claim.statement}”")
    for who, statements in said.items():
        told = {"who": who, "statements": "; ".join(statements)}
        yield _("Not named: %(who)s (%(statements)s). What would you ask them?") % told


def ask_of_open_date(claim: ClaimAccount) -> Iterator[str]:
    """Of a date that leaves something open."""
    date = read_edtf(claim.claim.happened) if claim.claim.happened else None
    if date is None or not claim.supporters:
        return
    told = {"who": name_voices(claim.supporters), "when": claim.happened}
    if date.shape in (Shape.BY, Shape.SINCE):
        yield _("The date according to %(who)s: “%(when)s”. What does that leave open?") % told
    elif date.shape is Shape.ONE_OF:
        yield _("The date according to %(who)s: “%(when)s”. Why may a source leave several days open?") % told


def ask_of_figure(claim: ClaimAccount) -> Iterator[str]:
    """Of a number."""
    if claim.claim.about == Claim.About.FIGURE:
        yield _("“%(statement)s”: who could have counted, and how?") % {"statement": claim.claim.statement}


def ask_of_one_side(claim: ClaimAccount) -> Iterator[str]:
    """Of what only one side says, and nobody denies."""
    parties = {voice.claimant.speaks_for.name if voice.claimant.speaks_for else "" for voice in claim.supporters}
    if len(parties) == 1 and "" not in parties and not claim.opponents and not claim.opposes:
        told = {"party": parties.pop(), "statement": claim.claim.statement}
        yield _("Only voices for %(party)s say: “%(statement)s”. Who else could have known?") % told


def ask_of_when(account: EventAccount) -> Iterator[str]:
    """Of how long it took until somebody spoke."""
    days = {first_day(voice.attribution.stated_on) for claim in account.claims for voice in claim.voices} - {inf}
    undated = sum(not voice.attribution.stated_on for claim in account.claims for voice in claim.voices)
    if len(days) > 1:
        yield _("Who spoke first, and what could the others know by the time they spoke?")
    if undated:
        yield ngettext(
            "Of one statement no date is on record. Does it matter when it was made?",
            "Of %(count)d statements no date is on record. Does it matter when they were made?",
            undated,
        ) % {"count": undated}
