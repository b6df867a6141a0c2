"""The facts that will not stay: asked, never answered here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizzes.models import Question
from quizzes.questions.values import Form
from quizzes.reports.progress.met import MetFact

MOST_HARD = 8
# FSRS starts a fact that was missed at once with a stability below a day, and one that was known above it.
HARD_BELOW_DAYS = 1.0


@dataclass(frozen=True, slots=True)
class HardFact:
    """A fact that was forgotten, or never settled: its question without the answer, and where to read about it."""

    prompt: str
    event: str
    event_title: str
    lapses: int
    percent_now: int


def pick_hardest(facts: Iterable[MetFact]) -> list[MetFact]:
    """Those most often forgotten, then those that fade fastest. What is learned by now is hard no longer."""
    hard = [fact for fact in {fact.key: fact for fact in facts}.values() if is_hard(fact)]
    hard.sort(key=lambda fact: (-fact.memory.lapses, fact.memory.stability, fact.key))
    return hard[:MOST_HARD]


def is_hard(fact: MetFact) -> bool:
    """Whether the fact is still asked about, was forgotten or never settled, and is not learned yet."""
    is_asked = fact.home is not None and not fact.is_suspended
    return is_asked and not fact.is_learned and (fact.memory.lapses > 0 or fact.memory.stability < HARD_BELOW_DAYS)


def describe_hardest(facts: list[MetFact], titles: Mapping[str, str]) -> tuple[HardFact, ...]:
    """The same facts in the words of their questions, in one query."""
    prompts = find_prompts(fact.key for fact in facts)
    return tuple(
        HardFact(
            prompt=prompts[fact.key],
            event=fact.home.event,
            event_title=titles.get(fact.home.event, fact.home.event),
            lapses=fact.memory.lapses,
            percent_now=round(100 * fact.now),
        )
        for fact in facts
        if fact.home and fact.key in prompts
    )


def find_prompts(keys: Iterable[str]) -> dict[str, str]:
    """The prompt of each fact's live question; where there are several forms, of the one with options."""
    rows = Question.objects.live().filter(fact_key__in=list(keys)).values_list("fact_key", "form", "prompt")
    return {key: prompt for key, _form, prompt in sorted(rows, key=lambda row: row[1] == Form.CHOICE)}
