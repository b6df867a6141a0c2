"""A learner's answers as files that she takes along. Pure: lines come in, text goes out."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

FORMAT = "attest-answers/1"
# A spreadsheet takes a cell that begins like this for a formula and runs it (also after white space).
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# Excel reads UTF-8 only where the file says so at its beginning.
BOM = "\ufeff"
COLUMNS = [
    "number",
    "answered_at",
    "question",
    "answered",
    "right_answer",
    "verdict",
    "first_verdict",
    "seconds",
    "form",
    "fact",
    "taken_back",
    "remark",
    "outcome",
    "reply",
    "session",
    "position",
]


def line_to_json(line: Any) -> dict[str, Any]:
    """One answer (a line of `quizzes.reports.answers`) by the names of the file format.

    `first_verdict` is empty where the answer was not marked anew; `outcome` and `reply` are what the editors said to
    the remark, empty as long as they said nothing.
    """
    return {
        "number": line.number,
        "answered_at": line.answered_at.isoformat(),
        "question": line.prompt,
        "answered": line.answered,
        "right_answer": line.answer_text,
        "verdict": str(line.verdict),
        "first_verdict": str(line.first_verdict),
        "seconds": round(line.taken_ms / 1000, 1),
        "form": str(line.form),
        "fact": line.fact,
        "taken_back": line.taken_back,
        "remark": line.remark,
        "outcome": str(line.decided.outcome) if line.decided else "",
        "reply": line.decided.reply if line.decided else "",
        "session": str(line.session),
        "position": line.position,
    }


def answers_to_json(lines: Iterable[Any], about: Mapping[str, Any]) -> str:
    """One JSON object: what is known about the learner, and her answers in the order given."""
    content = {"format": FORMAT, **about, "answers": [line_to_json(line) for line in lines]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def answers_to_csv(lines: Iterable[Any]) -> str:
    """One row for each answer, with a heading; no cell is a formula."""
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in map(line_to_json, lines):
        writer.writerow([make_inert(line[column]) for column in COLUMNS])
    return out.getvalue()


def make_inert(value: Any) -> Any:
    """The value; text that a spreadsheet would run gets an apostrophe in front, which shows it as text."""
    if isinstance(value, str) and (value.lstrip().startswith(FORMULA_SIGNS) or value.startswith(("\t", "\r", "\n"))):
        return f"'{value}"
    return value
