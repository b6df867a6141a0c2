"""Parties, claimants, places and sources in the admin."""

from django.contrib import admin
from django.db import models

from history.admin.following import RecordAdmin
from history.models import Bearing, Citation, Claimant, Party, Place, PlaceName, Source


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


class PlaceNameInline(admin.TabularInline[PlaceName, Place]):
    """Every name the place has."""

    model = PlaceName
    extra = 0
    autocomplete_fields = ["party"]


class BearingInline(admin.TabularInline[Bearing, Place]):
    """In which direction it lies."""

    model = Bearing
    fk_name = "place"
    extra = 0
    autocomplete_fields = ["origin"]


class CoordinateCitationInline(admin.TabularInline[Citation, Place]):
    """Where the coordinates come from."""

    model = Citation
    fk_name = "place"
    fields = ["source", "locator", "supports", "quote"]
    extra = 0
    autocomplete_fields = ["source"]


@admin.register(Place)
class PlaceAdmin(RecordAdmin):
    """Places with their names."""

    list_display = ["name", "kind", "within", "latitude", "longitude"]
    list_filter = ["kind"]
    list_select_related = ["within"]
    search_fields = ["name", "key", "names__name"]
    autocomplete_fields = ["within"]
    inlines = [PlaceNameInline, BearingInline, CoordinateCitationInline]
