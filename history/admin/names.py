"""Parties, claimants, places and sources in the admin."""

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from history.admin.events import CitationInline
from history.admin.following import RecordAdmin
from history.admin.rows import CitingForm, RowInline, join
from history.models import Bearing, Claimant, Party, Place, PlaceName, Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Documents."""

    # As Django 6 will have it: an address typed without a scheme is https.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    list_display = ["title", "publisher", "published_on"]
    search_fields = ["title", "publisher", "key"]


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    """Sides."""

    search_fields = ["name", "key"]


@admin.register(Claimant)
class ClaimantAdmin(RecordAdmin):
    """Who speaks or takes part."""

    list_display = ["name", "kind", "speaks_for", "part_of"]
    list_filter = ["kind", "speaks_for"]
    list_select_related = ["speaks_for", "part_of"]
    search_fields = ["name", "key"]
    autocomplete_fields = ["speaks_for", "part_of", "holds"]


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
class PlaceAdmin(RecordAdmin):
    """Places with their names."""

    list_display = ["name", "kind", "within", "latitude", "longitude"]
    list_filter = ["kind"]
    list_select_related = ["within"]
    search_fields = ["name", "key", "names__name"]
    autocomplete_fields = ["within"]
    inlines = [PlaceNameInline, BearingInline, CoordinateCitationInline]
