"""What a plan would do to the questions: written, looked at by the apps above, and taken back."""

from collections.abc import Callable
from typing import TypeAlias

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from history.imports.applying import apply_plan
from history.imports.planning import Plan
from history.revise import hold_followers, hold_record
from history.touching import Touched
from history.uploads.touches import touched_events

# Beyond so many changes an editor could not read it, and nobody should wait for it.
MOST_PREVIEWED = 300
Preview: TypeAlias = Callable[[Touched], list[str]]


def preview_plan(plan: Plan, seen: int) -> list[str]:
    """What the apps above (`HISTORY_EFFECT_PREVIEW`) say that the plan would do, as HTML; nothing for a long plan.

    `seen` is the revision of the record when the plan was made: of another record it says nothing.
    """
    previews: list[Preview] = [import_string(path) for path in settings.HISTORY_EFFECT_PREVIEW]
    changes = sum(plan.counts[word] for word in ("created", "updated"))
    if not previews or not 0 < changes <= MOST_PREVIEWED:
        return []
    with transaction.atomic(), hold_followers() as held:
        if hold_record() != seen:
            return []
        apply_plan(plan)
        events = touched_events(held.changes)
        panels = [panel for preview in previews for panel in preview(events)]
        transaction.set_rollback(True)
    return panels
