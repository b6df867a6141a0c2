"""What the bank's questions were made of: so that a site which is started again need not make them all anew."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.utils.translation import get_language

import history.dates
import history.facts
import quizzes.questions
from history.facts.reading import read_revision
from quizzes.models import Bank
from quizzes.services import wording

# Packages of which each file has a part in a question, and single files that have one.
PACKAGES = (history.dates, history.facts, quizzes.questions)
FILES = (wording.__file__,)


def name_ingredients() -> str:
    """A digest (64 letters) of the record's revision, the language, and the program that makes questions of them."""
    return sha256(f"{read_revision()} {get_language()} {digest_program()}".encode()).hexdigest()


@cache
def digest_program() -> str:
    """A digest of all source files that have a part in a question: some 150, read once a process."""
    folders = [Path(folder) for package in PACKAGES for folder in package.__path__]
    files = [file for folder in folders for file in sorted(folder.rglob("*.py"))]
    return sha256(b"\0".join(file.read_bytes() for file in [*files, *map(Path, FILES)])).hexdigest()


def is_made_of(ingredients: str) -> bool:
    """Whether all questions were made of these, the last time that they were all made."""
    return Bank.objects.filter(pk=1, made_of=ingredients).exists()


def note_made_of(ingredients: str) -> None:
    """All questions were made of these. Nothing is written where that is known."""
    if not is_made_of(ingredients):
        Bank.objects.update_or_create(pk=1, defaults={"made_of": ingredients})
