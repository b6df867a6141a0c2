"""The sets that come with the site, from their file into the database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from quizzes.models import QuizSet, SetPick
from quizzes.questions.sets import Filters
from quizzes.services.build_set import PartWanted, pin_question, save_parts

FOLDER = Path(__file__).resolve().parent.parent / "starters"


def read_starters() -> Iterator[dict[str, Any]]:
    """The sets of all files, file by file."""
    for path in sorted(FOLDER.glob("*.json")):
        yield from json.loads(path.read_text(encoding="utf-8"))["sets"]


def load_starters() -> tuple[int, int]:
    """Write them: how many are new or changed, and how many were taken away. Copies that teachers made stay."""
    with transaction.atomic():
        starters = list(read_starters())
        written = sum(write_starter(starter) for starter in starters)
        old = QuizSet.objects.starters().exclude(starter__in=[starter["starter"] for starter in starters])
        removed = old.count()
        old.delete()
    return written, removed


def write_starter(starter: dict[str, Any]) -> bool:
    """Write one set as its file has it; gives whether anything changed."""
    parts = [PartWanted(Filters.from_json(part["filters"]), part["wanted"]) for part in starter["parts"]]
    words = {name: starter[name] for name in ("title", "description", "seed")}
    stored = QuizSet.objects.filter(starter=starter["starter"]).first()
    if stored is not None and told_by(stored) == (words, parts, starter["pins"]):
        return False
    quiz_set, _created = QuizSet.objects.update_or_create(
        starter=starter["starter"], defaults={**words, "arrangement": []}
    )
    quiz_set.picks.all().delete()
    save_parts(quiz_set, parts)
    for key in starter["pins"]:
        pin_question(quiz_set, key)
    return True


def told_by(quiz_set: QuizSet) -> tuple[dict[str, Any], list[PartWanted], list[str]]:
    """A set as its file would have it."""
    words = {name: getattr(quiz_set, name) for name in ("title", "description", "seed")}
    parts = [PartWanted(Filters.from_json(part.filters), part.wanted) for part in quiz_set.parts.all()]
    pins = quiz_set.picks.filter(kind=SetPick.Kind.PIN).values_list("question_key", flat=True)
    return words, parts, list(pins)
