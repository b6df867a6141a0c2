"""What differs between two versions of an entry, in words that an editor reads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from django.utils.translation import gettext as _

from history.imports.readers.entries import Body

# Gives the name of a row by its kind ("place", "claimant" …) and key.
NameOf = Callable[[str, str], str]
LONGEST_TITLE: Final = 70
# Words of one text times words of the other: beyond it, telling the words apart would take seconds.
MOST_COMPARED: Final = 250_000
# Of which kind the rows are that a part of an entry names.
NAMED_BY: Final = {
    "speaks_for": "party",
    "party": "party",
    "holds": "claimant",
    "claimant": "claimant",
    "within": "place",
    "place": "place",
    "places": "place",
    "from": "place",
    "after": "event",
    "topics": "topic",
    "source": "source",
    "opposes": "claim",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and whether only one of two versions has them."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: where it stands, and what it was and is. Both empty sides are never given.

    `before` and `after` are cut where the two texts part, so that a page can mark the words.
    """

    where: tuple[str, ...]
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def tell_differences(kind: str, old: Body, new: Body, name_of: NameOf) -> list[Difference]:
    """Everything in which two bodies of one entry differ, in the order of the newer one."""
    before, after = dict(tell(kind, old, name_of)), dict(tell(kind, new, name_of))
    order = list(dict.fromkeys([*after, *before]))
    return [
        Difference(where, *mark_words(before.get(where, ""), after.get(where, "")))
        for where in order
        if before.get(where, "") != after.get(where, "")
    ]


def tell(kind: str, body: Body, name_of: NameOf) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value of an entry with the way to it, in words."""
    yield from _tell_parts(kind, body, (), name_of)


def _tell_parts(
    kind: str, body: Body, where: tuple[str, ...], name_of: NameOf
) -> Iterator[tuple[tuple[str, ...], str]]:
    for part, value in body.items():
        label = (*where, _label(part))
        if isinstance(value, dict):
            yield from _tell_parts(kind, value, label, name_of)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, member in enumerate(value):
                title, spoken = _title(part, member, number, name_of)
                yield from _tell_member(kind, member, spoken, (*where, title), name_of)
        else:
            yield label, _in_words(kind, part, value, name_of)


def _tell_member(
    kind: str, member: Body, spoken: frozenset[str], where: tuple[str, ...], name_of: NameOf
) -> Iterator[tuple[tuple[str, ...], str]]:
    """A member of a list: that it is there, and what its title does not say already."""
    yield where, _("on record")
    rest = {part: value for part, value in member.items() if part not in spoken}
    yield from _tell_parts(kind, rest, where, name_of)


def _title(part: str, member: Body, number: int, name_of: NameOf) -> tuple[str, frozenset[str]]:
    """By what a member of a list is known, and which of its parts that says."""
    title, spoken = f"{_label(part)} {number + 1}", frozenset[str]()
    match part:
        case "claims":
            title, spoken = _("Claim %(key)s") % {"key": member["key"]}, frozenset({"key"})
        case "attributions":
            who = name_of("claimant", member["claimant"])
            title, spoken = f"{who} {_stance(member['stance'])}", frozenset({"claimant", "stance"})
        case "citations":
            at = f", {member['locator']}" if member.get("locator") else ""
            title = f"{_('Source')}: {_shorten(name_of('source', member['source']))}{at}"
            spoken = frozenset({"source", "locator"})
        case "places":
            place = name_of("place", member["place"])
            title, spoken = f"{_('Place')}: {member.get('role', '')} {place}", frozenset({"place", "role"})
        case "participants":
            title = f"{_('Participant')}: {name_of('claimant', member['claimant'])}"
            spoken = frozenset({"claimant"})
        case "names":
            title = f"{_('Name')} {member['name']} ({member.get('language', '–')})"
            spoken = frozenset({"name", "language"})
    return title, spoken


def _in_words(kind: str, part: str, value: Any, name_of: NameOf) -> str:
    named = _kind_named_by(kind, part, value)
    if isinstance(value, list):
        return ", ".join(name_of(named, one) if named else str(one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return name_of(named, value) if named and isinstance(value, str) else str(value)


def _kind_named_by(kind: str, part: str, value: Any) -> str:
    """The kind of the rows that a part names; empty for a part that is plain text."""
    if part == "same_as" and isinstance(value, list):
        return "claim"
    return kind if part in {"part_of", "same_as"} else NAMED_BY.get(part, "")


def _stance(word: str) -> str:
    words = {
        "asserts": _("asserts it"),
        "reports": _("reports it"),
        "confirms": _("confirms it"),
        "denies": _("denies it"),
        "disputes": _("disputes it"),
    }
    return words.get(word, word)


def _label(part: str) -> str:
    """A part's name as a label: the word of the format with its underscores turned to spaces."""
    return part.replace("_", " ").capitalize()


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"


def mark_words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts cut into pieces, with the words marked that only one of them has."""
    left, right = _words(old), _words(new)
    if len(left) * len(right) > MOST_COMPARED:
        return (Piece(old, is_changed=True),), (Piece(new, is_changed=True),)
    before: list[Piece] = []
    after: list[Piece] = []
    for move, a, b, c, d in SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes():
        is_changed = move != "equal"
        if left[a:b]:
            before.append(Piece("".join(left[a:b]), is_changed))
        if right[c:d]:
            after.append(Piece("".join(right[c:d]), is_changed))
    return tuple(before), tuple(after)


def _words(text: str) -> list[str]:
    """A text as words, each with the spaces after it."""
    words: list[str] = []
    for word in text.split(" "):
        if words:
            words[-1] += " "
        words.append(word)
    return words if text else []
