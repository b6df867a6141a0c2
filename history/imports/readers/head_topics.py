"""Topics that a file's head speaks for: events name their topics by key only."""

import re
from collections.abc import Iterator, Sequence

from anyascii import anyascii

from history.imports.readers.entries import Body, Entry, Kind


def topics_from_head(head: Body, entries: Sequence[Entry], listed: frozenset[str]) -> Iterator[Entry]:
    """An entry for each topic that an event names and no list spells out.

    The head's title is the topic's where there is one such topic, or its key is the title's slug;
    the licence and attribution of the file are those of all of them.
    """
    places: dict[str, str] = {}
    for entry in entries:
        for number, key in enumerate(entry.body.get("topics", ())) if entry.kind is Kind.EVENT else ():
            places.setdefault(key, f"{entry.path}.topics[{number}]")
    named = {key: path for key, path in places.items() if key not in listed}
    title = head.get("title", "")
    for key, path in named.items():
        titled = bool(title) and (len(places) == 1 or make_slug(title) == key)
        body = {"key": key, "title": title if titled else make_title(key)}
        body |= {name: head[name] for name in ("licence", "attribution") if name in head}
        yield Entry(Kind.TOPIC, key, path, body, read_from_head=True, guessed=not titled)


def make_slug(title: str) -> str:
    """A key made from a title, as keys of topics are made."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(title).lower()).strip("-")


def make_title(key: str) -> str:
    """A title for a topic of which only the key is known."""
    words = " ".join(re.split(r"[-_.]+", key)).strip()
    return words[:1].upper() + words[1:] or key
