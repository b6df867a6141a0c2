"""Join codes: what a class is joined by. Typed by hand from a wall, so they hold no letters that look alike."""

import secrets
import unicodedata
from datetime import datetime

from django.db import IntegrityError, transaction

from quizzes.models import Classroom

# Without vowels, so that no code is a word, and without what is taken for something else: 0, 1, 5, B, I, L, O, S, U, Z.
ALPHABET = "CDFGHJKMNPQRTVWXY2346789"
LENGTH = 8
# Keys of a Cyrillic keyboard that show the same letters.
_CYRILLIC = str.maketrans("СНКМРТХУ", "CHKMPTXY")
_LONGEST_TYPED = 40


def read_code(typed: str) -> str:
    """A code as it is kept, of what somebody typed; empty where it cannot be one."""
    text = unicodedata.normalize("NFKC", typed[:_LONGEST_TYPED]).upper().translate(_CYRILLIC)
    code = "".join(letter for letter in text if letter.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def find_class_by_code(code: str) -> Classroom | None:
    """The class that this code, as `read_code` gives it, leads to."""
    if not code:
        return None
    return Classroom.objects.active().filter(join_code=code).first()


def make_code() -> str:
    """A code that nobody can foresee."""
    return "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))


def give_new_code(classroom: Classroom, now: datetime) -> None:
    """Let the class be joined by a new code; the one before leads nowhere from now on."""
    for _try in range(10):
        classroom.join_code, classroom.code_made_at = make_code(), now
        try:
            with transaction.atomic():
                classroom.save(update_fields=["join_code", "code_made_at"])
        except IntegrityError:
            continue
        return
    raise RuntimeError("ten codes in a row were taken")
