"""Places, claimants, sources, topics, lists and the sheet for class: what stands there, and what is not there."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.imports.readers.entries import Kind
from history.integrity.found import repair_names
from history.merging.merge_rows import merge_rows
from history.models import Claim, Event, Place, Status
from history.reports.discussion import prepare_discussion
from history.reports.events import describe_event, draw_event_timeline, find_event
from history.reports.listing import page_of_names
from history.versions.keeping import Edit
from tests.factories import (
    AttributionFactory,
    BearingFactory,
    CitationFactory,
    ClaimantFactory,
    ClaimFactory,
    EventFactory,
    EventPlaceFactory,
    PartyFactory,
    PlaceFactory,
    PlaceNameFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

LISTS = ("place-list", "claimant-list", "source-list", "topic-list")


def read(client: Client, name: str, *arguments: str) -> str:
    """The page's text."""
    response = client.get(reverse(f"history:{name}", args=arguments))
    assert response.status_code == 200
    return response.content.decode()


# What is public.


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("place-detail", lambda draft: EventPlaceFactory.create(event=draft).place),
        ("place-detail", lambda draft: PlaceFactory.create()),
        ("claimant-detail", lambda draft: AttributionFactory.create(claim=ClaimFactory.create(event=draft)).claimant),
        ("source-detail", lambda draft: CitationFactory.create(event=draft).source),
        ("topic-detail", lambda draft: draft.topics.get()),
    ],
)
def test_what_only_a_draft_names_is_not_there(client: Client, name: str, make: Callable[[Event], Place]) -> None:
    draft = EventFactory.create(status=Status.DRAFT, topics=[TopicFactory.create()])
    row = make(draft)
    repair_names()
    address = reverse(f"history:{name}", args=[row.key])
    assert client.get(address).status_code == 404
    assert row.key not in read(client, name.replace("detail", "list"))
    if EventPlaceFactory._meta.model.objects.filter(place__key=row.key).exists() or name != "place-detail":
        Event.objects.update(status=Status.PUBLISHED)
        assert client.get(address).status_code == 200


def test_a_district_is_there_for_a_village_in_it(client: Client) -> None:
    region = PlaceFactory.create(kind="region")
    village = PlaceFactory.create(kind="village", within=PlaceFactory.create(kind="district", within=region))
    assert client.get(reverse("history:place-detail", args=[region.key])).status_code == 404
    EventPlaceFactory.create(place=village)
    assert client.get(reverse("history:place-detail", args=[region.key])).status_code == 200


def test_an_office_is_there_for_its_holder_and_a_body_for_its_parts(client: Client) -> None:
    office = ClaimantFactory.create(kind="office")
    body = ClaimantFactory.create(kind="state-body")
    AttributionFactory.create(claimant=ClaimantFactory.create(holds=[office], part_of=body))
    for row in (office, body):
        assert client.get(reverse("history:claimant-detail", args=[row.key])).status_code == 200


@pytest.mark.parametrize("page", ["event-detail", "discussion"])
def test_a_draft_has_no_sheet_and_no_page(client: Client, page: str) -> None:
    draft = EventFactory.create(status=Status.IN_REVIEW)
    assert client.get(reverse(f"history:{page}", args=[draft.key])).status_code == 404


def test_old_keys_lead_to_the_same_page_of_the_row_that_stands(client: Client, hadrut: None) -> None:
    merge_rows(Kind.PLACE, ["edilli"], "edise", Edit())
    merge_rows(Kind.EVENT, ["clashes-of-20-october"], "fighting-of-10-october", Edit())
    for name, old, new in (
        ("place-detail", "edilli", "edise"),
        ("event-detail", "clashes-of-20-october", "fighting-of-10-october"),
        ("discussion", "clashes-of-20-october", "fighting-of-10-october"),
        ("event-by-key", "clashes-of-20-october", "fighting-of-10-october"),
    ):
        response = client.get(reverse(f"history:{name}", args=[old]))
        assert response.status_code == 301
        shown = "event-detail" if name == "event-by-key" else name
        assert response["Location"] == reverse(f"history:{shown}", args=[new])


