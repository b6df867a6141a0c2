"""What the checker found, as tables of Markdown. Standard library only."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.raw_checker.dates import precision_of
from benchmarks.raw_checker.guessing import solve_forms
from benchmarks.raw_checker.judging import find_flaws
from benchmarks.raw_checker.solvers import Score, solve_all
from benchmarks.raw_checker.world import JSON, World

GOOD_PLAUSIBILITY = 0.35
MOST_ABOVE_CHANCE = 5.0
# A solver's score over fewer questions is luck.
FEWEST_TO_SOLVE = 400
Cell = str | int
Line = Sequence[Cell]


@dataclass(slots=True)
class Found:
    """The questions of one file with their flaws."""

    name: str
    questions: list[JSON]
    world: World
    flaws: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for question in self.live:
            if flaws := find_flaws(question, self.world):
                self.flaws[question["key"]] = flaws

    @property
    def live(self) -> list[JSON]:
        """Questions that were not refused."""
        return [question for question in self.questions if not question["rejected"]]

    @property
    def dated(self) -> set[str]:
        """Events of which some row gives a day (an interval or a set of days too)."""
        rows = self.world.raw.rows
        return {row.event for row in rows if any(precision_of(text) == "day" for text in row.readings)}


def table(head: Line, lines: Iterable[Line]) -> Iterator[str]:
    """A table of Markdown."""
    yield "| " + " | ".join(map(str, head)) + " |"
    yield "|" + "---|" * len(head)
    for line in lines:
        yield "| " + " | ".join(map(str, line)) + " |"


def percent(part: float, whole: float, digits: int = 2) -> str:
    """A share; a dash of nothing."""
    return f"{part / whole:.{digits}%}" if whole else "–"


def table_of_files(found: Iterable[Found]) -> Iterator[str]:
    """Flawed, live and refused, yield and plausibility by file."""
    head = ("file", "questions", "live", "flawed", "flawed of live", "events with a day", "of these asked", "plausible")
    return table(head, (line_of_file(one) for one in found))


def line_of_file(found: Found) -> Line:
    """The figures of one file."""
    asked = {question["event"] for question in found.live}
    plausible = [q["plausibility"] >= GOOD_PLAUSIBILITY for q in found.live if q["form"] == "choice"]
    return (
        found.name,
        len(found.questions),
        len(found.live),
        len(found.flaws),
        percent(len(found.flaws), len(found.live)),
        len(found.dated),
        percent(len(found.dated & asked), len(found.dated), 1),
        percent(sum(plausible), len(plausible), 1),
    )


def table_of_refusals(found: Iterable[Found]) -> Iterator[str]:
    """Which rule refused how many, by file."""
    counts = {one.name: Counter(why.split(":")[0] for q in one.questions for why in q["rejected"]) for one in found}
    lines = (
        (name, ", ".join(f"{rule} {n}" for rule, n in rules.most_common()) or "–") for name, rules in counts.items()
    )
    return table(("file", "refused by"), lines)


def table_of_forms(found: Iterable[Found]) -> Iterator[str]:
    """Live and flawed questions of all files, by family and form."""
    live: Counter[tuple[str, str]] = Counter()
    flawed: Counter[tuple[str, str]] = Counter()
    for one in found:
        for question in one.live:
            kind = (question["family"], question["form"])
            live[kind] += 1
            flawed[kind] += question["key"] in one.flaws
    lines = ((*kind, live[kind], flawed[kind], percent(flawed[kind], live[kind])) for kind in sorted(live))
    return table(("family", "form", "live", "flawed", "flawed of live"), lines)


def table_of_worst(found: Iterable[Found]) -> Iterator[str]:
    """Of each file the family and form with the largest share of flawed questions."""
    head = ("file", "family", "form", "live", "flawed", "flawed of live")
    return table(head, (line_of_worst(one) for one in found if one.live))


def line_of_worst(found: Found) -> Line:
    """The most flawed kind of a file; of kinds as flawed the largest."""
    live = Counter((question["family"], question["form"]) for question in found.live)
    flawed = Counter((q["family"], q["form"]) for q in found.live if q["key"] in found.flaws)
    worst = max(live, key=lambda kind: (flawed[kind] / live[kind], live[kind]))
    return (found.name, *worst, live[worst], flawed[worst], percent(flawed[worst], live[worst]))


def table_of_solvers(found: Iterable[Found]) -> Iterator[str]:
    """By how many points each solver beats chance, by family over all files and by file."""
    groups: dict[str, list[JSON]] = defaultdict(list)
    for one in found:
        for question in one.live:
            if question["form"] == "choice":
                groups[f"all, {question['family']}"].append(question)
                groups[one.name].append(question)
    for name, questions in list(groups.items()):
        if len(questions) < FEWEST_TO_SOLVE:
            del groups[name]
    scores = {name: solve_all(questions) for name, questions in groups.items()}
    names = next(iter(scores.values()), {})
    lines = (
        (
            solver,
            *(f"{scores[group][solver].above_chance:+.1f}" for group in scores),
        )
        for solver in names
    )
    head = ("solver (points above chance)", *(f"{group} ({len(questions)})" for group, questions in groups.items()))
    return table(head, lines)


def table_of_guesses(found: Iterable[Found]) -> Iterator[str]:
    """By how many points each way to guess beats chance in the forms that are no choice, by form and file."""
    head = ("file", "form", "questions", "points above chance")
    return table(head, (line for one in found for line in lines_of_guesses(one)))


def lines_of_guesses(found: Found) -> Iterator[Line]:
    """A line for each form of a file."""
    for form, scores in solve_forms(found.live).items():
        told = ", ".join(f"{name} {score.above_chance:+.1f}" for name, score in scores.items())
        yield found.name, form, max(score.questions for score in scores.values()), told


def beaten(scores: dict[str, Score]) -> dict[str, float]:
    """The solvers that know too much, with by how many points."""
    return {name: score.above_chance for name, score in scores.items() if score.above_chance > MOST_ABOVE_CHANCE}


def list_flaws(found: Iterable[Found], most: int) -> Iterator[str]:
    """How often each check found something, with up to `most` examples of each, by file."""
    for one in found:
        by_check: dict[str, list[tuple[JSON, str]]] = defaultdict(list)
        for question in one.live:
            for flaw in one.flaws.get(question["key"], ()):
                by_check[flaw.split(":")[0]].append((question, flaw))
        for check, examples in by_check.items():
            yield f"{one.name}: {check} {len(examples)}"
            for question, flaw in examples[:most]:
                told = " | ".join(
                    f"{'*' if c['value'] in question['answer'] else ''}{c['text']}" for c in question["choices"]
                )
                yield f"    {flaw} – {question['prompt']} – {told or question['accepted'][:1]}"
