"""Rows are found by the names that they have, and names by the words that they hold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from history.facts.invariants import Breach, Invariant
from history.facts.reading_places import in_portions
from history.integrity.reading import PUBLISHED, stream
from history.models import Claimant, Event, FoundName, FoundWord, KnownWord, Place, PlaceName, Source, Topic
from history.search.indexing import FOUND_KINDS, keep_names, know_words
from history.search.words import fold_name, keys_in, names_in

Names = tuple[str, ...]


def names_on_record(kind: str) -> Iterator[tuple[str, Names]]:
    """Each row of a kind that is to be found, by key, with its names; read in a stream."""
    if kind == "event":
        rows: Iterable[tuple[Any, ...]] = stream(Event.objects.filter(PUBLISHED), "key", "title")
    elif kind == "claimant":
        rows = stream(Claimant.objects.all(), "key", "name", "aliases")
    elif kind == "place":
        rows = places_on_record()
    else:
        rows = stream((Source if kind == "source" else Topic).objects.all(), "key", "title")
    for key, name, *others in rows:
        body = {"name": name, "aliases": others[0] if others else []}
        yield key, tuple(names_in(kind, body, "published"))


def places_on_record() -> Iterator[tuple[str, str, list[str]]]:
    """Each place with its other names, read side by side in the order of the places."""
    others = groupby(
        PlaceName.objects.order_by("place_id", "position", "pk").values_list("place_id", "name").iterator(),
        lambda row: row[0],
    )
    waiting = next(others, None)
    for pk, key, name in stream(Place.objects.all(), "pk", "key", "name"):
        own: list[str] = []
        if waiting is not None and waiting[0] == pk:
            own = [other for _place, other in waiting[1]]
            waiting = next(others, None)
        yield key, name, own


def names_found(kind: str) -> dict[str, list[tuple[str, str, bool]]]:
    """The names by which rows of a kind are found, as they are kept."""
    kept: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    rows = FoundName.objects.filter(kind=kind)
    for key, name, folded, is_main in stream(rows, "key", "name", "folded", "is_main"):
        kept[key].append((name, folded, is_main))
    return kept


def rows_found_otherwise() -> Iterator[tuple[str, str, Names]]:
    """Kind and key of the rows that are found by other names than they have, with those that they have."""
    for kind in FOUND_KINDS:
        kept = names_found(kind)
        for key, names in names_on_record(kind):
            told = [(name, fold_name(name), position == 0) for position, name in enumerate(names)]
            if kept.pop(key, []) != told:
                yield kind, key, names
        for key in kept:
            yield kind, key, ()


def check_names() -> Iterator[Breach]:
    """Rows that are found by other names than they have."""
    for kind, key, _names in rows_found_otherwise():
        yield Breach(kind, key, "it is not found by the names that it has")


def repair_names() -> int:
    """Keep their names anew."""
    wrong: dict[str, dict[str, Names]] = defaultdict(dict)
    for kind, key, names in rows_found_otherwise():
        wrong[kind][key] = names
    for kind, names_of in wrong.items():
        write_anew(kind, names_of)
    return sum(map(len, wrong.values()))


def write_anew(kind: str, names: Mapping[str, Names]) -> None:
    """Forget how these rows are found, then keep it: what is wrong may be how a name is folded."""
    for keys in in_portions(names):
        FoundName.objects.filter(kind=kind, key__in=keys).delete()
    keep_names(kind, names)


def names_of_other_words() -> Iterator[tuple[str, str, int]]:
    """Kind, key and id of the names whose words are kept otherwise than they are."""
    words = groupby(
        FoundWord.objects.order_by("name_id").values_list("name_id", "kind", "word").iterator(), lambda row: row[0]
    )
    waiting = next(words, None)
    for pk, kind, key, name in stream(FoundName.objects.all(), "pk", "kind", "key", "name"):
        kept: set[tuple[str, str]] = set()
        if waiting is not None and waiting[0] == pk:
            kept = {(of_kind, word) for _name, of_kind, word in waiting[1]}
            waiting = next(words, None)
        if kept != {(kind, word) for word in keys_in(name)}:
            yield kind, key, pk


def check_words() -> Iterator[Breach]:
    """Names that cannot be found by their words, and words with which none that is misspelt is compared."""
    for kind, key, _pk in names_of_other_words():
        yield Breach(kind, key, "one of its names is not found by its words")
    for word in unknown_words():
        yield Breach("word", word, "a misspelt word is not compared with it")


def unknown_words() -> set[str]:
    """Words of names that are not known as such, or not backwards."""
    known = {word for word, backward in stream(KnownWord.objects.all(), "word", "backward") if backward == word[::-1]}
    rows = FoundWord.objects.order_by().values_list("word", flat=True).distinct()
    return {word for word in rows.iterator() if word not in known}


def repair_words() -> int:
    """Keep the words of these names anew, and know all words."""
    wrong = list(names_of_other_words())
    for _kind, _key, pk in wrong:
        name = FoundName.objects.get(pk=pk)
        FoundWord.objects.filter(name=name).delete()
        FoundWord.objects.bulk_create(FoundWord(name=name, kind=name.kind, word=word) for word in keys_in(name.name))
    unknown = unknown_words()
    for words in in_portions(unknown):
        KnownWord.objects.filter(word__in=words).delete()
    know_words(unknown)
    return len(wrong) + len(unknown)


INVARIANTS = (
    Invariant(
        "found_by_own_names", "Every row that the public may see is found by its names.", check_names, repair_names
    ),
    Invariant("names_by_own_words", "Every name is found by its words.", check_words, repair_words),
)
