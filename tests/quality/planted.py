"""A small raw file, sound questions about it in every form, and flaws planted in them."""

from copy import deepcopy
from datetime import date
from typing import Any

from benchmarks.raw_checker import dates
from benchmarks.raw_checker.raw import RawFile, RawRow
from benchmarks.raw_checker.world import World

JSON = dict[str, Any]


def row(
    event: str,
    title: str,
    *readings: str,
    claimant: str = "",
    places: str = "",
    context: str = "",
    spot: tuple[str, str] | None = None,
) -> RawRow:
    """A raw row; the last reading is the longest, `places` has commas between."""
    spans = dates.spans_of(readings[-1])
    span = (min(first for first, _last in spans), max(last for _first, last in spans))
    named = tuple(filter(None, places.split(",")))
    return RawRow(event, title, frozenset(readings), span, claimant, named, tuple(filter(None, [context])), spot)


WORLD = World(
    RawFile(
        [
            row(
                "aba",
                "Battle of Aba",
                "1862-05-05",
                "1862-05-05/1862-05-07",
                places="Norland",
                context="War of Norland",
                spot=("40.25", "45.125"),
            ),
            row("belo", "Siege of Belo", "1862-07-01", places="Sudland", spot=("40.25", "45.125")),
            row("belo-2", "Second Siege of Belo", "1864-07-01", places="Sudland"),
            row("cari", "1863 raid on Cari", "1863-03-03", places="Norland"),
            row("doss", "M1917 enters service", "1917"),
            row("evim", "Evim is founded", "-3099"),
            row("year", "Battle of Fala", "1991"),
            row("told", "Action of 8 September 1796", "1796-09-09"),
            row("said", "Gorn", "1863-01-01", claimant="work-a"),
            row("said", "Gorn", "1863-01-01", claimant="work-b"),
            row("said", "Gorn", "1863-01-05", claimant="work-c"),
            row("same", "Gorn again", "1863-02-01", claimant="work-a"),
            row("same", "Gorn again", "1863-02-01", claimant="work-b"),
            row("part", "Jarn", "1863-05-01", claimant="work-a"),
            row("part", "Jarn", "1863-05-01", "1863-05-01/1863-05-03", claimant="work-b"),
            row("ends", "Kolm", "1863-06-01", "1863-06-01/1863-06-02", claimant="work-a"),
            row("ends", "Kolm", "1863-06-01", "1863-06-01/1863-06-03", claimant="work-b"),
            row("town", "Lomm", "1863-07-01", claimant="work-a", places="Aba,Belo"),
            row("town", "Lomm", "1863-07-01", claimant="work-b", places="Cari"),
            row("spots", "Nobb", "1863-07-01", spot=("40.25", "45.125")),
            row("spots", "Nobb", "1863-07-01", spot=("40.5", "45.125")),
            row("last", "Battle of Hule", "2020-10-09"),
        ]
    ),
    countries={"Sudland": [(40.0, 38.0, 50.0, 44.0)]},
)


def ask(event: str, prompt: str, *options: str, **more: Any) -> JSON:
    """A choice question about a date; the first option, as "text=value", is the answer."""
    choices = [dict(zip(("text", "value"), option.split("=")[:2], strict=True)) for option in options]
    return {
        "key": f"happened:event/{event}#choice",
        "family": "date",
        "form": "choice",
        "prompt": prompt,
        "choices": choices,
        "answer": [choices[0]["value"]],
        "accepted": [choices[0]["text"]],
        "event": event,
        "attributed_to": [],
        "predicate": "happened",
        "sources": ["atlas"],
        "plausibility": 0.5,
        "rejected": [],
        **more,
    }


def asks_whether_agreed(event: str, answer: str, **more: Any) -> JSON:
    """A question whether works agree on a date."""
    asked = ask(event, "Do the accounts on record that give a date for this agree on it?", "a=agree", "d=disputed")
    return {**asked, "form": "disagree", "predicate": "happened", "answer": [answer], **more}


