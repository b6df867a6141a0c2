"""What is stored beside something else follows from it; keys, dates and addresses are well formed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Model, QuerySet

from history.dates import DateError, read_edtf
from history.facts.invariants import Breach, Invariant
from history.facts.titles import name_title
from history.facts.wordings import digest_wording
from history.integrity.reading import name_rows, read_kept, stream
from history.models import Attribution, Claim, Claimant, Event, Party, Place, Revision, Source, Topic

KEYED: tuple[type[Model], ...] = (Topic, Party, Claimant, Place, Source, Event, Claim)
DATED: tuple[type[Event] | type[Claim], ...] = (Event, Claim)
DERIVED_FROM_DATE = ("happened", "earliest_day", "latest_day", "precision")
# The row that counts: `history.revise` moves this one.
THE_REVISION = 1
CHANGED_AT_ONCE = 500


def check_keys() -> Iterator[Breach]:
    """Keys with letters that no key has."""
    for model in KEYED:
        rows = model._default_manager.exclude(key__regex=r"^[a-z0-9][a-z0-9._-]*\Z")
        yield from name_rows(rows, "its key has other letters than keys have")


def check_dates() -> Iterator[Breach]:
    """Dates that are no EDTF expressions."""
    columns: tuple[tuple[QuerySet[Any], str, tuple[str, ...]], ...] = (
        (Event.objects.all(), "happened", ("key",)),
        (Claim.objects.all(), "happened", ("key",)),
        (Source.objects.all(), "published_on", ("key",)),
        (Claimant.objects.all(), "active", ("key",)),
        (Attribution.objects.all(), "stated_on", ("claim__key", "claimant__key", "stance")),
    )
    for rows, column, names in columns:
        kind = str(rows.model._meta.model_name)
        for text, *names_of_row in stream(rows.exclude(**{column: ""}), column, *names):
            try:
                read_edtf(text)
            except DateError as error:
                yield Breach(kind, "/".join(names_of_row), f"{column}: {error}")


def rows_with_wrong_days() -> Iterator[Event | Claim]:
    """Rows whose days are not those of their date, each as it should be."""
    for model in DATED:
        for pk, key, *stored in stream(model._default_manager.all(), "pk", "key", *DERIVED_FROM_DATE):
            date = read_kept(stored[0])
            if date is None and stored[0]:
                continue
            row = model(pk=pk, key=key)
            row.set_happened(stored[0])
            if [getattr(row, name) for name in DERIVED_FROM_DATE] != stored:
                yield row


def check_days() -> Iterator[Breach]:
    """Dates whose first day, last day or precision is another."""
    for row in rows_with_wrong_days():
        yield Breach(str(row._meta.model_name), row.key, f"its days are not those of “{row.happened}”")


def repair_days() -> int:
    """Reckon the days anew from each date."""
    wrong = list(rows_with_wrong_days())
    events = [row for row in wrong if isinstance(row, Event)]
    claims = [row for row in wrong if isinstance(row, Claim)]
    Event.objects.bulk_update(events, DERIVED_FROM_DATE, batch_size=CHANGED_AT_ONCE)
    Claim.objects.bulk_update(claims, DERIVED_FROM_DATE, batch_size=CHANGED_AT_ONCE)
    return len(wrong)


def rows_with_wrong_names() -> Iterator[Event]:
    """Events whose title's name is not the one of their title, each as it should be."""
    for pk, key, title, stored in stream(Event.objects.all(), "pk", "key", "title", "title_name"):
        name = name_title(title).name
        if name != stored:
            yield Event(pk=pk, key=key, title=title, title_name=name)


def check_title_names() -> Iterator[Breach]:
    """Names beside titles that are another title's."""
    for row in rows_with_wrong_names():
        yield Breach("event", row.key, f"“{row.title_name}” is the name of its title, another is kept")


def repair_title_names() -> int:
    """Reckon the names anew."""
    rows = list(rows_with_wrong_names())
    Event.objects.bulk_update(rows, ["title_name"], batch_size=CHANGED_AT_ONCE)
    return len(rows)


def claims_in_other_words() -> Iterator[Claim]:
    """Claims whose wording is not that of their statement, each as it should be."""
    for pk, key, statement, stored in stream(Claim.objects.all(), "pk", "key", "statement", "wording"):
        wording = digest_wording(statement)
        if wording != stored:
            yield Claim(pk=pk, key=key, statement=statement, wording=wording)


def check_wordings() -> Iterator[Breach]:
    """Digests beside statements that are another statement's."""
    for row in claims_in_other_words():
        yield Breach("claim", row.key, "the digest beside its statement is another's")


def repair_wordings() -> int:
    """Reckon the digests anew."""
    rows = list(claims_in_other_words())
    Claim.objects.bulk_update(rows, ["wording"], batch_size=CHANGED_AT_ONCE)
    return len(rows)


def check_revision() -> Iterator[Breach]:
    """Rows that count changes and are not the one that is read."""
    for (pk,) in stream(Revision.objects.exclude(pk=THE_REVISION), "pk"):
        yield Breach("revision", str(pk), "the record's changes are counted in another row")


def repair_revision() -> int:
    """Keep one row, beyond every number that was counted: who read any of them reads again."""
    highest = Revision.objects.order_by("-number").values_list("number", flat=True).first() or 0
    spare, _rows = Revision.objects.exclude(pk=THE_REVISION).delete()
    if spare:
        Revision.objects.update_or_create(pk=THE_REVISION, defaults={"number": highest + 1})
    return spare


def check_addresses() -> Iterator[Breach]:
    """Sources whose address a browser should not open."""
    rows = Source.objects.exclude(url="").exclude(url__iregex=r"^https?://[^\s]+\Z")
    return name_rows(rows, "its address begins with neither http:// nor https://")


def check_figures() -> Iterator[Breach]:
    """Figures that end below where they begin."""
    return name_rows(Claim.objects.filter(figure_low__gt=F("figure_high")), "its figure ends below where it begins")


INVARIANTS = (
    Invariant("keys_formed", "A key has lower-case letters, digits, dots, hyphens and underscores.", check_keys),
    Invariant("dates_readable", "Every date is an EDTF expression.", check_dates),
    Invariant(
        "days_as_computed",
        "The first day, last day and precision beside a date are those of the date, which is written as Attest does.",
        check_days,
        repair_days,
    ),
    Invariant(
        "title_names_as_computed",
        "The name beside an event's title is the one by which titles are compared.",
        check_title_names,
        repair_title_names,
    ),
    Invariant(
        "wordings_as_computed",
        "The digest beside a claim's statement is the one by which statements are compared.",
        check_wordings,
        repair_wordings,
    ),
    Invariant("one_revision", "The record's changes are counted in one row.", check_revision, repair_revision),
    Invariant("addresses_open", "The address of a source begins with http:// or https://.", check_addresses),
    Invariant("figures_in_order", "A figure does not end below where it begins.", check_figures),
)
