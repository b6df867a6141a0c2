"""Who says so, and where the sources disagree: what stands under an answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.questions.shown import Shown, ShownPart


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Who stands where: "denied by", and "9 October 2020" (empty where no day is on record)."""

    claimant: str
    stance: str
    stated: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """A statement with those who give it and those who deny or dispute it."""

    statement: str
    supporters: tuple[VoiceView, ...]
    opponents: tuple[VoiceView, ...]

    @property
    def columns(self) -> list[tuple[VoiceView, ...]]:
        """Those who give it beside those who do not; a column that nobody stands in is left out."""
        return [voices for voices in (self.supporters, self.opponents) if voices]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A passage that the answer rests on."""

    title: str
    publisher: str
    url: str
    locator: str


@dataclass(frozen=True, slots=True)
class Sayings:
    """Who says so, and where the sources disagree."""

    is_contested: bool
    accounts: tuple[AccountView, ...]
    sources: tuple[SourceView, ...]
    event: str
    event_title: str


def describe_sayings(shown: Shown | ShownPart) -> Sayings:
    """Who says so, statement by statement, and the sources."""
    return Sayings(
        is_contested=shown.standing == "contested",
        accounts=describe_accounts(shown),
        sources=tuple(SourceView(*passage[1:]) for passage in shown.sources),
        event=shown.event,
        event_title=shown.event_title,
    )


def describe_accounts(shown: Shown | ShownPart) -> tuple[AccountView, ...]:
    """Who stands where, statement by statement, in the order of the record."""
    statements = dict.fromkeys(what for _who, _stance, what, _when in shown.voices)
    return tuple(
        AccountView(
            statement=statement,
            supporters=tuple(describe_voices(shown, statement, against=False)),
            opponents=tuple(describe_voices(shown, statement, against=True)),
        )
        for statement in statements
    )


def describe_voices(shown: Shown | ShownPart, statement: str, *, against: bool) -> Iterator[VoiceView]:
    """The voices for or against one statement."""
    for who, stance, what, when in shown.voices:
        if what == statement and (stance in ("denies", "disputes")) == against:
            yield VoiceView(who, stance_in_words(stance), when)


def stance_in_words(stance: str) -> str:
    """What a claimant does to a statement, as the page says it before the claimant's name (one or many)."""
    return {
        "asserts": _("Stated by"),
        "reports": _("Reported by"),
        "confirms": _("Confirmed by"),
        "denies": _("Denied by"),
        "disputes": _("Disputed by"),
    }[stance]
