"""The desk's first page, its lists and filters, what search offers, and all changes of the record."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.module_loading import import_string

from accounts import admin_site
from accounts.models import User
from history.facts.reading import claims_with_voices
from history.imports.readers.entries import Kind
from history.lacking import claims_standing
from history.models import Claim, Event, KeptEntry, Status
from history.reports.voices import describe_claims
from history.versions.keeping import Edit, keep_after
from tests.desk.forms import page_of, save
from tests.desk.people import sign_in
from tests.factories import (
    AttributionFactory,
    CitationFactory,
    ClaimantFactory,
    ClaimFactory,
    EventFactory,
    PartyFactory,
    PlaceFactory,
    SourceFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

EVENTS = "admin:history_event_changelist"
CLAIMS = "admin:history_claim_changelist"
CHANGES = "admin:history_keptentry_changelist"


def titles(browser: Client, **chosen: str) -> set[str]:
    return {event.title for event in browser.get(reverse(EVENTS), chosen).context["cl"].queryset}


def choices(browser: Client, model: str, field: str, term: str) -> list[str]:
    asked = {"app_label": "history", "model_name": model, "field_name": field, "term": term}
    return [one["text"] for one in browser.get(reverse("admin:autocomplete"), asked).json()["results"]]


@pytest.fixture
def editor() -> Client:
    return sign_in("Editors", "ada")


def test_events_are_narrowed_down_by_what_an_editor_looks_for(editor: Client) -> None:
    topic = TopicFactory.create()
    cited: Event = EventFactory.create(title="Cited", happened="2020", topics=[topic])
    CitationFactory.create(event=cited)
    EventFactory.create(title="Bare", happened="2020", status=Status.IN_REVIEW)
    EventFactory.create(title="Empty")
    held: Event = EventFactory.create(title="Held")
    said = AttributionFactory.create(claim=ClaimFactory.create(event=held), needs_review=True)
    assert titles(editor, source="yes") == {"Bare", "Held"}
    CitationFactory.create(event=None, attribution=said)
    assert titles(editor, source="yes") == {"Bare"}
    assert titles(editor, held="yes") == {"Held"}
    assert titles(editor, status__exact="in-review") == {"Bare"}
    assert titles(editor, topics__id__exact=str(topic.pk)) == {"Cited"}
    save(editor, cited, summary="More about it.")
    assert titles(editor, changed="yes") == {"Cited"}
    assert titles(sign_in("Editors", "ben"), changed="yes") == set()


def test_a_standing_is_reckoned_as_the_public_page_has_it(editor: Client, hadrut: None) -> None:
    shown: dict[str, set[int]] = {}
    for event in Event.objects.all():
        for account in describe_claims(list(claims_with_voices().filter(event=event)), "en"):
            shown.setdefault(account.standing, set()).add(account.claim.pk)
    assert set(shown) >= {"contested", "unopposed"}
    for standing in ("contested", "corroborated", "unopposed"):
        wanted = shown.get(standing, set())
        assert claims_standing(Claim.objects.all(), standing) == wanted
        listed = editor.get(reverse(CLAIMS), {"standing": standing}).context["cl"].queryset
        assert {claim.pk for claim in listed} == wanted
        events = {claim.event.title for claim in Claim.objects.filter(pk__in=wanted)}
        assert titles(editor, standing=standing) == events


def test_a_standing_counts_what_stands_in_another_event() -> None:
    first, second = ClaimFactory.create(), ClaimFactory.create()
    AttributionFactory.create(claim=first)
    AttributionFactory.create(claim=second)
    assert claims_standing(Claim.objects.filter(pk=first.pk), "contested") == set()
    second.opposes.add(first)
    assert claims_standing(Claim.objects.filter(pk=first.pk), "contested") == {first.pk}
    other = AttributionFactory.create(claim=ClaimFactory.create()).claim
    AttributionFactory.create(claim=other)
    assert claims_standing(Claim.objects.filter(pk=other.pk), "corroborated") == {other.pk}


def test_lists_with_filters_grow_by_no_query(editor: Client) -> None:
    counts: list[list[int]] = []
    for size in (3, 12):
        for _event in range(size):
            AttributionFactory.create(claim=ClaimFactory.create(event=EventFactory.create(happened="2020")))
        counts.append([])
        for name in (EVENTS, CLAIMS):
            for chosen in ({}, {"standing": "unopposed"}, {"source": "yes"}, {"held": "yes"}):
                editor.get(reverse(name), chosen)
                with CaptureQueriesContext(connection) as queries:
                    editor.get(reverse(name), chosen)
                counts[-1].append(len(queries))
    assert counts[0] == counts[1]


def test_a_field_offers_the_first_of_many_and_counts_no_others(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin_site, "MOST_OFFERED", 30)
    EventFactory.create_batch(50)
    asked = {"app_label": "history", "model_name": "claim", "field_name": "event", "term": "event"}
    offered = []
    for page in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            reply = editor.get(reverse("admin:autocomplete"), {**asked, "page": str(page)}).json()
        assert all("LIMIT" in query["sql"] for query in queries if "COUNT" in query["sql"])
        offered.append((len(reply["results"]), reply["pagination"]["more"]))
    assert offered == [(20, True), (10, False)]


def test_what_is_offered_tells_namesakes_apart_and_asks_no_more_for_many(editor: Client) -> None:
    azerbaijan, armenia = PlaceFactory.create(name="Azerbaijan"), PlaceFactory.create(name="Armenia")
    PlaceFactory.create(name="Qışlaq", key="qislaq-1", kind="village", within=azerbaijan)
    PlaceFactory.create(name="Qışlaq", key="qislaq-2", kind="village", within=armenia)
    found = choices(editor, "eventplace", "place", "qislaq")
    assert found == ["Qışlaq · village in Azerbaijan · qislaq-1", "Qışlaq · village in Armenia · qislaq-2"]
    asked = {"app_label": "history", "model_name": "eventplace", "field_name": "place", "term": ""}
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            editor.get(reverse("admin:autocomplete"), asked)
        counts.append(len(queries))
        for _place in range(8):
            PlaceFactory.create(within=PlaceFactory.create())
    assert counts[0] == counts[1]


def test_a_claimant_is_found_by_another_name_in_any_script(editor: Client) -> None:
    ClaimantFactory.create(name="Ministry of Defence", key="mod", aliases=["Müdafiə Nazirliyi", 'The "MoD"'])
    ClaimantFactory.create(name="Somebody else")
    for term in ("Müdafiə", "nazirliyi", "mod", "Ministry"):
        assert choices(editor, "attribution", "claimant", term) == ["Ministry of Defence · medium · mod"]


def test_every_link_to_another_row_is_searched_for(editor: Client) -> None:
    for model in ("event", "claim", "attribution", "claimant", "place", "source", "topic", "party"):
        form: Any = editor.get(reverse(f"admin:history_{model}_add")).context
        forms = [form["adminform"].form, *(one.formset.empty_form for one in form["inline_admin_formsets"])]
        for name, field in ((name, field) for one in forms for name, field in one.fields.items()):
            if hasattr(field, "queryset") and not field.widget.is_hidden and name != "id":
                assert "admin-autocomplete" in str(field.widget.render(name, None)), (model, name)


def test_strangers_and_learners_are_offered_nothing() -> None:
    learner = Client()
    learner.force_login(UserFactory.create())
    asked = {"app_label": "history", "model_name": "eventplace", "field_name": "place"}
    for browser in (Client(), learner):
        assert browser.get(reverse("admin:autocomplete"), asked).status_code == 302


def test_the_first_page_says_what_waits_and_what_was_changed_last(editor: Client) -> None:
    EventFactory.create(status=Status.IN_REVIEW)
    event: Event = EventFactory.create(title="Bare", happened="2020")
    AttributionFactory.create(needs_review=True)
    save(editor, event, summary="Written by Ada.", status="draft", why="There was none.")
    page = editor.get(reverse("admin:index")).text
    desk = page[page.index("Waiting for an editor") :]
    for what in ("in review", "stances that need review", "no source says", "contested verdicts"):
        assert what in desk
    assert "There was none." in desk
    assert "ada" in desk
    assert reverse("admin:history_event_add") in desk
    assert reverse("admin:history_upload_add") in desk
    contributor = sign_in("Contributors").get(reverse("admin:index")).text
    assert "Upload a file" not in contributor
    assert "contested verdicts" not in contributor


def test_the_outlets_of_the_desk_lead_somewhere() -> None:
    for path in (*settings.ACCOUNTS_DESK_PANELS, *settings.HISTORY_DESK_WAITING):
        assert callable(import_string(path))


def test_changes_tell_who_when_what_and_why_newest_first(editor: Client) -> None:
    event: Event = EventFactory.create(title="A capture", status=Status.DRAFT)
    save(editor, event, title="The capture", summary="It fell.", why="As the source has it.")
    save(sign_in("Editors", "ben"), event, happened="2020-10-09")
    page = editor.get(reverse(CHANGES))
    newest, older = page.context["page"].changes[:2]
    assert (newest.who, newest.parts) == ("ben", ("Happened",))
    assert (older.who, older.why, set(older.parts)) == ("ada", "As the source has it.", {"Title", "Summary"})
    assert page_of(event, "history") in page.text
    hers = editor.get(reverse(CHANGES), {"who": User.objects.get(username="ada").pk}).context["page"].changes
    assert {change.who for change in hers} == {"ada"}
    assert editor.get(reverse(CHANGES), {"kind": "place"}).context["page"].changes == ()


@pytest.mark.parametrize("asked", [{"before": "x"}, {"who": "9" * 40}, {"kind": "nonsense"}, {"before": "-1"}])
def test_nonsense_in_the_address_of_changes_is_no_error(editor: Client, asked: dict[str, str]) -> None:
    assert editor.get(reverse(CHANGES), asked).status_code == 200


def test_changes_are_paged_by_key_with_a_constant_number_of_queries(editor: Client) -> None:
    event: Event = EventFactory.create(status=Status.DRAFT)
    for number in range(3):
        save(editor, event, title=f"Title {number}")
    editor.get(reverse(CHANGES))
    with CaptureQueriesContext(connection) as few:
        editor.get(reverse(CHANGES))
    for number in range(60):
        Event.objects.filter(pk=event.pk).update(title=f"Later {number}")
        keep_after([(Kind.EVENT, event.key)], Edit())
    with CaptureQueriesContext(connection) as many:
        page = editor.get(reverse(CHANGES)).context["page"]
    assert len(many) == len(few)
    assert len(page.changes) == 50
    second = editor.get(reverse(CHANGES), {"before": page.next_before}).context["page"]
    numbers = [change.pk for change in (*page.changes, *second.changes)]
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) == KeptEntry.versions.count()


def test_what_was_deleted_is_brought_back_as_a_draft(editor: Client) -> None:
    event: Event = EventFactory.create(title="Short-lived", key="short-lived", topics=[TopicFactory.create()])
    claim = ClaimFactory.create(event=event, statement="It was taken.")
    AttributionFactory.create(claim=claim, claimant=ClaimantFactory.create(speaks_for=PartyFactory.create()))
    editor.post(page_of(event, "delete"), {"post": "yes"})
    assert not Event.objects.filter(key="short-lived").exists()
    page = editor.get(reverse(CHANGES))
    assert "Bring back “Short-lived”" in page.text
    back = reverse("admin:history_keptentry_restore", args=[page.context["page"].changes[0].pk])
    contributor = sign_in("Contributors")
    assert "Bring back" not in contributor.get(reverse(CHANGES)).text
    assert contributor.post(back).status_code == 403
    assert editor.get(back).status_code == 404
    assert "is on record again" in editor.post(back, follow=True).text
    restored = Event.objects.get(key="short-lived")
    assert restored.status == Status.DRAFT
    assert [one.statement for one in restored.claims.all()] == ["It was taken."]
    assert "stands on record again already" in editor.post(back, follow=True).text
    assert "Bring back" not in editor.get(reverse(CHANGES)).text


def test_a_deleted_row_that_names_what_is_gone_stays_gone_and_says_why(editor: Client) -> None:
    outer = PlaceFactory.create(key="outer")
    inner = PlaceFactory.create(key="inner", within=outer)
    for row in (inner, outer):
        editor.post(page_of(row, "delete"), {"post": "yes"})
    gone = next(change for change in editor.get(reverse(CHANGES)).context["page"].changes if change.key == "inner")
    page = editor.post(reverse("admin:history_keptentry_restore", args=[gone.pk]), follow=True).text
    assert "outer" in page
    assert not Claim.objects.filter(key="inner").exists()


def test_learners_see_no_changes(editor: Client) -> None:
    learner = Client()
    learner.force_login(UserFactory.create())
    assert learner.get(reverse(CHANGES)).status_code == 302
    assert SourceFactory.create().pk  # a row of another kind stays out of the list
    assert editor.get(reverse(CHANGES)).context["page"].changes == ()
