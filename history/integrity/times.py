"""What cannot have been before or after."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q

from history.facts.invariants import Breach, Invariant
from history.integrity.reading import name_attribution, read_kept, stream
from history.models import Attribution, Event, Stance

ALL = Q()
NAMES = ("claim__key", "claimant__key", "stance")
# Who denies or disputes a thing may do so before it was to happen.
AFFIRMING = (Stance.ASSERTS, Stance.REPORTS, Stance.CONFIRMS)


def check_claimants_active(among: Q = ALL) -> Iterator[Breach]:
    """Stances of claimants that could no longer, or not yet, take them; `among` picks some of all stances."""
    rows = Attribution.objects.filter(among).exclude(stated_on="").exclude(claimant__active="")
    for stated_on, active, *names in stream(rows, "stated_on", "claimant__active", *NAMES):
        said, lived = read_kept(stated_on), read_kept(active)
        if said is None or lived is None:
            continue
        late = is_before(lived.latest_day, said.earliest_day)
        if late or is_before(said.latest_day, lived.earliest_day):
            reason = f"stated on {stated_on}, {'after' if late else 'before'} the claimant's time ({active})"
            yield Breach("attribution", name_attribution(*names), reason)


def check_said_after_begun(among: Q = ALL) -> Iterator[Breach]:
    """Stances that affirm, without a note, what had not begun when they were stated; `among` picks some."""
    rows = Attribution.objects.filter(among, stance__in=AFFIRMING, note="").exclude(stated_on="")
    columns = ("stated_on", "claim__happened", "claim__earliest_day", "claim__event__earliest_day", *NAMES)
    for stated_on, claimed, claim_day, event_day, *names in stream(rows, *columns):
        said = read_kept(stated_on)
        begun = claim_day if claimed else event_day
        if said is not None and is_before(said.latest_day, begun):
            reason = f"stated on {stated_on}, before what it affirms began; if it spoke of what was to come, note that"
            yield Breach("attribution", name_attribution(*names), reason)


def check_after_later(among: Q = ALL) -> Iterator[Breach]:
    """Events that ended before something began that they came after; `among` picks some of these links."""
    links: Any = Event.after.through.objects
    rows = links.filter(among, from_event__latest_day__lt=F("to_event__earliest_day"))
    for key, earlier in stream(rows, "from_event__key", "to_event__key"):
        yield Breach("event", key, f"it came after “{earlier}”, and ended before that began")


def is_before(last: int | None, first: int | None) -> bool:
    """Whether a last day lies before a first day; an end that is open decides nothing."""
    return last is not None and first is not None and last < first


INVARIANTS = (
    Invariant(
        "claimants_active",
        "Nobody takes a stance before or after the time in which the claimant was active.",
        check_claimants_active,
    ),
    Invariant(
        "said_after_begun",
        "Nobody asserts, reports or confirms what had not begun, unless a note says that it was to come.",
        check_said_after_begun,
    ),
    Invariant("after_is_later", "No event ended before one began that it came after.", check_after_later),
)
