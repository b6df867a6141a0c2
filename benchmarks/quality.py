"""`make quality DATA=dir`: how many questions real, open data yield, which are flawed, and why others are refused.

Lays out each source of DATA in several ways, imports it into a scratch database as any user would, exports the
questions, and lets a checker judge them by the raw files (`benchmarks.raw_checker`; it shares no code with the
engine). `--show N` prints N examples of each flaw, `--only TEXT` takes the files whose names hold the text, `--out
DIR` keeps the exports. Nothing here knows a row of the data.
"""

import argparse
import csv
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from benchmarks.raw_checker.keys import find_keys
from benchmarks.raw_checker.raw import SOURCES, read_raw
from benchmarks.raw_checker.report import (
    Found,
    list_flaws,
    table_of_files,
    table_of_forms,
    table_of_refusals,
    table_of_solvers,
)
from benchmarks.raw_checker.world import JSON, World
from benchmarks.ways import WAYS

ROOT = Path(__file__).parents[1]


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(prog="make quality", description="Question figures on real data.")
    parser.add_argument("data", nargs="?", default=os.environ.get("DATA", ""), help="the folder with the data")
    parser.add_argument("--show", type=int, default=0, help="so many examples of each flaw")
    parser.add_argument("--only", default="", help="only files whose names hold this")
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


def measure(name: str, data: Path, scratch: Path, out: Path | None) -> Found:
    """One file in one way: its questions, judged. OSError where a raw file is missing."""
    source, lay_out = WAYS[name]
    table = scratch / "table.csv"
    write_table(lay_out(data), table)
    questions = export_questions(table)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
        (out / f"{name.replace(', ', '-').replace(' ', '-')}.jsonl").write_text("".join(lines), encoding="utf-8")
    return Found(name, questions, World(read_raw(source, data)))


def start_django(scratch: Path) -> None:
    """Django on an empty database in the scratch folder."""
    os.environ["DATABASE_URL"] = f"sqlite:///{scratch}/quality.sqlite3"
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
        ("Refused", table_of_refusals(found)),
        ("Pupils who know nothing", table_of_solvers(found)),
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
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        try:
            keys = {row.event for source in SOURCES for row in read_raw(source, data).rows}
            if known := list(find_keys(ROOT, keys)):
                return "Code knows rows of the data: " + ", ".join(known)
            start_django(scratch)
            names = [name for name in WAYS if chosen.only in name]
            found = [measure(name, data, scratch, chosen.out) for name in names]
        except OSError as error:
            return f"make quality: {error.strerror}: {error.filename}"
        report(found, chosen.show)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
