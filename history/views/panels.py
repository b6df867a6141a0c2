"""What the apps above add to an event's pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

EventPanel = Callable[..., str]


def event_panels(request: HttpRequest, event_key: str, *, is_admin: bool) -> list[str]:
    """What the apps above add to an event's page (`HISTORY_EVENT_PANELS`), as HTML."""
    panels: list[EventPanel] = [import_string(path) for path in settings.HISTORY_EVENT_PANELS]
    return [panel(request, event_key, is_admin=is_admin) for panel in panels]
