"""What was answered to questions, counted: what pupils took for right instead of what is."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from quizzes.models import Answer, Mark, ShownContent
from quizzes.questions.responses import FactMark
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.verdicts import Verdict
from quizzes.reports.feedback import answered_text
from quizzes.reports.results.folding import state_of_verdict
from quizzes.reports.results.values import CellState

# So many different answers to one question are told one by one.
MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """An answer and how often it was given; `text` empty: none was. `state` is what it is worth now."""

    text: str
    count: int
    state: CellState

    @property
    def is_right(self) -> bool:
        """Whether it counts as right."""
        return self.state is CellState.RIGHT


def verdict_now() -> Subquery:
    """The verdict that holds of an answer, for a query: the last of its marks."""
    return Subquery(Mark.objects.filter(answer=OuterRef("pk")).order_by("-pk").values("verdict")[:1])


def count_chosen(answers: QuerySet[Answer], by: str) -> dict[object, tuple[Chosen, ...]]:
    """For each value of a field (`asked__question` or `fact_key`), what was answered, the most frequent first.

    Two queries. Typed answers are the same in whatever case they were typed.
    """
    rows = (
        answers.annotate(verdict_now=verdict_now())
        .order_by()
        .values_list(by, "asked__shown_id", "fact_key", "value", "text", "verdict_now")
        .annotate(count=Count("pk"))
    )
    contents = ShownContent.objects.filter(digest__in=answers.order_by().values("asked__shown"))
    shown = {row.digest: shown_from_json(row.content) for row in contents}
    found: dict[object, Counter[tuple[str, CellState]]] = defaultdict(Counter)
    words: dict[tuple[str, CellState], str] = {}
    for key, digest, fact, value, text, verdict, count in rows:
        said = say_chosen(shown[digest], FactMark(fact, value, text, Verdict(verdict)))
        folded = (said.casefold(), state_of_verdict(Verdict(verdict)))
        words.setdefault(folded, said)
        found[key][folded] += count
    return {key: rank_chosen(counts, words) for key, counts in found.items()}


def say_chosen(shown: Shown, mark: FactMark) -> str:
    """An answer in words: of a question about several Facts, which one it belongs to as well."""
    said = answered_text(shown, mark).strip()
    part = shown.part_about(mark.fact)
    return f"{part.text}: {said}" if part and said else said


def rank_chosen(
    counts: Counter[tuple[str, CellState]], words: Mapping[tuple[str, CellState], str]
) -> tuple[Chosen, ...]:
    """The answers to one question, the most frequent first."""
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(Chosen(words[folded], count, folded[1]) for folded, count in ranked)


def instead(chosen: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """Of what was answered, what is not right: taken for right instead."""
    wrong = (CellState.WRONG, CellState.PARTLY, CellState.UNANSWERED)
    return tuple(one for one in chosen if one.state in wrong)[:MOST_TOLD]
