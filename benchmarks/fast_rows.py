"""Rows written into a scratch database as fast as it takes them: COPY with PostgreSQL, one statement with SQLite."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

AT_ONCE = 20_000
# Values of these fields are not what the database takes.
PREPARED = frozenset({"JSONField", "DateTimeField", "UUIDField"})

Values = tuple[Any, ...]


class Table:
    """A model's table. Rows are given by some of their fields (attribute names), the others have their defaults.

    An id that is not given is the database's own to choose.
    """

    def __init__(self, model: Any, *given: str) -> None:
        from django.db import connection

        fields = {field.attname: field for field in model._meta.concrete_fields}
        rest = [field for name, field in fields.items() if name not in given and not field.primary_key]
        self.model = model
        self._columns = [fields[name].column for name in given] + [field.column for field in rest]
        self._prepare = [preparer(fields[name]) for name in given]
        self._rest = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)

    def write(self, rows: Iterable[Values]) -> None:
        """Write the rows, a portion a transaction."""
        from django.db import connection, transaction

        whole = map(self._complete, rows)
        while some := list(islice(whole, AT_ONCE)):
            with transaction.atomic(), connection.cursor() as cursor:
                write = copy_rows if connection.vendor == "postgresql" else insert_rows
                write(cursor, self.model._meta.db_table, self._columns, some)

    def _complete(self, values: Values) -> Values:
        given = (value if make is None else make(value) for value, make in zip(values, self._prepare, strict=True))
        return (*given, *self._rest)


def preparer(field: Any) -> Callable[[Any], Any] | None:
    """What makes of a field's value what the database takes; None where it is that already."""
    from django.db import connection

    if field.get_internal_type() not in PREPARED:
        return None
    return lambda value: field.get_db_prep_save(value, connection)


def insert_rows(cursor: Any, table: str, columns: list[str], rows: list[Values]) -> None:
    """One prepared statement for all rows."""
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)  # noqa: S608 - our own names


def copy_rows(cursor: Any, table: str, columns: list[str], rows: list[Values]) -> None:
    """PostgreSQL's own way for many rows."""
    names = ", ".join(f'"{name}"' for name in columns)
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


# What stands in the table or was given out already, whichever is more: sequences outlive what was taken back.
GO_ON = """
    SELECT setval(pg_get_serial_sequence(%s, %s), greatest(
        max("{column}"), pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass), 1)) FROM "{table}"
"""


def go_on_counting(models: Iterable[Any]) -> None:
    """Let the database give ids beyond those that were given to it, and learn what its tables hold."""
    from django.db import connection

    from accounts.figures import learn_sizes

    with connection.cursor() as cursor:
        counted = [model._meta for model in models if model._meta.auto_field and connection.vendor == "postgresql"]
        for meta in counted:
            table, column = meta.db_table, meta.auto_field.column
            cursor.execute(GO_ON.format(table=table, column=column), [f'"{table}"', column] * 2)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
    # As after an import.
    learn_sizes()


def batches(first: int, last: int, size: int) -> Iterator[range]:
    """The numbers from `first` on, so many at once."""
    for begin in range(first, last, size):
        yield range(begin, min(begin + size, last))
