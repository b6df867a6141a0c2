"""Which other rows an entry names, and whether they will be there once a file is taken over. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from history.imports.readers.entries import Body, Entry, Kind, Refusal
from history.imports.readers.selecting import select
from history.imports.readers.wording import quote

CLAIM: Final = "claim"
Name = tuple[str, str]  # a kind (or "claim") and a key

REFERENCES: Final[dict[Kind, dict[str, str]]] = {
    Kind.CLAIMANT: {"speaks_for": "party", "holds[]": "claimant", "part_of": "claimant"},
    Kind.PLACE: {
        "within": "place",
        "citations[].source": "source",
        "names[].party": "party",
        "names[].citations[].source": "source",
        "bearing.from": "place",
        "bearing.citations[].source": "source",
    },
    Kind.EVENT: {
        "places[].place": "place",
        "participants[].claimant": "claimant",
        "part_of": "event",
        "after[]": "event",
        "same_as": "event",
        "topics[]": "topic",
        "citations[].source": "source",
        "claims[].places[]": "place",
        "claims[].opposes[]": CLAIM,
        "claims[].same_as[]": CLAIM,
        "claims[].attributions[].claimant": "claimant",
        "claims[].attributions[].citations[].source": "source",
    },
}
# What may not lead back to where it began.
ONE_WAY: Final[tuple[tuple[Kind, str], ...]] = (
    (Kind.CLAIMANT, "part_of"),
    (Kind.PLACE, "within"),
    (Kind.EVENT, "part_of"),
    (Kind.EVENT, "after"),
)
OFFICE: Final = "office"
MOST_CIRCLES: Final = 1000


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of another row, with the path where it stands."""

    path: str
    kind: str
    key: str


def find_references(kind: Kind, body: Body, path: str = "") -> Iterator[Reference]:
    """Every mention of another row in an entry."""
    for pattern, named in REFERENCES.get(kind, {}).items():
        for where, key in select(body, pattern, path):
            yield Reference(where, named, key)


def claim_keys(body: Body) -> list[str]:
    """The keys of an event's claims."""
    return [claim["key"] for claim in body.get("claims", ())]