def test_methods_that_write_are_refused(client: Client, hadrut: None) -> None:
    details = [("place-detail", "hadrut"), ("claimant-detail", "icrc"), ("source-detail", "war-atlas")]
    details += [("topic-detail", "battle-of-hadrut"), ("discussion", "capture-of-hadrut")]
    addresses = [reverse(f"history:{name}") for name in (*LISTS, "search")]
    addresses += [reverse(f"history:{name}", args=[key]) for name, key in details]
    for address in addresses:
        assert client.get(address).status_code == 200
        assert {getattr(client, method)(address).status_code for method in ("post", "put", "patch", "delete")} == {405}


# What stands there.


def test_a_place_has_every_name_with_its_language_owner_and_source(client: Client) -> None:
    place = PlaceFactory.create(key="shusha", name="Şuşa", kind="city", latitude=39.76, longitude=46.75)
    for name, language, party in (("Şuşa", "az", "Azerbaijan"), ("Շուշի", "hy", "Artsakh")):
        row = PlaceNameFactory.create(place=place, name=name, language=language, party=PartyFactory.create(name=party))
        CitationFactory.create(event=None, place_name=row, source=SourceFactory.create(title=f"Atlas {language}"))
    EventPlaceFactory.create(place=place)
    page = read(client, "place-detail", "shusha")
    for text in ("Azerbaijani", "Armenian", "the name that Azerbaijan uses", "the name that Artsakh uses"):
        assert text in page
    for text in ("Atlas az", "Atlas hy", 'lang="hy"', "map__spot", "Latitude 39.76"):
        assert text in page


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (("1863-05-01/1863-05-04", "1863-04-30"), "not agreed: the accounts give different dates"),
        (("1863-05-01/1863-05-04", "1863-05-01/1863-05-03"), "not agreed: the accounts give different dates"),
        (("1863-05-01/1863-05-04", "1863-05"), "dated by accounts only"),
        ((), "No date on record"),
    ],
)
def test_an_event_that_only_accounts_date_says_so(client: Client, dates: tuple[str, ...], said: str) -> None:
    event = EventFactory.create(happened="")
    for date in dates:
        AttributionFactory.create(claim=ClaimFactory.create(event=event, happened=date))
    assert said in read(client, "event-detail", event.key)
    assert ("dated by accounts only" in read(client, "event-list")) == bool(dates)


def test_coordinates_are_shown_with_the_passages_for_them(client: Client) -> None:
    place = PlaceFactory.create(key="shusha", latitude=39.76, longitude=46.75)
    EventPlaceFactory.create(place=place)
    assert "No source is on record for these coordinates" in read(client, "place-detail", "shusha")
    for supports, title in (("kind", "Register"), ("coordinates", "Gazetteer")):
        CitationFactory.create(event=None, place=place, supports=supports, source=SourceFactory.create(title=title))
    page = read(client, "place-detail", "shusha")
    assert page.index("Register") < page.index("Latitude 39.76") < page.index("Gazetteer")
    assert "No source is on record for these coordinates" not in page


def test_a_claimants_statements_stand_in_the_order_in_which_they_were_said(client: Client) -> None:
    speaker = ClaimantFactory.create()
    for day, words in (("", "Undated"), ("2020-10-14", "Later"), ("2020-10-09", "First"), ("-0479", "Ancient")):
        AttributionFactory.create(claimant=speaker, stated_on=day, claim=ClaimFactory.create(statement=words))
    page = read(client, "claimant-detail", speaker.key)
    places = [page.index(f"“{words}”") for words in ("Ancient", "First", "Later", "Undated")]
    assert places == sorted(places)


def test_long_lists_of_statements_and_passages_go_on(client: Client) -> None:
    speaker, source = ClaimantFactory.create(), SourceFactory.create()
    for number in range(45):
        said = AttributionFactory.create(
            claimant=speaker, stated_on="2020-10-09", claim=ClaimFactory.create(statement=f"Words no. {number:02}.")
        )
        CitationFactory.create(event=None, attribution=said, source=source)
    for name, key in (("claimant-detail", speaker.key), ("source-detail", source.key)):
        address, seen = reverse(f"history:{name}", args=[key]), list[int]()
        report = client.get(address).context["report"]
        page = report.sayings if name == "claimant-detail" else report.passages
        while True:
            seen += [(row.attribution if name == "claimant-detail" else row).pk for row in page.rows]
            if not page.after:
                break
            report = client.get(address, {"after": page.after}).context["report"]
            page = report.sayings if name == "claimant-detail" else report.passages
        assert len(seen) == len(set(seen)) == 45


