"""Stories about the rules on whether accounts agree."""

from dataclasses import replace

from history.dates import read_edtf
from history.facts.values import Account, Agreement, AgreementFact, ClaimantName, FactKey, Predicate, Standing
from quizzes.questions.drafting import ENGLISH, draft_question
from quizzes.questions.rules import judge
from quizzes.questions.rules.agreement import (
    both_answers,
    no_dispute_cue,
    nothing_pending,
    one_right_agreement,
    several_accounts,
)
from quizzes.questions.rules.options import enough_options
from quizzes.questions.rules.sequence import no_cross_leak
from quizzes.questions.rules.stem import dispute_attributed
from quizzes.questions.values import Form, Question
from tests.questions.builders import CITED, a_claim, a_claimant, an_event, ask, claimant_fact
from tests.questions.examples import accepts, refuses
from tests.questions.test_properties import bank

GENERAL, MAYOR = a_claimant("general", party="north"), a_claimant("mayor", party="south")
MINISTER = a_claimant("minister", party="north")
TRAVELLERS = a_claimant("travellers", kind="unnamed")
DEPUTY = a_claimant("deputy", kin="mayor")


def account(speaker: ClaimantName, date: str = "1743-05-02", stance: str = "asserts", *, cited: bool = True) -> Account:
    """What somebody says of the siege's date."""
    return Account(speaker, stance, f"It was {date}", None, read_edtf(date), (), CITED if cited else ())


def agreement(
    value: Agreement, *accounts: Account, title: str = "Siege of the fortress", statement: str = ""
) -> AgreementFact:
    """Whether these two accounts agree: on the siege's date, or on a statement."""
    pair = ((0, 1),)
    is_disputed = value is Agreement.DISPUTED
    standing = Standing.CONTESTED if is_disputed else Standing.CORROBORATED
    return AgreementFact(
        key=FactKey("agreed-date:event/siege"),
        predicate=Predicate.ASSERTED if statement else Predicate.HAPPENED,
        event=an_event(title),
        claim=replace(a_claim(statement), standing=standing) if statement else None,
        attributed_to=(),
        contested=is_disputed,
        one_sided=False,
        citations=CITED,
        voices=(),
        value=value,
        accounts=accounts or (account(GENERAL), account(MAYOR)),
        clashes=pair if is_disputed else (),
        concords=() if is_disputed else pair,
        is_pending=False,
    )


def asked(fact: AgreementFact, alike: int = 0, others: int = 1) -> Question:
    """The question about it, so many of whose topic have the same answer and the other one."""
    return replace(draft_question(fact, Form.DISAGREE, bank(), 0, ENGLISH), among=(alike, others))


def agreed(*accounts: Account, title: str = "Siege of the fortress", statement: str = "") -> Question:
    return asked(agreement(Agreement.AGREE, *accounts, title=title, statement=statement))


def disputed(*accounts: Account, title: str = "Siege of the fortress", statement: str = "") -> Question:
    return asked(agreement(Agreement.DISPUTED, *accounts, title=title, statement=statement))


@accepts(several_accounts)
def test_accepts_accounts_of_two_sides_that_agree() -> Question:
    return agreed(account(GENERAL), account(MAYOR))


@accepts(several_accounts)
def test_accepts_a_dispute_between_two_of_one_side() -> Question:
    return disputed(account(GENERAL), account(MINISTER, "1743-06"))


@refuses(several_accounts, "independent")
def test_refuses_two_of_one_side_that_agree() -> Question:
    return agreed(account(GENERAL), account(MINISTER))


@refuses(several_accounts, "independent")
def test_refuses_agreement_with_a_source_that_nobody_named() -> Question:
    return agreed(account(GENERAL), account(TRAVELLERS))


@refuses(several_accounts, "independent")
def test_refuses_somebody_who_contradicts_his_deputy() -> Question:
    return disputed(account(MAYOR), account(DEPUTY, "1743-06"))


@refuses(several_accounts, "cited")
def test_refuses_an_account_without_a_passage() -> Question:
    return disputed(account(GENERAL), account(MAYOR, "1743-06", cited=False))


