"""A part's filters as a query on the bank."""

from django.db.models import Q

from history.facts.selecting import events_at_place, events_in_period, events_spoken_about
from quizzes.models import Question
from quizzes.models.questions import QuestionQuerySet
from quizzes.questions.sets import SET_FORMS, Filters


def filter_questions(filters: Filters) -> QuestionQuerySet:
    """The live questions that fit, in no order."""
    found = Question.objects.live().filter(form__in=filters.forms or SET_FORMS).in_topic(filters.topic).order_by()
    if filters.families:
        found = found.filter(family__in=filters.families)
    if filters.standings:
        found = found.filter(standing__in=filters.standings)
    if filters.difficulties:
        found = found.as_hard_as(filters.difficulties)
    if filters.since or filters.until:
        found = found.filter(event_key__in=events_in_period(filters.first_day, filters.last_day))
    if filters.place:
        found = found.filter(event_key__in=events_at_place(filters.place))
    if filters.claimant:
        found = found.filter(says(filters.claimant), event_key__in=events_spoken_about(filters.claimant))
    return found


def says(claimant: str) -> Q:
    """That the question is about what the claimant (key) says: a Fact's key names who speaks (`history.facts`)."""
    named = Q(fact_key__endswith=f"/{claimant}") | Q(fact_key__contains=f"/{claimant}/")
    return named & Q(fact_key__contains=":claim/")
