"""What waits to be marked anew, and what was."""

from quizzes.models import Regrade

# Offers looked through for those of one event; nobody lets more of them wait.
MOST_OFFERS = 200


def open_regrades(event_key: str) -> list[Regrade]:
    """The regrades offered that concern this event."""
    offers = Regrade.objects.open()[:MOST_OFFERS]
    return [offer for offer in offers if offer.events is None or event_key in offer.events]
