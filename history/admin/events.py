"""Events and their claims in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from history.admin.dates import read_date
from history.admin.filters import MineFilter, NeedsReviewFilter, NoSourceFilter, StandingFilter
from history.admin.following import RecordAdmin, edit_by
from history.admin.merging import MergingAdmin
from history.admin.rows import CitingForm, RowInline, join
from history.admin.workflow import may_publish
from history.models import Attribution, Citation, Claim, Event, EventPlace, Participant, Status
from history.publishing import lacks_of, set_status
from history.reports.in_words import date_in_words
from history.views.panels import event_panels


class EventPlaceInline(RowInline):
    """Where it happened."""

    model = EventPlace
    verbose_name = _("place")
    verbose_name_plural = _("places")
    fields = ["place", "role"]
    autocomplete_fields = ["place"]
    related = ["place"]


class ParticipantInline(RowInline):
    """Who took part."""

    model = Participant
    fields = ["claimant", "role"]
    autocomplete_fields = ["claimant"]
    related = ["claimant"]

    def summarise(self, row: Participant) -> str:
        """Who, and in which role."""
        return join(row, row.role)


class CitationInline(RowInline):
    """The passages that support the row of a page; `fk_name` says which of a citation's links leads to it."""

    model = Citation
    fields = ["source", "locator", "supports", "quote"]
    autocomplete_fields = ["source"]
    related = ["source"]

    def summarise(self, row: Citation) -> str:
        """The source, what it supports, and the passage."""
        return join(row, row.supports, row.quote)


class EventCitationInline(CitationInline):
    """What supports the event."""

    fk_name = "event"


class ClaimInline(RowInline):
    """What is said about it; who says it stands on the claim's own page."""

    model = Claim
    fields = ["statement", "about", "happened", "places", "key"]
    show_change_link = True
    autocomplete_fields = ["places"]
    prefetched = ["places", "attributions"]

    def summarise(self, row: Claim) -> str:
        """What is said, of what, by how many."""
        voices = row.attributions.all()
        count = ngettext("%(count)d voice", "%(count)d voices", len(voices)) % {"count": len(voices)}
        held = any(voice.needs_review for voice in voices)
        return join(
            Truncator(row.statement).chars(90), row.get_about_display(), count, _("needs review") if held else ""
        )


@admin.register(Event)
class EventAdmin(MergingAdmin):
    """Events with their questions beneath."""

    list_display = ["title", "status", "happened", "part_of"]
    list_filter = ["status", "topics", NeedsReviewFilter, NoSourceFilter, MineFilter, StandingFilter]
    list_select_related = ["part_of"]
    fields = [
        "title",
        "status",
        "topics",
        "happened",
        "time_note",
        "summary",
        "part_of",
        "after",
        "same_as",
        "key",
        "why",
        "seen",
    ]
    search_fields = ["title", "key", "summary"]
    autocomplete_fields = ["part_of", "after", "same_as", "topics"]
    inlines = [EventPlaceInline, ParticipantInline, EventCitationInline, ClaimInline]
    actions = ["publish", "unpublish", "merge"]

    def get_urls(self) -> list[URLPattern]:
        """The page's own paths, and the one that says how a date reads."""
        return [path("date/", self.admin_site.admin_view(read_date), name="history_date"), *super().get_urls()]

    @admin.action(description=_("Publish the chosen events"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        """Let the public see them, and let questions be made of them."""
        self._set_status(request, queryset, Status.PUBLISHED)

    @admin.action(description=_("Turn the chosen events back into drafts"), permissions=["publish"])
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        """Withdraw them; their questions are no longer asked."""
        self._set_status(request, queryset, Status.DRAFT)

    def _set_status(self, request: HttpRequest, queryset: QuerySet[Event], status: Status) -> None:
        """Set it where nothing stands against it; what does is said event by event."""
        chosen = queryset.exclude(status=status)
        lacks = lacks_of(list(chosen.values_list("pk", flat=True))) if status == Status.PUBLISHED else {}
        for event in chosen.filter(pk__in=lacks):
            reasons = " ".join(lack.text for lack in lacks[event.pk])
            self.message_user(request, f"{event.title}: {reasons}", messages.ERROR)
        changing = list(chosen.exclude(pk__in=lacks).values_list("key", flat=True))
        count = set_status(changing, status, edit_by(request, str(status.label)))
        text = ngettext("%(count)d event is now “%(status)s”.", "%(count)d events are now “%(status)s”.", count)
        self.message_user(request, text % {"count": count, "status": status.label}, messages.SUCCESS)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether the actions that the public sees are offered."""
        return may_publish(request)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the right to publish, an event can be written and handed in."""
        if db_field.name == "status" and not may_publish(request):
            kwargs["choices"] = [choice for choice in Status.choices if choice[0] != Status.PUBLISHED]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The event's form, and beneath it what the apps above say about the event."""
        event = self.get_object(request, object_id)
        panels = event_panels(request, event.key, is_admin=True) if event else []
        context = {**(extra_context or {}), "event_panels": panels}
        return super().change_view(request, object_id, form_url, context)


class AttributionInline(RowInline):
    """Who takes which stance, each with the source that says so."""

    model = Attribution
    form = CitingForm
    fields = ["claimant", "stance", "stated_on", "time_note", "needs_review", "note"]
    show_change_link = True
    autocomplete_fields = ["claimant"]
    related = ["claimant"]

    def summarise(self, row: Attribution) -> str:
        """Who, which stance, when, on which grounds."""
        sources = len(row.citations.all())
        cited = ngettext("%(count)d source", "%(count)d sources", sources) % {"count": sources}
        stated = date_in_words(row.stated_on, get_language() or "en")
        held = _("needs review") if row.needs_review else ""
        return join(f"{row.claimant} {row.get_stance_display()}", stated, cited if sources else _("no source"), held)


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    """Claims with their attributions."""

    list_display = ["statement", "about", "event"]
    list_filter = ["about", "event__status", "event__topics", NeedsReviewFilter, NoSourceFilter, StandingFilter]
    # What came last stands first; a claim's own order is that within its event.
    ordering = ["-pk"]
    list_select_related = ["event"]
    fields = [
        "event",
        "statement",
        "about",
        "happened",
        "places",
        ("figure_low", "figure_high", "figure_unit"),
        "opposes",
        "same_as",
        "key",
        "why",
        "seen",
    ]
    search_fields = ["statement", "key", "event__title"]
    autocomplete_fields = ["event", "places", "opposes", "same_as"]
    inlines = [AttributionInline]


class AttributionCitationInline(CitationInline):
    """What supports the attribution."""

    fk_name = "attribution"


@admin.register(Attribution)
class AttributionAdmin(RecordAdmin):
    """One stance with its citations."""

    list_display = ["claimant", "stance", "claim", "stated_on", "needs_review"]
    list_filter = ["stance", "needs_review", "claim__event__topics"]
    ordering = ["-pk"]
    list_select_related = ["claimant", "claim"]
    search_fields = ["claimant__name", "claim__statement"]
    autocomplete_fields = ["claim", "claimant"]
    inlines = [AttributionCitationInline]
