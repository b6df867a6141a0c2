"""Writing topics, sources, and the citations that support rows of the record."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from history.imports.comparing import Change
from history.imports.readers.entries import Body, Kind
from history.imports.writing import Ids, text, write_keyed, write_nested
from history.models import Citation, Source, Topic


def write_topics(changes: Sequence[Change]) -> None:
    """Create and update topics."""

    def fill(topic: Topic, change: Change) -> None:
        topic.title = text(change.body, "title")
        topic.description = text(change.body, "description")
        topic.licence = text(change.body, "licence")
        topic.attribution = text(change.body, "attribution")

    write_keyed(Topic, changes, fill, ["title", "description", "licence", "attribution"])


def write_sources(changes: Sequence[Change]) -> None:
    """Create and update sources."""

    def fill(source: Source, change: Change) -> None:
        source.title = text(change.body, "title")
        source.publisher = text(change.body, "publisher")
        source.url = text(change.body, "url")
        source.published_on = text(change.body, "published_on")

    write_keyed(Source, changes, fill, ["title", "publisher", "url", "published_on"])


def write_citations(target: str, existing: QuerySet[Citation], owners: Iterable[tuple[int, Body]], ids: Ids) -> None:
    """Make the citations of some rows those of their entries; `target` is the column that names the row."""
    wanted = [
        Citation(
            source_id=ids.of(Kind.SOURCE, citation["source"]),
            locator=text(citation, "locator"),
            quote=text(citation, "quote"),
            supports=text(citation, "supports"),
            position=position,
            **{f"{target}_id": owner},
        )
        for owner, body in owners
        for position, citation in enumerate(body.get("citations", ()))
    ]
    write_nested(existing, wanted, (f"{target}_id", "position"))
