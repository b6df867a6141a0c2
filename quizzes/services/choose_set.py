"""What a set comes to, from the bank as it stands."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Q

from history.facts.fact_keys import Moves
from history.facts.reading import read_revision
from quizzes.models import Question, QuizSet, SetPick
from quizzes.models.questions import QuestionQuerySet
from quizzes.questions.drawing import draw_number
from quizzes.questions.sets import (
    KEYS,
    MOST_COUNTED,
    POOL,
    Candidate,
    Choice,
    Filters,
    Offer,
    arrange,
    choose_questions,
)
from quizzes.services.filter_questions import filter_questions
from quizzes.services.read_facts import moves_at

CANDIDATE_FIELDS = ("key", "fact_key", "companions", "passage", "family")


def questions_of_set(quiz_set: QuizSet) -> list[Question]:
    """The live questions of a set in their order; the same for the same bank, parts, picks, order and seed."""
    keys = choose_set(quiz_set).keys
    rows = Question.objects.live().filter(key__in=keys).select_related("shown").in_bulk(field_name="key")
    return [rows[key] for key in keys if key in rows]


def choose_set(quiz_set: QuizSet) -> Choice:
    """What a set comes to now. Keys that it kept lead to what rows are called since they were merged."""
    moves = moves_at(read_revision())
    picks = {moves.question(pick.question_key): pick.kind for pick in quiz_set.picks.all()}
    arranged = list(dict.fromkeys(map(moves.question, quiz_set.arrangement)))
    known = read_candidates([*picks, *arranged])
    live = {key for key, row in known.items() if row.is_live}
    offers = [
        offer_part(move_filters(part.filters, moves), part.wanted, live, f"{quiz_set.seed}/{part.position}")
        for part in quiz_set.parts.all()
    ]
    pinned = [key for key, kind in picks.items() if kind == SetPick.Kind.PIN]
    excluded = [key for key, kind in picks.items() if kind == SetPick.Kind.EXCLUDE]
    chosen = choose_questions(
        offers,
        pins=[known[key].candidate for key in pinned if key in live],
        excluded=[known[key].candidate for key in excluded if key in known],
        kept=[known[key].candidate for key in arranged if key in live and key not in picks],
        seed=quiz_set.seed,
    )
    gone = tuple(key for key in dict.fromkeys([*pinned, *arranged]) if key not in live and key not in excluded)
    return Choice(tuple(arrange(chosen, arranged)), tuple(offer.fits for offer in offers), gone)


def move_filters(data: object, moves: Moves) -> Filters:
    """A part's filters, with the keys that their rows have since they were merged."""
    filters = Filters.from_json(data)
    now = {name: moves.into.get((name, getattr(filters, name)), getattr(filters, name)) for name in KEYS}
    return replace(filters, **now)


def offer_part(filters: Filters, wanted: int | None, known: Collection[str], seed: str) -> Offer:
    """What fits a part now; `known` are keys of live questions that the teacher has seen in the set."""
    fitting = filter_questions(filters)
    found = fitting.filter(key__in=known).values_list("key", flat=True) if known else []
    return Offer(draw(fitting, seed), count_up(fitting), wanted, frozenset(found))


def count_up(fitting: QuestionQuerySet) -> int:
    """How many fit; no further than `MOST_COUNTED`, which stands for "more than anybody reads"."""
    return fitting[:MOST_COUNTED].count()


def draw(fitting: QuestionQuerySet, seed: str) -> Iterator[Candidate]:
    """The questions as if by chance, in an order that only their keys and the seed decide, read as they are needed."""
    start = draw_number(seed)
    for some in (fitting.filter(draw__gte=start), fitting.filter(draw__lt=start)):
        rows = some.order_by("draw", "pk").values_list("draw", "pk", *CANDIDATE_FIELDS)
        pool = list(rows[:POOL])
        while pool:
            yield from (make_candidate(*row[2:]) for row in pool)
            pool = list(rows.filter(after(*pool[-1][:2]))[:POOL]) if len(pool) == POOL else []


def after(draw: int, pk: int) -> Q:
    """What comes after this place in the order of drawing."""
    return Q(draw__gte=draw) & (Q(draw__gt=draw) | Q(pk__gt=pk))


class Known(NamedTuple):
    """A question that a set names by its key, and whether it is live."""

    candidate: Candidate
    is_live: bool


def read_candidates(keys: Collection[str]) -> dict[str, Known]:
    """The questions with these keys, live or not, by key."""
    rows = Question.objects.filter(key__in=keys).values_list(*CANDIDATE_FIELDS, "is_live") if keys else []
    return {row[0]: Known(make_candidate(*row[:-1]), row[-1]) for row in rows}


def make_candidate(key: str, fact_key: str, companions: list[str], passage: str, family: str) -> Candidate:
    """A row of the bank as choosing sees it."""
    return Candidate(key, frozenset((fact_key, *companions)), passage, family)
