"""The symmetrical *same as* between claims, whichever side of it a file names. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from history.imports.readers.entries import Body
from history.imports.references import claim_keys

Pairs = Mapping[str, set[str]]


def join_same_claims(
    speaking: Mapping[str, Body], current: Mapping[str, Body], event_of_claim: Mapping[str, str]
) -> Pairs:
    """For each claim of the events that speak, all claims that it is the same as.

    `speaking` are the events whose entries count, `current` all the file's events as they stand on record,
    `event_of_claim` the record's. A link to a claim of any other event is left as it stands: that event
    is not in the file, or not taken over, and a file speaks only for its own.
    """
    pairs: dict[str, set[str]] = defaultdict(set)
    for body in speaking.values():
        for claim, other in _named_pairs(body):
            pairs[claim].add(other)
            pairs[other].add(claim)
    held = {claim for body in speaking.values() for claim in claim_keys(body)}
    for body in current.values():
        for claim, other in _named_pairs(body):
            if claim in held and event_of_claim.get(other, "") not in speaking:
                pairs[claim].add(other)
    return pairs


def with_same_claims(body: Body, pairs: Pairs) -> Body:
    """The event's entry with each claim's links written out in full."""
    if "claims" not in body:
        return body
    return body | {"claims": [_with_links(claim, pairs.get(claim["key"], set())) for claim in body["claims"]]}


def name_once(body: Body) -> Body:
    """The event's entry as a file has it: of two claims the one whose key sorts later names the other."""
    if "claims" not in body:
        return body
    claims = [
        _with_links(claim, (other for other in claim.get("same_as", ()) if other < claim["key"]))
        for claim in body["claims"]
    ]
    return body | {"claims": claims}


def _with_links(claim: Body, links: Iterable[str]) -> Body:
    """Put the links where they were, so that the names keep their order in an export."""
    named = sorted(links)
    if "same_as" not in claim:
        return claim | ({"same_as": named} if named else {})
    return {name: named if name == "same_as" else value for name, value in claim.items() if name != "same_as" or named}


def _named_pairs(body: Body) -> Iterable[tuple[str, str]]:
    for claim in body.get("claims", ()):
        for other in claim.get("same_as", ()):
            yield claim["key"], other