def test_a_source_names_its_address_its_licences_and_what_rests_on_it(client: Client, hadrut: None) -> None:
    page = read(client, "source-detail", "battle-of-hadrut-article")
    for text in ("https://en.wikipedia.org/wiki/Battle_of_Hadrut", "CC0 1.0", "Capture of Hadrut", "The name “Qışlaq”"):
        assert text in page


def test_a_topic_counts_the_voices_of_each_party(client: Client, hadrut: None) -> None:
    response = client.get(reverse("history:topic-detail", args=["battle-of-hadrut"]))
    voices = {party.name: party for party in response.context["report"].voices}
    said = Claim.objects.filter(attributions__claimant__speaks_for__key="azerbaijan", attributions__needs_review=False)
    assert voices["Azerbaijan"].affirms == said.count()
    assert voices["Artsakh"].denies == 1
    assert [party.name for party in response.context["report"].voices] == ["Artsakh", "Azerbaijan", ""]


def test_lists_stand_in_one_alphabet_whatever_the_script(client: Client) -> None:
    for name in ("Zod", "Şuşa", "Ağdam", "Шамахы", "Գորիս", "Əfəndilər"):
        EventPlaceFactory.create(place=PlaceFactory.create(name=name))
    repair_names()
    shown = [title for _key, title, _told in client.get(reverse("history:place-list")).context["rows"]]
    assert shown == ["Əfəndilər", "Ağdam", "Գորիս", "Шамахы", "Şuşa", "Zod"]


def test_pages_of_names_hold_every_row_once_and_pass_over_what_is_not_public() -> None:
    for number in range(30):
        place = PlaceFactory.create(name=f"Aton {number:02}")
        EventPlaceFactory.create(place=place, event=EventFactory.create(status="published" if number % 3 else "draft"))
    repair_names()
    page = page_of_names("place", size=6)
    seen = [name.name for name in page.rows]
    while page.after:
        page = page_of_names("place", after=page.after, size=6)
        seen += [name.name for name in page.rows]
    assert seen == [f"Aton {number:02}" for number in range(30) if number % 3]
    while page.before:
        page = page_of_names("place", before=page.before, size=6)
    assert [name.name for name in page.rows] == seen[: len(page.rows)]


# The accounts.


def test_accounts_stand_in_the_order_in_which_they_were_said_whoever_said_them() -> None:
    event = EventFactory.create()
    claims = [ClaimFactory.create(event=event, statement=words) for words in ("Third", "First", "Undated", "Second")]
    for claim, day, name in zip(
        claims, ("2020-10-14", "2020-10-09", "", "2020-10-14"), ("Zeta", "Zeta", "Alpha", "Beta"), strict=True
    ):
        AttributionFactory.create(claim=claim, stated_on=day, claimant=ClaimantFactory.create(name=name))
    account = describe_event(find_event(event.key).get(), "en")
    assert [claim.claim.statement for claim in account.claims] == ["First", "Second", "Third", "Undated"]


def test_a_date_that_an_account_gives_otherwise_is_not_called_agreed(client: Client) -> None:
    event = EventFactory.create(happened="2020-10-09")
    claim = ClaimFactory.create(event=event, about="date", happened="[2020-10-14,2020-10-15]")
    assert "an account gives another date" not in read(client, "event-detail", event.key)
    said = AttributionFactory.create(claim=claim)
    assert "an account gives another date" in read(client, "event-detail", event.key)
    claim.set_happened("2020-10")
    claim.save()
    assert "an account gives another date" not in read(client, "event-detail", event.key)
    said.delete()


def test_the_page_tells_who_speaks_for_whom_and_what_is_not_asked(client: Client, hadrut: None) -> None:
    page = read(client, "event-detail", "capture-of-hadrut")
    for text in ("speaks for Azerbaijan", "holds the office of President of Artsakh", "What Attest does not ask"):
        assert text in page
    assert "dispute_attributed" in page
    assert "then Attest asks who said what, not what happened" in page


