"""Events and their claims in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from history.admin.following import RecordAdmin, edit_by
from history.admin.workflow import may_publish
from history.models import Attribution, Citation, Claim, Event, EventPlace, Participant, Status
from history.publishing import lacks_of, set_status
from history.views import event_panels


class EventPlaceInline(admin.TabularInline[EventPlace, Event]):
    """Where it happened."""

    model = EventPlace
    extra = 0
    autocomplete_fields = ["place"]


class ParticipantInline(admin.TabularInline[Participant, Event]):
    """Who took part."""

    model = Participant
    extra = 0
    autocomplete_fields = ["claimant"]


class EventCitationInline(admin.TabularInline[Citation, Event]):
    """What supports the event."""

    model = Citation
    fk_name = "event"
    fields = ["source", "locator", "supports", "quote"]
    extra = 0
    autocomplete_fields = ["source"]


class ClaimInline(admin.StackedInline[Claim, Event]):
    """What is said about it; who says it stands on the claim's own page."""

    model = Claim
    fields = ["key", "statement", "about", "happened", "places"]
    extra = 0
    show_change_link = True
    autocomplete_fields = ["places"]


@admin.register(Event)
class EventAdmin(RecordAdmin):
    """Events with their questions beneath."""

    list_display = ["title", "status", "happened", "part_of"]
    list_filter = ["status", "topics"]
    list_select_related = ["part_of"]
    search_fields = ["title", "key", "summary"]
    autocomplete_fields = ["part_of", "after", "same_as", "topics"]
    inlines = [EventPlaceInline, ParticipantInline, EventCitationInline, ClaimInline]
    actions = ["publish", "unpublish"]

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


class AttributionInline(admin.StackedInline[Attribution, Claim]):
    """Who takes which stance."""

    model = Attribution
    extra = 0
    show_change_link = True
    autocomplete_fields = ["claimant"]


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    """Claims with their attributions."""

    list_display = ["statement", "about", "event"]
    list_filter = ["about", "attributions__needs_review"]
    list_select_related = ["event"]
    search_fields = ["statement", "key"]
    autocomplete_fields = ["event", "places", "opposes", "same_as"]
    inlines = [AttributionInline]


class AttributionCitationInline(admin.TabularInline[Citation, Attribution]):
    """What supports the attribution."""

    model = Citation
    fk_name = "attribution"
    fields = ["source", "locator", "supports", "quote"]
    extra = 0
    autocomplete_fields = ["source"]


@admin.register(Attribution)
class AttributionAdmin(RecordAdmin):
    """One stance with its citations."""

    list_display = ["claimant", "stance", "claim", "stated_on", "needs_review"]
    list_filter = ["stance", "needs_review"]
    list_select_related = ["claimant", "claim"]
    search_fields = ["claimant__name", "claim__statement"]
    autocomplete_fields = ["claim", "claimant"]
    inlines = [AttributionCitationInline]
