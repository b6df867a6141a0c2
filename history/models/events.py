"""What is on record as having happened."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Min, OuterRef
from django.utils.translation import gettext_lazy as _

from history.facts.titles import LONGEST_NAME, name_title
from history.models.dated import HappenedRow
from history.models.keyed import KeyedRow, check_prose
from history.models.people import Claimant
from history.models.places import Place
from history.models.sources import Topic


class Status(models.TextChoices):
    """How far an event is on its way to the public."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")


class EventQuerySet(models.QuerySet["Event"]):
    """Events, filtered in phrases."""

    def published(self) -> EventQuerySet:
        """What the public sees and questions are made of."""
        return self.filter(status=Status.PUBLISHED)

    def published_of_few(self) -> EventQuerySet:
        """The same, where something else says which few are looked at.

        Not by the index of what is published: without figures of its tables SQLite goes along that even for the events
        of one topic of a thousand.
        """
        return self.exclude(status__in=[Status.DRAFT, Status.IN_REVIEW])

    def at_home_in(self, topic: str) -> EventQuerySet:
        """Those whose first topic by key is this one (empty: without a topic), so that each has one home."""
        if not topic:
            return self.filter(topics=None)
        # From the topic's own rows on: the first topic of each event on record need not be reckoned.
        before = Topic.objects.filter(events=OuterRef("pk"), key__lt=topic).order_by()
        return self.filter(~Exists(before), topics__key=topic)

    def away_from(self, topic: str) -> EventQuerySet:
        """Those at home elsewhere."""
        if not topic:
            return self.exclude(topics=None).distinct()
        return self.annotate(home=Min("topics__key")).exclude(home=topic)

    def homes(self) -> dict[str, str]:
        """The home topic of each, by key; empty for an event without a topic."""
        rows = self.order_by().annotate(home=Min("topics__key")).values_list("key", "home")
        return {key: home or "" for key, home in rows}

    def in_time_order(self) -> EventQuerySet:
        """Earliest first, undated last."""
        return self.order_by(models.F("earliest_day").asc(nulls_last=True), "title", "pk")


class TitleNameField(models.CharField[str, str]):
    """The name in an event's title, kept beside it so that the database finds titles that may name one event."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Reckon it from the title as it is stored."""
        name = name_title(getattr(model_instance, "title", "")).name
        setattr(model_instance, self.attname, name)
        return name


class Event(KeyedRow, HappenedRow):
    """Something on record as having happened.

    `title_name` is what is left of the title when titles are compared (`history.facts.titles`).
    """

    title = models.CharField(_("title"), max_length=300)
    title_name = TitleNameField(max_length=LONGEST_NAME, blank=True, editable=False, db_index=True)
    summary = models.TextField(_("summary"), blank=True, validators=[check_prose])
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    time_note = models.CharField(
        _("time of day"),
        max_length=200,
        blank=True,
        help_text=_("As the source has it, with its vagueness: “in the morning”."),
    )
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    after = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="before", verbose_name=_("came after")
    )
    same_as = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="same_events",
        verbose_name=_("same as"),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="events", verbose_name=_("topics"))
    places = models.ManyToManyField(Place, through="EventPlace", related_name="events")
    participants = models.ManyToManyField(Claimant, through="Participant", related_name="events")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["title", "key"]
        permissions = [("publish_event", "Can publish events")]
        indexes = [
            # The public list: published events in time order.
            models.Index(fields=["status", "earliest_day", "title"], name="event_published_in_order"),
            # The last day on record (`history.facts.reading.read_last_day`).
            models.Index(fields=["status", "latest_day"], name="event_published_last_day"),
            # The desk's list.
            models.Index(fields=["title", "key"], name="event_by_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Keep the bounds beside the date, and refuse an event that is part of itself."""
        self.clean_happened()
        seen, above = {self.pk}, self.part_of
        while above is not None:
            if above.pk in seen and above.pk is not None:
                raise ValidationError({"part_of": _("An event cannot be part of itself.")})
            seen.add(above.pk)
            above = above.part_of


class EventPlace(models.Model):
    """Where an event happened, and how it stands to the place."""

    class Role(models.TextChoices):
        """How the event stands to the place."""

        AT = "at", _("at")
        NEAR = "near", _("near")
        TOWARD = "toward", _("toward")
        FROM = "from", _("from")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="event_places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="event_places")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.AT)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "place", "role"], name="event_place_once")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.place}"


class Participant(models.Model):
    """Who took part in an event. Taking part is not speaking."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="event_participants")
    claimant = models.ForeignKey(Claimant, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(_("role"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "claimant", "role"], name="participant_once")]

    def __str__(self) -> str:
        return str(self.claimant)
