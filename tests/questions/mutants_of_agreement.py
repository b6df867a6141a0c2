"""Good questions whether accounts agree, spoilt in one way each."""

from dataclasses import replace
from typing import Any

from history.facts.values import Account, Agreement, AgreementFact, Standing
from quizzes.questions.drafting import ENGLISH, agreement_option
from quizzes.questions.rules.agreement import MOST_MORE
from quizzes.questions.values import Question
from tests.questions.spoiling import Mutator, with_fact


def fact_of(question: Question) -> AgreementFact | None:
    return question.fact if isinstance(question.fact, AgreementFact) else None


def with_accounts(question: Question, **changes: Any) -> Question | None:
    """Every account changed in the same way."""
    fact = fact_of(question)
    if fact is None:
        return None
    return with_fact(question, accounts=tuple(replace(account, **changes) for account in fact.accounts))


def nobody_cited(question: Question) -> Question | None:
    return with_accounts(question, citations=())


def one_voice_for_all(question: Question) -> Question | None:
    fact = fact_of(question)
    return with_accounts(question, claimant=fact.accounts[0].claimant) if fact else None


def all_of_one_body(question: Question) -> Question | None:
    fact = fact_of(question)
    if fact is None:
        return None
    keys = frozenset(account.claimant.key for account in fact.accounts)

    def related(account: Account) -> Account:
        return replace(account, claimant=replace(account.claimant, kin=keys - {account.claimant.key}))

    return with_fact(question, accounts=tuple(map(related, fact.accounts)))


def the_other_answer(question: Question) -> Question | None:
    fact = fact_of(question)
    if fact is None:
        return None
    other = next(value for value in Agreement if value is not fact.value)
    right, wrong = (agreement_option(value, 0.7, ENGLISH) for value in (other, fact.value))
    return replace(question, key=right, distractors=(wrong,))


def accounts_that_come_to_something_else(question: Question) -> Question | None:
    fact = fact_of(question)
    if fact is None:
        return None
    return with_fact(question, clashes=() if fact.clashes else ((0, 1),), concords=())


def record_that_says_otherwise(question: Question) -> Question | None:
    fact = fact_of(question)
    if fact is None:
        return None
    if fact.claim is not None:
        return with_fact(question, claim=replace(fact.claim, standing=Standing.UNOPPOSED))
    return with_fact(question, contested=not fact.contested)


def held_back(value: Agreement | None) -> Mutator:
    def spoil(question: Question) -> Question | None:
        fact = fact_of(question)
        fits = fact is not None and value in (None, fact.value)
        return with_fact(question, is_pending=True) if fits else None

    return spoil


def in_words(words: str) -> Mutator:
    def spoil(question: Question) -> Question | None:
        if fact_of(question) is None:
            return None
        given = tuple((name, words.format(text)) for name, text in question.stem.given)
        text = question.stem.text.replace(question.stem.given[0][1], given[0][1])
        return replace(question, stem=replace(question.stem, text=text, given=given))

    return spoil


def among(alike: int, others: int) -> Mutator:
    return lambda question: replace(question, among=(alike, others)) if fact_of(question) else None


AGREEMENT_MUTATORS: dict[str, tuple[Mutator, ...]] = {
    "several_accounts": (nobody_cited, one_voice_for_all, all_of_one_body),
    "one_right_agreement": (the_other_answer, accounts_that_come_to_something_else, record_that_says_otherwise),
    "nothing_pending": (held_back(None), held_back(Agreement.AGREE), held_back(Agreement.DISPUTED)),
    "no_dispute_cue": (in_words("Alleged {}"), in_words("{}, denied by all"), in_words("The reported {}")),
    "both_answers": (among(0, 0), among(1 + MOST_MORE, 1), among(5, 0)),
}
