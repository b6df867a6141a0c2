"""Sides, and those who speak."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from history.models.dated import EdtfField
from history.models.keyed import KeyedRow


class Party(KeyedRow):
    """A side of a conflict; "none" is also an answer, given by leaving it out."""

    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("parties")

    def __str__(self) -> str:
        return self.name


class Claimant(KeyedRow):
    """Who speaks, or takes part: a person, office, body, medium, a side as a whole, or an unnamed source.

    `active` says when it could speak: the life of a person, the years of a body (EDTF; empty: not on record).
    """

    class Kind(models.TextChoices):
        """What sort of voice it is."""

        PERSON = "person", _("person")
        OFFICE = "office", _("office")
        STATE_BODY = "state-body", _("state body")
        ARMED_FORCE = "armed-force", _("armed force")
        MEDIA = "media", _("medium")
        ORGANISATION = "organisation", _("organisation")
        SCHOLAR = "scholar", _("scholar")
        SIDE = "side", _("a side as a whole")
        UNNAMED = "unnamed", _("unnamed source")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    speaks_for = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="speakers",
        verbose_name=_("speaks for"),
    )
    holds = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="holders",
        verbose_name=_("holds the office of"),
        limit_choices_to={"kind": Kind.OFFICE},
    )
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    active = EdtfField(
        _("active"),
        help_text=_("When the person lived or the body existed, in EDTF: 1961/2003-12-12, 1991/.. or ../2023."),
    )
    aliases = models.JSONField(_("other names"), default=list, blank=True)

    class Meta:
        ordering = ["name", "key"]
        # The desk's list.
        indexes = [models.Index(fields=["name", "key"], name="claimant_by_name")]

    def __str__(self) -> str:
        return self.name
