"""When each event of a conflict happened, by all live rows together: what a scale of time is marked with. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from history.dates import HistoricalDate, Shape
from history.facts.rows import EventRow
from history.facts.standing import live_attributions
from history.facts.values import EventName, Stretch, citations_for


def find_stretches(
    rows: Iterable[EventRow],
    names: Mapping[str, EventName],
    dates_of: Callable[[EventRow], Iterable[HistoricalDate]],
    is_contested: Callable[[EventRow], bool],
) -> Mapping[str, Mapping[str, Stretch]]:
    """By conflict and event, in the order of time: what the record gives, or all that those who disagree give.

    `dates_of` tells what all live rows give for an event. One that the record gives no date for has none unless the
    sources disagree, nor has one without a source, or without a day that is known.
    """
    found: list[Stretch] = []
    for row in rows:
        event, is_disputed = names[row.key], is_contested(row)
        if (event.happened is None and not is_disputed) or not is_cited(row):
            continue
        given = dates_of(row) if event.happened is None else [event.happened]
        dates = tuple(date for date in dict.fromkeys(given) if has_days(date))
        if dates:
            found.append(Stretch(event, dates, is_disputed))
    by_conflict: dict[str, dict[str, Stretch]] = defaultdict(dict)
    for stretch in sorted(found, key=lambda stretch: (begins(stretch), stretch.event.key)):
        by_conflict[stretch.event.conflict][stretch.event.key] = stretch
    return by_conflict


def is_cited(row: EventRow) -> bool:
    """Whether a source supports some date of the event."""
    if citations_for("happened", row.citations):
        return True
    return any(said.citations for claim in row.claims if claim.happened for said in live_attributions(claim))


def has_days(date: HistoricalDate) -> bool:
    """Whether it begins or ends on a day that is known; a month of no stated year does neither."""
    return date.shape is not Shape.MONTH_ONLY and (date.earliest_day is not None or date.latest_day is not None)


def begins(stretch: Stretch) -> int:
    """The first day that any of its dates is known to touch."""
    return min(day for date in stretch.dates for day in (date.earliest_day, date.latest_day) if day is not None)
