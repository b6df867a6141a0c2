"""The record's tables. Each word is the one of the glossary (docs/glossary.md)."""

from history.models.claims import Attribution, Claim, Stance
from history.models.entries import KeptEntry
from history.models.events import Event, EventPlace, Participant, Status
from history.models.found import FoundName, FoundWord, KnownWord
from history.models.keyed import KeyedRow
from history.models.merged import MergedKey
from history.models.people import Claimant, Party
from history.models.places import Bearing, Direction, Place, PlaceName
from history.models.rehearsals import Rehearsal
from history.models.revisions import Revision
from history.models.sources import Citation, Source, Topic
from history.models.uploads import Upload, UploadedEntry

__all__ = [
    "Attribution",
    "Bearing",
    "Citation",
    "Claim",
    "Claimant",
    "Direction",
    "Event",
    "EventPlace",
    "FoundName",
    "FoundWord",
    "KeptEntry",
    "KeyedRow",
    "KnownWord",
    "MergedKey",
    "Participant",
    "Party",
    "Place",
    "PlaceName",
    "Rehearsal",
    "Revision",
    "Source",
    "Stance",
    "Status",
    "Topic",
    "Upload",
    "UploadedEntry",
]
