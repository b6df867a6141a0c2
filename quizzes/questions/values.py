"""A Question, its options and the reasons for which it is not asked."""

from dataclasses import dataclass
from enum import StrEnum

from history.dates import HistoricalDate
from history.facts.values import (
    AgreementFact,
    BearingFact,
    ClaimantFact,
    ClaimantName,
    ClaimName,
    DateFact,
    EventName,
    Fact,
    PlaceFact,
    PlaceName,
    Predicate,
)
from quizzes.questions.pointing.globe import Target


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
    ORDER = "order"
    BEFORE_AFTER = "before-after"
    MATCH = "match"
    DISAGREE = "disagree"
    SELECT_ALL = "select-all"
    MAP = "map"
    TIMELINE = "timeline"


# Forms that ask about several Facts at once.
GROUP_FORMS = (Form.BEFORE_AFTER, Form.ORDER, Form.MATCH, Form.SELECT_ALL)

# Forms in which one of the options shown is the answer.
CHOSEN_FORMS = (Form.CHOICE, Form.DISAGREE, Form.TIMELINE)

# Forms that ask about one Fact and are marked by the record, not by the learner's own word.
ANSWERABLE_FORMS = (*CHOSEN_FORMS, Form.TYPED, Form.MAP)

OptionSubject = HistoricalDate | PlaceName | ClaimantName | EventName | ClaimName | str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `value` is an EDTF expression, a key, a compass point, or "agree" or "disputed".

    `subject` is the same as a value.
    """

    text: str
    value: str
    subject: OptionSubject
    plausibility: float


@dataclass(frozen=True, slots=True)
class ScaleMark:
    """Another event on a scale of time, for orientation: when it happened by all live rows together.

    `given` are the dates that they give, `extent` what holds them all: a date, or a span where the sources disagree.
    """

    event: EventName
    extent: HistoricalDate
    given: tuple[HistoricalDate, ...]
    is_disputed: bool


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
    `among` says of a question whether accounts agree how many of its topic with the same answer come before it, by
    lot, and how many have the other answer (`quizzes.questions.evenness`). `target` is there where it is answered with
    a point on a map.
    On a timeline the key and the wrong options are the steps of a scale, on which `marks` stand; `reach` holds all
    dates that live rows give for the event, where the sources disagree about them.
    """

    fact: Fact
    family: Family
    form: Form
    stem: Stem
    key: Option
    distractors: tuple[Option, ...]
    accepted: tuple[str, ...]
    confusable: tuple[str, ...]
    among: tuple[int, int] = (0, 0)
    target: Target | None = None
    marks: tuple[ScaleMark, ...] = ()
    reach: HistoricalDate | None = None

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
class Pair:
    """One Fact of a group question: what is shown of it (an event, a statement, a place), and what belongs to it.

    The plausibility of `left` says how near the Fact lies to the one that the question is about; `given` are the
    values that were put into its words, by name, for the rules.
    """

    fact: Fact
    left: Option
    right: Option
    given: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """Several Facts in one form: events to be put in order, or things to be matched.

    It is known by one of them, its anchor; the others are chosen to stand beside it. `pairs` are in the right order
    where an order is asked for, else by what is shown of them. `wrong` are there where all that is right is to be
    ticked: what is not, each with the Fact that puts it on record.
    """

    anchor: Fact
    family: Family
    form: Form
    stem: Stem
    pairs: tuple[Pair, ...]
    wrong: tuple[Pair, ...] = ()

    @property
    def fact(self) -> Fact:
        """The Fact by which it is known."""
        return self.anchor

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All its Facts, the anchor first."""
        return (self.anchor, *(pair.fact for pair in self.pairs if pair.fact.key != self.anchor.key))

    @property
    def identity(self) -> str:
        """The key under which the question is known: its anchor and its form."""
        return f"{self.anchor.key}#{self.form}"

    @property
    def plausibility(self) -> float:
        """That of the companion, or wrong option, which lies farthest from the anchor."""
        return min((pair.left.plausibility for pair in (*self.pairs, *self.wrong)), default=1.0)


AnyQuestion = Question | GroupQuestion


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


@dataclass(frozen=True, slots=True)
class JudgedGroup:
    """A group question with what the rules found; live when they found nothing."""

    question: GroupQuestion
    rejections: tuple[Rejection, ...]

    @property
    def is_live(self) -> bool:
        """Whether it may be asked."""
        return not self.rejections


AnyJudged = Judged | JudgedGroup


FAMILY_OF_AGREEMENT = {
    Predicate.HAPPENED: Family.DATE,
    Predicate.PLACE: Family.PLACE,
    Predicate.ASSERTED: Family.CLAIMANT,
}


def family_of(fact: Fact) -> Family:
    """The family that a Fact's questions belong to; bearings are asked as places, agreement as what it is about."""
    match fact:
        case DateFact():
            return Family.DATE
        case PlaceFact() | BearingFact():
            return Family.PLACE
        case ClaimantFact():
            return Family.CLAIMANT
        case AgreementFact(predicate=predicate):
            return FAMILY_OF_AGREEMENT[predicate]
