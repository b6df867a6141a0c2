"""All questions about a neighbourhood, each judged by every rule."""

from collections.abc import Iterable, Iterator

from history.facts.values import AgreementFact, BearingFact, DateFact, Fact, Neighbourhood, PlaceFact
from quizzes.questions.drafting import ENGLISH, Wording, draft_question, draft_questions
from quizzes.questions.evenness import Evenness
from quizzes.questions.grouping.company import Company
from quizzes.questions.grouping.drafting import group_forms_of
from quizzes.questions.grouping.selecting import judge_known_by
from quizzes.questions.pointing.aiming import may_be_pointed_at
from quizzes.questions.rules import judge
from quizzes.questions.values import GROUP_FORMS, AnyJudged, Form, Judged, JudgedGroup

FORMS = (Form.CHOICE, Form.TYPED, Form.FLASHCARD)


def generate(
    around: Neighbourhood, seed: int = 0, wording: Wording = ENGLISH, only: Iterable[Fact] | None = None
) -> Iterator[Judged]:
    """Every question of every Fact (or of `only` these) in every form, live or with its Rejections.

    The same facts and seed give the same questions in the same order.
    """
    evenness = Evenness(around, wording)
    for fact in around.facts if only is None else only:
        for question in draft_questions(fact, forms_of(fact), around, seed, wording):
            asked = evenness.place(question)
            yield Judged(asked, judge(asked))


def judge_fact(fact: Fact, form: Form, around: Neighbourhood, seed: int = 0, wording: Wording = ENGLISH) -> Judged:
    """The question about one Fact in one form, with what the rules found."""
    question = Evenness(around, wording).place(draft_question(fact, form, around, seed, wording))
    return Judged(question, judge(question))


def generate_groups(
    around: Neighbourhood, seed: int = 0, wording: Wording = ENGLISH, only: Iterable[Fact] | None = None
) -> Iterator[JudgedGroup]:
    """Every question about several Facts that has one of these for its anchor, live or with its Rejections."""
    company = Company(around, wording)
    for fact in around.facts if only is None else only:
        for form in group_forms_of(fact, around):
            yield judge_known_by(fact, form, company, seed)


def judge_any(fact: Fact, form: Form, around: Neighbourhood, seed: int = 0, wording: Wording = ENGLISH) -> AnyJudged:
    """The question that has this Fact for its own or its anchor, in any form, with what the rules found."""
    if form in GROUP_FORMS:
        return judge_known_by(fact, form, Company(around, wording), seed)
    return judge_fact(fact, form, around, seed, wording)


def generate_all(
    around: Neighbourhood, seed: int = 0, wording: Wording = ENGLISH, only: Iterable[Fact] | None = None
) -> Iterator[AnyJudged]:
    """Every question there is: about each Fact by itself, then about several."""
    facts = around.facts if only is None else tuple(only)
    yield from generate(around, seed, wording, facts)
    yield from generate_groups(around, seed, wording, facts)


def forms_of(fact: Fact) -> tuple[Form, ...]:
    """The forms a Fact is asked in. A direction is chosen or recalled; typing "north" tests spelling."""
    if isinstance(fact, AgreementFact):
        return (Form.DISAGREE,)
    if isinstance(fact, BearingFact):
        return (Form.CHOICE, Form.FLASHCARD)
    if isinstance(fact, PlaceFact) and may_be_pointed_at(fact.value):
        return (*FORMS, Form.MAP)
    if isinstance(fact, DateFact):
        return (*FORMS, Form.TIMELINE)
    return FORMS
