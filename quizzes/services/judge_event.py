"""The questions about one event, live and refused, as the record stands now."""

from collections import Counter
from dataclasses import dataclass

from history.facts.reading import home_topics, read_revision
from quizzes.questions.generating import generate_all
from quizzes.questions.grouping.showing import answer_in_words
from quizzes.questions.values import AnyJudged, AnyQuestion, GroupQuestion
from quizzes.services.read_facts import facts_about
from quizzes.services.wording import current_wording


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question: what it asks, its answer, and why it is refused where it is."""

    family: str
    form: str
    prompt: str
    answer: str
    distractors: tuple[str, ...]
    rejections: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EventQuestions:
    """All questions of an event and its home topic. `families` counts the facts asked about, by family."""

    topic: str
    live: tuple[QuestionLine, ...]
    refused: tuple[QuestionLine, ...]
    families: tuple[tuple[str, int], ...]


def judge_event(event_key: str) -> EventQuestions:
    """Every question of the event, judged now; empty for an event that is not published."""
    topic = home_topics([event_key]).get(event_key)
    if topic is None:
        return EventQuestions("", (), (), ())
    around, _facts = facts_about(event_key, topic, read_revision())
    ours = [fact for fact in around.facts if fact.event is not None and fact.event.key == event_key]
    judged = list(generate_all(around, wording=current_wording(), only=ours))
    asked = {(one.question.family, one.question.fact.key) for one in judged if one.is_live}
    return EventQuestions(
        topic=topic,
        live=tuple(describe(one) for one in judged if one.is_live),
        refused=tuple(describe(one) for one in judged if not one.is_live),
        families=tuple(sorted(Counter(str(family) for family, _key in asked).items())),
    )


def describe(judged: AnyJudged) -> QuestionLine:
    """A question as the panel shows it."""
    question = judged.question
    return QuestionLine(
        family=question.family,
        form=question.form,
        prompt=question.stem.text,
        answer=answer_of(question),
        distractors=() if isinstance(question, GroupQuestion) else tuple(one.text for one in question.distractors),
        rejections=tuple((rejection.rule, rejection.reason) for rejection in judged.rejections),
    )


def answer_of(question: AnyQuestion) -> str:
    """The right answer in one line."""
    return answer_in_words(question) if isinstance(question, GroupQuestion) else question.key.text
