"""A Question, its options and the reasons for which it is not asked."""

from dataclasses import dataclass
from enum import StrEnum

from history.dates import HistoricalDate
from history.facts.values import BearingFact, ClaimantFact, ClaimantName, DateFact, Fact, PlaceFact, PlaceName


class Family(StrEnum):
    """What a question asks for."""

    DATE = "date"
    PLACE = "place"
    CLAIMANT = "claimant"


class Form(StrEnum):
    """How it is answered."""

    CHOICE = "choice"
    TYPED = "typed"
    FLASHCARD = "flashcard"


OptionSubject = HistoricalDate | PlaceName | ClaimantName | str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `value` is an EDTF expression, a key or a compass point, as is `subject` a value."""

    text: str
    value: str
    subject: OptionSubject
    plausibility: float


@dataclass(frozen=True, slots=True)
class Stem:
    """The words of a question, with what was put into them, for the rules.

    `template` is the English msgid; `given` are the values it was filled with, by name.
    """

    text: str
    template: str
    given: tuple[tuple[str, str], ...]

    def has(self, name: str) -> bool:
        """Whether the template names such a value."""
        return any(given == name and value for given, value in self.given)


@dataclass(frozen=True, slots=True)
class Question:
    """One Fact in a form: the stem, the key, and for a choice the wrong options.

    `accepted` are typed answers that count as right; `confusable` are names of other things of the same sort.
    """

    fact: Fact
    family: Family
    form: Form
    stem: Stem
    key: Option
    distractors: tuple[Option, ...]
    accepted: tuple[str, ...]
    confusable: tuple[str, ...]

    @property
    def identity(self) -> str:
        """The key under which the question is known: its Fact and its form."""
        return f"{self.fact.key}#{self.form}"

    @property
    def options(self) -> tuple[Option, ...]:
        """The key and the wrong options, in no order that means anything."""
        return (self.key, *self.distractors)

    @property
    def plausibility(self) -> float:
        """The worst wrong option's; 1 where there is nothing to choose from."""
        return min((option.plausibility for option in self.distractors), default=1.0)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a question is not asked: the rule's name and what it saw."""

    rule: str
    reason: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with what the rules found; live when they found nothing."""

    question: Question
    rejections: tuple[Rejection, ...]

    @property
    def is_live(self) -> bool:
        """Whether it may be asked."""
        return not self.rejections


def family_of(fact: Fact) -> Family:
    """The family that a Fact's questions belong to; bearings are asked as places."""
    match fact:
        case DateFact():
            return Family.DATE
        case PlaceFact() | BearingFact():
            return Family.PLACE
        case ClaimantFact():
            return Family.CLAIMANT
