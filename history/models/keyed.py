"""Rows that other programs name by a key."""

from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

check_key = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]*\Z", _("A key has lower-case letters, digits, dots, hyphens and underscores only.")
)

# As long as a record file may have it, so that whatever is on record can be exported and read again.
LONGEST_PROSE = 20_000
check_prose = MaxLengthValidator(LONGEST_PROSE)


class KeyedRow(models.Model):
    """A row with a key that outlives every title, and the state in which an import last left it.

    `imported_digest` is the digest of the row's entry as the last import wrote it; when the row's entry
    has another digest now, an editor changed it since, and the next import leaves it alone. Empty: never imported.
    """

    key = models.CharField(_("key"), max_length=120, unique=True, validators=[check_key])
    imported_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
