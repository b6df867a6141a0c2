"""Keys for new rows, proposed from what they are called. A key is chosen once and never changed."""

import re
from collections.abc import Collection
from itertools import count
from typing import Any, Final

from anyascii import anyascii
from django.db.models import Model, QuerySet

from history.models import MergedKey

LONGEST_PROPOSED: Final = 80


def propose_key(model: type[Model], name: str, taken: Collection[str] = ()) -> str:
    """A key for a new row of this name that no row has, nor any of `taken`: "Edişə" is edisa, the next edisa-2."""
    stem = slug(name) or slug(str(model._meta.verbose_name)) or "row"
    rows: QuerySet[Any] = model._default_manager.filter(key__startswith=stem)
    # A key that was merged into another leads there for good.
    merged = MergedKey.objects.filter(kind=model._meta.model_name, old_key__startswith=stem)
    used = {*rows.values_list("key", flat=True), *merged.values_list("old_key", flat=True), *taken}
    if stem not in used:
        return stem
    return next(key for number in count(2) if (key := f"{stem}-{number}") not in used)


def slug(name: str) -> str:
    """A name in the letters of a key, cut between words where it is long."""
    plain = re.sub(r"[’'ʻ`′]", "", anyascii(name).lower())
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(whole) <= LONGEST_PROPOSED:
        return whole
    head, _hyphen, _rest = whole[: LONGEST_PROPOSED + 1].rpartition("-")
    return head or whole[:LONGEST_PROPOSED]
