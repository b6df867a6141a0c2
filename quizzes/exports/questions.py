"""Questions as other programs read them (docs: the question export, one JSON object a line). Pure."""

from typing import Any

from history.facts.values import DateFact
from quizzes.questions.pointing.globe import Target
from quizzes.questions.values import AnyJudged, Form, Judged, JudgedGroup, Option, ScaleMark


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
        **(target_to_json(question.target) if question.target else {}),
        **({"marks": [mark_to_json(mark) for mark in question.marks]} if question.form is Form.TIMELINE else {}),
        "rejected": [str(rejection) for rejection in judged.rejections],
    }


def target_to_json(target: Target) -> dict[str, Any]:
    """What is to be pointed at on a map: how far off still counts, where it lies, and what the map shows."""
    view = target.view
    return {
        "tolerance_km": target.tolerance_km,
        "spot": list(target.spot),
        "view": [view.west, view.south, view.east, view.north],
    }


def mark_to_json(mark: ScaleMark) -> dict[str, Any]:
    """An event that stands on a scale of time."""
    return {"event": mark.event.key, "value": mark.extent.edtf, "disputed": mark.is_disputed}


def any_to_json(judged: AnyJudged) -> dict[str, Any]:
    """A judged question of any form as the export has it."""
    return group_to_json(judged) if isinstance(judged, JudgedGroup) else question_to_json(judged)


def group_to_json(judged: JudgedGroup) -> dict[str, Any]:
    """A judged question about several Facts: the same names, and for a match its items and pairs."""
    question = judged.question
    anchor, pairs = question.anchor, question.pairs
    is_match = question.form is Form.MATCH
    answers = {Form.ORDER: [pair.left.value for pair in pairs], Form.BEFORE_AFTER: [pairs[0].left.value]}
    answers[Form.SELECT_ALL] = sorted(pair.left.value for pair in pairs)
    matched = {
        "items": [choice_to_json(pair.left) for pair in pairs],
        "pairs": [[pair.left.value, pair.right.value] for pair in pairs],
    }
    passages = [passage for pair in pairs for passage in pair.fact.citations]
    shown = (*pairs, *question.wrong)
    options = sorted((pair.right if is_match else pair.left for pair in shown), key=lambda option: option.value)
    return {
        "key": question.identity,
        "family": str(question.family),
        "form": str(question.form),
        "prompt": question.stem.text,
        "choices": [choice_to_json(option) for option in options],
        "answer": answers.get(question.form, []),
        "accepted": [],
        "event": anchor.event.key if anchor.event else None,
        "claim": anchor.claim.key if anchor.claim else None,
        "attributed_to": [claimant.key for claimant in anchor.attributed_to],
        "predicate": str(anchor.predicate),
        "precision": str(anchor.value.precision) if isinstance(anchor, DateFact) else "",
        "facts": [str(fact.key) for fact in question.facts],
        "sources": list(dict.fromkeys(passage.source for passage in passages)),
        "plausibility": round(question.plausibility, 4),
        **(matched if is_match else {}),
        "rejected": [str(rejection) for rejection in judged.rejections],
    }


def sorted_options(distractors: tuple[Option, ...], key: Option) -> list[Option]:
    """The options by value, so that their order tells nothing; none where the answer is typed."""
    return sorted((key, *distractors), key=lambda option: option.value) if distractors else []


def choice_to_json(option: Option) -> dict[str, str]:
    """One choice."""
    return {"text": option.text, "value": option.value}
