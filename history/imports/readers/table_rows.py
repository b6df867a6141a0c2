"""Rows of a table → bodies of record entries: each event of its rows, and what they name made once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from history.dates import HistoricalDate
from history.imports.readers.entries import Body, Kind, Refusal
from history.imports.readers.head_topics import make_slug
from history.imports.readers.table_cells import (
    CLAIMANT_KIND,
    LONGEST_LOCATOR,
    STANCE,
    RowWords,
    digest,
    shorten_key,
)
from history.imports.readers.table_text import Row
from history.imports.readers.wording import quote

# A place of which a table says no more than its name, and one that others lie within.
PLACE_KIND: Final = "site"
REGION_KIND: Final = "region"
OPPOSING: Final = ("denies", "disputes")
# Half a degree is some 50 km: battles near one town differ by less.
SAME_PLACE_DEGREES: Final = 0.5


@dataclass
class Mention:
    """Something that rows name: its body so far, and the line that each part of it was first read from."""

    body: Body
    lines: dict[str, int]

    @property
    def path(self) -> str:
        """Where it was first met."""
        return f"line {min(self.lines.values())}"


@dataclass
class EventRows:
    """Builds one event of its rows; `faults` are the contradictions among them."""

    key: str
    rows: Sequence[RowWords]
    mentions: "Mentions"
    faults: list[Refusal] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def build(self) -> Body:
        """The event's body; it counts only where `faults` stays empty."""
        event: Body = {"key": self.key}
        # What rows without a claimant say is the record's word; others only say how somebody calls the event.
        spoken = [words.row for words in self.rows if not words.row.get("claimant")]
        for name in ("title", "summary"):
            for row in spoken:
                self.keep(event, name, row.get(name), row, name)
            called = next((words.row for words in self.rows if words.row.get(name)), None)
            if name not in event and called is not None:
                self.keep(event, name, called.get(name), called, name)
        if "title" not in event:
            self.fail(self.rows[0].row, "title", "is empty, and no other row of this key has one")
        divided = self._find_divided()
        for words in self.rows:
            self._add(event, words, divided)
        return event

    def _add(self, event: Body, words: RowWords, divided: frozenset[str]) -> None:
        row = words.row
        if topic := row.get("topic"):
            key = self.mentions.name(Kind.TOPIC, "title", topic, row)
            add(event, "topics", key)
        place, citations = self.mentions.place(words), self.mentions.cite(words)
        if row.get("claimant"):
            self._add_claims(event, words, place, citations, divided)
            return
        self.keep(event, "happened", words.date.edtf if words.date else "", row, "date")
        if place:
            add(event, "places", {"place": place, "role": "at"})
        for citation in citations:
            add(event, "citations", citation)

    def _add_claims(
        self, event: Body, words: RowWords, place: str, citations: list[Body], divided: frozenset[str]
    ) -> None:
        claimant = self._claimant(words)
        for claim in make_claims(event, words, place, is_divided=words.row.get("statement") in divided):
            key = shorten_key(f"{event['key']}-{digest(identify(claim))}", event["key"] + identify(claim))
            claims = event.setdefault("claims", [])
            known: Body | None = next((other for other in claims if other["key"] == key), None)
            if known is None:
                known = {"key": key, **claim, "attributions": []}
                claims.append(known)
            self._attribute(known, claimant, words, citations)
        if not row_says(words, place):
            self.fail(words.row, "statement", "is empty, and there is no date or place to make a statement of")

    def _find_divided(self) -> frozenset[str]:
        """The statements that rows of the event give with different dates or places."""
        said: dict[str, set[tuple[HistoricalDate | None, str, str]]] = defaultdict(set)
        for words in self.rows:
            row = words.row
            said[row.get("statement")].add((words.date, row.get("place"), row.get("within")))
        return frozenset(statement for statement, places in said.items() if statement and len(places) > 1)

    def _attribute(self, claim: Body, claimant: str, words: RowWords, citations: list[Body]) -> None:
        """Equal words are one claim with several voices; one voice said twice has several citations."""
        said: Body = {"claimant": claimant, "stance": words.stance or STANCE, "stated_on": words.stated_on}
        for known in claim["attributions"]:
            if (known["claimant"], known["stance"]) != (said["claimant"], said["stance"]):
                continue
            name = f"{claim['key']} {claimant} {known['stance']}"
            self.keep(known, "stated_on", words.stated_on, words.row, "stated_on", name)
            for citation in citations:
                add(known, "citations", citation)
            return
        claim["attributions"].append(said | {"citations": list(citations)})
        self.lines[f"{claim['key']} {claimant} {said['stance']}"] = words.row.line

    def _claimant(self, words: RowWords) -> str:
        row = words.row
        key = self.mentions.name(Kind.CLAIMANT, "name", row.get("claimant"), row)
        mention = self.mentions.made[Kind.CLAIMANT][key]
        side = row.get("speaks_for")
        party = self.mentions.name(Kind.PARTY, "name", side, row) if side else ""
        for name, value, column in (("kind", words.kind, "claimant_kind"), ("speaks_for", party, "speaks_for")):
            there = mention.body.get(name)
            if not value or there == value:
                continue
            if there:
                where = mention.lines[name]
                self.fail(row, column, f"{quote(row.get(column))} contradicts {quote(there)} of line {where}")
                continue
            mention.body[name], mention.lines[name] = value, row.line
        return key

    def keep(self, body: Body, name: str, value: str, row: Row, column: str, line_of: str = "") -> None:
        """Put a value into a body; a fault where an earlier row put another one there."""
        line_of = line_of or name
        if not value or body.get(name) == value:
            return
        if not body.get(name):
            body[name], self.lines[line_of] = value, row.line
            return
        where = self.lines[line_of]
        self.fail(row, column, f"{quote(value)} contradicts {quote(body[name])} of line {where}")

    def fail(self, row: Row, column: str, reason: str) -> None:
        """Note that a row of the event is wrong."""
        self.faults.append(Refusal(f"{row.path}, {column}", reason))


