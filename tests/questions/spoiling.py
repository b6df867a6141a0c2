"""What it takes to spoil a question in one way."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from history.facts.values import ClaimantName, PlaceName
from quizzes.questions.values import Option, Question, Stem

Mutator = Callable[[Question], Question | None]

ALIENS = frozenset({"elsewhere"})


def with_fact(question: Question, **changes: Any) -> Question:
    return replace(question, fact=replace(question.fact, **changes))


def with_words(question: Question, words: str) -> Question:
    """The stem with more words at its end."""
    return replace(question, stem=replace(question.stem, text=f"{question.stem.text} {words}"))


def with_wrong(question: Question, *options: Option) -> Question | None:
    """The choice with its last wrong options exchanged."""
    if len(question.distractors) < len(options):
        return None
    return replace(question, distractors=(*question.distractors[: -len(options)], *options))


def place_option(place: PlaceName) -> Option:
    return Option(place.name, place.key, place, 0.5)


def claimant_option(claimant: ClaimantName) -> Option:
    return Option(claimant.name, claimant.key, claimant, 0.5)


def without_given(question: Question, name: str) -> Question:
    stem = question.stem
    return replace(question, stem=Stem(stem.text, stem.template, tuple(pair for pair in stem.given if pair[0] != name)))
