"""What waits to be marked anew, and what was."""

from history.facts.touched_names import whole_topic
from quizzes.models import Question, Regrade

# Offers looked through for those of one event; nobody lets more of them wait.
MOST_OFFERS = 200


def open_regrades(event_key: str) -> list[Regrade]:
    """The regrades offered that concern this event."""
    offers = list(Regrade.objects.open()[:MOST_OFFERS])
    if not offers:
        return []
    topics = Question.objects.filter(event_key=event_key).order_by().values_list("topic", flat=True).distinct()
    about = {event_key, *map(whole_topic, topics)}
    return [offer for offer in offers if offer.events is None or not about.isdisjoint(offer.events)]