class Mentions:
    """Topics, places, sources, claimants and parties that rows name, by kind and key."""

    def __init__(self, rows: Iterable[RowWords]) -> None:
        self.made: dict[Kind, dict[str, Mention]] = defaultdict(dict)
        self.addresses: dict[str, set[str]] = defaultdict(set)
        for words in rows:
            if url := words.row.get("source_url"):
                self.addresses[make_key(words.row.get("source_title"))].add(url)
        self.far_apart: dict[str, str] = {}

    def name(self, kind: Kind, name: str, text: str, row: Row, key: str = "") -> str:
        """The key of what the row names, made when it is first met. The first spelling stands."""
        key = key or make_key(text)
        self.made[kind].setdefault(key, Mention({"key": key, name: text}, {name: row.line}))
        return key

    def place(self, words: RowWords) -> str:
        """The key of the row's place, which lies within another where the row says so; empty where it names none."""
        row, within = words.row, words.row.get("within")
        upper = self.name(Kind.PLACE, "name", within, row) if within else ""
        if upper:
            self.made[Kind.PLACE][upper].body["kind"] = REGION_KIND
        if not row.get("place") or make_key(row.get("place")) == upper:
            return upper
        key = self.name(Kind.PLACE, "name", row.get("place"), row, make_key(f"{row.get('place')} {within}"))
        mention = self.made[Kind.PLACE][key]
        if upper and upper != key:
            mention.body["within"] = upper
        if words.spot is not None:
            self._locate(key, mention, words)
        return key

    def _locate(self, key: str, mention: Mention, words: RowWords) -> None:
        """The first row's coordinates stand, unless another row's lie far off: then they are not the place's."""
        assert words.spot is not None
        latitude, longitude = words.spot
        if "spot" not in mention.lines:
            mention.lines["spot"] = words.row.line
            mention.body |= {"latitude": latitude, "longitude": longitude, "citations": self.cite(words)}
            return
        if "latitude" not in mention.body:
            return
        across = abs(mention.body["longitude"] - longitude)
        apart = max(abs(mention.body["latitude"] - latitude), min(across, 360 - across))
        if apart > SAME_PLACE_DEGREES:
            self.far_apart[key] = f"on lines {mention.lines['spot']} and {words.row.line}"
            for name in ("latitude", "longitude", "citations"):
                del mention.body[name]

    def cite(self, words: RowWords) -> list[Body]:
        """The citation of a row's source. An address that all rows share is the source's, else it is where in it."""
        row = words.row
        if not row.get("source_title"):
            return []
        key, url = self.name(Kind.SOURCE, "title", row.get("source_title"), row), row.get("source_url")
        if len(self.addresses[key]) == 1:
            self.made[Kind.SOURCE][key].body["url"] = next(iter(self.addresses[key]))
            url = ""
        locator = url if url and len(url) <= LONGEST_LOCATOR else row.get("key")[:LONGEST_LOCATOR].strip()
        return [{"source": key, "locator": locator}]

    def finish(self, kind: Kind) -> Iterator[Mention]:
        """All of one kind, with what no row says about them."""
        usual = {Kind.PLACE: PLACE_KIND, Kind.CLAIMANT: CLAIMANT_KIND}.get(kind)
        for mention in self.made[kind].values():
            if usual:
                mention.body.setdefault("kind", usual)
            yield mention


def make_claims(event: Body, words: RowWords, place: str, *, is_divided: bool) -> Iterator[Body]:
    """What a row's claimant says: its statement, or one made of the date and one made of the place.

    A statement that rows give with different dates or places says neither: it is one claim, and date and place are
    others, for which of the claims a question meant could not be told by their words.
    """
    happened = words.date.edtf if words.date else ""
    if statement := words.row.get("statement"):
        dated = {} if is_divided else {"happened": happened, "places": [place] if place else []}
        yield {"statement": statement, "about": "occurrence", "happened": "", "places": [], **dated}
        if not is_divided or words.stance in OPPOSING:
            return
    title = str(event.get("title", event["key"]))
    if words.date is not None:
        yield {"statement": state_date(title, words.date), "about": "date", "happened": happened, "places": []}
    if place:
        name = words.row.get("place") or words.row.get("within")
        statement = f"The place of “{title}” was {name}"
        yield {"statement": statement, "about": "place", "happened": "", "places": [place]}


def row_says(words: RowWords, place: str) -> bool:
    """Whether there is anything that the row's claimant states."""
    return bool(words.row.get("statement") or words.date or place)


def state_date(title: str, date: HistoricalDate) -> str:
    """A statement for a row that gives a claimant and a date and no words: "The date of X was …"."""
    return f"The date of “{title}” was {date}"


def identify(claim: Body) -> str:
    """What tells a claim of an event from its others; a key made of it does not depend on the order of rows."""
    return "\n".join((claim["statement"], claim["happened"], *(claim["places"] or [""])))


def make_key(text: str) -> str:
    """The key of what has this name."""
    return shorten_key(make_slug(text), text)


def add(body: Body, name: str, member: object) -> None:
    """Add a member to a list of a body, once."""
    members: list[object] = body.setdefault(name, [])
    if member not in members:
        members.append(member)
