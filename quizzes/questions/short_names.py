"""What a person is called for short: "Aliyev", "I. Aliyev", "President Aliyev"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from history.facts.registers import Register
from history.facts.values import ClaimantName

PERSON: Final = "person"
OFFICE: Final = "office"
# "Orda Vell", "Ilham Heydar Aliyev": more words, or one in small letters, are no plain name.
WORDS_OF_A_NAME: Final = (2, 3)
# "Aliyeva" may be meant by whoever types "Aliyev".
LETTERS_APART: Final = 2


def short_names(claimant: ClaimantName, claimants: Register[ClaimantName]) -> tuple[str, ...]:
    """Short forms that name this claimant and no other: a person's own, or those of an office's holders.

    `claimants` are all that stand around it, by key.
    """
    if claimant.kind not in (PERSON, OFFICE):
        return ()
    voices = [claimant]
    if claimant.stand_ins:
        voices += [other for other in claimants.values() if other.name in claimant.stand_ins]
    people = [voice for voice in voices if voice.kind == PERSON and is_plain_name(voice.name)]
    titles = [title for voice in voices if voice.kind == OFFICE if (title := title_of(voice.name))]
    found = [
        short
        for person in people
        if not is_shared(surname_of(person.name), person, claimants.derive(index_words))
        for short in shorten(person.name, titles)
    ]
    return tuple(dict.fromkeys(found))


def is_plain_name(name: str) -> bool:
    """Whether a name is given names and a surname, and nothing else."""
    words = name.split()
    return len(words) in WORDS_OF_A_NAME and all(word[0].isupper() and word[-1] != "." for word in words)


def surname_of(name: str) -> str:
    """The last word of a plain name."""
    return name.split()[-1]


def title_of(office: str) -> str:
    """The title that its holder bears: "President" of "President of Azerbaijan"; empty where it has none."""
    title, of, _what = office.removeprefix("the ").removeprefix("The ").partition(" of ")
    return title if of else ""


def is_shared(surname: str, person: ClaimantName, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word of somebody else's name is the surname, or may be meant by it."""
    near = extract(surname, list(words), scorer=DamerauLevenshtein.distance, score_cutoff=LETTERS_APART, limit=None)
    return any(words[word] - {person.key} for word, _apart, _position in near)


def index_words(claimants: Register[ClaimantName]) -> dict[str, frozenset[str]]:
    """The keys of those in whose names a word stands, by word."""
    keys: dict[str, set[str]] = defaultdict(set)
    for claimant in claimants.values():
        for name in claimant.names:
            for word in name.split():
                keys[word].add(claimant.key)
    return {word: frozenset(found) for word, found in keys.items()}


def shorten(name: str, titles: list[str]) -> Iterator[str]:
    """The short forms of a plain name."""
    *given, surname = name.split()
    yield surname
    yield " ".join([*(f"{word[0]}." for word in given), surname])
    yield f"{given[0][0]}. {surname}"
    for title in titles:
        yield f"{title} {surname}"
        yield f"{title} {name}"
