"""Whether a name takes "the" inside an English sentence: a matter of its head noun, not of who bears it. Pure.

"The International Committee of the Red Cross" and "the Wall Street Journal", but "NATO", "Reuters" and
"Human Rights Watch": a name takes the article when the noun that it turns on is a common one for a body or a
paper. That noun is the last word before the first preposition.
"""

import re

from history.facts.values import ClaimantName

# Offices, bodies of states, forces and sides are told by common nouns ("Ministry of Defence", "Azerbaijani forces").
ALWAYS = frozenset({"office", "state-body", "armed-force", "side"})
# Of these some are ("European Union"), and some bear a name of their own ("Amnesty International").
BY_HEAD_NOUN = frozenset({"organisation", "media"})


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(WORD.findall(text))


WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
PREPOSITIONS = words("against among at between by for from in of on to under with without")
BODIES = words(
    """academy administration agency alliance army assembly association authority board bureau cabinet
    centre center chamber church coalition command commission commissioner committee confederation conference congress
    corps council court cross crescent delegation department directorate division embassy federation force forces
    foundation front fund government group guard headquarters institute institution league mission ministry
    movement nations network office organisation organization parliament party police secretariat senate service
    services society staff states syndicate tribunal union"""
)
PAPERS = words(
    """chronicle courier gazette guardian herald independent journal mail mirror monitor observer post press register
    review standard star sun telegraph times tribune"""
)


def takes_article(claimant: ClaimantName) -> bool:
    """Whether English says "the" before this claimant's name."""
    if claimant.name.casefold().startswith("the "):
        return False
    if claimant.kind in ALWAYS:
        return True
    return claimant.kind in BY_HEAD_NOUN and head_noun(claimant.name) in BODIES | PAPERS


def head_noun(name: str) -> str:
    """The word that a name turns on, in lower case; empty where the name has no words."""
    head = ""
    for word in WORD.findall(name.casefold()):
        if head and word in PREPOSITIONS:
            break
        head = word
    return head
