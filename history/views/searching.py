"""Search the record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from history.reports.search import search_record


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found under `?q=TEXT`: events, places, claimants, sources and topics."""
    report = search_record(request.GET.get("q", ""), get_language() or "en")
    return render(request, "history/search.html", {"report": report, "query": report.text})
