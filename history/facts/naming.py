"""The names that questions use, made from rows. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from history.dates import HistoricalDate, read_edtf
from history.facts.rows import ClaimantRow, EventRow, NamesakeRow, PlaceRow, Rows
from history.facts.standing import belongings
from history.facts.titles import may_name, name_title
from history.facts.values import ClaimantName, EventName, PlaceName


def read_date(text: str) -> HistoricalDate | None:
    """The stored expression as a value; None where the row has no date."""
    return read_edtf(text) if text else None


def name_claimants(rows: Iterable[ClaimantRow]) -> dict[str, ClaimantName]:
    """Claimants by key, each with those it may be taken for."""
    by_key = {row.key: row for row in rows}
    above = {key: belongings(row, by_key) for key, row in by_key.items()}
    return {
        key: ClaimantName(
            key=key,
            name=row.name,
            kind=row.kind,
            party=row.speaks_for,
            party_name=row.party_name,
            names=(row.name, *row.aliases),
            stand_ins=names_of_offices_and_holders(row, by_key),
            kin=find_kin(row, by_key, above),
        )
        for key, row in by_key.items()
    }


def names_of_offices_and_holders(row: ClaimantRow, by_key: Mapping[str, ClaimantRow]) -> tuple[str, ...]:
    """Names under which the same voice is known: a person's offices, an office's holders."""
    offices = [by_key[key] for key in row.holds if key in by_key]
    holders = [other for other in by_key.values() if row.key in other.holds]
    return tuple(name for other in (*offices, *holders) for name in (other.name, *other.aliases))


def find_kin(
    row: ClaimantRow, by_key: Mapping[str, ClaimantRow], above: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Keys of the claimants that an answer naming this one could also mean."""
    line = set(above[row.key])
    line.update(key for key, upper in above.items() if row.key in upper)
    # Two holders of one office speak with one voice as far as a pupil can tell.
    line.update(key for key, other in by_key.items() if set(other.holds) & set(row.holds))
    if row.speaks_for:
        line.update(key for key, other in by_key.items() if is_side_of(row, other))
    return frozenset(line - {row.key})


def is_side_of(row: ClaimantRow, other: ClaimantRow) -> bool:
    """Whether one of the two is the other's side as a whole: who speaks for a side is that side speaking."""
    return other.speaks_for == row.speaks_for and "side" in (row.kind, other.kind)


def name_places(rows: Iterable[PlaceRow]) -> dict[str, PlaceName]:
    """Places by key, each with every name and all it lies within."""
    by_key = {row.key: row for row in rows}
    return {key: name_place(row, find_above(row, by_key)) for key, row in by_key.items()}


def name_place(row: PlaceRow, above: Iterable[PlaceRow]) -> PlaceName:
    """A place with its names; the places above it carry their names only."""
    return PlaceName(
        key=row.key,
        name=row.name,
        kind=row.kind,
        names=tuple(dict.fromkeys((row.name, *row.names))),
        above=tuple(name_place(upper, ()) for upper in above),
        seen_from=row.bearing.origin if row.bearing else "",
        latitude=row.latitude,
        longitude=row.longitude,
    )


def find_above(row: PlaceRow, by_key: Mapping[str, PlaceRow]) -> list[PlaceRow]:
    """The places that this one lies within, all the way up; a cycle ends where it closes."""
    found: dict[str, PlaceRow] = {}
    upper = by_key.get(row.within)
    while upper is not None and upper.key not in found and upper.key != row.key:
        found[upper.key] = upper
        upper = by_key.get(upper.within)
    return list(found.values())


def name_events(rows: Rows) -> dict[str, EventName]:
    """Events by key, each with the other events that its words would fit as well."""
    bearers: dict[str, list[EventRow]] = defaultdict(list)
    for row in rows.events:
        bearers[name_title(row.title).name].append(row)
    same = gather_same((row.key, filter(None, [row.same_as])) for row in rows.events)
    away: dict[str, list[NamesakeRow]] = defaultdict(list)
    for other in rows.elsewhere:
        away[name_title(other.title).name].append(other)
    names = {row.key: name_title(row.title).name for row in rows.events}
    return {
        row.key: name_event(row, bearers[names[row.key]], same[row.key], away[names[row.key]]) for row in rows.events
    }


def name_event(
    row: EventRow, alike: Iterable[EventRow], same: frozenset[str], away: Iterable[NamesakeRow]
) -> EventName:
    """An event's name. `alike` are the rows whose titles share its name, itself too; `away` those of other topics."""
    others = [other for other in alike if other.key not in same and may_name(row.title, other.title)]
    outside = frozenset(other.key for other in away if may_name(row.title, other.title))
    return EventName(
        key=row.key,
        title=row.title,
        context="" if row.conflict_title == row.title else row.conflict_title,
        conflict=row.conflict or row.topic,
        topic=row.topic,
        happened=read_date(row.happened),
        namesakes=frozenset(other.key for other in others) | outside,
        twins=frozenset(other.key for other in others if other.conflict_title == row.conflict_title) | outside,
    )


def find_place_namesakes(keys: tuple[str, ...], places: Mapping[str, PlaceName]) -> frozenset[str]:
    """Keys of places other than each of `keys` that bear its name."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for place in places.values():
        for name in place.names:
            bearers[name.casefold()].add(place.key)
    return frozenset(other for key in keys for other in bearers[places[key].name.casefold()] if other != key)


def gather_same(links: Iterable[tuple[str, Iterable[str]]]) -> dict[str, frozenset[str]]:
    """For each key, all that are on record as the same one, itself included: by way of others, too."""
    groups: dict[str, set[str]] = {}
    for key, others in links:
        merged = set(groups.get(key, {key}))
        for other in others:
            merged |= groups.get(other, {other})
        for member in merged:
            groups[member] = merged
    return {key: frozenset(group) for key, group in groups.items()}
