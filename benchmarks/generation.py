"""Questions a second, made and judged by every rule from facts in memory, on one core.

    .venv/bin/python -m benchmarks.generation

Beside each rate stands how many times as long it takes as digesting the same questions as JSON (SHA-256), measured
in the same run: machines differ, the ratio hardly does. Nothing is read from a database.
"""

import argparse
import gc
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

from benchmarks.made_up import make_rows
from history.facts.gathering import gather_facts
from history.facts.values import Fact, Neighbourhood
from quizzes.exports.questions import question_to_json
from quizzes.questions.generating import generate
from quizzes.questions.values import Judged, family_of


def measure(around: Neighbourhood, facts: Sequence[Fact]) -> tuple[float, float, list[Judged]]:
    """Seconds of the processor for making and judging these questions, and for digesting them; and the questions."""
    gc.collect()
    started = time.process_time()
    judged = list(generate(around, only=facts))
    made = time.process_time() - started
    started = time.process_time()
    for one in judged:
        sha256(json.dumps(question_to_json(one), sort_keys=True).encode()).hexdigest()
    return made, time.process_time() - started, judged


def warm_up() -> None:
    """Load what is loaded once a process: languages, patterns."""
    list(generate(gather_facts(make_rows(5))))


def main(arguments: list[str]) -> None:
    """Print questions a second by family and in all."""
    parser = argparse.ArgumentParser(description="Questions a second, and against digesting them.")
    parser.add_argument("--events", type=int, default=1000)
    options = parser.parse_args(arguments)
    warm_up()
    around = gather_facts(make_rows(options.events))
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in around.facts:
        groups[family_of(fact)].append(fact)
    for name, facts in groups.items():
        print(describe(name, *measure(around, facts)))
    # Events that nothing kept has seen.
    around = gather_facts(make_rows(options.events, first=options.events))
    print(describe("all", *measure(around, around.facts)))


def describe(name: str, made: float, digested: float, judged: list[Judged]) -> str:
    """One line of figures."""
    live = sum(one.is_live for one in judged)
    return (
        f"{name:<9}{len(judged):7,} questions, {live / len(judged):6.1%} live: {len(judged) / made:7,.0f} a second, "
        f"{made / digested:4.1f} times as long as digesting them"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
