"""A question about several Facts as a learner is shown it."""

from random import Random

from history.facts.values import DateFact
from quizzes.questions.drafting import ENGLISH, Wording
from quizzes.questions.shown import (
    Shown,
    ShownPart,
    first_day_of,
    passage_in_words,
    show_question,
    standing_of_fact,
    voice_in_words,
)
from quizzes.questions.values import AnyQuestion, Form, GroupQuestion, Pair


def show_any(question: AnyQuestion, wording: Wording = ENGLISH) -> Shown:
    """The same for a question of any form."""
    return show_group(question, wording) if isinstance(question, GroupQuestion) else show_question(question, wording)


def show_group(question: GroupQuestion, wording: Wording = ENGLISH) -> Shown:
    """Everything about a question that a learner sees before or after answering it."""
    parts = tuple(show_part(question, place, pair, wording) for place, pair in enumerate(question.pairs, start=1))
    anchor = question.anchor
    own = next(part for part in parts if part.fact == anchor.key)
    first = question.pairs[0].left if question.form is Form.BEFORE_AFTER else None
    return Shown(
        family=question.family,
        form=question.form,
        prompt=question.stem.text,
        predicate=anchor.predicate,
        fact=anchor.key,
        options=options_of(question),
        in_order=question.form is Form.MATCH and isinstance(anchor, DateFact),
        answer=first.value if first else "",
        answer_text=first.text if first else answer_in_words(question),
        accepted=(),
        confusable=(),
        year_given=False,
        attributed_to=tuple(claimant.name for claimant in anchor.attributed_to),
        standing=own.standing,
        voices=own.voices,
        sources=own.sources,
        event=own.event,
        event_title=own.event_title,
        claim=own.claim,
        facts=tuple(fact.key for fact in question.facts),
        parts=parts,
    )


def show_part(question: GroupQuestion, place: int, pair: Pair, wording: Wording) -> ShownPart:
    """One Fact of it; `place` is where it stands among the pairs."""
    fact = pair.fact
    answers = {
        Form.ORDER: str(place),
        Form.BEFORE_AFTER: question.pairs[0].left.value,
        Form.MATCH: pair.right.value,
        Form.SELECT_ALL: pair.left.value,
    }
    return ShownPart(
        fact=fact.key,
        predicate=fact.predicate,
        value=pair.left.value,
        text=pair.left.text,
        answer=answers[question.form],
        answer_text=pair.right.text,
        standing=standing_of_fact(fact),
        voices=tuple(voice_in_words(voice, wording) for voice in fact.voices),
        sources=tuple(dict.fromkeys(map(passage_in_words, fact.citations))),
        event=fact.event.key if fact.event else "",
        event_title=fact.event.title if fact.event else "",
        claim=fact.claim.key if fact.claim else "",
    )


def options_of(question: GroupQuestion) -> tuple[tuple[str, str], ...]:
    """What there is to choose from: the events, or what the items are to be matched with; none for an order."""
    match question.form:
        case Form.BEFORE_AFTER:
            return tuple(sorted((pair.left.value, pair.left.text) for pair in question.pairs))
        case Form.MATCH if isinstance(question.anchor, DateFact):
            ordered = sorted(question.pairs, key=lambda pair: (first_day_of(pair.right.subject), pair.right.value))
            return tuple((pair.right.value, pair.right.text) for pair in ordered)
        case Form.MATCH:
            return tuple(sorted((pair.right.value, pair.right.text) for pair in question.pairs))
        case Form.SELECT_ALL:
            return tuple(sorted((pair.left.value, pair.left.text) for pair in (*question.pairs, *question.wrong)))
    return ()


def answer_in_words(question: GroupQuestion) -> str:
    """The right answer in one line."""
    if question.form is Form.SELECT_ALL:
        return "; ".join(pair.left.text for pair in question.pairs)
    if question.form is not Form.MATCH:
        return " → ".join(pair.left.text for pair in question.pairs)
    return "; ".join(f"{pair.left.text} – {pair.right.text}" for pair in question.pairs)


def arrange_parts(shown: Shown, order_seed: int) -> list[ShownPart]:
    """The items as this learner saw them. Another draw than that of the options, so that the two tell nothing."""
    parts = sorted(shown.parts, key=lambda part: part.value)
    Random(f"{order_seed}/items").shuffle(parts)  # noqa: S311 - repeatable, not secret
    return parts
