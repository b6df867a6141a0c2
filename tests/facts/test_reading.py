"""What is read of the record for questions is what the public may read."""

import pytest

from history.facts.reading import read_neighbourhood
from history.models import Event, Status
from tests.factories import CitationFactory, EventFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_the_title_of_a_draft_that_an_event_is_part_of_is_nobodys_to_read() -> None:
    topic = TopicFactory.create(key="war")
    draft = EventFactory.create(title="Secret campaign", happened="2020", status=Status.DRAFT, topics=[topic])
    event = EventFactory.create(title="Raid", happened="2020-10-09", part_of=draft, topics=[topic])
    CitationFactory.create(event=event)
    assert contexts() == {""}
    Event.objects.filter(pk=draft.pk).update(status=Status.PUBLISHED)
    assert "Secret campaign" in contexts()


def contexts() -> set[str]:
    """What the events' titles are followed by in parentheses where they must be told apart."""
    return {fact.event.context for fact in read_neighbourhood("war").facts if fact.event}
