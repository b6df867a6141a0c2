"""Topics, documents, and the passages that support what the record says."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from history.models.dated import EdtfField
from history.models.keyed import KeyedRow, check_prose


class Topic(KeyedRow):
    """What events are gathered under, with the licence and attribution of its content."""

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True, validators=[check_prose])
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    attribution = models.TextField(_("attribution"), blank=True, validators=[check_prose])

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Source(KeyedRow):
    """A document that says something."""

    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    published_on = EdtfField(_("published on"))

    class Meta:
        ordering = ["title", "key"]
        # The desk's list.
        indexes = [models.Index(fields=["title", "key"], name="source_by_title")]

    def __str__(self) -> str:
        return self.title


class Citation(models.Model):
    """The passage of a source that supports one row of the record: exactly one of the five below."""

    TARGETS = ("event", "attribution", "place", "place_name", "bearing")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source"))
    locator = models.CharField(
        _("locator"), max_length=120, blank=True, help_text=_("Where in the source: a page, a sentence's number.")
    )
    quote = models.TextField(_("quotation"), blank=True, validators=[check_prose])
    supports = models.CharField(
        _("supports"), max_length=120, blank=True, help_text=_("What of the row: happened, places, coordinates …")
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    event = models.ForeignKey(
        "history.Event", on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    attribution = models.ForeignKey(
        "history.Attribution", on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    place = models.ForeignKey(
        "history.Place", on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    place_name = models.ForeignKey(
        "history.PlaceName", on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    bearing = models.ForeignKey(
        "history.Bearing", on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="citation_supports_one_row",
                condition=models.Q(event__isnull=False, attribution=None, place=None, place_name=None, bearing=None)
                | models.Q(event=None, attribution__isnull=False, place=None, place_name=None, bearing=None)
                | models.Q(event=None, attribution=None, place__isnull=False, place_name=None, bearing=None)
                | models.Q(event=None, attribution=None, place=None, place_name__isnull=False, bearing=None)
                | models.Q(event=None, attribution=None, place=None, place_name=None, bearing__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)

    @property
    def parts(self) -> frozenset[str]:
        """What of its row it supports ("happened", "coordinates" …); empty: the row as a whole."""
        return frozenset(re.split(r"[|,;\s]+", self.supports.strip())) - {""}

    def clean(self) -> None:
        """A citation without a row to support, or with two, says nothing."""
        if sum(getattr(self, f"{target}_id") is not None for target in self.TARGETS) > 1:
            raise ValidationError(_("A citation supports exactly one row."))
