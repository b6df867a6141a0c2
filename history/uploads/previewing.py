"""What a plan would do to the questions and to those who answer them, before it is applied."""

from contextlib import suppress

from history.effects import NO_EFFECT, Effect, rehearse, wide_effect
from history.facts.reading import read_revision
from history.imports.applying import apply_plan
from history.imports.planning import Plan

# Beyond so many changes nobody should wait for it; it is looked at in the background (`history.rehearsing`).
MOST_PREVIEWED = 300


class OutdatedError(Exception):
    """The record moved since the plan was made."""


def preview_plan(plan: Plan, seen: int) -> Effect:
    """What the apps above (`HISTORY_EFFECT_PREVIEW`) say that the plan would do; a wide effect for a long plan.

    `seen` is the revision of the record when the plan was made: of another record it says nothing.
    """
    changes = sum(plan.counts[word] for word in ("created", "updated"))
    if not changes:
        return NO_EFFECT
    if changes > MOST_PREVIEWED:
        return wide_effect()

    def write() -> None:
        if read_revision() != seen:
            raise OutdatedError
        apply_plan(plan)

    with suppress(OutdatedError):
        return rehearse(write)
    return NO_EFFECT
