"""All balance checks on any collection of facts: a topic's, or those of somebody's choice. Pure."""

from collections.abc import Iterable

from history.facts.balance.values import Check, Finding, Subject, Text
from history.facts.balance.voices import Accounts, find_named_by_one_side, find_one_sided, find_one_source
from history.facts.balance.words import find_loaded_words, texts_of
from history.facts.values import Fact

ORDER = list(Check)


def check_balance(
    facts: Iterable[Fact], whole: Subject, texts: Iterable[Text] | None = None, names: Iterable[str] = ()
) -> list[Finding]:
    """What an editor may want to look at in these facts, check by check.

    `whole` stands for all of them together. `texts` are the words in the site's own voice (None: what the facts
    bring along), `names` those of sources, claimants and places, in which no word is loaded.
    """
    if texts is None:
        facts = list(facts)
        texts = texts_of(facts)
    accounts = Accounts(facts)
    found = [
        *find_one_sided(accounts, whole),
        *find_loaded_words(texts, names),
        *find_named_by_one_side(accounts),
        *find_one_source(accounts),
    ]
    return sort_findings(found)


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """By check, then as they were found."""
    return sorted(findings, key=lambda finding: ORDER.index(finding.check))
