"""Titles of battles made of the names that data files give them."""

import re

# A name with one of these says itself what it was.
ACTION = re.compile(
    r"\b(action|affair|assault|attack|battle|bombardment|campaign|capture|combat|defen[cs]e|engagement|expedition|fall"
    r"|fight|landing|march|massacre|mutiny|offensive|operations?|raid|retreat|revolt|riot|siege|skirmish|surrender)s?\b",
    re.IGNORECASE,
)
ROMAN = re.compile(r"[IVX]+")
SMALL = {"and", "aux", "de", "del", "der", "des", "du", "el", "from", "in", "la", "le", "of", "on", "the", "to"}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def title_battle(name: str) -> str:
    """ "Decatur" is the Battle of Decatur; "Marietta Operations" says itself what it was."""
    return name if ACTION.search(name) else f"Battle of {name}"


def lower_capitals(name: str) -> str:
    """A name in capitals as it is written in a sentence: "IWO JIMA - SURIBACHI II" is Iwo Jima - Suribachi II.

    Numbers stay; small words inside the name are small, unless a hyphen or a bracket comes before them.
    """

    def write(match: re.Match[str]) -> str:
        word, before = match[0], name[: match.start()]
        if ROMAN.fullmatch(word):
            return word
        is_inside = before.endswith(" ") and not before.rstrip().endswith(("-", "(", "/"))
        return word.lower() if is_inside and word.lower() in SMALL else word.capitalize()

    return WORD.sub(write, name)
