"""How a historical date is kept in a row: its EDTF text, and beside it the days it admits."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from history.dates import DateError, HistoricalDate, read_edtf


def check_edtf(text: str) -> None:
    """Refuse what is not an EDTF expression, in words for the editor who typed it."""
    try:
        read_edtf(text)
    except DateError as error:
        raise ValidationError(str(error)) from error


class EdtfField(models.CharField[str, str]):
    """An EDTF expression (ISO 8601-2) as text, empty where no date is on record."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 120)
        options.setdefault("blank", True)
        options.setdefault("help_text", _("EDTF, for example 2020-10-09, [2020-10-14,2020-10-15] or XXXX-05."))
        super().__init__(*args, **options)
        self.validators.append(check_edtf)

    def deconstruct(self) -> Any:
        """Leave the validator out of migrations: the field adds it itself."""
        name, path, args, options = super().deconstruct()
        options.pop("validators", None)
        return name, path, args, options


class HappenedRow(models.Model):
    """A row that says when something happened.

    `earliest_day` and `latest_day` are day numbers (proleptic Gregorian, 1 is 0001-01-01, astronomical years),
    null where that end is open or no day is known. They are computed from `happened` by `set_happened`.
    """

    happened = EdtfField(_("happened"))
    earliest_day = models.IntegerField(null=True, blank=True, editable=False)
    latest_day = models.IntegerField(null=True, blank=True, editable=False)
    precision = models.CharField(max_length=20, blank=True, editable=False)

    class Meta:
        abstract = True

    def set_happened(self, text: str) -> None:
        """Store `text` (EDTF or empty) with the bounds that follow from it. Raises DateError."""
        date = read_edtf(text) if text else None
        self.happened = date.edtf if date else ""
        self.earliest_day = date.earliest_day if date else None
        self.latest_day = date.latest_day if date else None
        self.precision = date.precision if date else ""

    def clean_happened(self) -> None:
        """Keep the bounds beside a date that an editor typed; the field has refused a wrong one by now."""
        with suppress(DateError):
            self.set_happened(self.happened)

    @property
    def happened_date(self) -> HistoricalDate | None:
        """The stored expression as a value, None where no date is on record."""
        return read_edtf(self.happened) if self.happened else None