def ticks(claimant: str, right: list[str], wrong: list[str], **more: Any) -> JSON:
    """Which of these a work states; each "words=claim" is a statement."""
    asked = ask("same", f"By the accounts on record, which of these did {claimant} state?", *right, *wrong)
    answer = [choice["value"] for choice in asked["choices"][: len(right)]]
    key = claimant.lower().replace(" ", "-")
    facts = [f"asserted:claim/{value}/{key}" for value in answer]
    many = {"family": "claimant", "form": "select-all", "predicate": "asserted", "answer": answer, "facts": facts}
    return {**asked, **many, **more}


def dated(title: str, words: str, event: str, number: int = 0) -> str:
    """A statement that an event had a date, as "words=claim"."""
    return f"“The date of “{title}” was {words}”={event}-{number}"


def names_places(*right: str) -> JSON:
    """Which of three places a work names for an event."""
    asked = ask("town", "According to Work A, which of these are places of this event: Lomm?", "Aba=aba", "Belo=belo")
    wrong = [{"text": "Cari", "value": "cari"}, {"text": "Dunin", "value": "dunin"}]
    more = {"family": "place", "form": "select-all", "predicate": "place", "attributed_to": ["work-a"]}
    facts = [f"place:claim/town/{place}/work-a" for place in right]
    return {**asked, **more, "choices": [*asked["choices"], *wrong], "answer": list(right), "facts": facts}


def on_scale(*marks: tuple[str, str, bool], every: int = 20, steps: int = 15) -> JSON:
    """When the battle of Aba was, on a scale with these marks."""
    days = [first + every * number for first in [dates.span_of("1862-05-05")[0]] for number in range(steps)]
    texts = [date.fromordinal(day).isoformat() for day in days]
    shown = [f"{date.fromisoformat(text):%-d %B %Y}={text}" for text in texts]
    stand = [{"event": event, "value": value, "disputed": disputed} for event, value, disputed in marks]
    return ask("aba", "On which day did this happen: Battle of Aba?", *shown, form="timeline", marks=stand)


def on_map(event: str = "aba", tolerance: float = 42.0, **more: Any) -> JSON:
    """Where a battle was, on a map 500 km wide on which it lies to the left."""
    asked = ask(event, "At which site did this happen: the fighting?", "Spot=s", family="place", predicate="place")
    target = {"tolerance_km": tolerance, "spot": [40.25, 45.125], "view": [43.658, 38.741, 49.55, 41.734]}
    titled = asked["prompt"].replace("the fighting", WORLD.titles(event)[0])
    return {**asked, "form": "map", "choices": [], "accepted": [], "prompt": titled, **target, **more}


RIGHT = [dated("Gorn again", "1 February 1863", "same"), dated("Jarn", "1 May 1863", "part")]
WRONG = [dated("Gorn", "5 January 1863", "said", 2), dated("Kolm", "1–3 June 1863", "ends", 1)]
NEW_FORMS: dict[str, JSON] = {
    "agreed": asks_whether_agreed("same", "agree"),
    "disputed": asks_whether_agreed("said", "disputed"),
    "disputed place": asks_whether_agreed("town", "disputed", predicate="place"),
    "agreed claim": asks_whether_agreed("same", "agree", predicate="asserted", prompt="“It was 1 February 1863”?"),
    "ticks": ticks("Work A", RIGHT, WRONG),
    "places to tick": names_places("aba", "belo"),
    "scale": on_scale(("belo", "1862-07-01", False), ("said", "1863-01-01/1863-01-05", True)),
    "map": on_map(),
}
SOUND: dict[str, JSON] = {
    "day": ask(
        "aba",
        "On which day did this happen: Battle of Aba?",
        "5 May 1862=1862-05-05",
        "25 May 1862=1862-05-25",
        "5 June 1862=1862-06-05",
    ),
    "year": ask(
        "evim", "In which year did this happen: Evim is founded?", "3100 BC=-3099", "3300 BC=-3299", "2900 BC=-2899"
    ),
    "told year": ask(
        "cari",
        "On which day did this happen: 1863 raid on Cari?",
        "3 March 1863=1863-03-03",
        "9 May 1863=1863-05-09",
        "1 June 1863=1863-06-01",
    ),
    "place": ask(
        "aba",
        "At which site did this happen: Battle of Aba?",
        "Norland=n",
        "Sudland=s",
        "Ostland=o",
        family="place",
        predicate="place",
    ),
    "date by a work": ask(
        "said",
        "According to Work C, when did this happen: Gorn?",
        "5 January 1863=1863-01-05",
        "1 February 1863=1863-02-01",
        "9 March 1863=1863-03-09",
        attributed_to=["work-c"],
    ),
    "who": ask(
        "said",
        "Who stated this: “The date of Gorn was 5 January 1863”?",
        "Work C=work-c",
        "Work A=work-a",
        "Work B=work-b",
        family="claimant",
        predicate="asserted",
    ),
    "typed": ask("aba", "On which day did this happen: Battle of Aba?", "5 May 1862=1862-05-05", form="typed")
    | {"choices": []},
    **NEW_FORMS,
}


