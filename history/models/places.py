"""Places, every name they have, and where they lie from another place."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from history.models.keyed import KeyedRow
from history.models.people import Party


class Place(KeyedRow):
    """A place, within another where the record says so; coordinates in degrees (WGS 84)."""

    class Kind(models.TextChoices):
        """What sort of place it is; options of one question share it."""

        VILLAGE = "village", _("village")
        TOWN = "town", _("town")
        CITY = "city", _("city")
        SETTLEMENT = "settlement", _("settlement")
        DISTRICT = "district", _("district")
        REGION = "region", _("region")
        COUNTRY = "country", _("country")
        SITE = "site", _("site")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    within = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("within")
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    class Meta:
        ordering = ["name", "key"]
        indexes = [
            # The nearest places of a kind (`history.facts.nearest_places`).
            models.Index(fields=["kind", "latitude", "longitude"], name="place_by_spot"),
            # The desk's list.
            models.Index(fields=["name", "key"], name="place_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A place has both coordinates or none, and does not lie within itself."""
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("Give latitude and longitude together, or neither.")})
        seen, above = {self.pk}, self.within
        while above is not None:
            if above.pk in seen and above.pk is not None:
                raise ValidationError({"within": _("A place cannot lie within itself.")})
            seen.add(above.pk)
            above = above.within


class PlaceName(models.Model):
    """One name of a place: its language and, where names are contested, whose name it is."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=35, blank=True, help_text=_("A BCP 47 tag: az, hy, ru."))
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="place_names", verbose_name=_("whose")
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            # A name that is nobody's counts as one owner's too: null parties must not differ.
            models.UniqueConstraint("place", "name", "language", Coalesce("party", 0), name="place_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Direction(models.TextChoices):
    """The eight points of the compass."""

    NORTH = "N", _("north")
    NORTH_EAST = "NE", _("north-east")
    EAST = "E", _("east")
    SOUTH_EAST = "SE", _("south-east")
    SOUTH = "S", _("south")
    SOUTH_WEST = "SW", _("south-west")
    WEST = "W", _("west")
    NORTH_WEST = "NW", _("north-west")


class Bearing(models.Model):
    """In which direction a place lies as seen from another, as a source says it."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="bearing")
    origin = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="bearings_from_here", verbose_name=_("seen from")
    )
    direction = models.CharField(_("direction"), max_length=2, choices=Direction)

    def __str__(self) -> str:
        return f"{self.place}: {self.get_direction_display()} / {self.origin}"

    def clean(self) -> None:
        """Nothing lies in a direction from itself."""
        if self.place_id is not None and self.place_id == self.origin_id:
            raise ValidationError({"origin": _("A place has no direction from itself.")})
