"""Questions a second, made and judged by every rule from facts in memory, on one core.

    .venv/bin/python -m benchmarks.generation

Beside each rate stands how many times as long it takes as digesting the same questions as JSON (SHA-256), measured
in the same run: machines differ, the ratio hardly does. Nothing is read from a database.

Each form of each family is measured by itself, then what is made together: all forms of a family, all questions about
one Fact, all about several, all there are.
"""

import argparse
import gc
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256

from benchmarks.made_up import make_rows
from history.facts.gathering import gather_facts
from history.facts.values import Fact, Neighbourhood
from quizzes.exports.questions import any_to_json
from quizzes.questions.drafting import ENGLISH
from quizzes.questions.generating import forms_of, generate, generate_all, generate_groups, judge_fact
from quizzes.questions.grouping.company import Company
from quizzes.questions.grouping.drafting import group_forms_of
from quizzes.questions.grouping.selecting import judge_known_by
from quizzes.questions.values import AnyJudged, Form, family_of

Making = Callable[[Neighbourhood, Sequence[Fact]], Iterable[AnyJudged]]


def measure(make: Making, around: Neighbourhood, facts: Sequence[Fact]) -> tuple[float, float, list[AnyJudged]]:
    """Seconds of the processor for making and judging these questions, and for digesting them; and the questions."""
    gc.collect()
    started = time.process_time()
    judged = list(make(around, facts))
    made = time.process_time() - started
    started = time.process_time()
    for one in judged:
        sha256(json.dumps(any_to_json(one), sort_keys=True).encode()).hexdigest()
    return made, time.process_time() - started, judged


def make_singles(around: Neighbourhood, facts: Sequence[Fact]) -> Iterable[AnyJudged]:
    """All questions about one Fact each."""
    return generate(around, only=facts)


def make_groups(around: Neighbourhood, facts: Sequence[Fact]) -> Iterable[AnyJudged]:
    """All questions about several Facts."""
    return generate_groups(around, only=facts)


def make_all(around: Neighbourhood, facts: Sequence[Fact]) -> Iterable[AnyJudged]:
    """All questions there are."""
    return generate_all(around, only=facts)


def making(form: Form) -> Making:
    """How the questions of one form are made."""

    def make(around: Neighbourhood, facts: Sequence[Fact]) -> Iterator[AnyJudged]:
        company = Company(around, ENGLISH)
        for fact in facts:
            if form in forms_of(fact):
                yield judge_fact(fact, form, around)
            elif form in group_forms_of(fact, around):
                yield judge_known_by(fact, form, company)

    return make


def warm_up() -> None:
    """Load what is loaded once a process: languages, patterns."""
    list(generate_all(gather_facts(make_rows(5))))


def main(arguments: list[str]) -> None:
    """Print questions a second by family and form, and in all."""
    parser = argparse.ArgumentParser(description="Questions a second, and against digesting them.")
    parser.add_argument("--events", type=int, default=1000)
    events = parser.parse_args(arguments).events
    warm_up()
    rounds = iter(range(100))

    def fresh() -> Neighbourhood:
        # Events that nothing kept has seen.
        return gather_facts(make_rows(events, first=next(rounds) * events))

    for form in Form:
        around = fresh()
        families: dict[str, list[Fact]] = defaultdict(list)
        for fact in around.facts:
            families[family_of(fact)].append(fact)
        for family, facts in families.items():
            if any(form in (*forms_of(fact), *group_forms_of(fact, around)) for fact in facts):
                print(describe(f"{family} {form}", *measure(making(form), around, facts)), flush=True)
    for name, make in {"about one": make_singles, "about several": make_groups, "all": make_all}.items():
        around = fresh()
        print(describe(name, *measure(make, around, around.facts)), flush=True)


def describe(name: str, made: float, digested: float, judged: list[AnyJudged]) -> str:
    """One line of figures."""
    live = sum(one.is_live for one in judged)
    return (
        f"{name:<19}{len(judged):7,} questions, {live / len(judged):6.1%} live: {len(judged) / made:7,.0f} a second, "
        f"{made / digested:4.1f} times as long as digesting them"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
