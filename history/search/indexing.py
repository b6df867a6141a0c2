"""Keep by what names rows are found, in the transaction of whatever changes them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from history.facts.reading_places import in_portions
from history.models import FoundName, FoundWord, KnownWord
from history.search.words import fold_name, keys_in

# Parties have no page, so nobody looks for one.
FOUND_KINDS: Final = ("event", "place", "claimant", "source", "topic")
KEYS_AT_ONCE: Final = 500


def keep_names(kind: str, names: Mapping[str, Sequence[str]]) -> int:
    """Let these rows (keys) be found by these names and by no others; gives how many were found otherwise before.

    The first name is the main one; a row without a name is not found at all.
    """
    if kind not in FOUND_KINDS:
        return 0
    changed = 0
    for keys in in_portions(names, KEYS_AT_ONCE):
        kept = names_kept(kind, keys)
        fresh = {key: names[key] for key in keys if kept.get(key, []) != list(names[key])}
        FoundName.objects.filter(kind=kind, key__in=[key for key in fresh if key in kept]).delete()
        add_names(kind, fresh)
        changed += len(fresh)
    return changed


def names_kept(kind: str, keys: Iterable[str]) -> dict[str, list[str]]:
    """The names by which these rows are found, the main one first."""
    kept: dict[str, list[str]] = defaultdict(list)
    rows = FoundName.objects.filter(kind=kind, key__in=list(keys)).order_by("-is_main", "pk")
    for key, name in rows.values_list("key", "name"):
        kept[key].append(name)
    return kept


def add_names(kind: str, names: Mapping[str, Sequence[str]]) -> None:
    """Write the names of rows of which none is kept, with their words."""
    rows = [
        FoundName(kind=kind, key=key, name=name, folded=fold_name(name), is_main=position == 0)
        for key, own in names.items()
        for position, name in enumerate(own)
    ]
    FoundName.objects.bulk_create(rows)
    words = [FoundWord(name=row, kind=kind, word=word) for row in rows for word in sorted(keys_in(row.name))]
    FoundWord.objects.bulk_create(words, batch_size=5000)
    know_words({row.word for row in words})


def know_words(words: Iterable[str]) -> int:
    """Add what is not known yet; gives how many."""
    added = 0
    for some in in_portions(sorted(words), KEYS_AT_ONCE):
        known = set(KnownWord.objects.filter(word__in=some).values_list("word", flat=True))
        fresh = [KnownWord(word=word, backward=word[::-1]) for word in some if word not in known]
        added += len(KnownWord.objects.bulk_create(fresh))
    return added
