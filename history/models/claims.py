"""What is said about events, and who stands where."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from history.facts.wordings import LENGTH, digest_wording
from history.models.dated import EdtfField, HappenedRow
from history.models.events import Event, Status
from history.models.keyed import KeyedRow, check_prose
from history.models.people import Claimant
from history.models.places import Place


class WordingField(models.CharField[str, str]):
    """A digest of a claim's words, kept beside them so that the database finds claims in the same words."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Reckon it from the statement as it is stored."""
        digest = digest_wording(getattr(model_instance, "statement", ""))
        setattr(model_instance, self.attname, digest)
        return digest


class Claim(KeyedRow, HappenedRow):
    """One proposition about an event, worded so that it stands alone and names no claimant.

    A figure is `figure_low` to `figure_high` of `figure_unit`, both ends included. `wording` is the same for claims in
    the same words (`history.facts.wordings`).
    """

    class About(models.TextChoices):
        """What the proposition settles."""

        OCCURRENCE = "occurrence", _("that it happened")
        DATE = "date", _("when it happened")
        PLACE = "place", _("where it happened")
        FIGURE = "figure", _("how many")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="claims")
    statement = models.CharField(_("statement"), max_length=500)
    wording = WordingField(max_length=LENGTH, blank=True, editable=False, db_index=True)
    about = models.CharField(_("about"), max_length=20, choices=About, default=About.OCCURRENCE)
    places = models.ManyToManyField(Place, blank=True, related_name="claims", verbose_name=_("places"))
    figure_low = models.FloatField(_("from"), null=True, blank=True)
    figure_high = models.FloatField(_("to"), null=True, blank=True)
    figure_unit = models.CharField(_("unit"), max_length=80, blank=True)
    opposes = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="opposed_by", verbose_name=_("opposes")
    )
    same_as = models.ManyToManyField("self", blank=True, verbose_name=_("same as"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            # The last day on record (`history.facts.reading.read_last_day`).
            models.Index(fields=["latest_day"], name="claim_last_day"),
        ]

    def __str__(self) -> str:
        return self.statement

    def clean(self) -> None:
        """Keep the bounds beside the date, and the figure's ends in order."""
        self.clean_happened()
        if self.figure_low is not None and self.figure_high is not None and self.figure_low > self.figure_high:
            raise ValidationError({"figure_high": _("The figure ends below where it begins.")})


class Stance(models.TextChoices):
    """How a claimant stands to a claim."""

    ASSERTS = "asserts", _("asserts")
    REPORTS = "reports", _("reports")
    CONFIRMS = "confirms", _("confirms")
    DENIES = "denies", _("denies")
    DISPUTES = "disputes", _("disputes")


class AttributionQuerySet(models.QuerySet["Attribution"]):
    """Attributions, filtered in phrases."""

    def live(self) -> AttributionQuerySet:
        """Published and not held back: what questions may rest on."""
        return self.filter(needs_review=False, claim__event__status=Status.PUBLISHED)


class Attribution(models.Model):
    """A claimant's stance on a claim, when stated, with citations; may be held back as needing review."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="attributions")
    claimant = models.ForeignKey(Claimant, on_delete=models.PROTECT, related_name="attributions")
    stance = models.CharField(_("stance"), max_length=20, choices=Stance)
    stated_on = EdtfField(_("stated on"))
    time_note = models.CharField(_("time of day"), max_length=200, blank=True)
    needs_review = models.BooleanField(
        _("needs review"), default=False, help_text=_("Held back: shown as such, and nothing is asked about it.")
    )
    note = models.TextField(_("note"), blank=True, validators=[check_prose])
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = AttributionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "claimant", "stance"], name="attribution_once"),
        ]

    def __str__(self) -> str:
        return f"{self.claimant} {self.get_stance_display()}: {self.claim}"
