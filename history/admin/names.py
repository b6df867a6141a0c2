"""Parties, claimants, places and sources in the admin."""

import json
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from history.admin.events import CitationInline
from history.admin.filters import MineFilter
from history.admin.following import RecordAdmin
from history.admin.merging import MergingAdmin
from history.admin.places import look_around
from history.admin.rows import CitingForm, RowInline, join
from history.models import Bearing, Claimant, Party, Place, PlaceName, Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Documents."""

    # As Django 6 will have it: an address typed without a scheme is https.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    list_display = ["title", "publisher", "published_on"]
    list_filter = [MineFilter]
    search_fields = ["title", "publisher", "key"]


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    """Sides."""

    search_fields = ["name", "key"]


@admin.register(Claimant)
class ClaimantAdmin(MergingAdmin):
    """Who speaks or takes part."""

    list_display = ["name", "kind", "speaks_for", "part_of"]
    list_filter = ["kind", "speaks_for", MineFilter]
    list_select_related = ["speaks_for", "part_of"]
    search_fields = ["name", "key"]
    autocomplete_fields = ["speaks_for", "part_of", "holds"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By other names as well; some databases keep these with their letters escaped."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if term := search_term.strip():
            named = queryset.alias(other_names=Cast("aliases", models.TextField()))
            escaped = json.dumps(term)[1:-1]
            others = named.filter(Q(other_names__icontains=term) | Q(other_names__icontains=escaped))
            found = queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=others.values("pk")))
        return found, may_repeat


class PlaceNameInline(RowInline):
    """Every name the place has, each with the source that uses it."""

    model = PlaceName
    form = CitingForm
    fields = ["name", "language", "party"]
    show_change_link = True
    autocomplete_fields = ["party"]
    related = ["party"]

    def summarise(self, row: PlaceName) -> str:
        """The name, its language, whose it is."""
        return join(row.name, row.language, row.party)


class BearingInline(RowInline):
    """In which direction it lies."""

    model = Bearing
    form = CitingForm
    fk_name = "place"
    fields = ["origin", "direction"]
    show_change_link = True
    autocomplete_fields = ["origin"]
    related = ["origin"]

    def summarise(self, row: Bearing) -> str:
        """The direction, and from where."""
        return _("%(direction)s of %(origin)s") % {"direction": row.get_direction_display(), "origin": row.origin}


class CoordinateCitationInline(CitationInline):
    """Where the coordinates come from."""

    fk_name = "place"
    verbose_name = _("citation of the coordinates")
    verbose_name_plural = _("citations of the coordinates")


@admin.register(Place)
class PlaceAdmin(MergingAdmin):
    """Places with their names."""

    change_form_template = "admin/history/place/change_form.html"
    fields = ["name", "kind", "within", ("latitude", "longitude"), "key", "why", "seen"]
    list_display = ["name", "kind", "within", "latitude", "longitude"]
    list_filter = ["kind", MineFilter]
    list_select_related = ["within"]
    search_fields = ["name", "key", "names__name"]
    autocomplete_fields = ["within"]
    inlines = [PlaceNameInline, BearingInline, CoordinateCitationInline]

    class Media:
        css = {"all": ["leaflet/leaflet.css"]}
        js = ["leaflet/leaflet.js", "js/desk/map.js"]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        """The form with where the place lies: in the tree of places, and among its neighbours on the map."""
        place = options.get("obj")
        context["around"] = look_around(place) if place is not None else None
        return super().render_change_form(request, context, *args, **options)


class NamedAdmin(RecordAdmin):
    """What a place is called or in which direction it lies, with its citations; reached from the place's page."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not among the tables of the desk: the place's page leads there."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """On the place's page."""
        return False


class NameCitationInline(CitationInline):
    """Who uses the name."""

    fk_name = "place_name"


class BearingCitationInline(CitationInline):
    """Who gives the direction."""

    fk_name = "bearing"


@admin.register(PlaceName)
class PlaceNameAdmin(NamedAdmin):
    """One name of a place with its citations."""

    fields = ["name", "language", "party", "why", "seen"]
    autocomplete_fields = ["party"]
    inlines = [NameCitationInline]


@admin.register(Bearing)
class BearingAdmin(NamedAdmin):
    """The direction in which a place lies, with its citations."""

    fields = ["origin", "direction", "why", "seen"]
    autocomplete_fields = ["origin"]
    inlines = [BearingCitationInline]
