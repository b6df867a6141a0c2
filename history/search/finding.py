"""Find rows by name: whatever the diacritics and the script, by the beginning of each word, then by likeness."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from rapidfuzz import process
from rapidfuzz.distance import OSA

from history.models import FoundName, FoundWord, KnownWord
from history.reports.public import public_keys
from history.search.indexing import FOUND_KINDS
from history.search.words import fold_name, words_in

# The keys of one word of a query; a name has the word where it has one of them, or a word that begins with one.
Keys = frozenset[str]

MOST_WORDS: Final = 8
# So many hits of a kind are on the page, and so many are looked at to choose them.
HITS: Final = 20
CANDIDATES: Final = 200
# Rows of drafts are passed over, so many times the candidates at most.
BATCHES: Final = 5
# Beyond this it does not matter how frequent a word is.
FREQUENT: Final = 1000
# Of a misspelt word: how long it must be, when two letters may be wrong, what is compared, and how much is tried.
SHORTEST_MISSPELT: Final = 3
LONG: Final = 6
COMPARED: Final = 3000
TRIED: Final = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found, by the name that fits best. `is_exact`: that is just what was typed."""

    key: str
    name: str
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind, best first. `is_near`: by names like what was typed, for none bears it."""

    kind: str
    hits: tuple[Hit, ...]
    has_more: bool
    is_near: bool


def find_by_name(text: str) -> list[Found]:
    """What the public finds under this text, kind by kind; nothing for a text without letters and figures.

    Every word must be in a name, in any order; it may be the beginning of a word. Where no kind has such a name, and
    among places in any case, names that differ by a letter or two are found instead.
    """
    words = words_in(text)[:MOST_WORDS]
    if not words:
        return []
    folded = fold_name(text)
    typed = names_as_typed(folded)
    found = [find_of_kind(kind, words, folded, typed) for kind in FOUND_KINDS]
    missed = [one.kind for one in found if not one.hits]
    near_kinds = missed if len(missed) == len(FOUND_KINDS) else [kind for kind in missed if kind == "place"]
    near = widen(words) if near_kinds else None
    if near is not None:
        found += [find_of_kind(kind, near, folded, (), is_near=True) for kind in near_kinds]
    return [one for one in found if one.hits]


def find_of_kind(
    kind: str, words: Sequence[Keys], folded: str, typed: Iterable[FoundName], *, is_near: bool = False
) -> Found:
    """The rows of one kind that have a name with all these words; `typed` are names that are just what was typed."""
    names = {name.pk: name for name in typed if name.kind == kind}
    found = candidates(kind, words, is_whole=is_near)
    names.update({name.pk: name for name in found if not is_near or resembles(name.folded, folded)})
    best: dict[str, FoundName] = {}
    for name in sorted(names.values(), key=lambda name: rank(name, words, folded)):
        best.setdefault(name.key, name)
    hits = [Hit(name.key, name.name, name.folded == folded) for name in best.values()]
    return Found(kind, tuple(hits[:HITS]), len(hits) > HITS, is_near)


def resembles(name: str, typed: str) -> bool:
    """Whether each word typed is like one of the name's as both are written, folded: keys of a few letters are alike
    by chance, as those of "Şuşa" and "sous" are."""
    return all(any(OSA.distance(word, own) <= slips_in(word) for own in name.split()) for word in typed.split())


def slips_in(word: str) -> int:
    """How many letters of a word may be wrong."""
    return 2 if len(word) >= LONG else 1


def names_as_typed(folded: str) -> list[FoundName]:
    """Names that are just what was typed, of rows that the public may see: they may be beyond the candidates."""
    rows = list(FoundName.objects.filter(kind__in=FOUND_KINDS, folded=folded).order_by("kind", "key")[:CANDIDATES])
    return [name for kind in FOUND_KINDS for name in keep_public(kind, (row for row in rows if row.kind == kind))]


def candidates(kind: str, words: Sequence[Keys], *, is_whole: bool) -> list[FoundName]:
    """Names that have all these words. The database looks for the rarest, and asks the others of what it finds."""
    having = names_having(kind, words, is_whole=is_whole)
    found: list[FoundName] = []
    last = 0
    for _batch in range(BATCHES):
        rows = having.filter(name__gt=last) if last else having
        ids = list(rows.values_list("name", flat=True).distinct()[:CANDIDATES])
        found += keep_public(kind, FoundName.objects.filter(pk__in=ids)) if ids else []
        if len(ids) < CANDIDATES or len(found) > HITS:
            break
        last = ids[-1]
    return found


def keep_public(kind: str, names: Iterable[FoundName]) -> list[FoundName]:
    """Names of rows that the public may see. Events are found only when they are published."""
    listed = list(names)
    seen = public_keys(kind, {name.key for name in listed}) if listed else set()
    return [name for name in listed if name.key in seen]


def names_having(kind: str, words: Sequence[Keys], *, is_whole: bool) -> QuerySet[FoundWord]:
    """Words whose names have all these words, in the order of the names.

    An index of names has that order. Where the rarest word is frequent, the first names that have it are soon found
    there; else the database would go through all names for a few, so it is told to sort what the word gives instead.
    """
    counts = [count_up_to(kind, keys, is_whole=is_whole) for keys in words]
    if not all(counts):
        return FoundWord.objects.none()
    rarest = counts.index(min(counts))
    having = FoundWord.objects.filter(having_word(words[rarest], is_whole=is_whole), kind=kind)
    for position, keys in enumerate(words):
        if position != rarest:
            same = FoundWord.objects.filter(having_word(keys, is_whole=is_whole), name=OuterRef("name"))
            having = having.filter(Exists(same))
    by_name = F("name_id") if counts[rarest] >= FREQUENT else F("name_id") + 0
    return having.order_by(by_name)


def count_up_to(kind: str, keys: Keys, *, is_whole: bool) -> int:
    """How many words of names would be found, counted no further than matters."""
    return FoundWord.objects.filter(having_word(keys, is_whole=is_whole), kind=kind)[:FREQUENT].count()


def having_word(keys: Keys, *, is_whole: bool) -> Q:
    """Of words: that they are one of these or begin with one; a single letter begins nothing."""
    if is_whole:
        return Q(word__in=sorted(keys))
    tests = (Q(word__begins=key) if len(key) > 1 else Q(word=key) for key in sorted(keys))
    return reduce(or_, tests)


def rank(name: FoundName, words: Sequence[Keys], folded: str) -> tuple[bool, int, float, str, str]:
    """The order of hits: just what was typed, then names with most of the words whole, then the most alike."""
    own = words_in(name.name)
    whole = sum(any(keys & other for other in own) for keys in words)
    return name.folded != folded, -whole, OSA.normalized_distance(folded, name.folded), name.folded, name.key


def widen(words: Sequence[Keys]) -> list[Keys] | None:
    """For each word itself and the known ones most like it; None where one is like nothing known."""
    wide = [frozenset(find_alike(keys)) for keys in words]
    return wide if all(wide) else None


def find_alike(keys: Keys) -> set[str]:
    """Known words that differ from one of these by a letter, long ones by two; a word with a figure in it by none."""
    typed = min(keys, key=lambda key: (len(key), key))
    if len(typed) < SHORTEST_MISSPELT or any(letter.isdigit() for letter in typed):
        return set(KnownWord.objects.filter(word__in=sorted(keys)).values_list("word", flat=True))
    most = slips_in(typed)
    alike = process.extract(typed, sorted(known_near(typed, most)), scorer=OSA.distance, score_cutoff=most, limit=TRIED)
    return {word for word, _distance, _position in alike}


def known_near(typed: str, most: int) -> set[str]:
    """Known words that share the beginning or the end: few slips hit both. Whatever else is known is not compared."""
    part = max(1, len(typed) // (most + 1))
    begin = KnownWord.objects.filter(word__begins=typed[:part])
    end = KnownWord.objects.filter(backward__begins=typed[::-1][:part])
    return {word for rows in (begin, end) for word in of_like_length(rows, len(typed), most)}


def of_like_length(rows: QuerySet[KnownWord], length: int, most: int) -> Iterable[str]:
    """The words among these that are no more than so many letters longer or shorter."""
    near = rows.filter(word__length__range=(length - most, length + most))
    return near.order_by("word").values_list("word", flat=True)[:COMPARED]
