"""What a learner was shown, kept as it was: content-addressed, so that a verdict can always be looked up.

A Shown is made from a live Question and is from then on independent of the record: marking reads it alone.
"""

import json
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from random import Random
from typing import Any

from history.dates import HistoricalDate, from_day_number
from history.facts.values import Account, AgreementFact, DateFact, Fact, Passage, Standing, Voice
from quizzes.questions.drafting import ENGLISH, Wording
from quizzes.questions.folding import holds_phrase
from quizzes.questions.pointing.globe import Target, View
from quizzes.questions.values import CHOSEN_FORMS, Question

JSON = dict[str, Any]
# A citation: key, title, publisher, address, locator.
ShownPassage = tuple[str, str, str, str, str]
# Another event on a scale of time: title, date (EDTF), whether the sources disagree about it.
ShownMark = tuple[str, str, bool]
# An account: claimant, stance, statement, stated on, what date or places it gives; and its passages.
ShownAccount = tuple[str, str, str, str, str, tuple[ShownPassage, ...]]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One Fact of a question about several: `value` and `text` are what was shown of it, `answer` what belongs to it.

    `answer` is what a right response gives for it: its place ("1" is the first), the event that came first, or the
    value of an option. `answer_text` says it in words; for an event its date.
    """

    fact: str
    predicate: str
    value: str
    text: str
    answer: str
    answer_text: str
    standing: str
    voices: tuple[tuple[str, str, str, str], ...]
    sources: tuple[tuple[str, str, str, str, str], ...]
    event: str
    event_title: str
    claim: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The question as shown. `options` are (value, text) sorted by value; empty where the answer is typed.

    `in_order` says that options are shown in the order stored (dates), else shuffled by the asking's seed.
    `voices` are (claimant, stance, statement, stated on, in words); `sources` are passages as dicts.
    A question about several Facts has a part for each, in the right order where an order is asked for, and their
    keys in `facts`, that of `fact` first. Others have neither.
    `accounts` are there where it is asked whether they agree; such a question has no `voices`. `target` is there where
    it is answered with a point on a map.
    On a timeline the options are the steps of its scale; `marks` stand there from the beginning, and after the answer
    `reach`, the span (EDTF) of all dates that live rows give, where the sources disagree.
    """

    family: str
    form: str
    prompt: str
    predicate: str
    fact: str
    options: tuple[tuple[str, str], ...]
    in_order: bool
    answer: str
    answer_text: str
    accepted: tuple[str, ...]
    confusable: tuple[str, ...]
    year_given: bool
    attributed_to: tuple[str, ...]
    standing: str
    voices: tuple[tuple[str, str, str, str], ...]
    sources: tuple[tuple[str, str, str, str, str], ...]
    event: str
    event_title: str
    claim: str
    facts: tuple[str, ...] = ()
    parts: tuple[ShownPart, ...] = ()
    accounts: tuple[ShownAccount, ...] = ()
    target: Target | None = None
    marks: tuple[ShownMark, ...] = ()
    reach: str = ""

    def to_json(self) -> JSON:
        """A plain dictionary for JSON; `shown_from_json` gives back an equal value."""
        data = as_dictionary(self)
        if self.target is not None:
            data["target"] = asdict(self.target)
        # Content that was kept before there was such a thing has the same address still.
        for name in ("accounts", "target", "marks", "reach"):
            if not data[name]:
                del data[name]
        if not self.parts:
            del data["facts"], data["parts"]
            return data
        return {**data, "parts": [as_dictionary(part) for part in self.parts]}

    def part_about(self, fact: str) -> ShownPart | None:
        """The part that asks about a Fact; None where the question is about that one alone."""
        return next((part for part in self.parts if part.fact == fact), None)

    @property
    def digest(self) -> str:
        """The address of this content (SHA-256, hexadecimal)."""
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False)
        return sha256(text.encode()).hexdigest()


