"""Loaded words in the site's own voice. Pure."""

import re
from collections.abc import Iterable, Iterator

from history.facts.balance.lexicon import LOADED, REASONS
from history.facts.balance.values import Check, Finding, Subject, Text
from history.facts.values import Fact

# What stands between marks is somebody else's word. An apostrophe opens nothing.
QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|‹[^›]*›|‘[^’]*’|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
# A sentence begins at the beginning, or after the end of another.
AFTER_OWNER = re.compile(r"['’]s\b")
BEFORE_SENTENCE = re.compile(r"(?:^|[.!?…:;\n]\s?)[\s(\[“\"«„—–-]*\Z")


def find_loaded_words(texts: Iterable[Text], names: Iterable[str] = ()) -> Iterator[Finding]:
    """The loaded words of each text, once each.

    Not counted: what stands in quotation marks, a text that a cited source has word for word, the `names` of
    sources, claimants and places, and a word written with a capital inside a sentence, which is part of a name.
    """
    named = blank_names(names)
    for text in texts:
        if not is_quotation(text):
            for word, why in loaded_words(text, named).items():
                yield Finding(Check.LOADED_WORDS, f"“{word}”: {why}.", text.subject)


def loaded_words(text: Text, named: re.Pattern[str] | None = None) -> dict[str, str]:
    """The loaded words as written, each with why; `named` finds what is a name."""
    words = text.words
    for pattern in (QUOTED, named):
        if pattern is not None:
            words = pattern.sub(lambda found: " " * len(found.group()), words)
    found: dict[str, str] = {}
    for match in LOADED.finditer(words):
        if not is_name(words, match, is_title=text.is_title):
            found.setdefault(match.group(), REASONS[(match["whole"] or match["begun"]).lower()])
    return found


def is_name(words: str, match: re.Match[str], *, is_title: bool) -> bool:
    """Whether the word is part of a name: Kosovo Liberation Army, Savage’s Station, Glorious First of June."""
    if not match.group()[0].isupper():
        return False
    if not BEFORE_SENTENCE.search(words[: match.start()]) or AFTER_OWNER.match(words, match.end()):
        return True
    following = words[match.end() :].split(maxsplit=1)
    return is_title and bool(following) and following[0][0].isupper()


def blank_names(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds whole names, the longest first; None where there are none that hold a loaded word."""
    holding = sorted({name for name in names if LOADED.search(name)}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, holding))})(?!\w)") if holding else None


def is_quotation(text: Text) -> bool:
    """Whether a source that the text rests on has it word for word."""
    words = squeeze(text.words)
    return any(words in squeeze(quotation) for quotation in text.quotations)


def squeeze(text: str) -> str:
    """Compared without case and line breaks."""
    return " ".join(text.casefold().split())


def texts_of(facts: Iterable[Fact]) -> Iterator[Text]:
    """The words that facts bring along: titles of events and statements, once each."""
    seen: set[Subject] = set()
    for fact in facts:
        texts = []
        if fact.event is not None:
            event = Subject("event", fact.event.key, fact.event.title)
            texts.append(Text(event, event.label, is_title=True))
        if fact.claim is not None:
            claim = Subject("claim", fact.claim.key, fact.claim.statement)
            texts.append(Text(claim, claim.label))
        for text in texts:
            if text.subject not in seen:
                seen.add(text.subject)
                yield text
