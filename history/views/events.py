"""The pages of events."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from history.models import Event
from history.reports.events import (
    TOPICS_SHOWN,
    describe_event,
    draw_event_map,
    draw_event_timeline,
    find_event,
    list_events,
    list_topics_on_record,
)
from history.reports.listing import events_of_topic
from history.reports.public import public_row
from history.views.access import follow_merged, read_place_in_list
from history.views.panels import event_panels

EVENTS_A_PAGE = 50


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """Everything published, or what is gathered under `?topic=KEY`, in time order."""
    wanted = request.GET.get("topic", "")
    topics = list_topics_on_record(wanted)
    if wanted and wanted not in {topic.key for topic in topics}:
        raise Http404
    events = events_of_topic(wanted) if wanted else Event.objects.published()
    after, before = read_place_in_list(request)
    listing = list_events(events, get_language() or "en", after, before, EVENTS_A_PAGE)
    has_more = len(topics) > TOPICS_SHOWN
    shown = topics[:TOPICS_SHOWN]
    context = {"rows": listing.rows, "page": listing.page, "topics": shown, "has_more": has_more, "wanted": wanted}
    return render(request, "history/event_list.html", context)


@require_safe
def event_detail(request: HttpRequest, key: str) -> HttpResponseBase:
    """One event: what the record says, then the accounts side by side, when and where."""
    event = find_event(key).first()
    if event is None:
        return follow_merged("event", key, "history:event-detail")
    locale = get_language() or "en"
    account = describe_event(event, locale)
    context = {
        "account": account,
        "event": event,
        "timeline": draw_event_timeline(account, locale),
        "map": draw_event_map(account, locale),
        "panels": event_panels(request, event.key, is_admin=False),
    }
    return render(request, "history/event_detail.html", context)


@require_safe
def event_by_key(request: HttpRequest, key: str) -> HttpResponseBase:
    """The address that an event had at first leads to the one it has."""
    if public_row("event", key) is None:
        return follow_merged("event", key, "history:event-detail")
    return redirect("history:event-detail", key=key, permanent=True)
