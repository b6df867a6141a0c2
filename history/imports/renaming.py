"""Entries that name a row by the key it had before it was merged: what they say by the keys that stand. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from history.imports.joining import join_attributions, name_each_once
from history.imports.readers.entries import Body, Kind
from history.imports.references import REFERENCES, Name, find_references

# The key that a row's old one leads to.
Merged = Mapping[Name, str]
# Relations in which no row stands to itself.
TO_ANOTHER: Mapping[Kind, tuple[str, ...]] = {
    Kind.CLAIMANT: ("part_of", "holds"),
    Kind.PLACE: ("within",),
    Kind.EVENT: ("part_of", "after", "same_as"),
}


def rename_references(kind: Kind, body: Body, merged: Merged) -> Body:
    """The entry with old keys replaced, and with what thereby became one joined: it names no row twice."""
    if not any((one.kind, one.key) in merged for one in find_references(kind, body)):
        return body
    renamed = body
    for pattern, named in REFERENCES[kind].items():
        renamed = _replace(renamed, pattern.replace("[]", ".[]").split("."), named, merged)
    return drop_relations_to_itself(kind, _join(body, renamed))


def drop_relations_to_itself(kind: Kind, body: Body) -> Body:
    """No row is part of itself, nor came after itself, nor lies in a direction from itself."""
    kept = dict(body)
    for relation in TO_ANOTHER.get(kind, ()):
        value = kept.get(relation)
        if isinstance(value, list):
            kept[relation] = [key for key in value if key != body["key"]]
        if value == body["key"] or kept.get(relation) == []:
            del kept[relation]
    if kept.get("bearing", {}).get("from") == body["key"]:
        del kept["bearing"]
    return kept


def _replace(value: Any, steps: Sequence[str], named: str, merged: Merged) -> Any:
    if not steps:
        return merged.get((named, value), value)
    step, *rest = steps
    if step == "[]":
        return [_replace(member, rest, named, merged) for member in value]
    return {**value, step: _replace(value[step], rest, named, merged)} if step in value else value


def _join(before: Body, renamed: Body) -> Body:
    """Lists that name something once. `before` is the same entry, member by member, with the keys it had."""
    joined = {
        part: name_each_once(value) if part in ("places", "participants", "after", "holds", "topics") else value
        for part, value in renamed.items()
    }
    if "claims" in joined:
        claims = zip(before["claims"], renamed["claims"], strict=True)
        joined["claims"] = [_join_claim(was, claim) for was, claim in claims]
    return joined


def _join_claim(before: Body, renamed: Body) -> Body:
    joined = dict(renamed)
    if "places" in joined:
        joined["places"] = name_each_once(joined["places"])
    if "attributions" in joined:
        pairs = zip(before["attributions"], renamed["attributions"], strict=True)
        joined["attributions"] = join_attributions([(row, was["claimant"] == row["claimant"]) for was, row in pairs])
    return joined
