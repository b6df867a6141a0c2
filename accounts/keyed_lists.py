"""Lists of the admin page by page, each found by the row beside it: the last page costs what the first does.

Django counts all rows and passes over those of the pages before. Here `?p=after.17` begins behind the row with the id
17, wherever it stands in the order that was chosen, and no more rows are counted than matter. An address of Django's
(`?p=3`) shows the first page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin
from django.contrib.admin.utils import NotRelationField, get_fields_from_path
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import F, Field, Model, OrderBy, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

# Beyond it a list says "more than".
MOST_COUNTED: Final = 1000
AFTER, BEFORE = "after", "before"


class MoreThan(int):
    """A number of rows that is larger than this; it is written so."""

    def __str__(self) -> str:
        return _("more than %(count)s") % {"count": number_format(int(self), use_l10n=True, force_grouping=True)}


@dataclass(frozen=True, slots=True)
class Step:
    """What rows are sorted by first, second … `nulls_first`: so they stand in this order; None: there are none."""

    expression: Any
    is_descending: bool
    nulls_first: bool | None


@dataclass(frozen=True, slots=True)
class Beside:
    """The row from which a page goes on, by its values in the order of the steps."""

    pk: Any
    values: tuple[Any, ...]
    is_before: bool


def steps_of(ordering: Iterable[Any], model: type[Model]) -> Iterator[Step]:
    """What these parts of an `order_by` sort by; a link to another table by the order of that."""
    for part in ordering:
        if isinstance(part, str):
            yield from steps_of_name(part.lstrip("-"), model, is_descending=part.startswith("-"))
            continue
        order = part if isinstance(part, OrderBy) else part.asc()
        nulls_first = bool(order.nulls_first) if order.nulls_first or order.nulls_last else puts_nulls_first(order)
        yield Step(order.expression, order.descending, nulls_first)


def steps_of_name(name: str, model: type[Model], *, is_descending: bool) -> Iterator[Step]:
    """What a column, also of another table, sorts by."""
    fields = find_fields(name, model)
    last = fields[-1] if fields else None
    if last is not None and last.is_relation and name.rpartition("__")[2] == last.name:
        for inner in last.related_model._meta.ordering or ["pk"]:
            inner_name = f"{name}__{inner.lstrip('-')}"
            yield from steps_of_name(inner_name, model, is_descending=is_descending != inner.startswith("-"))
        return
    order = OrderBy(F(name), descending=is_descending)
    is_filled = name == "pk" or (bool(fields) and not any(field.null for field in fields))
    yield Step(F(name), is_descending, None if is_filled else puts_nulls_first(order))


def find_fields(name: str, model: type[Model]) -> Sequence[Any]:
    """The fields along a path; none where it is no path of fields."""
    fields: list[Field[Any, Any]] = []
    try:
        parts = name.split("__")
        for depth in range(len(parts)):
            fields.append(get_fields_from_path(model, "__".join(parts[: depth + 1]))[-1])
    except (FieldDoesNotExist, NotRelationField):
        return ()
    return fields


def puts_nulls_first(order: OrderBy) -> bool:
    """Where this database puts them when it is not told."""
    return connection.features.order_by_nulls_first != order.descending


def beyond(steps: Sequence[Step], beside: Beside) -> Q:
    """Of rows with each step's value under its `order_0`, `order_1` …: that they stand beyond that row."""
    ways, same = Q(pk__in=[]), Q()
    for number, (step, value) in enumerate(zip(steps, beside.values, strict=True)):
        ways |= same & beyond_step(f"order_{number}", step, value, is_before=beside.is_before)
        same &= Q(**{f"order_{number}__isnull": True}) if value is None else Q(**{f"order_{number}": value})
    if steps[0].nulls_first is not None:
        return ways
    # Where an index has the first step, a database begins there: of ways joined by OR it would try each row.
    test = "lte" if steps[0].is_descending != beside.is_before else "gte"
    return Q(**{f"order_0__{test}": beside.values[0]}) & ways


