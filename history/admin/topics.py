"""Topics in the admin, with what an editor may want to look at beneath."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from history.admin.following import RecordAdmin
from history.balance import is_quickly_checked, report_balance
from history.models import Topic


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    """What events are gathered under."""

    list_display = ["title", "key", "licence"]
    search_fields = ["title", "key"]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The topic's form, and beneath it the balance check."""
        topic = self.get_object(request, object_id)
        context = dict(extra_context or {})
        if topic is not None and request.method == "GET":
            quick = is_quickly_checked(topic)
            context |= {"is_checked": quick, "balance": report_balance(topic) if quick else [], "topic": topic}
        return super().change_view(request, object_id, form_url, context)
