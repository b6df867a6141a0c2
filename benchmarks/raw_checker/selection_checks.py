"""Judging what is to be ticked by the raw rows: what a work states is right, nothing else. Standard library only."""

from collections.abc import Iterator

from benchmarks.raw_checker.accounts import date_of, date_told, holds, means, states
from benchmarks.raw_checker.raw import RawRow
from benchmarks.raw_checker.titles import bare, words_of
from benchmarks.raw_checker.world import JSON, World

FEWEST, MOST = 2, 4
SHORTEST_WORD = 4


def judge_ticks(question: JSON, world: World) -> Iterator[str]:
    """Some are right, one Fact for each, and some wrong; each right one is the claimant's, and no wrong one may be."""
    values = {choice["value"] for choice in question["choices"]}
    right = set(question["answer"])
    if not FEWEST <= len(right) == len(question["facts"]) or not right < values:
        yield "right_and_wrong: not some right ones with a fact each, and some wrong ones"
        return
    if not FEWEST <= len(values - right) <= MOST or len(right) > MOST:
        yield f"right_and_wrong: {len(right)} right and {len(values - right)} wrong ones"
    claimant = claimant_of(question)
    if f" {bare(claimant.replace('-', ' '))} " not in f" {bare(question['prompt'])} ":
        yield f"unique_referent: the stem does not name {claimant}"
    judge = judge_place if question["family"] == "place" else judge_statement
    for choice in question["choices"]:
        yield from judge(choice, claimant, question, world)
    if question["family"] != "place":
        yield from ticking_cue(question, claimant)


def claimant_of(question: JSON) -> str:
    """Who is asked about: named beside the prompt, or at the end of the fact's key."""
    named = question["attributed_to"]
    return str(named[0] if named else question["facts"][0].rpartition("/")[2])


def judge_statement(choice: JSON, claimant: str, question: JSON, world: World) -> Iterator[str]:
    """A statement that a date was such: of whom the file has it."""
    event = event_of(choice["value"], world)
    rows = world.rows(event) if event else []
    stated = [row for row in rows if states(choice["text"], row) and speaks_of(choice["text"], row.event, world)]
    if not stated:
        yield f"on_record: nobody in the file states {choice['text']}"
        return
    own = [row for row in rows if row.claimant == claimant]
    if choice["value"] in question["answer"]:
        if not any(row.claimant == claimant for row in stated):
            yield f"on_record: {claimant} does not state {choice['text']}"
        return
    told = {date for row in stated for date in row.readings if means(date_told(choice["text"]), date)}
    if any(states(choice["text"], row) or may_mean(told, row, world) for row in own):
        yield f"none_of_the_wrong: {claimant} may be said to state {choice['text']}"


def event_of(value: str, world: World) -> str:
    """The event that a claim is about: the longest key of one with which the claim's key begins."""
    parts = value.split("-")
    starts = ("-".join(parts[:number]) for number in range(len(parts), 0, -1))
    return next((start for start in starts if world.rows(start)), "")


def speaks_of(text: str, event: str, world: World) -> bool:
    """Whether the statement holds a title of the event."""
    return any(f" {bare(title)} " in f" {bare(text)} " for title in world.titles(event))


def may_mean(told: set[str], row: RawRow, world: World) -> bool:
    """Whether one of these dates lies within the date that the row gives."""
    return any(holds(date_of(row, world), date) for date in told)


def judge_place(choice: JSON, claimant: str, question: JSON, world: World) -> Iterator[str]:
    """A place of an event: whether the claimant names it there."""
    rows = [row for row in world.rows(question["event"]) if row.claimant == claimant]
    is_named = any(bare(choice["text"]) == bare(place) for row in rows for place in row.places)
    if is_named != (choice["value"] in question["answer"]):
        name = "none_of_the_wrong" if is_named else "on_record"
        yield f"{name}: {claimant} {'names' if is_named else 'does not name'} {choice['text']}"


def ticking_cue(question: JSON, claimant: str) -> Iterator[str]:
    """No word of the claimant's name in right statements alone."""
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for choice in question["choices"]:
        words[choice["value"] in question["answer"]].update(words_of(choice["text"]))
    for word in set(words_of(claimant.replace("-", " "))) & words[True] - words[False]:
        if len(word) >= SHORTEST_WORD:
            yield f"no_ticking_cue: “{word}” stands in right statements alone"
