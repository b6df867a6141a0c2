"""When two statements are in the same words, whatever the case. Pure."""

from hashlib import sha256
from typing import Final

LENGTH: Final = 32


def fold_statement(statement: str) -> str:
    """The words of a statement as they are compared."""
    return statement.casefold()


def digest_wording(statement: str) -> str:
    """The same for statements in the same words, and short enough for an index."""
    return sha256(fold_statement(statement).encode()).hexdigest()[:LENGTH]
