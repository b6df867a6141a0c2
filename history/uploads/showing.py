"""An upload as its page shows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from history.models import Upload, UploadedEntry
from history.reports.listing import KeyPage, cut_page

FIRST_SHOWN = 20
ENTRIES_A_PAGE = 50
POSITION = re.compile(r"[0-9]{1,9}")
Outcome = UploadedEntry.Outcome
# What an editor has to look at first stands first; what is left alone is only counted.
SHOWN_AT_FIRST = (Outcome.CONFLICT, Outcome.REFUSED, Outcome.UPDATE, Outcome.CREATE)


@dataclass(frozen=True, slots=True)
class Part:
    """The entries of one outcome: how many, some of them, and whether there are more."""

    outcome: Outcome
    count: int
    entries: Sequence[UploadedEntry]
    page: KeyPage[UploadedEntry] | None = None

    @property
    def has_more(self) -> bool:
        """Whether some are not shown."""
        return self.page is None and self.count > len(self.entries)


@dataclass(frozen=True, slots=True)
class UploadReport:
    """An upload with the parts of its plan, how many of which outcome there are, and what became of them.

    `shown` is the outcome that fills the page alone. `earlier` is the same file, uploaded before.
    """

    upload: Upload
    counts: tuple[tuple[Outcome, int], ...]
    became: tuple[tuple[UploadedEntry.Became, int], ...]
    parts: tuple[Part, ...]
    shown: Outcome | None
    earlier: Upload | None
    is_stuck: bool

    @property
    def has_choices(self) -> bool:
        """Whether there is a conflict to decide, or one that was decided."""
        return bool(dict(self.counts).get(Outcome.CONFLICT)) or bool(self.upload.taken)

    @property
    def taken(self) -> frozenset[str]:
        """The entries of which the file's version was chosen."""
        return frozenset(f"{kind} {key}" for kind, key in self.upload.taken)

    @property
    def writes(self) -> int:
        """How many entries applying would write."""
        counts = dict(self.counts)
        return counts.get(Outcome.CREATE, 0) + counts.get(Outcome.UPDATE, 0)


def report_upload(
    upload: Upload, show: str, after: str = "", before: str = "", now: datetime | None = None
) -> UploadReport:
    """Everything its page shows, in a number of queries that does not follow the number of entries.

    `show`: the outcome whose entries fill the page; they go on after or before the entry at this position.
    """
    found = dict(upload.entries.order_by().values_list("outcome").annotate(count=Count("pk")))
    became = dict(upload.entries.order_by().exclude(became="").values_list("became").annotate(count=Count("pk")))
    shown = Outcome(show) if show in Outcome.values else None
    return UploadReport(
        upload=upload,
        counts=tuple((outcome, found[outcome]) for outcome in Outcome if outcome in found),
        became=tuple((one, became[one]) for one in UploadedEntry.Became if one in became),
        parts=tuple(_parts(upload, found, shown, after, before)),
        shown=shown,
        earlier=find_earlier(upload),
        is_stuck=upload.is_stuck(now or timezone.now()),
    )


def _parts(upload: Upload, found: dict[str, int], shown: Outcome | None, after: str, before: str) -> list[Part]:
    if shown is not None:
        page = page_of_entries(upload.entries.filter(outcome=shown), after, before)
        return [Part(shown, found.get(shown, 0), page.rows, page)]
    wanted = [outcome for outcome in SHOWN_AT_FIRST if outcome in found]
    return [
        Part(outcome, found[outcome], list(upload.entries.filter(outcome=outcome)[:FIRST_SHOWN])) for outcome in wanted
    ]


def page_of_entries(entries: QuerySet[UploadedEntry], after: str, before: str) -> KeyPage[UploadedEntry]:
    """Entries in the order of the file, beyond the one at a position; from the first where that is no position."""
    first, last = read_position(after), read_position(before)
    if first is not None:
        rows = entries.filter(position__gt=first).order_by("position")
    elif last is not None:
        rows = entries.filter(position__lt=last).order_by("-position")
    else:
        rows = entries.order_by("position")
    return cut_page(
        lambda count: list(rows[:count]),
        lambda entry: str(entry.position),
        ENTRIES_A_PAGE,
        from_key=first is not None,
        backwards=first is None and last is not None,
    )


def read_position(text: str) -> int | None:
    """A position as an address gives it; None for anything else."""
    return int(text) if POSITION.fullmatch(text) else None


def find_earlier(upload: Upload) -> Upload | None:
    """The newest earlier upload of the same content that was applied, whoever uploaded it and under whatever name."""
    same = Upload.objects.filter(digest=upload.digest, state=Upload.State.APPLIED, pk__lt=upload.pk)
    return same.defer("content").select_related("uploaded_by").first()
