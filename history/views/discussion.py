"""The sheet for class of an event."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from history.reports.discussion import prepare_discussion
from history.reports.events import describe_event, draw_event_map, draw_event_timeline, find_event
from history.views.access import follow_merged


@require_safe
def discussion(request: HttpRequest, key: str) -> HttpResponseBase:
    """One event on one or two printed pages: who said what, when, with what interest, and what to ask of it."""
    event = find_event(key).first()
    if event is None:
        return follow_merged("event", key, "history:discussion")
    locale = get_language() or "en"
    account = describe_event(event, locale)
    context = {
        "event": event,
        "account": account,
        "sheet": prepare_discussion(account),
        "timeline": draw_event_timeline(account, locale),
        "map": draw_event_map(account, locale),
    }
    return render(request, "history/discussion.html", context)
