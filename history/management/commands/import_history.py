"""Take a record file over: `manage.py import_history FILE [--dry-run] [--publish]`."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from accounts.figures import learn_sizes
from history.imports.applying import apply_plan
from history.imports.comparing import Change, Outcome
from history.imports.planning import Plan, plan_import
from history.imports.readers.entries import Kind, RecordFile, RecordFileError
from history.imports.readers.json_text import LARGEST_FILE
from history.imports.readers.recognising import READERS
from history.imports.readers.recognising import read_file as read_content
from history.imports.readers.wording import quote
from history.revise import hold_record
from history.versions.keeping import Edit

LEFT_OUT = ("conflict ", "refused ")
DONE = {Outcome.CREATE: "created", Outcome.UPDATE: "updated", Outcome.UNCHANGED: "left alone"}


class Command(BaseCommand):
    """Import a record file and say what became of every entry. Refused entries do not stop the others."""

    help = "Takes over a record file (attest-record/1), as drafts unless --publish is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what is not to happen or to happen as well."""
        parser.add_argument("file", metavar="FILE", help="a .json file in the format attest-record/1, or a .csv table")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--publish", action="store_true", help="let the file's status hold")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, plan, apply, report. What is left out is said at any verbosity."""
        record_file = read_file(Path(options["file"]))
        try:
            with transaction.atomic():
                if not options["dry_run"]:
                    hold_record()
                plan = plan_import(record_file, publish=options["publish"])
                if not options["dry_run"]:
                    apply_plan(plan, Edit(why=f"Import of {Path(options['file']).name}."))
        except IntegrityError as error:
            raise CommandError("The record was changed meanwhile, and nothing was written. Try again.") from error
        learn_sizes()
        talks = options["verbosity"] > 0
        ignored = [f"ignored column {quote(name)}" for name in record_file.ignored]
        noted = [f"note {note}" for note in record_file.notes]
        done = [*describe_done(plan), *describe_merged(plan)]
        for line in [*done, *ignored, *noted, *describe_left_out(plan), describe_counts(plan)]:
            if talks or line.startswith(LEFT_OUT):
                self.stdout.write(line)
        if talks and options["dry_run"]:
            self.stdout.write("dry run: nothing was written")


def read_file(path: Path) -> RecordFile:
    """Read the file at `path`. CommandError says why it cannot be read as a whole."""
    if path.suffix.lower() not in READERS:
        raise CommandError(f"{quote(str(path))} is not a .json or .csv file; Attest reads attest-record/1 and tables.")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        return read_content(path.name, data)
    except (OSError, ValueError) as error:
        reason = error if isinstance(error, RecordFileError) else getattr(error, "strerror", None) or error
        raise CommandError(f"{quote(path.name)}: {reason}") from error


def describe_done(plan: Plan) -> Iterator[str]:
    """What the entries that are taken over come to, one line for each outcome and kind."""
    for outcome, word in DONE.items():
        for kind in Kind:
            keys = [c.entry.key for c in plan.with_outcome(outcome) if c.entry.kind is kind]
            if keys:
                yield f"{word} {kind.listed_as}: {', '.join(keys)}"


def describe_merged(plan: Plan) -> Iterator[str]:
    """Each entry whose row was merged into another."""
    for change in plan.with_outcome(Outcome.MERGED):
        entry = change.entry
        name = f"{entry.path} ({entry.kind} {quote(entry.key)})"
        yield f"note {name}: merged into {quote(change.merged_into)}, left alone"


def describe_left_out(plan: Plan) -> Iterator[str]:
    """Each conflict, and each reason for which an entry is refused."""
    for change in plan.with_outcome(Outcome.CONFLICT):
        yield f"conflict {describe_conflict(change)}"
    for entry in plan.refused:
        name = f" ({entry.kind} {quote(entry.key)})" if entry.kind and entry.key else ""
        for refusal in entry.refusals:
            yield f"refused {refusal.path}{name}: {refusal.reason}"


def describe_counts(plan: Plan) -> str:
    """The summary line."""
    return ", ".join(f"{word} {count}" for word, count in plan.counts.items())


def describe_conflict(change: Change) -> str:
    """Which row an editor changed, and in what it differs from the file."""
    entry = change.entry
    return (
        f"{entry.path} ({entry.kind} {quote(entry.key)}): changed by an editor since its last import, "
        f"left alone; the file differs in {', '.join(change.differs)}"
    )
