"""The names that questions use, made from rows. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from sys import intern

from history.dates import HistoricalDate, read_edtf
from history.facts.registers import Register
from history.facts.rows import ClaimantRow, EventRow, NamesakeRow, PlaceRow, Rows
from history.facts.sequence import find_bound_up, find_earlier
from history.facts.standing import belongings
from history.facts.titles import may_name, name_title
from history.facts.values import ClaimantName, EventName, PlaceName


def read_date(text: str) -> HistoricalDate | None:
    """The stored expression as a value; None where the row has no date."""
    return read_edtf(text) if text else None


def name_claimants(rows: Iterable[ClaimantRow]) -> dict[str, ClaimantName]:
    """Claimants by key, each with those it may be taken for."""
    by_key = {row.key: row for row in rows}
    kinship = Kinship(by_key)
    return {
        key: ClaimantName(
            key=key,
            name=row.name,
            kind=row.kind,
            party=row.speaks_for,
            party_name=row.party_name,
            names=(row.name, *row.aliases),
            stand_ins=kinship.names_of_offices_and_holders(row),
            kin=kinship.of(row),
        )
        for key, row in by_key.items()
    }


class Kinship:
    """Who may be taken for whom, found without comparing each claimant with every other."""

    def __init__(self, by_key: Mapping[str, ClaimantRow]) -> None:
        self._by_key = by_key
        self._above = {key: belongings(row, by_key) for key, row in by_key.items()}
        self._below: dict[str, set[str]] = defaultdict(set)
        self._holders: dict[str, list[str]] = defaultdict(list)
        self._speakers: dict[str, list[str]] = defaultdict(list)
        self._sides: dict[str, list[str]] = defaultdict(list)
        for key, row in by_key.items():
            for upper in self._above[key]:
                self._below[upper].add(key)
            for office in dict.fromkeys(row.holds):
                self._holders[office].append(key)
            self._speakers[row.speaks_for].append(key)
            if row.kind == "side":
                self._sides[row.speaks_for].append(key)

    def names_of_offices_and_holders(self, row: ClaimantRow) -> tuple[str, ...]:
        """Names under which the same voice is known: a person's offices, an office's holders."""
        offices = [self._by_key[key] for key in row.holds if key in self._by_key]
        holders = [self._by_key[key] for key in self._holders.get(row.key, ())]
        return tuple(name for other in (*offices, *holders) for name in (other.name, *other.aliases))

    def of(self, row: ClaimantRow) -> frozenset[str]:
        """Keys of the claimants that an answer naming this one could also mean."""
        line = set(self._above[row.key])
        line.update(self._below.get(row.key, ()))
        # Two holders of one office speak with one voice as far as a pupil can tell.
        line.update(key for office in row.holds for key in self._holders[office])
        if row.speaks_for:
            # Who speaks for a side is that side speaking.
            line.update((self._speakers if row.kind == "side" else self._sides)[row.speaks_for])
        return frozenset(line - {row.key})


def name_places(rows: Iterable[PlaceRow]) -> dict[str, PlaceName]:
    """Places by key, each with every name and all it lies within."""
    by_key = {row.key: row for row in rows}
    # Thousands lie within a few: what lies above is kept once.
    bare: dict[str, PlaceName] = {}
    return {
        key: name_place(row, (name_bare(upper, bare) for upper in find_above(row, by_key)))
        for key, row in by_key.items()
    }


def name_bare(row: PlaceRow, kept: dict[str, PlaceName]) -> PlaceName:
    """A place with its names and nothing above it, made once."""
    if row.key not in kept:
        kept[row.key] = name_place(row, ())
    return kept[row.key]


def name_place(row: PlaceRow, above: Iterable[PlaceName]) -> PlaceName:
    """A place with its names; the places above it carry their names only."""
    return PlaceName(
        key=intern(row.key),
        name=row.name,
        kind=row.kind,
        names=tuple(dict.fromkeys((row.name, *row.names))),
        above=tuple(above),
        seen_from=row.bearing.origin if row.bearing else "",
        latitude=row.latitude,
        longitude=row.longitude,
        owners=row.owners,
    )


def find_above(row: PlaceRow, by_key: Mapping[str, PlaceRow]) -> list[PlaceRow]:
    """The places that this one lies within, all the way up; a cycle ends where it closes."""
    found: dict[str, PlaceRow] = {}
    upper = by_key.get(row.within)
    while upper is not None and upper.key not in found and upper.key != row.key:
        found[upper.key] = upper
        upper = by_key.get(upper.within)
    return list(found.values())


def title_group(title: str) -> str:
    """What titles have in common that may be taken for one another."""
    return name_title(title).name


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
    earlier, bound_up = find_earlier(rows.events, same), find_bound_up(rows.events, same)
    named = (name_event(row, bearers[names[row.key]], same[row.key], away[names[row.key]]) for row in rows.events)
    return {
        event.key: replace(event, after=earlier.get(event.key, frozenset()), bound_up=bound_up[event.key])
        for event in named
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


def find_place_namesakes(keys: tuple[str, ...], places: Register[PlaceName]) -> frozenset[str]:
    """Keys of places other than each of `keys` that bear its name."""
    bearers = places.derive(find_bearers)
    return frozenset(other for key in keys for other in bearers[places[key].name.casefold()] if other != key)


def find_bearers(places: Register[PlaceName]) -> Mapping[str, list[str]]:
    """Keys of the places by each name that they bear."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for place in places.values():
        for name in dict.fromkeys(name.casefold() for name in place.names):
            bearers[name].append(place.key)
    return bearers


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
