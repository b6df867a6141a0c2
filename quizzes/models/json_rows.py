"""JSON inside queries: the texts of a list as rows, and rows gathered into an object. SQLite and PostgreSQL."""

from typing import Any

from django.db.models import Aggregate, CharField, Func, JSONField

Compiled = tuple[str, tuple[Any, ...]]


class TextsOf(Func):
    """The texts of a JSON list as rows, to look a column up in (`fact_key__in=TextsOf(…)`). No list: no rows."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Compiled:
        """By SQLite's table of a list."""
        return self.as_sql(compiler, connection, template="(SELECT value FROM json_each(%(expressions)s))", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Compiled:
        """By PostgreSQL's rows of a list."""
        template = "(SELECT jsonb_array_elements_text(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template, **context)


class GatherObject(Aggregate):
    """One JSON object of all rows: `GatherObject("name", "json")`."""

    output_field = JSONField()
    arity = 2

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Compiled:
        """JSON is text there: it is read before it is put in."""
        (name, named), (value, valued) = (compiler.compile(part) for part in self.get_source_expressions()[:2])
        return f"json_group_object({name}, json({value}))", (*named, *valued)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Compiled:
        """JSON as it is."""
        return self.as_sql(compiler, connection, function="jsonb_object_agg", **context)
