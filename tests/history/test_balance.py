"""An editor asks where a topic is told from one side."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.module_loading import import_string

from config import settings
from history.balance import is_quickly_checked, report_balance
from history.facts.balance.values import Check
from history.models import Claim, Event, Party, Place, PlaceName, Source, Topic
from quizzes.services.refresh_questions import refresh_all
from tests.conftest import ROOT
from tests.factories import (
    AttributionFactory,
    CitationFactory,
    ClaimantFactory,
    ClaimFactory,
    EditorFactory,
    EventFactory,
    PartyFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

HADRUT = "battle-of-hadrut"
CHANGE = "admin:history_topic_change"


def found_in(topic: str) -> dict[str, set[str]]:
    """By check: kind and key of what was found."""
    reports = report_balance(Topic.objects.get(key=topic))
    return {
        report.check: {
            f"{subject.kind} {subject.key}" for alike in report.found for subject, _address in alike.subjects
        }
        for report in reports
    }


def test_checks_of_the_apps_above_are_there() -> None:
    assert settings.HISTORY_BALANCE_CHECKS
    assert all(callable(import_string(path)) for path in settings.HISTORY_BALANCE_CHECKS)


def test_shipped_record_of_hadrut_shows_what_its_article_leaves_one_sided(hadrut: None) -> None:
    found = found_in(HADRUT)
    assert found.pop(Check.ONE_SIDED_CLAIMANTS) == {
        "event capture-of-jabrayil",
        "event reported-taking-of-seven-settlements",
        "event reported-taking-of-four-settlements",
    }
    places = found.pop(Check.NAMED_BY_ONE_SIDE)
    assert len(places) == 12
    assert "place hadrut" not in places
    assert found.pop(Check.ONE_SOURCE) == {"source battle-of-hadrut-article"}
    assert found.pop(Check.KEYS_OF_ONE_PARTY) == {f"topic {HADRUT}"}
    assert found == {}


def test_shipped_world_battles_show_nothing(hadrut: None) -> None:
    call_command("import_history", str(ROOT / "history/records/world_battles.json"), publish=True, verbosity=0)
    refresh_all()
    assert Claim.objects.filter(event__topics__key="world-battles").exists()
    assert found_in("world-battles") == {}


def test_command_gives_reasons_and_where_to_look(hadrut: None) -> None:
    out = StringIO()
    call_command("check_balance", HADRUT, stdout=out)
    source = Source.objects.get(key="battle-of-hadrut-article")
    assert "one_source: Claims that rest on one source\n  All 20 claims rest on this source alone.\n" in out.getvalue()
    address = reverse("admin:history_source_change", args=[source.pk])
    assert f"    source battle-of-hadrut-article  {address}\n" in out.getvalue()


def test_command_names_a_topic_that_is_not_there(db: None) -> None:
    with pytest.raises(CommandError, match="no topic"):
        call_command("check_balance", "nowhere")


def test_command_says_that_it_found_nothing() -> None:
    TopicFactory.create(key="calm")
    out = StringIO()
    call_command("check_balance", "calm", stdout=out)
    assert out.getvalue() == "nothing found\n"


def test_loaded_words_are_found_wherever_the_site_speaks_and_not_in_quotations(hadrut: None) -> None:
    Topic.objects.filter(key=HADRUT).update(description="The glorious days.")
    Event.objects.filter(key="trilateral-deal").update(summary="The regime signed. “Our heroic people” won.")
    claim = Claim.objects.get(key="hadrut-held")
    Claim.objects.filter(pk=claim.pk).update(statement="Brave men held Hadrut")
    assert found_in(HADRUT)[Check.LOADED_WORDS] == {
        f"topic {HADRUT}",
        "event trilateral-deal",
        "claim hadrut-held",
    }
    cited = claim.attributions.get().citations.get()
    cited.quote = "He said: brave men held Hadrut."
    cited.save()
    assert "claim hadrut-held" not in found_in(HADRUT)[Check.LOADED_WORDS]


def test_names_of_one_party_only_are_found_until_the_other_has_one(hadrut: None) -> None:
    hadrut_town = Place.objects.get(key="hadrut")
    PlaceName.objects.filter(place=hadrut_town).update(party=Party.objects.get(key="azerbaijan"))
    assert "place hadrut" in found_in(HADRUT)[Check.NAMED_BY_ONE_SIDE]
    PlaceName.objects.create(place=hadrut_town, name="Հադրութ", party=Party.objects.get(key="artsakh"))
    assert "place hadrut" not in found_in(HADRUT)[Check.NAMED_BY_ONE_SIDE]


def test_topics_page_shows_findings_with_links_to_editors_alone(hadrut: None) -> None:
    topic = Topic.objects.get(key=HADRUT)
    event = Event.objects.get(key="capture-of-jabrayil")
    address = reverse(CHANGE, args=[topic.pk])
    assert Client().get(address).status_code == 302
    editor = Client()
    editor.force_login(EditorFactory.create())
    page = editor.get(address).content.decode()
    assert "Only claimants that speak for Azerbaijan say anything about it." in page
    assert f'<a href="{reverse("admin:history_event_change", args=[event.pk])}">Capture of Jabrayil</a>' in page
    assert "manage.py check_balance" not in page


def test_large_topic_is_left_to_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("history.balance.MOST_READ_WHOLE", 1)
    topic = TopicFactory.create(key="large")
    EventFactory.create(topics=[topic])
    assert is_quickly_checked(topic)
    EventFactory.create(topics=[topic])
    editor = Client()
    editor.force_login(EditorFactory.create())
    page = editor.get(reverse(CHANGE, args=[topic.pk])).content.decode()
    assert "Run <code>manage.py check_balance large</code>" in page


def test_check_takes_as_many_queries_for_many_events_as_for_few() -> None:
    topic = TopicFactory.create(key="growing")
    speaker = ClaimantFactory.create(speaks_for=PartyFactory.create())

    def grow(count: int) -> int:
        for _ in range(count):
            claim = ClaimFactory.create(event=EventFactory.create(topics=[topic]))
            CitationFactory.create(event=None, attribution=AttributionFactory.create(claim=claim, claimant=speaker))
        with CaptureQueriesContext(connection) as queries:
            assert report_balance(topic)
        return len(queries)

    assert grow(5) == grow(20)
