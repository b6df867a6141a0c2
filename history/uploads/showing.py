"""An upload as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils import timezone

from history.models import Upload, UploadedEntry

FIRST_SHOWN = 20
ENTRIES_A_PAGE = 50
Outcome = UploadedEntry.Outcome
# What an editor has to look at first stands first; what is left alone is only counted.
SHOWN_AT_FIRST = (Outcome.CONFLICT, Outcome.REFUSED, Outcome.UPDATE, Outcome.CREATE)


@dataclass(frozen=True, slots=True)
class Part:
    """The entries of one outcome: how many, some of them, and whether there are more."""

    outcome: Outcome
    count: int
    entries: Sequence[UploadedEntry]
    page: Page[UploadedEntry] | None = None

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


def report_upload(upload: Upload, show: str, page: str | None, now: datetime | None = None) -> UploadReport:
    """Everything its page shows, in a number of queries that does not follow the number of entries."""
    found = dict(upload.entries.order_by().values_list("outcome").annotate(count=Count("pk")))
    became = dict(upload.entries.order_by().exclude(became="").values_list("became").annotate(count=Count("pk")))
    shown = Outcome(show) if show in Outcome.values else None
    return UploadReport(
        upload=upload,
        counts=tuple((outcome, found[outcome]) for outcome in Outcome if outcome in found),
        became=tuple((one, became[one]) for one in UploadedEntry.Became if one in became),
        parts=tuple(_parts(upload, found, shown, page)),
        shown=shown,
        earlier=find_earlier(upload),
        is_stuck=upload.is_stuck(now or timezone.now()),
    )


def _parts(upload: Upload, found: dict[str, int], shown: Outcome | None, page: str | None) -> list[Part]:
    if shown is not None:
        entries = upload.entries.filter(outcome=shown)
        pages = Paginator(entries, ENTRIES_A_PAGE).get_page(page)
        return [Part(shown, found.get(shown, 0), list(pages), pages)]
    wanted = [outcome for outcome in SHOWN_AT_FIRST if outcome in found]
    return [
        Part(outcome, found[outcome], list(upload.entries.filter(outcome=outcome)[:FIRST_SHOWN])) for outcome in wanted
    ]


def find_earlier(upload: Upload) -> Upload | None:
    """The newest earlier upload of the same content that was applied, whoever uploaded it and under whatever name."""
    same = Upload.objects.filter(digest=upload.digest, state=Upload.State.APPLIED, pk__lt=upload.pk)
    return same.defer("content").select_related("uploaded_by").first()
