"""Which rows of the record the public finds, and where the key of a merged one leads."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from history.models import MergedKey
from history.reports.public import public_row


def follow_merged(kind: str, key: str, view_name: str) -> HttpResponseBase:
    """The way from the key of a merged row to the same page of the one that took it in; 404 for every other key."""
    merged = MergedKey.objects.filter(kind=kind, old_key=key).first()
    if merged is None or public_row(kind, merged.new_key) is None:
        raise Http404
    return redirect(view_name, key=merged.new_key, permanent=True)


def read_place_in_list(request: HttpRequest) -> tuple[str, str]:
    """From which key a list goes on, and to which it goes back: `?after=KEY`, `?before=KEY`; keys have no NUL."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    return after.replace("\0", "")[:120], before.replace("\0", "")[:120]
