"""Whatever a file holds: no traceback, nothing lost without a word, and what is taken over comes back."""

import json
import random
from copy import deepcopy
from typing import Any

import pytest
from django.test.utils import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from history.imports.applying import apply_plan
from history.imports.planning import plan_import
from history.imports.readers.entries import Kind, RecordFile, RecordFileError
from history.imports.readers.records import read_record_file
from tests.history.record_files import File, export, hadrut, rolled_back, take_over, to_bytes, wipe

pytestmark = [pytest.mark.django_db, pytest.mark.long]

HADRUT = hadrut()
STRANGE: list[Any] = [
    None, "", 0, -1, 1e308, float("nan"), float("inf"), True, False, [], {}, [[]], [None], {"key": "x"}, "x",
    "hadrut", "Ə" * 600, "a\0b", "\ud800", "2020-13-45", "[2020", "\n", "9" * 5000, 10**30, ["hadrut", "hadrut"],
]  # fmt: skip


def mutate(content: Any, chance: random.Random) -> None:
    """Delete, replace, repeat or rename something somewhere."""
    holder = content
    while True:
        steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not steps:
            return
        # A broken head is refused at once: most mutations go further down.
        deep = [step for step in steps if isinstance(holder[step], dict | list)]
        step = chance.choice(deep if holder is content and deep and chance.random() < 0.97 else steps)
        if isinstance(holder[step], dict | list) and chance.random() < 0.85:
            holder = holder[step]
            continue
        break
    action = chance.choice(["delete", "replace", "replace", "repeat", "rename"])
    if action == "delete":
        del holder[step]
    elif action == "replace":
        holder[step] = deepcopy(chance.choice(STRANGE))
    elif isinstance(holder, list):
        holder.append(deepcopy(holder[step]))
    else:
        holder[chance.choice(["key", "name", "Ünbekannt", ""])] = holder.pop(step)


def count_entries(file: Any) -> int:
    listed = [file.get(kind.listed_as) for kind in Kind]
    return sum(len(entries) if isinstance(entries, list) else 0 for entries in listed)


def count_by_kind(read: RecordFile) -> int:
    made = sum(not entry.read_from_head for entry in read.entries)
    return made + sum(entry.kind is not None for entry in read.refused)


def test_a_mutated_record_never_fails_and_never_loses_an_entry_in_silence() -> None:
    lived: list[bool] = []

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 2**32), times=st.integers(1, 8))
    def try_one(seed: int, times: int) -> None:
        chance, file = random.Random(seed), deepcopy(HADRUT)
        for _ in range(times):
            mutate(file, chance)
        try:
            read = read_record_file(to_bytes(file))
        except RecordFileError:
            lived.append(False)
            return
        assert count_by_kind(read) == count_entries(file)
        with rolled_back():
            made = plan_import(read, publish=True)
            apply_plan(made)
            again = plan_import(read_record_file(to_bytes(json.loads(export()))), publish=True)
            assert {c for c in again.counts if again.counts[c]} <= {"left alone"}
        assert len(made.changes) + len(made.refused) == len(read.entries) + len(read.refused)
        for entry in made.refused:
            assert entry.refusals
            for fault in entry.refusals:
                assert fault.path
                assert fault.reason
                (fault.path + fault.reason).encode()
        lived.append(made.counts["created"] > 0)

    with override_settings(HISTORY_AFTER_PUBLISH=[]):
        try_one()
    assert sum(lived) * 2 >= len(lived)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with pytest.raises(RecordFileError):
        read_record_file(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(kind=st.sampled_from(list(Kind)), entries=st.lists(json_values, max_size=3))
def test_any_entry_is_read_or_refused_in_words(kind: Kind, entries: list[Any]) -> None:
    read = read_record_file(to_bytes({"format": "attest-record/1", kind.listed_as: entries}))
    assert len(read.refused) == len(entries)


names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40).filter(
    lambda text: text.strip()
)
dates = st.sampled_from(
    ["", "2020-10-09", "[2020-10-14,2020-10-15]", "XXXX-05", "[..2020-10-09]", "-0479", "156X", "2020-10-05~"]
)
numbers = st.none() | st.integers(-(10**6), 10**6) | st.floats(-1e15, 1e15)


