"""Of a topic's questions whether accounts agree: how many have which answer. Pure.

Where nearly everything on record is in dispute, or nearly nothing, whoever knows that need not know anything else.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from history.facts.values import Agreement, AgreementFact, FactKey, Neighbourhood
from quizzes.questions.drafting import Wording, draft_question
from quizzes.questions.rules import OF_THE_BANK, judge
from quizzes.questions.values import Form, Question


class Evenness:
    """A topic's questions whether accounts agree, looked at when somebody first asks for one of them."""

    def __init__(self, around: Neighbourhood, wording: Wording) -> None:
        self.around = around
        self.wording = wording
        self._lots: Mapping[str, list[str]] | None = None

    def place(self, question: Question) -> Question:
        """The same question with where it stands among those of its topic; any other as it is."""
        if question.form is not Form.DISAGREE:
            return question
        if self._lots is None:
            self._lots = self._draw()
        value, lot = question.key.value, lot_of(question.fact.key)
        alike = bisect_left(self._lots[value], lot)
        return replace(question, among=(alike, sum(len(lots) for other, lots in self._lots.items() if other != value)))

    def _draw(self) -> Mapping[str, list[str]]:
        """By answer the lots, in order, of those that no other rule refuses."""
        lots: dict[str, list[str]] = {value: [] for value in Agreement}
        for fact in self.around.facts:
            if isinstance(fact, AgreementFact):
                drafted = draft_question(fact, Form.DISAGREE, self.around, 0, self.wording)
                if all(rejection.rule in OF_THE_BANK for rejection in judge(drafted)):
                    lots[fact.value].append(lot_of(fact.key))
        return {value: sorted(drawn) for value, drawn in lots.items()}


def lot_of(key: FactKey) -> str:
    """A lot that is the same each time, so that no letter of the alphabet is asked about sooner."""
    return sha256(key.encode()).hexdigest()
