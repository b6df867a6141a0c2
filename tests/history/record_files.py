"""Small record files for tests, and the shortest way to have them taken over."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction

from history.imports.applying import apply_plan
from history.imports.planning import Plan, plan_import
from history.imports.readers.records import read_record_file
from history.models import Claim, Claimant, Event, Party, Place, Revision, Source, Topic
from history.revise import hold_followers

HADRUT_FILE = Path(__file__).resolve().parents[2] / "history" / "records" / "battle_of_hadrut.json"
File = dict[str, Any]

# A siege in a village, asserted by one side and denied by the other: every kind of entry once or twice.
SIEGE: File = {
    "format": "attest-record/1",
    "title": "Siege of Ağdərə",
    "licence": "CC0 1.0",
    "parties": [{"key": "north", "name": "North"}, {"key": "south", "name": "South"}],
    "claimants": [
        {"key": "crown", "name": "Crown of the North", "kind": "office", "speaks_for": "north"},
        {"key": "ann", "name": "Ann", "kind": "person", "speaks_for": "north", "holds": ["crown"]},
        {"key": "herald", "name": "The Herald", "kind": "media", "part_of": "press", "aliases": ["Herald"]},
        {"key": "press", "name": "The Press", "kind": "organisation"},
    ],
    "places": [
        {"key": "vale", "name": "The Vale", "kind": "region"},
        {
            "key": "agdere",
            "name": "Ağdərə",
            "kind": "village",
            "within": "vale",
            "latitude": 40.25,
            "longitude": 46,
            "citations": [{"source": "chronicle", "locator": "1", "supports": "coordinates"}],
            "names": [
                {"name": "Ağdərə", "language": "az", "party": "north"},
                {"name": "Մարտակերտ", "language": "hy", "citations": [{"source": "chronicle"}]},
            ],
            "bearing": {"from": "vale", "direction": "NE", "citations": [{"source": "chronicle", "locator": "3"}]},
        },
    ],
    "sources": [{"key": "chronicle", "title": "Chronicle", "url": "https://example.org/", "published_on": "1420"}],
    "events": [
        {
            "key": "siege",
            "title": "Siege",
            "summary": "A siege.",
            "status": "published",
            "happened": "1415",
            "places": [{"place": "agdere", "role": "near"}],
            "participants": [{"claimant": "ann", "role": "besieged"}],
            "topics": ["siege-of-agdere"],
            "citations": [{"source": "chronicle", "locator": "2"}],
            "claims": [
                {
                    "key": "village-fell",
                    "statement": "The village fell",
                    "about": "occurrence",
                    "happened": "[1415-05-01,1415-05-02]",
                    "places": ["agdere"],
                    "attributions": [
                        {
                            "claimant": "crown",
                            "stance": "asserts",
                            "stated_on": "1415-05-03",
                            "citations": [{"source": "chronicle", "locator": "4"}],
                        },
                        {"claimant": "herald", "stance": "denies", "needs_review": True, "note": "Unclear."},
                    ],
                },
                {
                    "key": "dead",
                    "statement": "Between 0 and 12.5 carts were lost",
                    "about": "figure",
                    "figure": {"low": 0, "high": 12.5, "unit": "carts"},
                },
            ],
        },
        {
            "key": "relief",
            "title": "Relief",
            "status": "published",
            "after": ["siege"],
            "part_of": "siege",
            "topics": ["siege-of-agdere"],
            "claims": [
                {
                    "key": "village-held",
                    "statement": "The village held out",
                    "about": "occurrence",
                    "opposes": ["village-fell"],
                    "attributions": [{"claimant": "ann", "stance": "asserts"}],
                },
            ],
        },
    ],
}
ENTRIES = 12  # with the topic


def siege() -> File:
    """A copy of the siege's file, to change as a test likes."""
    return deepcopy(SIEGE)


def hadrut() -> File:
    """The shipped record as it stands in its file."""
    content: File = json.loads(HADRUT_FILE.read_text(encoding="utf-8"))
    return content


def find(file: File, listed_as: str, key: str) -> File:
    """The entry of a list that has this key."""
    entry: File = next(entry for entry in file[listed_as] if entry["key"] == key)
    return entry


def to_bytes(file: Any) -> bytes:
    """A file's bytes."""
    return json.dumps(file).encode()


def plan(file: File, *, publish: bool = True) -> Plan:
    """What an import would do."""
    return plan_import(read_record_file(to_bytes(file)), publish=publish)


def take_over(file: File, *, publish: bool = True) -> dict[str, int]:
    """Import a file; gives the counts of the summary line."""
    with transaction.atomic():
        made = plan(file, publish=publish)
        apply_plan(made)
    return made.counts


def export(topic: str | None = None) -> str:
    """What `export_history` writes."""
    out = StringIO()
    call_command("export_history", stdout=out, **({"topic": topic} if topic else {}))
    return out.getvalue()


def refusals(made: Plan) -> dict[str, str]:
    """Path and reason of everything refused."""
    return {fault.path: fault.reason for entry in made.refused for fault in entry.refusals}


def wipe() -> None:
    """Empty the record."""
    for model in (Event, Claim, Place, Claimant, Party, Source, Topic):
        if model is Place:
            Place.objects.update(within=None)
        if model is Claimant:
            Claimant.objects.update(part_of=None)
        if model is Event:
            Event.objects.update(part_of=None)
        model.objects.all().delete()


def revision() -> int:
    """Where the record's counter stands."""
    return sum(Revision.objects.values_list("number", flat=True))


def take_over_war(record: File, *, with_bank: bool = False) -> None:
    """Import a record whose events are all of the topic "war"; its questions are made where a test looks at them."""
    events = [{**event, "topics": ["war"]} for event in record["events"]]
    with nullcontext() if with_bank else hold_followers():
        take_over({**record, "title": "War", "events": events})


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo everything at the end: one example of many must not see another's rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
