"""What quizzes add to the record's pages (wired as `HISTORY_EVENT_PANELS`)."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from quizzes.reports.refusals import explain_refusals
from quizzes.reports.regrades import open_regrades
from quizzes.services.judge_event import judge_event


def event_panel(request: HttpRequest, event_key: str, *, is_admin: bool) -> str:
    """The questions asked about an event, and the refused ones with their rules, as HTML.

    On the public page what is asked and what is refused, without the answers; in the admin everything.
    """
    template = "quizzes/panels/event_admin.html" if is_admin else "quizzes/panels/event.html"
    report = judge_event(event_key)
    context: dict[str, Any] = {"report": report}
    if is_admin:
        context["regrades"] = open_regrades(event_key)
    else:
        refused = [(line.prompt, line.form, tuple(rule for rule, _why in line.rejections)) for line in report.refused]
        context["refusals"] = explain_refusals(refused, {line.prompt for line in report.live})
    return render_to_string(template, context, request=request)
