"""The record, or one topic of it, as an `attest-record/1` file that imports to the same record."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from history.exports.entries import KEYS_AT_ONCE, MODELS, in_portions, rows_on_record
from history.imports.readers.entries import Body, Entry, Kind
from history.imports.readers.head_topics import topics_from_head
from history.imports.readers.records import FORMAT, HEAD
from history.imports.references import CLAIM, find_references
from history.imports.same_claims import name_once
from history.models import Claim, Claimant, Event

Bodies = dict[Kind, dict[str, Body]]


def export_record(topic: str | None = None) -> str:
    """The file's text; with `topic` (a key) its events, all that they refer to, and who holds the offices.

    The same record gives the same text: entries are in the order of their keys.
    """
    bodies = _read_all() if topic is None else _read_topic(topic)
    document = _head(bodies)
    for kind in (Kind.TOPIC, Kind.PARTY, Kind.CLAIMANT, Kind.PLACE, Kind.SOURCE, Kind.EVENT):
        document[kind.listed_as] = [name_once(body) for _, body in sorted(bodies[kind].items())]
    if _head_says_it(document):
        del document[Kind.TOPIC.listed_as]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _read_all() -> Bodies:
    return {kind: _read(kind, _all_keys(kind)) for kind in MODELS}


def _all_keys(kind: Kind) -> list[str]:
    model: Any = MODELS[kind]
    return list(model.objects.order_by("key").values_list("key", flat=True))


def _read_topic(topic: str) -> Bodies:
    """Follow references until nothing is missing."""
    events = Event.objects.filter(topics__key=topic).order_by("key").values_list("key", flat=True)
    bodies: Bodies = {kind: {} for kind in MODELS}
    missing: dict[Kind, set[str]] = {Kind.EVENT: set(events), Kind.TOPIC: {topic}}
    while missing:
        fresh: Bodies = {}
        for kind, keys in missing.items():
            fresh[kind] = _read(kind, sorted(keys))
            bodies[kind] |= fresh[kind]
        missing = _missing(fresh, bodies)
    return bodies


def _missing(fresh: Bodies, bodies: Bodies) -> dict[Kind, set[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for kind, entries in fresh.items():
        for body in entries.values():
            for reference in find_references(kind, body):
                named[reference.kind].add(reference.key)
    claims = named.pop(CLAIM, set())
    for claim, event in Claim.objects.order_by().values_list("key", "event__key") if claims else ():
        if claim in claims:
            named[Kind.EVENT].add(event)
    # Whoever holds an office speaks with it, so an office without its holders would be half the truth.
    for some in in_portions(fresh.get(Kind.CLAIMANT, {}), KEYS_AT_ONCE):
        named[Kind.CLAIMANT] |= set(Claimant.objects.filter(holds__key__in=some).values_list("key", flat=True))
    found = {Kind(kind): keys - bodies[Kind(kind)].keys() for kind, keys in named.items()}
    return {kind: keys for kind, keys in found.items() if keys}


def _read(kind: Kind, keys: Iterable[str]) -> dict[str, Body]:
    return {key: _with_status(row.body, row.status) for key, row in rows_on_record(kind, keys).items()}


def _with_status(body: Body, status: str) -> Body:
    """Put an event's status behind its title and summary, where the format has it."""
    if not status:
        return body
    first = {name: body[name] for name in ("key", "title", "summary") if name in body}
    return first | {"status": status} | {name: value for name, value in body.items() if name not in first}


def _head(bodies: Bodies) -> dict[str, Any]:
    """Title, licence and attribution: one topic's, or what several have between them."""
    topics = [body for _, body in sorted(bodies[Kind.TOPIC].items())]

    def joined(name: str) -> str:
        return "; ".join(dict.fromkeys(topic[name] for topic in topics if name in topic))

    title = topics[0]["title"] if len(topics) == 1 else ""
    head = {"title": title, "licence": joined("licence"), "attribution": joined("attribution")}
    return {"format": FORMAT} | {name: text for name, text in head.items() if text}


def _head_says_it(document: dict[str, Any]) -> bool:
    """Whether a reader would make these very topics of the head alone."""
    events = [Entry(Kind.EVENT, body["key"], "", body) for body in document[Kind.EVENT.listed_as]]
    head: Body = {name: document[name] for name in HEAD if name in document}
    made = [entry.body for entry in topics_from_head(head, events, frozenset())]
    return bool(sorted(made, key=lambda body: str(body["key"])) == document[Kind.TOPIC.listed_as])