@accepts(one_right_agreement)
def test_accepts_a_contested_claim_as_disputed() -> Question:
    return disputed(statement="The fortress had fallen")


@accepts(one_right_agreement)
def test_accepts_a_corroborated_claim_as_agreed() -> Question:
    return agreed(statement="The fortress had fallen")


@refuses(one_right_agreement, "do not come to")
def test_refuses_agreement_where_two_contradict_each_other() -> Question:
    return asked(replace(agreement(Agreement.AGREE), clashes=((0, 1),)))


@refuses(one_right_agreement, "do not come to")
def test_refuses_dispute_where_nobody_contradicts() -> Question:
    return asked(replace(agreement(Agreement.DISPUTED), clashes=()))


@refuses(one_right_agreement, "unopposed")
def test_refuses_a_claim_that_one_voice_makes() -> Question:
    fact = agreement(Agreement.AGREE, statement="The fortress had fallen")
    assert fact.claim is not None
    return asked(replace(fact, claim=replace(fact.claim, standing=Standing.UNOPPOSED)))


@refuses(one_right_agreement, "says otherwise")
def test_refuses_agreement_on_what_the_record_contests() -> Question:
    return asked(replace(agreement(Agreement.AGREE), contested=True))


@accepts(nothing_pending)
def test_accepts_what_nothing_is_held_back_on() -> Question:
    return agreed()


@refuses(nothing_pending, "held back")
def test_refuses_agreement_while_a_stance_is_held_back() -> Question:
    return asked(replace(agreement(Agreement.AGREE), is_pending=True))


@refuses(nothing_pending, "held back")
def test_refuses_agreement_on_a_claim_while_a_stance_is_held_back() -> Question:
    return asked(replace(agreement(Agreement.AGREE, statement="The fortress had fallen"), is_pending=True))


@accepts(no_dispute_cue)
def test_accepts_a_title_that_tells_nothing() -> Question:
    return disputed(title="Capture of the fortress")


@refuses(no_dispute_cue, "“reported”")
def test_refuses_a_title_that_calls_it_reported() -> Question:
    return disputed(title="Reported capture of the fortress")


@refuses(no_dispute_cue, "“alleged”")
def test_refuses_a_statement_that_calls_it_alleged() -> Question:
    return disputed(statement="The alleged capture had been staged")


@accepts(both_answers)
def test_accepts_two_more_of_one_answer_than_of_the_other() -> Question:
    return asked(agreement(Agreement.DISPUTED), alike=2, others=1)


@refuses(both_answers, "has one answer")
def test_refuses_a_topic_in_which_all_is_in_dispute() -> Question:
    return asked(agreement(Agreement.DISPUTED), alike=0, others=0)


@refuses(both_answers, "too often")
def test_refuses_three_more_of_one_answer_than_of_the_other() -> Question:
    return asked(agreement(Agreement.AGREE), alike=3, others=1)


def test_a_question_in_order_is_live() -> None:
    for question in (agreed(), disputed(), agreed(statement="The walls had given way")):
        assert judge(question) == ()


def test_the_stem_names_nobodys_account() -> None:
    question = disputed()
    named = replace(question.stem, given=(*question.stem.given, ("claimant", "the general")))
    assert dispute_attributed(question) is None
    assert dispute_attributed(replace(question, stem=named)) is not None


def test_there_are_always_two_answers() -> None:
    question = disputed()
    assert {option.value for option in question.options} == {"agree", "disputed"}
    assert enough_options(replace(question, distractors=())) is not None


def test_in_a_test_nobody_is_asked_first_who_denied_it() -> None:
    denied = replace(claimant_fact(GENERAL), stance="denies")
    later = disputed(statement="The fortress had fallen")
    assert no_cross_leak(later, [ask(denied)]) is not None
    assert no_cross_leak(later, [ask(claimant_fact(GENERAL))]) is None
    assert no_cross_leak(agreed(statement="The fortress had fallen"), [ask(denied)]) is None
