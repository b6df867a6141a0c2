"""The last word before a question is asked: facts read again, every rule run on the options chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from history.facts.values import FactKey
from quizzes.models import Question
from quizzes.questions.generating import judge_any
from quizzes.questions.grouping.showing import show_any
from quizzes.questions.rules import OF_THE_BANK
from quizzes.questions.shown import Shown
from quizzes.questions.values import AnyQuestion, Form, Rejection
from quizzes.services.read_facts import facts_for
from quizzes.services.wording import current_wording


@dataclass(frozen=True, slots=True)
class Ready:
    """The question may be asked, as `shown`. `drafted` is what the rules judged; None where nobody judged it now.

    `kept_as` is the digest under which its content is kept already; empty: nobody looked.
    """

    question: Question
    shown: Shown
    drafted: AnyQuestion | None = None
    kept_as: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The record no longer bears the question, for these reasons."""

    question: Question
    rejections: tuple[Rejection, ...]


def prepare_question(question: Question, revision: int, following: Iterable[Question] = ()) -> Ready | Withdrawn:
    """What asking `question` now would show, or why it cannot be asked. `revision`: of the record, just read.

    `following` are likely to be asked next (`facts_for`).
    """
    around, facts = facts_for(question, revision, following)
    fact = facts.get(FactKey(question.fact_key))
    if fact is None:
        return Withdrawn(question, (Rejection("provenance", "the record no longer holds this fact"),))
    wording = current_wording()
    judged = judge_any(fact, Form(question.form), around, wording=wording)
    # What a rule says of the bank was said when the bank was made: a window does not show the other questions in it.
    found = tuple(one for one in judged.rejections if around.is_whole or one.rule not in OF_THE_BANK)
    if found:
        return Withdrawn(question, found)
    return Ready(question, show_any(judged.question, wording), judged.question)
