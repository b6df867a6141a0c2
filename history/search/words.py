"""Names as they are searched for: folded, and word by word. Pure."""

from typing import Any, Final

from history.facts.romanising import plain_words, word_keys

LONGEST_NAME: Final = 300
LONGEST_FOLDED: Final = 300
LONGEST_WORD: Final = 40
MOST_WORDS: Final = 40
# A word with more keys has no name; those first in the alphabet stand for it.
MOST_KEYS: Final = 32


def fold_name(text: str) -> str:
    """A name in bare Latin letters: "Şuşa" and "Шуша" are "shusha". Names are sorted by it."""
    return " ".join(plain_words(text)).lower()[:LONGEST_FOLDED].strip()


def words_in(text: str) -> list[frozenset[str]]:
    """The keys of each word of a text, in order, none for a text without letters and figures."""
    return [_few(keys) for keys in word_keys(text)[:MOST_WORDS] if keys]


def keys_in(text: str) -> set[str]:
    """The keys of all words of a name."""
    return {key for keys in words_in(text) for key in keys}


def names_in(kind: str, body: dict[str, Any], status: str) -> list[str]:
    """The names under which the public finds the row of an entry, the main one first; none of a draft."""
    if kind == "event" and status != "published":
        return []
    names = [body.get("title") or body.get("name") or ""]
    names += [str(other.get("name", "")) for other in body.get("names", ()) if isinstance(other, dict)]
    names += [other for other in body.get("aliases", ()) if isinstance(other, str)]
    cut = (str(name)[:LONGEST_NAME] for name in names)
    return [name for name in dict.fromkeys(cut) if fold_name(name)]


def _few(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key[:LONGEST_WORD] for key in sorted(keys)[:MOST_KEYS] if key)
