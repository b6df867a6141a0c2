"""The Facts of a neighbourhood as items of group questions: what is worked out for one anchor serves the next. Pure."""

from collections.abc import Callable

from history.facts.lines import line_of
from history.facts.values import DateFact, Fact, FactKey, Neighbourhood
from quizzes.questions.drafting import Wording
from quizzes.questions.grouping.odds import Odds
from quizzes.questions.grouping.ordering import put_in_order
from quizzes.questions.grouping.wording import write_pair
from quizzes.questions.rules import may_be_item, may_stand_together
from quizzes.questions.values import Form, GroupQuestion, Option, Pair

# Another Fact, and how plausible it is beside the anchor.
Companion = tuple[Fact, float]


class Company:
    """A neighbourhood and its Facts as items, as far as anybody asked, with what the rules said of one and of two.

    What rules say of items of one line in one form does not depend on the anchor: the words above them are the same.
    It lasts as long as somebody goes through the facts.
    """

    def __init__(self, around: Neighbourhood, wording: Wording) -> None:
        self.around = around
        self.wording = wording
        self._pairs: dict[FactKey, Pair] = {}
        self._verdicts: dict[tuple[str, ...], bool] = {}
        self._apart: dict[tuple[FactKey, FactKey], bool] = {}
        self._proposed: tuple[FactKey | None, list[Companion]] = (None, [])

    def pair(self, fact: Fact, plausibility: float = 1.0) -> Pair:
        """The Fact as an item."""
        pair = self._pairs.get(fact.key)
        if pair is None:
            pair = self._pairs[fact.key] = write_pair(fact, 1.0, self.wording)
        left = pair.left
        if plausibility == left.plausibility:
            return pair
        return Pair(fact, Option(left.text, left.value, left.subject, plausibility), pair.right, pair.given)

    def is_refused(self, form: Form, fact: Fact) -> bool:
        """Whether somebody asked already, and the rules let the Fact stand in no such question."""
        return self._verdicts.get((form, fact.key)) is False

    def may_be_item(self, bare: GroupQuestion, pair: Pair) -> bool:
        """Whether the rules let an item stand in such a question, whatever stands beside it."""
        return self._remember((bare.form, pair.fact.key), lambda: may_be_item(holding(bare, (pair,))))

    def may_stand_together(self, bare: GroupQuestion, one: Pair, other: Pair) -> bool:
        """Whether the rules let two items stand in one such question."""
        asked = (bare.form, *sorted((one.fact.key, other.fact.key)))
        return self._remember(asked, lambda: may_stand_together(with_pairs(bare, (one, other))))

    def odds_beside(self, anchor: Fact) -> Odds:
        """With what odds the Facts of the anchor's line are drawn where all that is right is to be ticked."""
        key = line_of(anchor)
        line = self.around.lines.get(key) if key else None
        return line.derive(Odds) if line else Odds((anchor,))

    def companions_of(self, anchor: Fact, propose: Callable[[Fact, Neighbourhood], list[Companion]]) -> list[Companion]:
        """What `propose` says, asked once for all forms of a Fact."""
        if self._proposed[0] != anchor.key:
            self._proposed = (anchor.key, propose(anchor, self.around))
        return self._proposed[1]

    def keep_apart(self, one: Fact, other: Fact, find: Callable[[Fact, Fact, Neighbourhood], bool]) -> bool:
        """What `find` says of two Facts in any form, asked once."""
        asked = (one.key, other.key) if one.key < other.key else (other.key, one.key)
        verdict = self._apart.get(asked)
        if verdict is None:
            verdict = self._apart[asked] = find(one, other, self.around)
        return verdict

    def _remember(self, asked: tuple[str, ...], find: Callable[[], bool]) -> bool:
        verdict = self._verdicts.get(asked)
        if verdict is None:
            verdict = self._verdicts[asked] = find()
        return verdict


def with_pairs(question: GroupQuestion, pairs: tuple[Pair, ...]) -> GroupQuestion:
    """The same question with these pairs: in the order of time where that is asked for, else by what they show."""
    if question.form is Form.MATCH:
        return holding(question, tuple(sorted(pairs, key=lambda pair: pair.left.value)))
    by_key = {pair.fact.key: pair for pair in pairs}
    ordered = put_in_order([pair.fact for pair in pairs if isinstance(pair.fact, DateFact)])
    # What cannot be put in order is left as it is, for the rule to refuse.
    return holding(question, tuple(by_key[fact.key] for fact in ordered) if ordered else pairs)


def holding(question: GroupQuestion, pairs: tuple[Pair, ...]) -> GroupQuestion:
    """The same question with exactly these pairs (`replace` takes three times as long)."""
    return GroupQuestion(question.anchor, question.family, question.form, question.stem, pairs, question.wrong)
