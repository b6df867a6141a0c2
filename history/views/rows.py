"""The pages of places, claimants, sources and topics."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from history.reports.claimants import describe_claimant
from history.reports.places import describe_place
from history.reports.public import public_row
from history.reports.sources import describe_source
from history.reports.topics import describe_topic
from history.views.access import follow_merged, read_place_in_list


@require_safe
def place_detail(request: HttpRequest, key: str) -> HttpResponseBase:
    """One place: its names and whose they are, where it lies, what happened there, what is said of it."""
    place = public_row("place", key)
    if place is None:
        return follow_merged("place", key, "history:place-detail")
    after, before = read_place_in_list(request)
    claims_after = request.GET.get("claims", "").replace("\0", "")
    locale = get_language() or "en"
    report = describe_place(place, locale, events_after=after, events_before=before, claims_after=claims_after)
    return render(request, "history/place_detail.html", {"report": report, "place": report.place, "map": report.map})


@require_safe
def claimant_detail(request: HttpRequest, key: str) -> HttpResponseBase:
    """One claimant: what it is, whose voice it may be, and what it said."""
    claimant = public_row("claimant", key)
    if claimant is None:
        return follow_merged("claimant", key, "history:claimant-detail")
    after, _before = read_place_in_list(request)
    report = describe_claimant(claimant, get_language() or "en", after)
    return render(request, "history/claimant_detail.html", {"report": report, "claimant": claimant})


@require_safe
def source_detail(request: HttpRequest, key: str) -> HttpResponseBase:
    """One source: where it is to be had, and what rests on it."""
    source = public_row("source", key)
    if source is None:
        return follow_merged("source", key, "history:source-detail")
    after, _before = read_place_in_list(request)
    report = describe_source(source, get_language() or "en", after)
    return render(request, "history/source_detail.html", {"report": report, "source": source})


@require_safe
def topic_detail(request: HttpRequest, key: str) -> HttpResponseBase:
    """One topic: its events in time and on a map, and who speaks in it."""
    topic = public_row("topic", key)
    if topic is None:
        return follow_merged("topic", key, "history:topic-detail")
    report = describe_topic(topic, get_language() or "en", *read_place_in_list(request))
    context = {"report": report, "topic": topic, "timeline": report.timeline, "map": report.map}
    return render(request, "history/topic_detail.html", context)