def beyond_step(name: str, step: Step, value: Any, *, is_before: bool) -> Q:
    """That a row stands beyond by this step alone."""
    nulls_come = step.nulls_first is not None and step.nulls_first == is_before
    if value is None:
        return Q(pk__in=[]) if nulls_come else Q(**{f"{name}__isnull": False})
    test = "lt" if step.is_descending != is_before else "gt"
    further = Q(**{f"{name}__{test}": value})
    return further | Q(**{f"{name}__isnull": True}) if nulls_come else further


class KeyedChangeList(ChangeList):
    """A list whose pages are found by the row beside them. `first_url` and the others are empty where there is none."""

    first_url = earlier_url = later_url = ""

    def get_results(self, request: HttpRequest) -> None:
        """Count as far as it matters, and read one page."""
        count = self.queryset.order_by()[: MOST_COUNTED + 1].count()
        self.has_more = count > MOST_COUNTED
        self.result_count = MoreThan(MOST_COUNTED) if self.has_more else count
        self.show_full_result_count = False
        # Where it is another number, the page says how many were found.
        self.full_result_count = None if self.query or self.has_active_filters else self.result_count
        self.show_admin_actions = bool(count)
        self.can_show_all = count <= self.list_max_show_all
        self.multi_page = count > self.list_per_page
        # Nothing is taken from it: the page's template has links of its own.
        self.paginator = Paginator((), self.list_per_page)
        is_whole = not self.multi_page or (self.show_all and self.can_show_all)
        self.result_list = self.queryset._clone() if is_whole else self.take_page(request.GET.get(PAGE_VAR, ""))
        self.all_url = self.get_query_string({"all": ""}) if self.can_show_all and not is_whole else ""

    def take_page(self, asked: str) -> QuerySet[Any]:
        """The rows of a page, with links to its neighbours."""
        steps = list(steps_of(self.queryset.query.order_by, self.model))
        sorted_by = {f"order_{number}": step.expression for number, step in enumerate(steps)}
        beside = self.find_beside(asked, sorted_by)
        rows = self.queryset
        if beside is not None:
            rows = rows.alias(**sorted_by).filter(beyond(steps, beside))
        is_backwards = beside is not None and beside.is_before
        read = list((rows.reverse() if is_backwards else rows).values_list("pk", flat=True)[: self.list_per_page + 1])
        if beside is not None and not read:
            # What stood there is deleted, or filtered out by now.
            return self.take_page("")
        shown, has_further = read[: self.list_per_page], len(read) > self.list_per_page
        if is_backwards:
            shown.reverse()
        if has_further if is_backwards else beside is not None:
            self.first_url = self.get_query_string()
            self.earlier_url = self.get_query_string({PAGE_VAR: f"{BEFORE}.{shown[0]}"})
        if is_backwards or has_further:
            self.later_url = self.get_query_string({PAGE_VAR: f"{AFTER}.{shown[-1]}"})
        found: QuerySet[Any] = self.queryset.filter(pk__in=shown)
        return found

    def find_beside(self, asked: str, sorted_by: dict[str, Any]) -> Beside | None:
        """The row that an address names; None where it names none, or it is gone."""
        way, _dot, text = asked.partition(".")
        if way not in (AFTER, BEFORE):
            return None
        try:
            pk = self.lookup_opts.pk.to_python(text)
        except ValidationError:
            return None
        values = self.root_queryset.filter(pk=pk).order_by().annotate(**sorted_by).values_list(*sorted_by).first()
        return None if values is None else Beside(pk, tuple(values), way == BEFORE)


class KeyedListAdmin(admin.ModelAdmin[Any]):
    """A page of rows whose list has such pages."""

    change_list_template = "admin/keyed_list.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list."""
        return KeyedChangeList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list; where not all rows are counted, all that are chosen are not counted either."""
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context and context["cl"].has_more:
            context["selection_note_all"] = _("All are selected")
        return response
