"""`make quality DATA=dir`: how many questions real, open data yield, which are flawed, and why others are refused.

Lays out each source of DATA in several ways, imports it into a scratch database as any user would, exports the
questions, and lets a checker judge them by the raw files (`benchmarks.raw_checker`; it shares no code with the
engine). `--show N` prints N examples of each flaw, `--only TEXT` takes the files whose names hold the text, `--half
0` or `1` one half of their events by lot, `--out DIR` keeps the exports, `--jobs N` measures N files at once (as many
as there are processors). Nothing here knows a row of the data.
"""

import argparse
import csv
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from multiprocessing import get_context
from pathlib import Path

from benchmarks.raw_checker.keys import find_keys
from benchmarks.raw_checker.outlines import read_countries
from benchmarks.raw_checker.raw import SOURCES, RawFile, read_raw
from benchmarks.raw_checker.report import (
    Found,
    list_flaws,
    table_of_files,
    table_of_forms,
    table_of_guesses,
    table_of_refusals,
    table_of_solvers,
    table_of_worst,
)
from benchmarks.raw_checker.world import JSON, World
from benchmarks.ways import WAYS

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Task:
    """One file in one way: where the data are, which half of its events (None: all), where the export is kept."""

    name: str
    data: Path
    half: int | None
    out: Path | None

    def takes(self, key: str) -> bool:
        """Whether an event belongs to the half: by lot, the same each time."""
        return self.half is None or sha256(key.encode()).digest()[0] % 2 == self.half


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(prog="make quality", description="Question figures on real data.")
    parser.add_argument("data", nargs="?", default=os.environ.get("DATA", ""), help="the folder with the data")
    parser.add_argument("--show", type=int, default=0, help="so many examples of each flaw")
    parser.add_argument("--only", default="", help="only files whose names hold this")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only one half of the events, by lot")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="so many files at once")
    parser.add_argument("--out", type=Path, help="a folder to keep the exported questions in")
    return parser.parse_args(arguments)


def write_table(rows: Iterable[dict[str, str]], path: Path) -> None:
    """A table file of these rows."""
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        table.writeheader()
        table.writerows(rows)


def export_questions(table: Path) -> list[JSON]:
    """The questions that the table yields in an empty record, refused ones too, as `export_questions` writes them."""
    from django.core.management import call_command

    out = StringIO()
    call_command("flush", verbosity=0, interactive=False)
    call_command("import_history", str(table), publish=True, stdout=StringIO())
    call_command("export_questions", rejected=True, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def measure(task: Task) -> Found:
    """One file in one way: its questions, judged. OSError where a raw file is missing."""
    source, lay_out = WAYS[task.name]
    with tempfile.TemporaryDirectory() as scratch:
        table = Path(scratch) / "table.csv"
        write_table((row for row in lay_out(task.data) if task.takes(row["key"])), table)
        questions = export_questions(table)
    if task.out is not None:
        task.out.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
        name = f"{task.name.replace(', ', '-').replace(' ', '-')}.jsonl"
        (task.out / name).write_text("".join(lines), encoding="utf-8")
    raw = RawFile([row for row in read_raw(source, task.data).rows if task.takes(row.event)])
    countries = read_countries(task.data / "places" / "world-atlas-countries-110m.json")
    return Found(task.name, questions, World(raw, "first days" in task.name, countries))


def measure_all(tasks: list[Task], jobs: int, scratch: Path) -> Iterator[Found]:
    """Every file, several at once in processes with a database each."""
    # Not forked: each begins without what another has in memory.
    spawn = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=start_django, initargs=(scratch,)) as workers:
        for task, found in zip(tasks, workers.map(measure, tasks), strict=True):
            print(f"{task.name}: {len(found.questions)} questions", file=sys.stderr, flush=True)
            yield found


def start_django(scratch: Path) -> None:
    """Django on an empty database of this process in the scratch folder."""
    os.environ["DATABASE_URL"] = f"sqlite:///{scratch}/quality-{os.getpid()}.sqlite3"
    os.environ.setdefault("DJANGO_SECRET_KEY", "for-a-scratch-database-only-" + "x" * 40)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def report(found: list[Found], show: int) -> None:
    """Print everything."""
    for title, lines in (
        ("By file", table_of_files(found)),
        ("By family and form", table_of_forms(found)),
        ("The most flawed family and form of each file", table_of_worst(found)),
        ("Refused", table_of_refusals(found)),
        ("Pupils who know nothing", table_of_solvers(found)),
        ("Pupils who know nothing, in other forms", table_of_guesses(found)),
        ("Flaws", list_flaws(found, show)),
    ):
        print(f"\n### {title}\n")
        print("\n".join(lines))


def main(arguments: list[str]) -> int | str:
    """Print the figures; ends with a sentence where the data are missing or code knows a row of them."""
    chosen = read_arguments(arguments)
    data = Path(chosen.data)
    if not chosen.data or not data.is_dir():
        return f"make quality DATA=dir needs the folder with the data; there is none at {str(data)!r}."
    tasks = [Task(name, data, chosen.half, chosen.out) for name in WAYS if chosen.only in name]
    with tempfile.TemporaryDirectory() as folder:
        try:
            keys = {row.event for source in SOURCES for row in read_raw(source, data).rows}
            if known := list(find_keys(ROOT, keys)):
                return "Code knows rows of the data: " + ", ".join(known)
            found = list(measure_all(tasks, chosen.jobs, Path(folder)))
        except OSError as error:
            return f"make quality: {error.strerror}: {error.filename}"
        report(found, chosen.show)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