def test_what_happened_and_what_was_said_are_two_lists_on_one_line(hadrut: None) -> None:
    account = describe_event(find_event("capture-of-hadrut").get(), "en")
    timeline = draw_event_timeline(account, "en")
    assert [row.when for row in timeline.happened] == ["by 9 October 2020", "14 or 15 October 2020"]
    assert [row.when for row in timeline.said] == ["9 October 2020", "9 October 2020"]
    by_then, one_of = (row.marks for row in timeline.happened)
    assert [mark.fades for mark in by_then] == ["start"]
    assert [mark.fades for mark in one_of] == ["", ""]


# The sheet for class.


def test_the_sheet_has_all_voices_that_count_and_none_that_is_held_back(client: Client, hadrut: None) -> None:
    page = read(client, "discussion", "capture-of-hadrut")
    for text in (
        "President of Azerbaijan",
        "Arayik Harutyunyan",
        "speaks for Artsakh",
        "denies",
        "4 statements are held",
    ):
        assert text in page
    assert "BBC Russian Service" not in page


def test_the_questions_are_the_same_when_the_sides_change_places() -> None:
    asked = []
    for first, second in (("Red", "Blue"), ("Blue", "Red")):
        event = EventFactory.create()
        for side, stance in ((first, "asserts"), (second, "denies")):
            party = PartyFactory.create(name=f"{side} side")
            speaker = ClaimantFactory.create(name=f"{side} voice", speaks_for=party)
            claim = event.claims.first() or ClaimFactory.create(event=event, statement="The town was taken")
            AttributionFactory.create(claim=claim, claimant=speaker, stance=stance, stated_on="1900-01-01")
        sheet = prepare_discussion(describe_event(find_event(event.key).get(), "en"))
        swap = {"Red": "Blue", "Blue": "Red"} if first == "Blue" else {}
        asked.append([" ".join(swap.get(word, word) for word in text.split()) for text in sheet.questions])
    assert asked[0] == asked[1]
    assert len(asked[0]) >= 3


def test_an_event_of_which_nobody_speaks_has_a_sheet_with_questions(client: Client, hadrut: None) -> None:
    page = read(client, "discussion", "operation-ring")
    assert "Nobody is on record" in page
    assert "What kind of source is missing" in page


# Growth.


def grow(count: int, event: Event, place: Place) -> None:
    """More of everything that the pages show."""
    speaker, source = ClaimantFactory.create(key=f"s-{Event.objects.count()}"), SourceFactory.create()
    for _number in range(count):
        claim = ClaimFactory.create(event=event, places=[place], happened="1900-01-01")
        said = AttributionFactory.create(claim=claim, claimant=speaker, stated_on="1900-01-02")
        CitationFactory.create(event=None, attribution=said, source=source)
        said = AttributionFactory.create(claim=claim, stated_on="1900-01-02")
        CitationFactory.create(event=None, attribution=said, source=SourceFactory.create())
        another = EventFactory.create(happened="1900-01-01", topics=list(event.topics.all()))
        EventPlaceFactory.create(event=another, place=place)
        EventPlaceFactory.create(event=another, place=BearingFactory.create(origin=place).place)
        PlaceNameFactory.create(place=place, party=PartyFactory.create())
    repair_names()


@pytest.mark.parametrize(
    "name", ["place-detail", "topic-detail", "discussion", "event-detail", "place-list", "claimant-list", "source-list"]
)
def test_pages_take_the_queries_for_much_that_they_take_for_little(client: Client, name: str) -> None:
    topic = TopicFactory.create()
    event, place = EventFactory.create(topics=[topic]), PlaceFactory.create()
    EventPlaceFactory.create(event=event, place=place)
    key = {"place-detail": place.key, "topic-detail": topic.key}.get(name, event.key)
    address = reverse(f"history:{name}", args=[] if name.endswith("list") else [key])
    counts = []
    for _more in range(2):
        grow(8, event, place)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_claimant_and_a_source_take_as_many_queries_for_twenty_statements_as_for_ten(client: Client) -> None:
    speaker, source = ClaimantFactory.create(), SourceFactory.create()
    counts = []
    for _more in range(2):
        for _number in range(10):
            said = AttributionFactory.create(claimant=speaker)
            CitationFactory.create(event=None, attribution=said, source=source)
        found = []
        for address in (
            reverse("history:claimant-detail", args=[speaker.key]),
            reverse("history:source-detail", args=[source.key]),
        ):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