def show_question(question: Question, wording: Wording = ENGLISH) -> Shown:
    """Everything about a question that a learner sees before or after answering it."""
    fact = question.fact
    return Shown(
        family=question.family,
        form=question.form,
        prompt=question.stem.text,
        predicate=fact.predicate,
        fact=fact.key,
        options=tuple((option.value, option.text) for option in sort_options(question)),
        in_order=is_in_order(question),
        answer=question.key.value,
        answer_text=question.key.text,
        accepted=question.accepted,
        confusable=question.confusable,
        year_given=is_year_given(question),
        attributed_to=tuple(claimant.name for claimant in fact.attributed_to),
        standing=standing_of_fact(fact),
        voices=tuple(voice_in_words(voice, wording) for voice in fact.voices),
        sources=tuple(dict.fromkeys(map(passage_in_words, fact.citations))),
        event=fact.event.key if fact.event else "",
        event_title=fact.event.title if fact.event else "",
        claim=fact.claim.key if fact.claim else "",
        accounts=tuple(account_in_words(account, wording) for account in accounts_of(fact)),
        target=question.target,
        marks=tuple((mark.event.title, mark.extent.edtf, mark.is_disputed) for mark in question.marks),
        reach=question.reach.edtf if question.reach else "",
    )


def accounts_of(fact: Fact) -> tuple[Account, ...]:
    """The accounts of which it is asked whether they agree; none of any other Fact."""
    return fact.accounts if isinstance(fact, AgreementFact) else ()


def account_in_words(account: Account, wording: Wording) -> ShownAccount:
    """An account as it stands beside others, with its dates in words."""
    given = [account.date.show(wording.locale)] if account.date else []
    return (
        account.claimant.name,
        account.stance,
        account.statement,
        account.stated.show(wording.locale) if account.stated else "",
        "; ".join((*given, *account.places)),
        tuple(dict.fromkeys(map(passage_in_words, account.citations))),
    )


def is_year_given(question: Question) -> bool:
    """Whether the page tells the year of a date that is asked to the day or month, so that it may be left out."""
    fact = question.fact
    if not isinstance(fact, DateFact) or fact.value.earliest_day is None:
        return False
    year = from_day_number(fact.value.earliest_day)[0]
    return year > 0 and fact.value.precision in ("day", "month") and holds_phrase(question.stem.text, str(year))


def is_in_order(question: Question) -> bool:
    """Whether the options have an order of their own: dates with known days have.

    Months of no stated year are shuffled: sorted, a key of January could only ever stand first.
    """
    return isinstance(question.fact, DateFact) and question.fact.value.earliest_day is not None


def sort_options(question: Question) -> list[Any]:
    """Dates in time order, everything else by value: nothing about the key decides where an option stands."""
    if question.form not in CHOSEN_FORMS:
        return []
    if not is_in_order(question):
        return sorted(question.options, key=lambda option: option.value)
    return sorted(question.options, key=lambda option: (first_day_of(option.subject), option.value))


def first_day_of(date: object) -> int:
    """Where a date with known days stands in time."""
    assert isinstance(date, HistoricalDate)
    assert date.earliest_day is not None
    return date.earliest_day


def standing_of_fact(fact: Fact) -> str:
    """How the matter stands: of the claim where there is one, else of the predicate."""
    if fact.contested:
        return Standing.CONTESTED
    return fact.claim.standing if fact.claim else ""


def voice_in_words(voice: Voice, wording: Wording) -> tuple[str, str, str, str]:
    """A voice with its date in words."""
    stated = voice.stated.show(wording.locale) if voice.stated else ""
    return (voice.claimant, voice.stance, voice.statement, stated)


def passage_in_words(passage: Passage) -> ShownPassage:
    """A citation as stored: key, title, publisher, address, locator."""
    return (passage.source, passage.title, passage.publisher, passage.url, passage.locator)


def shown_from_json(data: JSON) -> Shown:
    """The content as it was stored."""
    frozen = {name: freeze(value) for name, value in data.items() if name not in ("parts", "target")}
    if target := data.get("target"):
        frozen["target"] = Target(**{**target, "view": View(**target["view"])})
    parts = (ShownPart(**{name: freeze(value) for name, value in part.items()}) for part in data.get("parts", ()))
    return Shown(**frozen, parts=tuple(parts))


def as_dictionary(value: Shown | ShownPart) -> JSON:
    """The fields of a value by name."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def freeze(value: object) -> Any:
    """JSON's lists as tuples, all the way down."""
    return tuple(freeze(item) for item in value) if isinstance(value, list | tuple) else value


def arrange_options(shown: Shown, order_seed: int) -> list[tuple[str, str]]:
    """The options as this learner saw them."""
    options = list(shown.options)
    if not shown.in_order:
        Random(order_seed).shuffle(options)  # noqa: S311 - repeatable, not secret
    return options
