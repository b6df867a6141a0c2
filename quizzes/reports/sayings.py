"""Who says so, and where the sources disagree: what stands under an answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.questions.shown import Shown, ShownAccount, ShownPart

AGAINST = ("denies", "disputes")


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Who stands where: "denied by", and "9 October 2020" (empty where no day is on record).

    Where accounts stand beside each other: what date or places it `gives`, and its own passages.
    """

    claimant: str
    stance: str
    stated: str
    gives: str = ""
    sources: tuple["SourceView", ...] = ()


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
    """Who says so, and where the sources disagree. `are_weighed`: it was asked whether these accounts agree."""

    is_contested: bool
    accounts: tuple[AccountView, ...]
    sources: tuple[SourceView, ...]
    event: str
    event_title: str
    are_weighed: bool = False


def describe_sayings(shown: Shown | ShownPart) -> Sayings:
    """Who says so, statement by statement, and the sources."""
    if isinstance(shown, Shown) and shown.accounts:
        return weigh_accounts(shown)
    return Sayings(
        is_contested=shown.standing == "contested",
        accounts=describe_accounts(shown),
        sources=tuple(SourceView(*passage[1:]) for passage in shown.sources),
        event=shown.event,
        event_title=shown.event_title,
    )


def weigh_accounts(shown: Shown) -> Sayings:
    """The accounts of which it was asked whether they agree, each with its own passages."""
    statements = dict.fromkeys(what for _who, _stance, what, *_rest in shown.accounts)
    accounts = tuple(
        AccountView(
            statement=statement,
            supporters=tuple(describe_tellers(shown.accounts, statement, against=False)),
            opponents=tuple(describe_tellers(shown.accounts, statement, against=True)),
        )
        for statement in statements
    )
    return Sayings(
        is_contested=False,
        accounts=accounts,
        sources=(),
        event=shown.event,
        event_title=shown.event_title,
        are_weighed=True,
    )


def describe_tellers(accounts: Iterable[ShownAccount], statement: str, *, against: bool) -> Iterator[VoiceView]:
    """The accounts for or against one statement."""
    for who, stance, what, when, gives, passages in accounts:
        if what == statement and (stance in AGAINST) == against:
            yield VoiceView(who, stance_in_words(stance), when, gives, tuple(SourceView(*row[1:]) for row in passages))


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
        if what == statement and (stance in AGAINST) == against:
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
