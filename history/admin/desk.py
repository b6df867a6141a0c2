"""What the desk's first page says: what waits for an editor, and what was changed last."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from history.lacking import events_without_source
from history.models import Attribution, Event, Status
from history.versions.listing import list_changes

LATEST: Final = 8
# Beyond so many, "more than" is as good.
MOST_COUNTED: Final = 999


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for an editor: how many, what, and where they are listed."""

    count: int
    what: str
    address: str

    @property
    def number(self) -> str:
        """The count as the page shows it."""
        return f"{MOST_COUNTED}+" if self.count > MOST_COUNTED else str(self.count)


# What the apps above add: (how many, what, where).
CountWaiting = Callable[[HttpRequest], Iterable[tuple[int, str, str]]]


def desk_panel(request: HttpRequest) -> str:
    """The desk's first page above its tables, as HTML; empty for whoever does not see the record."""
    if not request.user.has_perm("history.view_event"):
        return ""
    context = {"waiting": list(list_waiting(request)), "changes": list_changes(LATEST).changes}
    return render_to_string("admin/history/desk.html", context, request=request)


def list_waiting(request: HttpRequest) -> Iterable[Waiting]:
    """What waits, in the order in which an editor would take it up."""
    events, voices = reverse("admin:history_event_changelist"), reverse("admin:history_attribution_changelist")
    in_review = Event.objects.filter(status=Status.IN_REVIEW)
    yield Waiting(count_some(in_review), _("in review"), f"{events}?status__exact={Status.IN_REVIEW}")
    held = Attribution.objects.filter(needs_review=True)
    yield Waiting(count_some(held), _("stances that need review"), f"{voices}?needs_review__exact=1")
    bare = events_without_source(Event.objects.all())
    yield Waiting(count_some(bare), _("events with something no source says"), f"{events}?source=yes")
    for path in settings.HISTORY_DESK_WAITING:
        count: CountWaiting = import_string(path)
        yield from (Waiting(*one) for one in count(request))


def count_some(rows: QuerySet[Event] | QuerySet[Attribution]) -> int:
    """How many, up to one more than are counted."""
    return rows.order_by()[: MOST_COUNTED + 1].count()
