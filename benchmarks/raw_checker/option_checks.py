"""Judging options, places and claimants by the raw rows. Standard library only."""

from collections.abc import Iterator
from itertools import combinations

from benchmarks.raw_checker.dates import says
from benchmarks.raw_checker.raw import RawRow
from benchmarks.raw_checker.titles import bare, words_of
from benchmarks.raw_checker.world import JSON, World, wrong_choices

WHOLES = frozenset({"europe", "asia", "africa", "america", "oceania", "world"})


def judge_options(question: JSON) -> Iterator[str]:
    """One answer; in a choice, and on a timeline, three options or more, all different, each written once."""
    if len(question["answer"]) != 1 and question["form"] not in ("order", "match", "select-all"):
        yield "one_answer: there is not one answer"
    if question["form"] not in ("choice", "timeline"):
        return
    values = [choice["value"] for choice in question["choices"]]
    texts = [bare(choice["text"]) for choice in question["choices"]]
    if len(values) < 3:
        yield "enough_options: fewer than three options"
    if sum(value in question["answer"] for value in values) != 1:
        yield "one_answer: not exactly one option is the answer"
    if len(set(values)) < len(values) or len(set(texts)) < len(texts):
        yield "no_option_cue: two options are the same"


def judge_place(question: JSON, world: World) -> Iterator[str]:
    """One right place: the row's; no option around or inside another, or at the same spot."""
    rows = world.rows(question["event"])
    admitted = {bare(name) for row in rows for name in row.places}
    own = [choice["text"] for choice in question["choices"] if choice["value"] in question["answer"]]
    for name in own or question["accepted"][:1]:
        if admitted and bare(name) not in admitted and not any(is_short_for(code, bare(name)) for code in admitted):
            yield f"on_record: the file does not place it in {name}"
    for choice in wrong_choices(question):
        if bare(choice["text"]) in admitted:
            yield f"one_right_place: {choice['text']} is right as well"
    for one, other in combinations([set(words_of(choice["text"])) for choice in question["choices"]], 2):
        if one < other or other < one or bool(one & WHOLES) != bool(other & WHOLES):
            yield f"no_nesting: {' '.join(sorted(one))} and {' '.join(sorted(other))}"


def is_short_for(code: str, name: str) -> bool:
    """Whether two letters may stand for a name: "mo" for "missouri"."""
    return len(code) == 2 and name[:1] == code[0] and (code[1] in name[1:])


def judge_claimant(question: JSON, world: World) -> Iterator[str]:
    """One right claimant: no other work gives the date that the key gives."""
    rows = world.rows(question["event"])
    keys = question["answer"]
    own = [row for row in rows if row.claimant in keys]
    if not own:
        yield "on_record: the file has no such claim"
        return
    others = {choice["value"] for choice in wrong_choices(question)}
    if question["form"] != "choice":
        others = {row.claimant for row in rows} - set(keys)
    stated = {date_stated(question["prompt"], mine) for mine in own}
    for row in rows:
        if row.claimant in others and stated & row.readings:
            yield f"exclusive: {row.claimant} gives this date as well"
    known = {row.claimant for row in world.raw.rows}
    for value in others - known:
        yield f"closed_world: {value} says nothing in the file"


def date_stated(prompt: str, row: RawRow) -> str:
    """The reading of the row that the statement in the stem gives: the whole of it where its words are there."""
    told = [text for text in row.readings if says(prompt[prompt.rfind("”") :] or prompt, text) or says(prompt, text)]
    return max(told or sorted(row.readings), key=len)
