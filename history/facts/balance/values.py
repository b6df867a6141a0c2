"""What a balance check finds, as frozen values. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """What is looked at; the names are those of `manage.py check_balance`."""

    ONE_SIDED_CLAIMANTS = "one_sided_claimants"
    LOADED_WORDS = "loaded_words"
    NAMED_BY_ONE_SIDE = "named_by_one_side"
    ONE_SOURCE = "one_source"
    KEYS_OF_ONE_PARTY = "keys_of_one_party"


TITLES = {
    Check.ONE_SIDED_CLAIMANTS: "One side speaks",
    Check.LOADED_WORDS: "Loaded words outside quotations",
    Check.NAMED_BY_ONE_SIDE: "Places named by one side",
    Check.ONE_SOURCE: "Claims that rest on one source",
    Check.KEYS_OF_ONE_PARTY: "Questions whose answers are all of one party",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """The row that a finding is about: `kind` is a model's name in lower case ("event"), `label` names it."""

    kind: str
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor may want to look at, with the reason in plain words."""

    check: Check
    reason: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the site's own voice; a title may begin with a name.

    `quotations` are what the sources that it rests on say word for word.
    """

    subject: Subject
    words: str
    quotations: tuple[str, ...] = ()
    is_title: bool = False
