"""`make quality DATA=dir`: how many questions real, open data yield, and why the others are refused.

Reads the War Atlas, the Civil War claims and the Wikidata cards below DATA, imports each into a scratch database
as any user would, and prints figures by file, family, form and rule. Nothing here knows a row of the data.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from csv import DictReader, DictWriter
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from docs.examples import civil_war_claims_to_table, war_atlas_to_table, wikidata_cards_to_table

if TYPE_CHECKING:
    from quizzes.questions.values import Judged

Table = Iterator[dict[str, str]]


def atlas(data: Path, files: ExitStack) -> Table:
    """Battles of the War Atlas."""
    battles = files.enter_context((data / "war_atlas" / "battles.csv").open(encoding="utf-8"))
    wars = files.enter_context((data / "war_atlas" / "wars.csv").open(encoding="utf-8"))
    return war_atlas_to_table.convert(DictReader(battles), DictReader(wars))


def civil_war(data: Path, files: ExitStack) -> Table:
    """What works on the American Civil War give as dates."""
    file = files.enter_context((data / "acw" / "DERIVED_date_claims_by_source.csv").open(encoding="utf-8"))
    return civil_war_claims_to_table.convert(DictReader(file))


def cards(data: Path, files: ExitStack) -> Table:
    """Years of Wikidata."""
    return wikidata_cards_to_table.convert(
        files.enter_context((data / "wikitrivia" / "cards.jsonl").open(encoding="utf-8"))
    )


FILES: dict[str, Callable[[Path, ExitStack], Table]] = {
    "war atlas": atlas,
    "civil war claims": civil_war,
    "wikidata cards": cards,
}


def write_table(rows: Iterable[dict[str, str]], path: Path) -> None:
    """A table file of these rows."""
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def import_table(path: Path) -> str:
    """What the import says at its end."""
    from django.core.management import call_command

    out = StringIO()
    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    call_command("import_history", str(path), publish=True, stdout=out)
    return out.getvalue().strip().splitlines()[-1]


def judge_all() -> tuple[list["Judged"], float]:
    """Every question of the record, and the seconds that making and judging them took."""
    from history.facts.reading import list_topics, read_neighbourhood
    from quizzes.questions.generating import generate

    judged: list[Judged] = []
    seconds = 0.0
    for topic in list_topics():
        around = read_neighbourhood(topic)
        started = time.perf_counter()
        judged += generate(around)
        seconds += time.perf_counter() - started
    return judged, seconds


def count_dated() -> set[str]:
    """Keys of the events whose day is on record."""
    from history.models import Event

    return set(Event.objects.filter(precision="day").values_list("key", flat=True))


def describe(name: str, imported: str, judged: list["Judged"], seconds: float) -> Iterator[str]:
    """The figures of one file."""
    live = [one.question for one in judged if one.is_live]
    by_form = Counter(f"{question.family}/{question.form}" for question in live)
    rules = Counter(rejection.rule for one in judged for rejection in one.rejections)
    choices = [question.plausibility for question in live if question.form == "choice"]
    dated = count_dated()
    asked = {question.fact.event.key for question in live if question.fact.event}
    yield f"{name}: {imported}"
    yield f"  questions {len(judged)}, live {len(live)}: " + ", ".join(f"{k} {n}" for k, n in sorted(by_form.items()))
    yield "  refused by " + (", ".join(f"{rule} {number}" for rule, number in rules.most_common()) or "nothing")
    if dated:
        yield f"  events with a day {len(dated)}, of these with a live question {len(dated & asked) / len(dated):.1%}"
    if choices:
        good = sum(plausibility >= 0.35 for plausibility in choices) / len(choices)
        yield f"  choices whose worst wrong option has a plausibility of 0.35 or more: {good:.1%}"
    yield f"  {len(judged) / seconds:,.0f} questions a second made and judged"


def main(arguments: list[str]) -> int | str:
    """Print the figures of every file; ends with a sentence where the data are missing."""
    folder = Path(arguments[0] if arguments else os.environ.get("DATA", ""))
    if not (arguments or os.environ.get("DATA")) or not folder.is_dir():
        return f"make quality DATA=dir needs the folder with the data; there is none at {str(folder)!r}."
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as files:
        os.environ["DATABASE_URL"] = f"sqlite:///{scratch}/quality.sqlite3"
        os.environ.setdefault("DJANGO_SECRET_KEY", "for-a-scratch-database-only-" + "x" * 40)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        for name, read in FILES.items():
            path = Path(scratch) / "table.csv"
            try:
                write_table(read(folder, files), path)
            except OSError as error:
                return f"make quality: {error.strerror}: {error.filename}"
            imported = import_table(path)
            judged, seconds = judge_all()
            for line in describe(name, imported, judged, seconds):
                sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
