"""By what names rows of the record are found. Written by `history.search.indexing` alone; all of it can be reckoned."""

from typing import Any, Final

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Lookup

LONGEST_FOLDED: Final = 300
LONGEST_WORD: Final = 40


models.CharField.register_lookup(Length)


@models.CharField.register_lookup
class Begins(Lookup[str]):
    """`word__begins="hadr"`: an index finds it on either database. For folded words only: they hold no wildcard."""

    lookup_name = "begins"

    def get_prep_lookup(self) -> str:
        """The beginning as text."""
        return str(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """LIKE, for which PostgreSQL has an index of its own class."""
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} LIKE %s", (*parameters, f"{self.rhs}%")

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """From the beginning to the first text after all that begin so: SQLite compares letter by letter."""
        left, parameters = self.process_lhs(compiler, connection)
        beyond = f"{self.rhs[:-1]}{chr(ord(self.rhs[-1]) + 1)}"
        return f"({left} >= %s AND {left} < %s)", (*parameters, self.rhs, *parameters, beyond)


class FoundName(models.Model):
    """A name under which the public finds a row of the record: its kind ("place"), its key, the name as written.

    `folded` is the name in bare Latin letters, by which lists are sorted; `is_main` marks the row's first name.
    Events are found once they are published; of the other kinds the page asks whether something public names them.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=LONGEST_FOLDED)
    is_main = models.BooleanField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key", "name"], name="found_by_a_name_once")]
        indexes = [
            # Names that are just what was typed.
            models.Index(fields=["kind", "folded"], name="names_as_typed"),
            # The lists from A to Z.
            models.Index(fields=["kind", "is_main", "folded", "key"], name="names_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class FoundWord(models.Model):
    """A key of one word of a name (`history.facts.romanising`). The kind stands here too, so that one index does."""

    name = models.ForeignKey(FoundName, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=20)
    word = models.CharField(max_length=LONGEST_WORD)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["name", "word"], name="word_of_a_name_once")]
        indexes = [
            models.Index(
                fields=["kind", "word"], name="words_by_beginning", opclasses=["varchar_ops", "varchar_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return self.word


class KnownWord(models.Model):
    """A word that some name has or had, and the same backwards: what a misspelt word is compared with.

    One that two writers add at once stands here twice, and does no harm: nobody waits for another over it.
    """

    word = models.CharField(max_length=LONGEST_WORD)
    backward = models.CharField(max_length=LONGEST_WORD)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["word"], name="known_by_beginning", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["backward"], name="known_by_end", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.word