@dataclass(frozen=True, slots=True)
class KnownRows:
    """What the record holds, as far as references go."""

    keys: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    offices: frozenset[str] = frozenset()
    event_of_claim: Mapping[str, str] = field(default_factory=dict)
    claims_of_event: Mapping[str, frozenset[str]] = field(default_factory=dict)
    one_way: Mapping[tuple[Kind, str], Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


class ReferenceCheck:
    """Finds the entries that cannot be taken over because of what they name, and those that follow from it.

    `accepted` are the entries that the record will be like once the file is taken over; `changing` are the
    names of those among them that change anything. `refused` collects the faults of each entry refused here.
    """

    def __init__(self, accepted: Iterable[Entry], changing: frozenset[Name], known: KnownRows) -> None:
        self.accepted: dict[Name, Entry] = {(entry.kind, entry.key): entry for entry in accepted}
        self.changing = changing
        self.known = known
        self.refused: dict[Name, tuple[Refusal, ...]] = {}
        self.event_of_claim = {claim: entry.key for entry in self.accepted.values() for claim in claim_keys(entry.body)}
        self._waiting: dict[Name, list[Name]] = defaultdict(list)
        for name, entry in self.accepted.items():
            for needed in self._needs(entry):
                self._waiting[needed].append(name)

    def run(self) -> dict[Name, tuple[Refusal, ...]]:
        """Refuse until what is left holds together; gives the faults of every entry that was refused."""
        self._refuse_dangling(list(self.accepted))
        while circles := self._find_circles():
            self._refuse_dangling(
                [suspect for name, fault in circles.items() for suspect in self._refuse(name, [fault])]
            )
        return self.refused

    def _refuse_dangling(self, suspects: list[Name]) -> None:
        while suspects:
            name = suspects.pop()
            entry = self.accepted.get(name)
            if entry is None:
                continue
            if faults := list(self._faults(entry)):
                suspects += self._refuse(name, faults)

    def _refuse(self, name: Name, faults: list[Refusal]) -> list[Name]:
        """Refuse one entry; gives those that may have stood only because it did."""
        entry = self.accepted.pop(name, None)
        if entry is None:
            return []
        self.refused[name] = tuple(faults)
        lost: list[Name] = [name, *((CLAIM, key) for key in claim_keys(entry.body))]
        return [waiting for needed in lost for waiting in self._waiting[needed]]

    def _needs(self, entry: Entry) -> Iterator[Name]:
        for reference in find_references(entry.kind, entry.body):
            yield reference.kind, reference.key
        if entry.kind is Kind.EVENT:
            held = set(claim_keys(entry.body))
            for claim in held:
                yield Kind.EVENT, self.known.event_of_claim.get(claim, entry.key)
            for claim in self.known.claims_of_event.get(entry.key, frozenset()) - held:
                yield Kind.EVENT, self.event_of_claim.get(claim, entry.key)

    def _faults(self, entry: Entry) -> Iterator[Refusal]:
        for reference in find_references(entry.kind, entry.body, entry.path):
            if not self._will_exist(reference.kind, reference.key):
                yield Refusal(
                    reference.path,
                    f"refers to {reference.kind} {quote(reference.key)}, which is refused or unknown",
                )
        for where, key in select(entry.body, "holds[]", entry.path):
            if self._will_exist(Kind.CLAIMANT, key) and not self._is_office(key):
                yield Refusal(where, f"refers to claimant {quote(key)}, which is not an office")
        if entry.kind is Kind.EVENT:
            yield from self._claim_faults(entry)

    def _claim_faults(self, entry: Entry) -> Iterator[Refusal]:
        """A claim's key is unique in the record; it moves only when both events are taken over."""
        for number, claim in enumerate(claim_keys(entry.body)):
            event = self.known.event_of_claim.get(claim, entry.key)
            if event != entry.key and (Kind.EVENT, event) not in self.accepted:
                yield Refusal(
                    f"{entry.path}.claims[{number}].key",
                    f"claim {quote(claim)} belongs to event {quote(event)} on record",
                )
        for claim in sorted(self.known.claims_of_event.get(entry.key, frozenset())):
            event = self.event_of_claim.get(claim, entry.key)
            if (Kind.EVENT, event) not in self.accepted:
                yield Refusal(
                    f"{entry.path}.claims",
                    f"claim {quote(claim)} was to move to event {quote(event)}, which is refused",
                )

    def _will_exist(self, kind: str, key: str) -> bool:
        if kind != CLAIM:
            return (kind, key) in self.accepted or key in self.known.keys.get(Kind(kind), ())
        if (Kind.EVENT, self.event_of_claim.get(key, "")) in self.accepted:
            return True
        event = self.known.event_of_claim.get(key)
        # An accepted event keeps only the claims that its entry has.
        return event is not None and (Kind.EVENT, event) not in self.accepted

    def _is_office(self, key: str) -> bool:
        entry = self.accepted.get((Kind.CLAIMANT, key))
        return entry.body["kind"] == OFFICE if entry else key in self.known.offices

    def _find_circles(self) -> dict[Name, Refusal]:
        """The changing entries that lie on a circle, each with the circle written out."""
        found: dict[Name, Refusal] = {}
        for kind, relation in ONE_WAY:
            for circle in find_circles(self._one_way(kind, relation)):
                shown = " → ".join([*map(quote, circle[:6]), *["…"][: len(circle) > 6], quote(circle[0])])
                for name in ((kind, key) for key in circle):
                    if name in self.changing and name in self.accepted:
                        path = f"{self.accepted[name].path}.{relation}"
                        found.setdefault(name, Refusal(path, f"goes round in a circle: {shown}"))
        return found

    def _one_way(self, kind: Kind, relation: str) -> dict[str, tuple[str, ...]]:
        graph = dict(self.known.one_way.get((kind, relation), {}))
        for (of_kind, key), entry in self.accepted.items():
            if of_kind == kind:
                named = entry.body.get(relation, ())
                graph[key] = (named,) if isinstance(named, str) else tuple(named)
        return graph


def find_circles(graph: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Circles in a directed graph: the first that are met, none where there is none."""
    circles: list[list[str]] = []
    done: set[str] = set()
    for start in graph:
        trail = [] if start in done else [start]
        ahead = {node: iter(graph[node]) for node in trail}
        while trail:
            following = next(ahead[trail[-1]], None)
            if following is None:
                done.add(trail[-1])
                del ahead[trail.pop()]
            elif following in ahead:
                circles.append(trail[trail.index(following) :])
                if len(circles) == MOST_CIRCLES:
                    return circles
            elif following not in done:
                trail.append(following)
                ahead[following] = iter(graph.get(following, ()))
    return circles
