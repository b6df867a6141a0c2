"""The record's public pages."""

from collections.abc import Callable

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from history.models import MergedKey
from history.reports import date_in_words, describe_event, find_event, list_events, list_topics_on_record

EVENTS_A_PAGE = 50

EventPanel = Callable[..., str]


def event_panels(request: HttpRequest, event_key: str, *, is_admin: bool) -> list[str]:
    """What the apps above add to an event's page (`HISTORY_EVENT_PANELS`), as HTML."""
    panels: list[EventPanel] = [import_string(path) for path in settings.HISTORY_EVENT_PANELS]
    return [panel(request, event_key, is_admin=is_admin) for panel in panels]


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """Everything published, or what is gathered under `?topic=KEY`, in time order."""
    topics = list(list_topics_on_record())
    wanted = request.GET.get("topic", "")
    if wanted and wanted not in {topic.key for topic in topics}:
        raise Http404
    page = Paginator(list_events(wanted), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    locale = get_language() or "en"
    rows = [(event, date_in_words(event.happened, locale)) for event in page]
    context = {"page": page, "rows": rows, "topics": topics, "wanted": wanted}
    return render(request, "history/event_list.html", context)


@require_safe
def event_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One event: what the record says, then the accounts side by side."""
    event = find_event(key).first()
    if event is None:
        return follow_merged_event(key)
    account = describe_event(event, get_language() or "en")
    panels = event_panels(request, event.key, is_admin=False)
    return render(request, "history/event_detail.html", {"account": account, "event": event, "panels": panels})


def follow_merged_event(key: str) -> HttpResponse:
    """The way from the key of an event that was merged to the one that took it in; 404 for all others."""
    merged = get_object_or_404(MergedKey, kind="event", old_key=key)
    event = get_object_or_404(find_event(merged.new_key))
    return redirect("history:event-detail", key=event.key, permanent=True)
