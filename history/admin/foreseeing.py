"""What an edit does beyond the record is shown before it is kept: saved, looked at, taken back, and asked about."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from history.effects import Effect, change_once_seen
from history.models import Rehearsal
from history.rehearsing.asking import rehearse_edit

# The field in which a form says which effect its editor has seen.
SEEN = "effect_seen"
# Where a request keeps what would be said once the change is kept.
HELD_MESSAGES = "messages_of_change"


class ForeseeingAdmin(admin.ModelAdmin[Any]):
    """A page whose changes are kept once their editor has seen what they do."""

    def once_seen(
        self,
        request: HttpRequest,
        change: Callable[[], HttpResponse],
        ask: Callable[[Effect], HttpResponse],
    ) -> HttpResponse:
        """The reply of `change` if it has no effect or one that was seen; else all of it is taken back, and `ask` is.

        What it would have said (`message_user`) is said only if it is kept.
        """
        held: list[tuple[Any, ...]] = []
        setattr(request, HELD_MESSAGES, held)
        try:
            outcome = change_once_seen(change, request.POST.get(SEEN, ""))
        finally:
            delattr(request, HELD_MESSAGES)
        if isinstance(outcome, Effect):
            if outcome.edit is not None:
                row = rehearse_edit(outcome.edit, request.user.pk)
                outcome = replace(outcome, rehearsal=row, token=row.token)
            return ask(outcome)
        for said in held:
            self.message_user(request, *said)
        return outcome

    def message_user(
        self,
        request: HttpRequest,
        message: Any,
        level: int | str = messages.INFO,
        extra_tags: str = "",
        fail_silently: bool = False,
    ) -> None:
        """Say it now, or once the change is kept that it is about."""
        held: list[tuple[Any, ...]] | None = getattr(request, HELD_MESSAGES, None)
        if held is None:
            super().message_user(request, message, level, extra_tags, fail_silently)
        else:
            held.append((message, level, extra_tags, fail_silently))

    def ask_about_effect(self, request: HttpRequest, effect: Effect, title: str, back: str = "") -> HttpResponse:
        """A page with the effect, from which the same request can be sent again; `back`: where else to go."""
        own = (SEEN, "csrfmiddlewaretoken")
        sent = [(name, value) for name, values in request.POST.lists() if name not in own for value in values]
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "effect": effect,
            "sent": sent,
            "back": back or request.get_full_path(),
            "rehearsal": effect.rehearsal,
            "is_rehearsal_stuck": effect.rehearsal is not None and effect.rehearsal.is_stuck(timezone.now()),
        }
        return TemplateResponse(request, "admin/history/effect.html", context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Deleting one row: after Django's own question the effect, if there is one."""
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        delete = super().delete_view
        return self.once_seen(
            request,
            lambda: delete(request, object_id, extra_context),
            lambda effect: self.ask_about_effect(request, effect, _("Delete this?")),
        )

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list; its actions (publish, delete …) once their effect was seen."""
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        act = super().changelist_view
        return self.once_seen(
            request,
            lambda: act(request, extra_context),
            lambda effect: self.ask_about_effect(request, effect, _("Do this with the chosen rows?")),
        )


@admin.register(Rehearsal)
class RehearsalAdmin(admin.ModelAdmin[Rehearsal]):
    """How far an editor's wide edit is looked at: a part of the page on which she waits, and no page of its own."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """It stands in no list."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The part alone."""
        return [path("<int:pk>/", self.admin_site.admin_view(self.part_view), name="history_rehearsal_part")]

    def part_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The part, for whoever waits for it."""
        row = get_object_or_404(Rehearsal, pk=pk, upload=None, asked_by=request.user.pk)
        context = {"rehearsal": row, "is_rehearsal_stuck": row.is_stuck(timezone.now())}
        return TemplateResponse(request, "admin/history/_wide_effect.html", context)
