"""One entry of two that are about the same: what stands, what is filled in, what stays behind. Pure.

What the surviving entry says stands. What it leaves empty is taken from the other one, lists are united, and no
passage is cited for what it does not say.
"""

from dataclasses import dataclass

from history.imports.joining import join_citations, name_each_once
from history.imports.readers.entries import Body, Kind
from history.imports.readers.tidying import drop_empties
from history.imports.renaming import drop_relations_to_itself, rename_references

COORDINATES = ("latitude", "longitude")
# What stands as the surviving entry has it, or is united in its own way; all else is filled in where it is empty.
OWN_WAY = {
    Kind.CLAIMANT: ("key", "name", "kind", "aliases", "holds"),
    Kind.PLACE: ("key", "name", "kind", "citations", "names", "bearing", *COORDINATES),
    Kind.EVENT: ("key", "title", "time_note", "places", "participants", "after", "topics", "citations", "claims"),
}


@dataclass(frozen=True, slots=True)
class United:
    """The surviving entry, and the parts in which the other one said something else that stays behind."""

    body: Body
    left_behind: tuple[str, ...]


def unite(kind: Kind, own: Body, other: Body) -> United:
    """The entry of `own` when `other`, of the same kind, was merged into it. Raises KeyError for other kinds."""
    merged = {(str(kind), str(other["key"])): str(own["key"])}
    # Each may name the other.
    own, renamed = (rename_references(kind, body, merged) for body in (own, other))
    united = UNITERS[kind](own, renamed)
    return United(drop_empties(drop_relations_to_itself(kind, united.body)), united.left_behind)


def unite_claimants(own: Body, other: Body) -> United:
    """The other one's name becomes one more name."""
    body, left = fill(Kind.CLAIMANT, own, other)
    names = [*own.get("aliases", ()), other["name"], *other.get("aliases", ())]
    body["aliases"] = [name for name in name_each_once(names) if name != own["name"]]
    body["holds"] = name_each_once([*own.get("holds", ()), *other.get("holds", ())])
    return United(body, left)


def unite_places(own: Body, other: Body) -> United:
    """The other one's name becomes one more name; coordinates and bearing are taken whole, with their passages."""
    body, left = fill(Kind.PLACE, own, other)
    where = [tuple(one.get(part) for part in COORDINATES) for one in (own, other)]
    is_elsewhere = None not in where[0] and None not in where[1] and where[0] != where[1]
    if None in where[0] and None not in where[1]:
        body |= {part: other[part] for part in COORDINATES}
    elif is_elsewhere:
        left = (*left, *COORDINATES)
    contradicted = ("coordinates", *COORDINATES) if is_elsewhere else ()
    body["citations"] = join_citations(own.get("citations", ()), other.get("citations", ()), contradicted)
    body["names"] = join_names(own, other)
    mine, theirs = own.get("bearing"), other.get("bearing")
    if theirs and theirs["from"] != own["key"]:
        if not mine:
            body["bearing"] = theirs
        elif is_same_bearing(mine, theirs):
            cited = join_citations(mine.get("citations", ()), theirs.get("citations", ()))
            body["bearing"] = mine | {"citations": cited}
        else:
            left = (*left, "bearing")
    return United(body, left)


def is_same_bearing(one: Body, other: Body) -> bool:
    """Whether both say the same direction from the same place."""
    return (one["from"], one["direction"]) == (other["from"], other["direction"])


def join_names(own: Body, other: Body) -> list[Body]:
    """The names of both, and the other one's own name, each once with all its passages."""
    joined: dict[tuple[str, str, str], Body] = {}
    for name in [*own.get("names", ()), *other.get("names", ())]:
        identity = (name["name"], name.get("language", ""), name.get("party", ""))
        if identity in joined:
            cited = join_citations(joined[identity].get("citations", ()), name.get("citations", ()))
            joined[identity] = joined[identity] | ({"citations": cited} if cited else {})
        else:
            joined[identity] = name
    known = {own["name"], *(name for name, _language, _party in joined)}
    return [*joined.values(), *([{"name": other["name"]}] if other["name"] not in known else [])]


def unite_events(own: Body, other: Body) -> United:
    """Claims come over with their keys; where it happened, who took part and the topics are united."""
    body, left = fill(Kind.EVENT, own, other)
    if own["title"] != other["title"]:
        left = ("title", *left)
    is_other_day = "happened" in left
    if not is_other_day and "time_note" in other:
        body.setdefault("time_note", other["time_note"])
    for part in ("places", "participants", "after", "topics"):
        body[part] = name_each_once([*own.get(part, ()), *other.get(part, ())])
    contradicted = ("happened",) if is_other_day else ()
    body["citations"] = join_citations(own.get("citations", ()), other.get("citations", ()), contradicted)
    body["claims"] = [*own.get("claims", ()), *other.get("claims", ())]
    return United(body, left)


def fill(kind: Kind, own: Body, other: Body) -> tuple[Body, tuple[str, ...]]:
    """The entry with what it left empty, and the parts in which both say something else."""
    parts = [part for part in other if part not in OWN_WAY[kind]]
    added = {part: other[part] for part in parts if part not in own}
    left = tuple(part for part in parts if part in own and own[part] != other[part])
    return own | added, left


UNITERS = {Kind.CLAIMANT: unite_claimants, Kind.PLACE: unite_places, Kind.EVENT: unite_events}
