"""Claimants with those that they may be taken for, read without reading all on record."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from history.facts.reading_places import ROWS_AT_ONCE, in_portions
from history.facts.rows import ClaimantRow, ClaimRow
from history.models import Claimant


def read_claimants(only: Collection[str] | None = None) -> Iterator[ClaimantRow]:
    """All claimants: kinship runs through offices, bodies and sides that may never have spoken here.

    `only`: those with these keys alone, for whoever asks about no kin.
    """
    links = Claimant.holds.through.objects.order_by("pk")
    rows = Claimant.objects.select_related("speaks_for", "part_of").order_by("pk")
    if only is not None:
        links, rows = links.filter(from_claimant__key__in=only), rows.filter(key__in=only)
    held: dict[int, list[str]] = defaultdict(list)
    for holder, office in links.values_list("from_claimant_id", "to_claimant__key"):
        held[holder].append(office)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield ClaimantRow(
            key=row.key,
            name=row.name,
            kind=row.kind,
            speaks_for=row.speaks_for.key if row.speaks_for else "",
            party_name=row.speaks_for.name if row.speaks_for else "",
            holds=tuple(held[row.pk]),
            part_of=row.part_of.key if row.part_of else "",
            aliases=tuple(map(str, row.aliases)),
        )


def read_kin(speakers: Iterable[str]) -> list[ClaimantRow]:
    """These claimants (keys), who holds them if they are offices, and all that they hold and are part of.

    So two of the speakers are kin by these rows where they are kin by the whole record: what makes them so are bodies
    and offices above both, and the side that each speaks for.
    """
    own = {pk for keys in in_portions(sorted(set(speakers))) for pk in ids_of(keys)}
    found = own | set(holders_of(own)) | find_above(own)
    keys = [key for some in in_portions(sorted(found)) for key in keys_of(some)]
    return [row for some in in_portions(keys) for row in read_claimants(some)]


def read_speakers(claims: Iterable[ClaimRow]) -> dict[str, ClaimantRow]:
    """Whoever takes a stance on these claims, with their kin, by key."""
    return {row.key: row for row in read_kin(said.claimant for claim in claims for said in claim.attributions)}


def ids_of(keys: list[str]) -> Iterator[int]:
    """Ids of the claimants with these keys."""
    yield from Claimant.objects.filter(key__in=keys).order_by().values_list("pk", flat=True)


def keys_of(pks: list[int]) -> Iterator[str]:
    """Keys of the claimants with these ids, in the record's order."""
    yield from Claimant.objects.filter(pk__in=pks).order_by("pk").values_list("key", flat=True)


def holders_of(offices: set[int]) -> Iterator[int]:
    """Ids of those who hold these: each is known by the office's name, and the office by theirs."""
    links = Claimant.holds.through.objects.order_by()
    for some in in_portions(sorted(offices)):
        yield from links.filter(to_claimant__in=some).values_list("from_claimant_id", flat=True)


def find_above(claimants: set[int]) -> set[int]:
    """Ids of all that these hold or are part of, all the way up."""
    links = Claimant.holds.through.objects.order_by()
    found, waiting = set[int](), claimants
    while waiting:
        upper: set[int | None] = set()
        for some in in_portions(sorted(waiting)):
            upper.update(links.filter(from_claimant__in=some).values_list("to_claimant_id", flat=True))
            upper.update(Claimant.objects.filter(pk__in=some).order_by().values_list("part_of_id", flat=True))
        waiting = {pk for pk in upper if pk is not None} - found - claimants
        found = found | waiting
    return found
