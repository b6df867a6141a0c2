"""What tells an event apart from others of its title: the topic, the place, the year, the date. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from history.dates import HistoricalDate, Precision, from_day_number, read_edtf
from history.facts.naming import read_date
from history.facts.rows import EventRow, NamesakeRow, Rows
from history.facts.values import Apart, EventName, PlaceName


def tell_apart(events: Mapping[str, EventName], rows: Rows, places: Mapping[str, PlaceName]) -> dict[str, EventName]:
    """The events with what tells those of one title apart. What is not known of an event may be anything."""
    elsewhere = {row.key: row for row in rows.elsewhere}
    by_key = {row.key: row for row in rows.events}
    told = dict(events)
    for key, event in events.items():
        if event.namesakes:
            here = [by_key[other] for other in event.namesakes if other in by_key]
            away = [elsewhere[other] for other in event.namesakes if other in elsewhere]
            told[key] = replace(event, apart=compare(by_key[key], here, away, rows.topic_title, places))
    return told


def compare(
    row: EventRow,
    here: Sequence[EventRow],
    away: Sequence[NamesakeRow],
    topic: str,
    places: Mapping[str, PlaceName],
) -> Apart:
    """One event beside those of its title: in its topic, and at home in others."""
    place, year, happened = find_place(row, places), find_year(row), read_date(row.happened)
    dates = {other.key: dates_of(other) for other in here} | {other.key: other.dates for other in away}
    in_topic = [other.key for other in here] + [other.key for other in away if topic in other.topics]
    nearby = [other.key for other in here if place is None or may_be_at(place, other, places)]
    return Apart(
        topic=topic,
        place=place.name if place else "",
        year=year,
        same_topic=frozenset(in_topic),
        same_place=frozenset([*nearby, *(other.key for other in away)]),
        same_year=frozenset(key for key, known in dates.items() if may_be_on(year, known)),
        same_date=frozenset(key for key, known in dates.items() if may_be_on(happened, known)),
    )


def find_place(row: EventRow, places: Mapping[str, PlaceName]) -> PlaceName | None:
    """Where it happened, where the record gives one place and no claim gives another."""
    given = {key for key, _role in row.places}
    claimed = {key for claim in row.claims for key in claim.places}
    if len(given) != 1 or not claimed <= given or any(role not in ("at", "near") for _key, role in row.places):
        return None
    return places[next(iter(given))]


def find_year(row: EventRow) -> HistoricalDate | None:
    """The year in which all of it happened, if its date is finer than a year."""
    value = read_date(row.happened)
    if value is None or value.earliest_day is None or value.latest_day is None or value.qualifier:
        return None
    first, last = (from_day_number(day)[0] for day in (value.earliest_day, value.latest_day))
    is_fine = value.precision in (Precision.DAY, Precision.MONTH)
    return read_edtf(f"{'-' if first < 0 else ''}{abs(first):04d}") if is_fine and first == last else None


def dates_of(row: EventRow) -> tuple[HistoricalDate, ...]:
    """Every date that is given for an event."""
    texts = (row.happened, *(claim.happened for claim in row.claims))
    return tuple(date for date in map(read_date, texts) if date is not None)


def may_be_at(place: PlaceName, other: EventRow, places: Mapping[str, PlaceName]) -> bool:
    """Whether another event may have happened there, in it, or around it."""
    keys = {key for key, _role in other.places} | {key for claim in other.claims for key in claim.places}
    return not keys or any(are_near(place, places[key]) for key in keys)


def are_near(one: PlaceName, other: PlaceName) -> bool:
    """Whether two places are one, lie one within the other, or share a name."""
    if one.key == other.key or one.key in other.ancestors or other.key in one.ancestors:
        return True
    return not {name.casefold() for name in one.names}.isdisjoint(name.casefold() for name in other.names)


def may_be_on(date: HistoricalDate | None, known: Iterable[HistoricalDate]) -> bool:
    """Whether an event of which these dates are known may have happened then."""
    dates = tuple(known)
    return date is None or not dates or any(date.overlaps(other) for other in dates)
