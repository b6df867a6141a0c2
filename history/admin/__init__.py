"""The editors' desk: the record in Django's admin."""

from history.admin.changes import ChangesAdmin
from history.admin.events import AttributionAdmin, ClaimAdmin, EventAdmin
from history.admin.names import ClaimantAdmin, PartyAdmin, PlaceAdmin, SourceAdmin
from history.admin.topics import TopicAdmin
from history.admin.uploads import UploadAdmin

__all__ = [
    "AttributionAdmin",
    "ChangesAdmin",
    "ClaimAdmin",
    "ClaimantAdmin",
    "EventAdmin",
    "PartyAdmin",
    "PlaceAdmin",
    "SourceAdmin",
    "TopicAdmin",
    "UploadAdmin",
]
