"""Labels of rows that tell namesakes apart wherever an editor chooses one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from history.models import Claim, Claimant, Event, Party, Place, Source, Topic
from history.models.keyed import KeyedRow
from history.reports.in_words import date_in_words

# What a label reads of other rows, so that a list of labels reads it with one query.
READ_WITH: Final[Mapping[type[Model], Sequence[str]]] = {
    Claim: ("event",),
    Claimant: ("speaks_for", "part_of"),
    Place: ("within",),
}


def label_row(row: Model) -> str:
    """The row's name, then what tells it from its namesakes, its key last."""
    details = [*_details(row), row.key if isinstance(row, KeyedRow) else ""]
    return " · ".join([str(row), *filter(None, details)])


def _details(row: Model) -> Iterable[str]:
    match row:
        case Place():
            kind = row.get_kind_display()
            yield _("%(kind)s in %(within)s") % {"kind": kind, "within": row.within} if row.within else kind
        case Event():
            yield date_in_words(row.happened, get_language() or "en")
            yield "" if row.status == "published" else row.get_status_display()
        case Claim():
            yield row.event.title
        case Claimant():
            yield row.get_kind_display()
            yield row.speaks_for.name if row.speaks_for else ""
            yield _("part of %(body)s") % {"body": row.part_of} if row.part_of else ""
        case Source():
            yield row.publisher
            yield date_in_words(row.published_on, get_language() or "en")
        case Party() | Topic():
            yield ""
