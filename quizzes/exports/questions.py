"""Questions as other programs read them (docs: the question export, one JSON object a line). Pure."""

from typing import Any

from history.facts.values import DateFact
from quizzes.questions.values import Judged, Option


def question_to_json(judged: Judged) -> dict[str, Any]:
    """A judged question as the export has it; `rejected` is empty for a live one."""
    question = judged.question
    fact = question.fact
    return {
        "key": question.identity,
        "family": str(question.family),
        "form": str(question.form),
        "prompt": question.stem.text,
        "choices": [choice_to_json(option) for option in sorted_options(question.distractors, question.key)],
        "answer": [question.key.value],
        "accepted": list(question.accepted),
        "event": fact.event.key if fact.event else None,
        "claim": fact.claim.key if fact.claim else None,
        "attributed_to": [claimant.key for claimant in fact.attributed_to],
        "predicate": str(fact.predicate),
        "precision": str(fact.value.precision) if isinstance(fact, DateFact) else "",
        "facts": [str(fact.key)],
        "sources": list(dict.fromkeys(passage.source for passage in fact.citations)),
        "plausibility": round(question.plausibility, 4),
        "rejected": [str(rejection) for rejection in judged.rejections],
    }


def sorted_options(distractors: tuple[Option, ...], key: Option) -> list[Option]:
    """The options by value, so that their order tells nothing; none where the answer is typed."""
    return sorted((key, *distractors), key=lambda option: option.value) if distractors else []


def choice_to_json(option: Option) -> dict[str, str]:
    """One choice."""
    return {"text": option.text, "value": option.value}
