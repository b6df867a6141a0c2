"""What an editor narrows a list down by."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from history.exports.entries import KEYS_AT_ONCE, in_portions
from history.lacking import (
    claims_held_back,
    claims_standing,
    claims_without_source,
    events_held_back,
    events_of,
    events_without_source,
)
from history.models import Claim, Event, KeptEntry
from history.versions.keeping import KEYED

YES = "yes"


class YesFilter(admin.SimpleListFilter):
    """A list of all, or of those of which something is so."""

    said: Any = _("yes")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice beside all."""
        return [(YES, self.said)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those, where they are asked for."""
        return self.choose(request, queryset) if self.value() == YES else queryset

    def choose(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of which it is so."""
        raise NotImplementedError


class NoSourceFilter(YesFilter):
    """What no source says."""

    title = _("source")
    parameter_name = "source"
    said = _("none for something it says")

    def choose(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of events and of claims."""
        return events_without_source(rows) if rows.model is Event else claims_without_source(rows)


class NeedsReviewFilter(YesFilter):
    """What is held back."""

    title = _("held back")
    parameter_name = "held"
    said = _("needs review")

    def choose(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of events and of claims."""
        return events_held_back(rows) if rows.model is Event else claims_held_back(rows)


class MineFilter(YesFilter):
    """What the editor has changed herself."""

    title = _("changed")
    parameter_name = "changed"
    said = _("by me")

    def choose(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Rows of whose entries a version is hers."""
        kind = next(str(kind) for model, kind in KEYED if model is rows.model)
        hers = KeptEntry.versions.filter(kind=kind, history_user=request.user).order_by()
        return rows.filter(key__in=hers.values("key"))


class StandingFilter(admin.SimpleListFilter):
    """How a claim stands, or one of an event's."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The standings of the glossary."""
        return [
            ("contested", _("contested")),
            ("corroborated", _("corroborated")),
            ("unopposed", _("unopposed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Reckoned for what the other filters leave."""
        standing = self.value()
        if standing not in {value for value, _name in self.lookup_choices}:
            return queryset
        if queryset.model is Event:
            events = queryset.order_by().values("pk")
            return queryset.filter(among(events_of(claims_standing(Claim.objects.filter(event__in=events), standing))))
        return queryset.filter(among(claims_standing(queryset, standing)))


def among(ids: Iterable[int]) -> Q:
    """Of rows: that their id is one of these, however many they are."""
    found = Q(pk__in=[])
    for some in in_portions(sorted(ids), KEYS_AT_ONCE):
        found |= Q(pk__in=some)
    return found
