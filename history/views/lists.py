"""The lists of places, claimants, sources and topics, from A to Z whatever the script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from history.reports.listing import page_of_names
from history.reports.search import DESCRIBERS, GROUPS
from history.views.access import read_place_in_list


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    """Places."""
    return list_names(request, "place")


@require_safe
def claimant_list(request: HttpRequest) -> HttpResponse:
    """Claimants."""
    return list_names(request, "claimant")


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Sources."""
    return list_names(request, "source")


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    """Topics."""
    return list_names(request, "topic")


def list_names(request: HttpRequest, kind: str) -> HttpResponse:
    """One page of the rows of a kind, each with what tells it from others of its name."""
    page = page_of_names(kind, *read_place_in_list(request))
    described = DESCRIBERS[kind]([name.key for name in page.rows], get_language() or "en")
    rows = [(name.key, *described[name.key]) for name in page.rows if name.key in described]
    return render(
        request, "history/name_list.html", {"kind": kind, "heading": GROUPS[kind], "rows": rows, "page": page}
    )
