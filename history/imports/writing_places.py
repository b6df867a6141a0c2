"""Writing parties, claimants and places."""

from collections.abc import Sequence

from history.exports.entries import in_portions
from history.imports.comparing import Change
from history.imports.readers.entries import Kind
from history.imports.writing import ROWS_AT_ONCE, Ids, text, write_keyed, write_links, write_nested
from history.imports.writing_sources import write_citations
from history.models import Bearing, Citation, Claimant, Party, Place, PlaceName


def write_parties(changes: Sequence[Change]) -> None:
    """Create and update parties."""

    def fill(party: Party, change: Change) -> None:
        party.name = text(change.body, "name")

    write_keyed(Party, changes, fill, ["name"])


def write_claimants(changes: Sequence[Change]) -> None:
    """Create and update claimants, then say which bodies and offices they belong to."""

    def fill(claimant: Claimant, change: Change) -> None:
        claimant.name = text(change.body, "name")
        claimant.kind = change.body["kind"]
        claimant.active = text(change.body, "active")
        claimant.aliases = change.body.get("aliases", [])

    write_keyed(Claimant, changes, fill, ["name", "kind", "active", "aliases"])
    ids = Ids(changes)
    rows = []
    for change in changes:
        row = Claimant(pk=ids.of(Kind.CLAIMANT, change.entry.key))
        row.speaks_for_id = ids.optional(Kind.PARTY, change.body.get("speaks_for"))
        row.part_of_id = ids.optional(Kind.CLAIMANT, change.body.get("part_of"))
        rows.append(row)
    Claimant.objects.bulk_update(rows, ["speaks_for", "part_of"], batch_size=ROWS_AT_ONCE)
    offices = [
        (ids.of(Kind.CLAIMANT, change.entry.key), ids.of(Kind.CLAIMANT, office))
        for change in changes
        for office in change.body.get("holds", ())
    ]
    holders = [row.pk for row in rows]
    write_links(Claimant.holds.through, "from_claimant_id", "to_claimant_id", holders, offices)


def write_places(changes: Sequence[Change]) -> None:
    """Create and update places with their names, bearings and citations."""

    def fill(place: Place, change: Change) -> None:
        place.name = text(change.body, "name")
        place.kind = change.body["kind"]
        place.latitude = change.body.get("latitude")
        place.longitude = change.body.get("longitude")

    write_keyed(Place, changes, fill, ["name", "kind", "latitude", "longitude"])
    for some in in_portions(changes, ROWS_AT_ONCE):
        _write_within(some)


def _write_within(changes: Sequence[Change]) -> None:
    """Write what hangs on places that are all there by now."""
    ids = Ids(changes)
    bodies = [(ids.of(Kind.PLACE, change.entry.key), change.body) for change in changes]
    places = [pk for pk, _ in bodies]
    rows = [Place(pk=pk, within_id=ids.optional(Kind.PLACE, body.get("within"))) for pk, body in bodies]
    Place.objects.bulk_update(rows, ["within"])
    cited = Citation.objects.filter(place__in=places)
    write_citations("place", cited, bodies, ids)
    named = [(pk, position, name) for pk, body in bodies for position, name in enumerate(body.get("names", ()))]
    names = write_nested(
        PlaceName.objects.filter(place__in=places),
        [
            PlaceName(
                place_id=pk,
                name=name["name"],
                language=text(name, "language"),
                party_id=ids.optional(Kind.PARTY, name.get("party")),
                position=position,
            )
            for pk, position, name in named
        ],
        ("place_id", "name", "language", "party_id"),
    )
    cited = Citation.objects.filter(place_name__place__in=places)
    owners = [(row.pk, name) for row, (_, _, name) in zip(names, named, strict=True)]
    write_citations("place_name", cited, owners, ids)
    given = [(pk, body["bearing"]) for pk, body in bodies if "bearing" in body]
    bearings = write_nested(
        Bearing.objects.filter(place__in=places),
        [
            Bearing(place_id=pk, origin_id=ids.of(Kind.PLACE, body["from"]), direction=body["direction"])
            for pk, body in given
        ],
        ("place_id",),
    )
    cited = Citation.objects.filter(bearing__place__in=places)
    owners = [(row.pk, body) for row, (_, body) in zip(bearings, given, strict=True)]
    write_citations("bearing", cited, owners, ids)
