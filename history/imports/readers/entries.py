"""What a reader hands on: entries in the terms of `attest-record/1`, and what it refused."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Body = dict[str, Any]


class Kind(StrEnum):
    """What an entry is of, in the order in which rows can be written."""

    TOPIC = "topic"
    PARTY = "party"
    SOURCE = "source"
    CLAIMANT = "claimant"
    PLACE = "place"
    EVENT = "event"

    @property
    def listed_as(self) -> str:
        """The name of this kind's list in a record file."""
        return "parties" if self is Kind.PARTY else f"{self}s"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry that is right in itself; what it refers to has not been looked for yet.

    `path` says where in its file it stands. `read_from_head` marks a topic that no list spells out, and
    `guessed` one whose title had to be made from its key as well. `from_table` marks what rows of a table say: of
    everything but events that is no more than a name.
    """

    kind: Kind
    key: str
    path: str
    body: Body
    read_from_head: bool = False
    guessed: bool = False
    from_table: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something in a file is not taken over: where it stands, and the reason in words."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class RefusedEntry:
    """An entry that is left out, with everything found wrong in it. `key` is empty where it has none."""

    kind: Kind | None
    key: str
    path: str
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file as read: the entries that can be planned, and those that cannot.

    `ignored` names the columns of a table that Attest does not read; `notes` are sentences about what was read
    otherwise than it stands there.
    """

    entries: tuple[Entry, ...]
    refused: tuple[RefusedEntry, ...] = field(default=())
    ignored: tuple[str, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())


class RecordFileError(ValueError):
    """The file as a whole cannot be read; the message is a sentence."""
