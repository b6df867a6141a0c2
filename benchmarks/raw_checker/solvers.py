"""Pupils who know nothing: each picks an option by its looks. Standard library only.

On sound questions each of them is right as often as chance has it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from benchmarks.raw_checker.dates import shown_year, spans_of, years_in
from benchmarks.raw_checker.titles import words_of
from benchmarks.raw_checker.world import JSON

Options = Sequence[JSON]
Solver = Callable[[JSON, "Bank"], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Bank:
    """How often each option stands in the questions, by family, and how often it is right there."""

    seen: Mapping[tuple[str, str], int]
    right: Mapping[tuple[str, str], int]


def fill_bank(questions: Iterable[JSON]) -> Bank:
    """Count the options of all choice questions."""
    asked = list(questions)
    return Bank(
        Counter((q["family"], choice["value"]) for q in asked for choice in q["choices"]),
        Counter((q["family"], value) for q in asked for value in q["answer"]),
    )


def score(values: Options, of: Callable[[JSON], float]) -> dict[str, float]:
    """Options by how much of something they have."""
    return {choice["value"]: of(choice) for choice in values}


def longest(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The option with most letters."""
    return score(question["choices"], lambda choice: len(choice["text"]))


def shortest(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The option with fewest letters."""
    return score(question["choices"], lambda choice: -len(choice["text"]))


def by_place(position: int) -> Solver:
    """The option at one place of the list; dates are listed in time order, others by the alphabet as they are told."""

    def solve(question: JSON, bank: Bank) -> Mapping[str, float]:
        ordered = in_order(question)
        wanted = ordered[position if position < 0 else min(position, len(ordered) - 1)]
        return score(question["choices"], lambda choice: float(choice is wanted))

    return solve


def in_order(question: JSON) -> list[JSON]:
    """The options as a pupil may sort them."""
    if question["family"] == "date":
        return sorted(question["choices"], key=lambda choice: (first_day(choice["value"]), choice["value"]))
    return sorted(question["choices"], key=lambda choice: choice["text"].casefold())


def first_day(edtf: str) -> int:
    """The first day of a date; the month's number where no year is known."""
    spans = spans_of(edtf)
    return spans[0][0] if spans else int(edtf[5:7])


def middle(question: JSON, bank: Bank) -> Mapping[str, float]:
    """One of those that are neither first nor last."""
    ordered = in_order(question)
    return score(question["choices"], lambda choice: float(choice not in (ordered[0], ordered[-1])))


def most_words_shared(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The option with most words of the stem."""
    stem = set(words_of(question["prompt"]))
    return score(question["choices"], lambda choice: len(stem & set(words_of(choice["text"]))))


def most_frequent(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The option that stands in most questions."""
    return score(question["choices"], lambda choice: bank.seen[question["family"], choice["value"]])


def least_frequent(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The option that stands in fewest questions."""
    return score(question["choices"], lambda choice: -bank.seen[question["family"], choice["value"]])


def mostly_right(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The option that is right in the largest share of the other questions it stands in."""
    own = set(question["answer"])

    def share(choice: JSON) -> float:
        key, here = (question["family"], choice["value"]), choice["value"] in own
        return (bank.right[key] - here + 0.5) / bank.seen[key]

    return score(question["choices"], share)


def odd_one_out(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The option that is written least like the others."""
    return score(question["choices"], lambda choice: -likeness(choice, question["choices"]))


def most_alike(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The option that is written most like the others."""
    return score(question["choices"], lambda choice: likeness(choice, question["choices"]))


def likeness(choice: JSON, choices: Options) -> float:
    """How many letters the texts share, summed over the other options."""
    others = (other["text"] for other in choices if other is not choice)
    own = Counter(choice["text"].casefold())
    return sum((own & Counter(other.casefold())).total() / max(1, own.total(), len(other)) for other in others)


def roundest(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The roundest date: a year of many noughts, the first of a month."""
    return score(question["choices"], lambda choice: roundness(choice["value"]))


def least_round(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The least round date."""
    return score(question["choices"], lambda choice: -roundness(choice["value"]))


def roundness(value: str) -> float:
    """Noughts at the end of the year, and whether it is the first or fifteenth of a month."""
    if not re.match(r"[-\[Y]?\d{2}", value):
        return 0.0
    number = shown_year(min(years_in(value), default=1))
    noughts = len(str(number)) - len(str(number).rstrip("0"))
    return noughts + 0.5 * value.endswith(("-01", "-15"))


def nearest_to_the_others(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The date with the least distance to all others; for names, nothing to see."""
    return score(question["choices"], lambda choice: -distance(choice, question["choices"]))


def farthest_from_the_others(question: JSON, bank: Bank) -> Mapping[str, float]:
    """The date with the widest gap to its neighbour."""
    return score(question["choices"], lambda choice: gap(choice, question["choices"]))


def nearest_to_a_neighbour(question: JSON, bank: Bank) -> Mapping[str, float]:
    """One of the two dates that lie closest together."""
    return score(question["choices"], lambda choice: -gap(choice, question["choices"]))


def distance(choice: JSON, choices: Options) -> float:
    """Days from a date to all others."""
    if not re.match(r"[-\[Y]?\d{2}", choice["value"]):
        return 0.0
    return sum(abs(first_day(choice["value"]) - first_day(other["value"])) for other in choices)


def gap(choice: JSON, choices: Options) -> float:
    """Days from a date to the nearest other."""
    if not re.match(r"[-\[Y]?\d{2}", choice["value"]):
        return 0.0
    days = sorted(first_day(other["value"]) for other in choices)
    own = first_day(choice["value"])
    return min(later - earlier for earlier, later in pairwise(days) if own in (earlier, later))


# Enough for a score that is sure to a point.
MOST_QUESTIONS = 4000

SOLVERS: Mapping[str, Solver] = {
    "longest": longest,
    "shortest": shortest,
    "first": by_place(0),
    "second": by_place(1),
    "third": by_place(2),
    "last": by_place(-1),
    "middle": middle,
    "words shared": most_words_shared,
    "most frequent": most_frequent,
    "least frequent": least_frequent,
    "odd one out": odd_one_out,
    "most alike": most_alike,
    "roundest": roundest,
    "least round": least_round,
    "nearest": nearest_to_the_others,
    "closest pair": nearest_to_a_neighbour,
    "farthest": farthest_from_the_others,
}


@dataclass(frozen=True, slots=True)
class Score:
    """How often a solver was right (where several options look alike it guesses among them), and chance would be."""

    questions: int
    right: float
    chance: float

    @property
    def above_chance(self) -> float:
        """In points of a hundred."""
        return 100 * (self.right - self.chance) / self.questions if self.questions else 0.0


def solve_all(questions: Iterable[JSON]) -> dict[str, Score]:
    """Every solver on all choice questions."""
    choices = [question for question in questions if question["form"] == "choice"]
    bank = fill_bank(choices)
    choices.sort(key=lambda question: sha256(question["key"].encode()).digest())
    del choices[MOST_QUESTIONS:]
    chance = sum(1 / len(question["choices"]) for question in choices)
    return {
        name: Score(len(choices), sum(hit(question, solver, bank) for question in choices), chance)
        for name, solver in SOLVERS.items()
    }


def hit(question: JSON, solver: Solver, bank: Bank) -> float:
    """How likely the solver is right: one over the number of options that it cannot tell apart."""
    scores = solver(question, bank)
    best = max(scores.values())
    chosen = [value for value, found in scores.items() if found == best]
    return 1 / len(chosen) if question["answer"][0] in chosen else 0.0