@st.composite
def records(draw: st.DrawFn) -> File:
    """A small record that holds together: every entry names only entries that come before it."""
    file: File = {"format": "attest-record/1", "title": draw(names), "licence": draw(names)}
    file["parties"] = [{"key": f"party-{n}", "name": draw(names)} for n in range(draw(st.integers(0, 2)))]
    file["sources"] = [{"key": "s", "title": draw(names), "publisher": draw(names), "published_on": draw(dates)}]
    file["claimants"] = [draw(claimants(n, len(file["parties"]))) for n in range(draw(st.integers(1, 3)))]
    file["places"] = [draw(places(n)) for n in range(draw(st.integers(1, 3)))]
    file["events"] = [draw(events(n, file)) for n in range(draw(st.integers(0, 3)))]
    return file


@st.composite
def claimants(draw: st.DrawFn, number: int, parties: int) -> File:
    body: File = {"key": f"claimant-{number}", "name": draw(names), "kind": "office", "active": draw(dates)}
    body["aliases"] = draw(st.lists(names.map(str.strip), unique=True, max_size=3))
    if parties:
        body["speaks_for"] = f"party-{draw(st.integers(0, parties - 1))}"
    if number:
        body |= {"part_of": f"claimant-{number - 1}", "holds": ["claimant-0"]}
    return body


@st.composite
def places(draw: st.DrawFn, number: int) -> File:
    body: File = {"key": f"place-{number}", "name": draw(names), "kind": "town"}
    body["names"] = [{"name": name, "citations": [{"source": "s"}]} for name in draw(st.sets(names.map(str.strip)))]
    body["citations"] = [{"source": "s", "locator": draw(names), "quote": draw(names)}]
    if draw(st.booleans()):
        body |= {"latitude": draw(st.floats(-90, 90)), "longitude": draw(st.floats(-180, 180))}
    if number:
        body |= {
            "within": "place-0",
            "bearing": {"from": "place-0", "direction": "SW", "citations": [{"source": "s"}]},
        }
    return body


@st.composite
def events(draw: st.DrawFn, number: int, file: File) -> File:
    status = draw(st.sampled_from(["draft", "in-review", "published"]))
    body: File = {"key": f"event-{number}", "title": draw(names), "summary": draw(names), "status": status}
    body |= {
        "happened": draw(dates),
        "time_note": draw(names),
        "topics": draw(st.sampled_from([[], ["t"], ["t", "u"]])),
    }
    body["places"] = [{"place": place["key"], "role": "near"} for place in file["places"]]
    body["participants"] = [{"claimant": claimant["key"], "role": draw(names)} for claimant in file["claimants"]]
    if number:
        body |= {"part_of": f"event-{number - 1}", "after": ["event-0"], "same_as": "event-0"}
    low, high = sorted([draw(st.integers(-5, 5)), draw(st.integers(-5, 5))])
    claim: File = {"key": f"claim-{number}", "statement": draw(names), "about": "figure", "happened": draw(dates)}
    claim["figure"] = draw(st.sampled_from([{"low": low, "high": high, "unit": "x"}, {"low": low}, {"unit": "y"}]))
    claim["figure"] |= {"low": draw(numbers)} if "high" not in claim["figure"] else {}
    claim["attributions"] = [
        {"claimant": who["key"], "stance": draw(st.sampled_from(["asserts", "denies"])), "stated_on": draw(dates),
         "needs_review": draw(st.booleans()), "note": draw(names), "citations": [{"source": "s"}]}
        for who in file["claimants"]
    ]  # fmt: skip
    if number:
        claim |= {draw(st.sampled_from(["opposes", "same_as"])): ["claim-0"], "places": ["place-0"]}
    body["claims"] = [claim]
    return body


def test_any_record_that_holds_together_is_taken_over_whole_and_comes_back() -> None:
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(file=records())
    def try_one(file: File) -> None:
        with rolled_back():
            taken = take_over(file)
            assert (taken["refused"], taken["conflicts"]) == (0, 0)
            assert take_over(file)["left alone"] == taken["created"]
            written = export()
            wipe()
            assert take_over(json.loads(written))["refused"] == 0
            assert export() == written

    with override_settings(HISTORY_AFTER_PUBLISH=[]):
        try_one()
