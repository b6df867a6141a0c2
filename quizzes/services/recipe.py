"""What the bank's questions were made of: so that a site which is started again need not make them all anew."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.utils.translation import get_language

from history.facts.reading import read_revision
from quizzes.models import Bank

ROOT = Path(__file__).resolve().parents[2]
# What has a part in a question: whole packages, and single files. The rows it is read from are the record's.
INGREDIENTS = (
    "history/dates",
    "history/facts",
    "history/models",
    "history/pictures",
    "history/reports/public.py",
    "history/search",
    "quizzes/questions",
    "quizzes/services/refresh_questions.py",
    "quizzes/services/wording.py",
)


def name_ingredients() -> str:
    """A digest (64 letters) of the record's revision, the language, and the program that makes questions of them."""
    return sha256(f"{read_revision()} {get_language()} {digest_program()}".encode()).hexdigest()


@cache
def digest_program() -> str:
    """A digest of all source files that have a part in a question: some 150, read once a process."""
    return sha256(b"\0".join(file.read_bytes() for file in list_sources())).hexdigest()


def list_sources() -> list[Path]:
    """These files, in order."""
    paths = [ROOT / name for name in INGREDIENTS]
    return sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*.py")))


def is_made_of(ingredients: str) -> bool:
    """Whether all questions were made of these, the last time that they were all made."""
    return Bank.objects.filter(pk=1, made_of=ingredients).exists()


def note_made_of(ingredients: str) -> None:
    """All questions were made of these. Nothing is written where that is known."""
    if not is_made_of(ingredients):
        Bank.objects.update_or_create(pk=1, defaults={"made_of": ingredients})
