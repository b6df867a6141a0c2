"""Judging what a question gives away, and what it is about, by the raw rows. Standard library only."""

import re
from collections.abc import Iterator

from benchmarks.raw_checker.date_checks import months_in
from benchmarks.raw_checker.dates import MONTHS, dates_in, precision_of, share_a_day, spans_of, years_in
from benchmarks.raw_checker.raw import RawRow
from benchmarks.raw_checker.titles import bare, words_of
from benchmarks.raw_checker.world import JSON, World, wrong_choices

POINTING = re.compile(r"\b(the (town|village|city|same)|that (day|year|month|town)|he|she|his|her|their)\b|\[\d+\]")
SIDELESS = frozenset({"the", "of", "and", "for", "report", "update", "source", "sources"})
# Words that many places share.
COMMON_IN_PLACES = frozenset(
    (
        *("north", "south", "east", "west", "new", "old", "upper", "lower", "fort", "river", "creek", "station"),
        *("bridge", "church", "mountain", "hill", "hills", "cross", "roads", "road", "landing", "springs", "ford"),
        *("island", "point", "saint", "city", "town", "united", "states", "site", "place", "near"),
    )
)
SHORTEST_TELLING_WORD = 4


def judge_stem(question: JSON, world: World) -> Iterator[str]:
    """Everything that is wrong with the words of a question."""
    prompt = question["prompt"]
    if found := POINTING.search(re.sub(r"[‘“].*?[’”]|: .*", "", prompt)):
        yield f"self_contained: “{found[0]}”"
    if len(prompt.split()) > 40:
        yield "self_contained: more than forty words"
    yield from unique_referent(question, world)
    if question["family"] == "date":
        yield from leaked_date(question)
    elif question["family"] == "place" and question["predicate"] == "place":
        yield from leaked_words(question, "place")
    elif question["family"] == "claimant":
        yield from leaked_words(question, "claimant")


def unique_referent(question: JSON, world: World) -> Iterator[str]:
    """The stem fits one event of the file."""
    event, prompt = question["event"], question["prompt"]
    if event is None:
        return
    own = world.rows(event)
    titles = [name for title in world.titles(event) for name in (title, without_state(title))]
    named = [title for title in titles if f" {bare(title)} " in f" {bare(prompt)} "]
    if not named:
        yield "unique_referent: no title of the event stands in the stem"
        return
    title = max(named, key=len)
    for other in world.namesakes(title, event):
        if not is_told_apart(prompt, own, world.rows(other)):
            yield f"unique_referent: “{title}” is {other} as well"


def without_state(title: str) -> str:
    """A location without the state at its end: "Fort Sumter, S.C."."""
    return title.rpartition(",")[0] or title


def is_told_apart(prompt: str, own: list[RawRow], other: list[RawRow]) -> bool:
    """Whether the stem holds something of the event (war, place, date) and nothing of the other."""
    stem = f" {bare(prompt)} "
    theirs = {bare(text) for row in other for text in (*row.context, *row.places, row.title)}
    for row in own:
        for text in (*row.context, *row.places):
            if bare(text) and bare(text) not in theirs and f" {bare(text)} " in stem:
                return True
    return any(
        not any(share_a_day(spans, [row.span]) for row in other) and any(share_a_day(spans, [row.span]) for row in own)
        for _words, spans in dates_in(prompt)
    )


def leaked_date(question: JSON) -> Iterator[str]:
    """No date, year, month or two-digit year in the stem tells the options apart, or gives what is asked."""
    prompt, key = question["prompt"], question["answer"][0]
    wrong = [spans_of(choice["value"]) for choice in wrong_choices(question)]
    asks_year = precision_of(key) == "year"
    for words, spans in dates_in(prompt):
        fits = share_a_day(spans, spans_of(key))
        if fits and (asks_year or spans == spans_of(key)):
            yield f"no_leak: “{words}” gives the answer"
        elif fits and not all(share_a_day(spans, other) for other in wrong):
            yield f"no_leak: “{words}” tells the key from other options"
        elif not fits and any(share_a_day(spans, other) for other in wrong):
            yield f"no_leak: “{words}” speaks for a wrong option"
        elif not fits and spans_of(key) and precision_of(key) == "day" and spans[0][0] == spans[0][1]:
            yield f"one_right_date: the title says {words}, the key {key}"
    yield from short_years(question)
    yield from month_names(question)


def short_years(question: JSON) -> Iterator[str]:
    """The last two digits of the key's year, where not all options have it: '95."""
    key = question["answer"][0]
    years = years_in(key)
    wrong = [years_in(choice["value"]) for choice in wrong_choices(question)]
    if not years or min(years) < 1000 or (precision_of(key) != "year" and not wrong):
        return
    if precision_of(key) != "year" and all(other == years for other in wrong):
        return
    for number in re.findall(r"(?<!\d)\d\d(?!\d)", question["prompt"]):
        if any(year % 100 == int(number) for year in years):
            yield f"no_leak: “{number}” is the year"


def month_names(question: JSON) -> Iterator[str]:
    """The key's month in the stem, where not all options fall in it."""
    key = question["answer"][0]
    if precision_of(key) == "year" or not question["choices"]:
        return
    words = set(re.findall(r"[A-Z][a-z]+", question["prompt"]))
    months = {MONTHS[word.casefold()] for word in words if word.casefold() in MONTHS and word not in ("May", "March")}
    own = months_in(key)
    if months & own and any(months_in(choice["value"]) != own for choice in wrong_choices(question)):
        yield "no_leak: the stem names the month"


def leaked_words(question: JSON, what: str) -> Iterator[str]:
    """No word of the key's name in the stem, unless a wrong option shares it."""
    common = COMMON_IN_PLACES if what == "place" else SIDELESS
    stem = set(words_of(question["prompt"]))
    shared = {word for choice in wrong_choices(question) for word in words_of(choice["text"])}
    own = [choice["text"] for choice in question["choices"] if choice["value"] in question["answer"]]
    for name in own or question["accepted"]:
        whole = f" {bare(name)} "
        if whole.strip() and whole in f" {bare(question['prompt'])} ":
            yield f"no_leak: “{name}” stands in the stem"
            continue
        for word in set(words_of(name)) - common - shared:
            if word in stem and len(word) >= SHORTEST_TELLING_WORD:
                yield f"no_leak: “{word}” of “{name}” stands in the stem"