def change(name: str, **more: Any) -> JSON:
    return deepcopy(SOUND[name]) | more


def offer(name: str, *options: str) -> JSON:
    """The question with its last wrong options exchanged."""
    question = deepcopy(SOUND[name])
    made = [dict(zip(("text", "value"), option.split("="), strict=True)) for option in options]
    question["choices"][-len(made) :] = made
    return question


def swap_key(name: str, option: str) -> JSON:
    """The question with another answer."""
    question = deepcopy(SOUND[name])
    text, value = option.split("=")
    question["choices"][:1] = [{"text": text, "value": value}] if question["choices"] else []
    return question | {"answer": [value], "accepted": [text]}


def about(event: str, prompt: str, *options: str, **more: Any) -> JSON:
    return ask(event, prompt, *options, **more)


TWO = ("1 June 1862=1862-06-01", "1 July 1862=1862-07-01")
PLANTED: list[tuple[str, JSON]] = [
    ("on_record", swap_key("day", "6 May 1861=1861-05-06")),
    ("on_record", change("day", event="nobody")),
    ("precision", swap_key("year", "1 January 3100 BC=-3099-01-01")),
    ("precision", offer("day", "June 1862=1862-06")),
    ("precision", about("year", "On which day did this happen: Battle of Fala?", "1 January 1991=1991-01-01", *TWO)),
    ("one_right_date", offer("day", "7 May 1862=1862-05-07")),
    ("one_right_date", offer("day", "25 May 1862=1862-05-25", "25 May 1862=1862-05-25")),
    (
        "one_right_date",
        about("told", "On which day did this happen: Action of 8 September 1796?", "9 September 1796=1796-09-09", *TWO),
    ),
    ("era", offer("year", "2899 BC=-2899")),
    ("era", change("typed", accepted=["6 May 1862"])),
    (
        "future",
        about(
            "last",
            "On which day did this happen: Battle of Hule?",
            "9 October 2020=2020-10-09",
            "1 January 2021=2021-01-01",
            *TWO,
        ),
    ),
    ("roundness", offer("year", "3001 BC=-3000")),
    ("accepted", change("typed", accepted=["5 May 1862", "7 May 1862"])),
    (
        "unique_referent",
        about(
            "belo",
            "On which day did this happen: Siege of Belo?",
            "1 July 1862=1862-07-01",
            "1 June 1862=1862-06-01",
            "1 May 1862=1862-05-01",
        ),
    ),
    ("unique_referent", change("day", prompt="On which day did this happen: the battle?")),
    ("self_contained", change("day", prompt="On which day of that year did this happen: Battle of Aba?")),
    (
        "no_leak",
        about("doss", "In which year did this happen: M1917 enters service?", "1917=1917", "1914=1914", "1920=1920"),
    ),
    ("no_leak", offer("told year", "9 May 1861=1861-05-09")),
    ("no_leak", change("place", prompt="At which site did this happen: Battle of Aba (War of Norland)?")),
    ("dispute_attributed", change("date by a work", attributed_to=[])),
    ("one_right_place", offer("place", "Norland=n2")),
    ("on_record", swap_key("place", "Westland=w")),
    ("no_nesting", offer("place", "North Sudland=ns")),
    ("no_nesting", offer("place", "Eastern Europe=ee")),
    (
        "exclusive",
        swap_key("who", "Work A=work-a") | {"prompt": "Who stated this: “The date of Gorn was 1 January 1863”?"},
    ),
    ("closed_world", offer("who", "Work Z=work-z")),
    ("provenance", change("day", sources=[])),
    ("one_answer", change("day", answer=["1862-05-05", "1862-05-25"])),
    ("one_answer", change("day", answer=["1862-05-06"])),
    ("enough_options", change("day", choices=SOUND["day"]["choices"][:2])),
    ("no_option_cue", offer("day", "25 May 1862=1862-05-25", "25 May 1862=1862-05-26")),
    ("decidable_order", change("day", form="order", answer=["belo", "aba"])),
    (
        "decidable_order",
        change(
            "day",
            form="before-after",
            answer=["belo"],
            choices=[{"text": "a", "value": "belo"}, {"text": "b", "value": "aba"}],
        ),
    ),
    ("map_tolerance", on_map(tolerance=900.0)),
    ("map_tolerance", on_map(tolerance=30.0)),
    ("map_tolerance", on_map(tolerance=70.0)),
    ("map_tolerance", on_map("spots")),
    ("one_right_place", on_map("spots")),
    ("on_record", on_map(spot=[41.0, 45.125])),
    ("map_view", on_map(view=[42.179, 38.741, 48.071, 41.734])),
    ("map_view", on_map(view=[44.9, 38.741, 50.792, 41.734])),
    ("no_name_on_map", on_map("belo")),
    ("even_steps", on_scale(steps=14)),
    ("even_steps", offer("scale", "1 March 1863=1863-03-01")),
    ("one_right_date", on_scale(every=2)),
    ("no_telling_mark", on_scale(("aba", "1862-05-05", False))),
    ("no_telling_mark", change("scale", event="belo", marks=[{"event": "belo-2", "value": "1864", "disputed": False}])),
    (
        "no_telling_mark",
        change("scale", answer=["1863-03-09"], marks=[{"event": "cari", "value": "1863-03-03", "disputed": False}]),
    ),
    ("on_record", on_scale(("nobody", "1862-05-05", False))),
    ("on_record", on_scale(("belo", "1862-07-02", False))),
    ("disputed_as_span", on_scale(("said", "1863-01-01", False))),
    ("disputed_as_span", on_scale(("said", "1863-01-02/1863-01-05", True))),
    ("disputed_as_span", on_scale(("same", "1863-02-01", True))),
    ("right_and_wrong", change("day", form="select-all", answer=["1862-05-05"], facts=["f"])),
    ("right_and_wrong", ticks("Work A", RIGHT, WRONG[:1])),
    ("unique_referent", change("ticks", prompt="Which of these did it state?")),
    ("none_of_the_wrong", ticks("Work A", RIGHT, [*WRONG, dated("Kolm", "1–2 June 1863", "ends")])),
    ("none_of_the_wrong", ticks("Work A", RIGHT, [*WRONG, dated("Kolm", "1 June 1863", "ends")])),
    ("none_of_the_wrong", names_places("aba") | {"answer": ["aba", "dunin"], "facts": ["f", "g"]}),
    ("on_record", ticks("Work A", [*RIGHT, dated("Gorn", "5 January 1863", "said")], WRONG)),
    ("on_record", ticks("Work A", RIGHT, [*WRONG, dated("Gorn", "6 January 1863", "said")])),
    ("on_record", ticks("Work A", RIGHT, [*WRONG, dated("Kolm", "5 January 1863", "said")])),
    ("on_record", change("places to tick", answer=["aba", "belo", "dunin"], facts=["f", "g", "h"])),
    ("no_ticking_cue", ticks("Work Gorn", RIGHT, [WRONG[1], dated("Jarn", "1–3 May 1863", "part")])),
    ("one_right_agreement", asks_whether_agreed("said", "agree")),
    ("one_right_agreement", asks_whether_agreed("same", "disputed")),
    ("one_right_agreement", asks_whether_agreed("part", "agree")),
    ("one_right_agreement", asks_whether_agreed("part", "disputed")),
    ("one_right_agreement", asks_whether_agreed("ends", "agree")),
    ("one_right_agreement", change("disputed place", answer=["agree"])),
    ("one_right_agreement", change("agreed claim", answer=["disputed"])),
    ("one_right_agreement", change("agreed claim", event="said")),
    ("several_accounts", asks_whether_agreed("last", "agree")),
    ("enough_options", asks_whether_agreed("said", "disputed") | {"choices": []}),
    ("unique_matching", change("day", form="match", answer=[], pairs=[["aba", "1862-05-05"], ["belo", "1862-05-06"]])),
]
