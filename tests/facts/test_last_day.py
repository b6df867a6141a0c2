"""The last day on record: that of something published, by an event's own date or by a claim's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.facts.reading import read_last_day
from history.models import Status
from tests.factories import ClaimFactory, EventFactory

pytestmark = pytest.mark.django_db


def test_it_is_that_of_what_is_published() -> None:
    assert read_last_day() is None
    event = EventFactory.create(happened="1900-01-01")
    day = event.latest_day
    EventFactory.create(happened="1950-01-01", status=Status.DRAFT)
    ClaimFactory.create(event=EventFactory.create(status=Status.DRAFT), happened="1960-01-01")
    assert read_last_day() == day
    ClaimFactory.create(event=event, happened="1900-01-03")
    assert read_last_day() == day + 2


def test_claims_are_gone_through_before_their_events() -> None:
    ClaimFactory.create(event=EventFactory.create(), happened="1900-01-03")
    with CaptureQueriesContext(connection) as queries:
        read_last_day()
    # A database may join the other way round, and begin with all that is published.
    assert not any("JOIN" in query["sql"] for query in queries)
