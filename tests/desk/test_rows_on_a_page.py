"""Claims, attributions and citations on the page of what they belong to, twenty of them and more."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.models import Attribution, Citation, Claim, Event, Place, Status
from tests.desk.forms import fields_of, form_of, page_of, send
from tests.desk.people import sign_in
from tests.factories import (
    AttributionFactory,
    CitationFactory,
    ClaimantFactory,
    ClaimFactory,
    EventFactory,
    PartyFactory,
    PlaceFactory,
    PlaceNameFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

# A page with twenty claims; a person reads it on a slow line too.
HEAVIEST_PAGE = 450_000


@pytest.fixture
def editor() -> Client:
    return sign_in("Editors", "ada")


def make_event(claims: int, voices: int) -> Event:
    """A published event with so many claims, each with a place and so many cited attributions."""
    event: Event = EventFactory.create(topics=[TopicFactory.create()])
    source = SourceFactory.create()
    place = PlaceFactory.create(within=PlaceFactory.create())
    party = PartyFactory.create()
    claimants = [ClaimantFactory.create(speaks_for=party) for _voice in range(voices)]
    for _claim in range(claims):
        claim = ClaimFactory.create(event=event, happened="2020-10-09", places=[place])
        said = [AttributionFactory.build(claim=claim, claimant=one, stated_on="2020-10-10") for one in claimants]
        Attribution.objects.bulk_create(said)
        Citation.objects.bulk_create(Citation(attribution=one, source=source) for one in said)
    return event


def count_queries(browser: Client, path: str) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as queries:
        reply = browser.get(path)
    return len(queries), reply


def empty_row(prefix: str, at: int, **fields: str) -> dict[str, str]:
    return {f"{prefix}-{at}-{name}": value for name, value in fields.items()}


def test_twenty_claims_of_twenty_voices_ask_no_more_than_two_of_two(editor: Client) -> None:
    few, many = make_event(2, 2), make_event(20, 20)
    editor.get(page_of(few))  # what is read once a process is read
    small, _reply = count_queries(editor, page_of(few))
    editor.get(page_of(many))
    large, reply = count_queries(editor, page_of(many))
    assert large == small
    assert len(reply.content) < HEAVIEST_PAGE
    claims = [event.claims.all()[0] for event in (few, many)]
    editor.get(page_of(claims[0]))
    counts = [count_queries(editor, page_of(claim))[0] for claim in claims]
    assert counts[0] == counts[1]


def test_no_field_of_any_page_loads_a_table(editor: Client) -> None:
    event = make_event(1, 1)
    for number in range(30):
        for make in (PlaceFactory, ClaimantFactory, SourceFactory, EventFactory, TopicFactory):
            make.create(
                **({"title" if make in (SourceFactory, EventFactory, TopicFactory) else "name": f"Far {number}"})
            )
    claim = event.claims.all()[0]
    said = claim.attributions.all()[0]
    for row in (event, claim, said, said.claimant, claim.places.all()[0], said.citations.all()[0].source):
        page = editor.get(page_of(row)).text
        form = page[page.index('id="fields"') if 'id="fields"' in page else page.index("<form") :]
        assert "Far 17" not in form.split('id="changelist')[0].split("event-panel")[0]


def test_each_row_is_one_line_until_it_is_opened(editor: Client) -> None:
    event = make_event(3, 2)
    claim = event.claims.all()[1]
    page = editor.get(page_of(event)).text
    assert f"{claim.statement} · that it happened · 2 voices" in page
    assert page.count("<details >") == 3
    assert "Claims (3)" in page
    said = claim.attributions.all()[0]
    page = editor.get(page_of(claim)).text
    assert f"{said.claimant} asserts · 10 October 2020 · 1 source" in page


def test_a_row_with_an_error_comes_back_open(editor: Client) -> None:
    event = make_event(3, 1)
    page = send(editor, page_of(event), form_of(editor, event) | {"claims-1-happened": "soon"}).text
    assert page.count("<details open>") == 1


def test_a_published_event_takes_a_new_claim_with_its_voice_and_source_in_one_go(editor: Client) -> None:
    event, source, claimant = make_event(1, 1), SourceFactory.create(), ClaimantFactory.create()
    add = reverse("admin:history_claim_add")
    fields = fields_of(editor.get(add, {"event": event.pk})) | {
        "event": str(event.pk),
        "statement": "The town was not taken.",
        "attributions-TOTAL_FORMS": "1",
        **empty_row("attributions", 0, claimant=str(claimant.pk), stance="asserts", stated_on="2020-10-11"),
    }
    refused = send(editor, add, fields)
    assert "No source is cited for" in refused.text
    assert not Claim.objects.filter(statement="The town was not taken.").exists()
    cited = empty_row("attributions", 0, cite_source=str(source.pk), cite_locator="p. 4", cite_quote="It held.")
    assert send(editor, add, fields | cited).status_code == 302
    claim = Claim.objects.get(statement="The town was not taken.")
    assert claim.key == "the-town-was-not-taken"
    citation = claim.attributions.get().citations.get()
    assert (citation.source, citation.locator, citation.quote) == (source, "p. 4", "It held.")


def test_an_attribution_that_stands_takes_one_more_source(editor: Client) -> None:
    claim = make_event(1, 1).claims.all()[0]
    source = SourceFactory.create(title="A second source")
    fields = form_of(editor, claim) | empty_row("attributions", 0, cite_source=str(source.pk))
    assert send(editor, page_of(claim), fields).status_code == 302
    said = claim.attributions.get()
    assert [citation.position for citation in said.citations.all()] == [0, 1]
    page = editor.get(page_of(claim)).text
    assert "A second source" in page
    assert reverse("admin:history_source_change", args=[source.pk]) in page
    assert page.count('class="row__citations"') == 1


def test_a_passage_without_its_source_is_refused_where_it_was_typed(editor: Client) -> None:
    claim = make_event(1, 1).claims.all()[0]
    fields = form_of(editor, claim) | empty_row("attributions", 0, cite_quote="Somebody said so.")
    page = send(editor, page_of(claim), fields).text
    assert "Choose the source that this passage is from." in page
    assert "Somebody said so." in page


def test_rows_are_reordered_and_a_new_one_stands_last(editor: Client) -> None:
    event = make_event(3, 1)
    first, second, third = event.claims.all()
    fields = form_of(editor, event)
    fields |= {"claims-0-position": "2", "claims-1-position": "0", "claims-2-position": "1"}
    assert send(editor, page_of(event), fields).status_code == 302
    assert list(event.claims.all()) == [second, third, first]
    draft: Event = EventFactory.create(status=Status.DRAFT)
    for at in range(2):
        ClaimFactory.create(event=draft, position=at)
    fields = form_of(editor, draft) | {"claims-TOTAL_FORMS": "3"}
    fields |= empty_row("claims", 2, statement="Said last.", about="occurrence")
    assert send(editor, page_of(draft), fields).status_code == 302
    assert [claim.statement for claim in draft.claims.all()][-1] == "Said last."


def test_new_claims_of_one_wording_get_keys_of_their_own(editor: Client) -> None:
    event: Event = EventFactory.create(status=Status.DRAFT)
    ClaimFactory.create(key="edise-was-taken")
    fields = form_of(editor, event) | {"claims-TOTAL_FORMS": "2"}
    for at in range(2):
        fields |= empty_row("claims", at, statement="Edişə was taken", about="occurrence")
    assert send(editor, page_of(event), fields).status_code == 302
    assert len({*event.claims.values_list("key", flat=True)} - {"edise-was-taken"}) == 2


def test_the_key_of_a_claim_on_its_event_s_page_is_not_changed(editor: Client) -> None:
    event = make_event(1, 1)
    key = event.claims.get().key
    send(editor, page_of(event), form_of(editor, event) | {"claims-0-key": "another", "title": "Changed"})
    event.refresh_from_db()
    assert event.title == "Changed"
    assert event.claims.get().key == key


@pytest.mark.parametrize(
    ("model", "fields", "key"),
    [
        ("event", {"title": "Взятие Гадрута", "status": "draft"}, "vzyatie-gadruta"),
        ("place", {"name": "Թող", "kind": "village"}, "togh"),
        ("topic", {"title": "The First Karabakh War"}, "the-first-karabakh-war"),
        ("party", {"name": "???"}, "party"),
    ],
)
def test_a_new_row_gets_a_key_from_its_name(editor: Client, model: str, fields: dict[str, str], key: str) -> None:
    add = reverse(f"admin:history_{model}_add")
    for expected in (key, f"{key}-2"):
        reply = send(editor, add, fields_of(editor.get(add)) | fields)
        assert reply.status_code == 302, reply.context["errors"]
        stored: Any = {"event": Event, "place": Place}.get(model)
        if stored:
            assert stored.objects.filter(key=expected).exists()


def test_a_key_of_one_s_own_stands_and_one_that_is_taken_is_refused(editor: Client) -> None:
    add = reverse("admin:history_place_add")
    fields = fields_of(editor.get(add)) | {"name": "Togh", "kind": "village", "key": "my-key"}
    assert send(editor, add, fields).status_code == 302
    assert "already exists" in send(editor, add, fields).text
    assert Place.objects.filter(key="my-key").count() == 1


def test_a_contributor_adds_a_voice_with_its_source_to_a_draft() -> None:
    browser = sign_in("Contributors")
    claim: Claim = ClaimFactory.create(event=EventFactory.create(status=Status.DRAFT))
    fields = form_of(browser, claim) | {"attributions-TOTAL_FORMS": "1"}
    fields |= empty_row(
        "attributions",
        0,
        claimant=str(ClaimantFactory.create().pk),
        stance="denies",
        cite_source=str(SourceFactory.create().pk),
    )
    assert send(browser, page_of(claim), fields).status_code == 302
    assert Attribution.objects.get(claim=claim).citations.count() == 1


def test_a_contributor_reads_the_rows_of_what_is_published_and_writes_none() -> None:
    browser, claim = sign_in("Contributors"), make_event(1, 1).claims.all()[0]
    page = browser.get(page_of(claim)).text
    assert "asserts · 10 October 2020 · 1 source" in page
    assert "cite_source" not in page
    assert send(browser, page_of(claim), {"statement": "Mine"}).status_code == 403


def test_a_place_s_name_shows_its_citations_and_takes_one(editor: Client) -> None:
    name = PlaceNameFactory.create(name="Togh", language="hy")
    CitationFactory.create(event=None, place_name=name, source=SourceFactory.create(title="An atlas"))
    place = name.place
    assert "An atlas" in editor.get(page_of(place)).text
    fields = form_of(editor, place) | empty_row("names", 0, cite_source=str(SourceFactory.create().pk))
    assert send(editor, page_of(place), fields).status_code == 302
    assert name.citations.count() == 2
