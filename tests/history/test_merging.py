"""Duplicates become one row: nothing said is lost, no passage bears what it does not say, old keys lead on."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from history.exports.entries import rows_on_record
from history.imports.comparing import Outcome
from history.imports.readers.entries import Body, Kind
from history.merging.merge_rows import CannotMerge, Merged, merge_rows, preview_merge
from history.models import Attribution, Bearing, Claim, Claimant, Event, KeptEntry, MergedKey, Place, Status
from history.versions.keeping import Edit
from history.versions.reading import list_versions
from tests.factories import (
    AttributionFactory,
    BearingFactory,
    CitationFactory,
    ClaimantFactory,
    ClaimFactory,
    EventFactory,
    EventPlaceFactory,
    ParticipantFactory,
    PartyFactory,
    PlaceFactory,
    PlaceNameFactory,
    TopicFactory,
    UserFactory,
)
from tests.history.record_files import export, plan, siege, take_over

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_followers(settings: Any) -> None:
    settings.HISTORY_AFTER_PUBLISH = []
    settings.HISTORY_AFTER_MERGE = []


def merge(kind: Kind, old: Any, into: Any) -> Merged:
    """Merge one row into another; it must be possible."""
    outcome = merge_rows(kind, [old.key], into.key, Edit(why="The same."))
    assert isinstance(outcome, Merged), outcome
    return outcome


def refused(kind: Kind, old: Any, into: Any) -> str:
    """Why one row cannot be merged into another; nothing is written."""
    outcome = merge_rows(kind, [old.key], into.key, Edit())
    assert isinstance(outcome, CannotMerge)
    assert not MergedKey.objects.exists()
    return " ".join(outcome.reasons)


def body(kind: Kind, row: Any) -> Body:
    return rows_on_record(kind, [row.key])[row.key].body


class TestClaimants:
    def test_what_one_said_the_other_says_and_its_name_is_an_alias(self) -> None:
        old = ClaimantFactory.create(key="mod", name="MoD", aliases=["Defence"])
        into = ClaimantFactory.create(key="ministry", name="Ministry of Defence", aliases=["The ministry"])
        said = AttributionFactory.create(claimant=old)
        merge(Kind.CLAIMANT, old, into)
        said.refresh_from_db()
        into.refresh_from_db()
        assert said.claimant == into
        assert into.aliases == ["The ministry", "MoD", "Defence"]
        assert not Claimant.objects.filter(key="mod").exists()

    def test_two_stances_that_become_one_keep_the_passages_of_both(self) -> None:
        old, into = ClaimantFactory.create(), ClaimantFactory.create()
        claim = ClaimFactory.create()
        for number, who in enumerate([old, into]):
            row = AttributionFactory.create(claim=claim, claimant=who, stated_on="2020-10-09")
            CitationFactory.create(event=None, attribution=row, locator=f"p{number}")
        AttributionFactory.create(claim=claim, claimant=old, stance="confirms")
        merge(Kind.CLAIMANT, old, into)
        assert sorted(Attribution.objects.values_list("claimant__key", "stance")) == [
            (into.key, "asserts"),
            (into.key, "confirms"),
        ]
        joined = Attribution.objects.get(stance="asserts")
        assert sorted(joined.citations.values_list("locator", flat=True)) == ["p0", "p1"]

    def test_a_passage_for_another_day_is_not_cited_for_the_day_that_stands(self) -> None:
        old, into = ClaimantFactory.create(), ClaimantFactory.create()
        claim = ClaimFactory.create()
        for who, day in ((old, "2020-10-12"), (into, "2020-10-09")):
            row = AttributionFactory.create(claim=claim, claimant=who, stated_on=day)
            CitationFactory.create(event=None, attribution=row, locator=day)
            CitationFactory.create(event=None, attribution=row, locator=f"{day} stance", supports="stance")
        merge(Kind.CLAIMANT, old, into)
        joined = Attribution.objects.get()
        assert joined.stated_on == "2020-10-09"
        assert set(joined.citations.values_list("locator", flat=True)) == {
            "2020-10-09",
            "2020-10-09 stance",
            "2020-10-12 stance",
        }

    def test_what_is_held_back_bears_nothing_that_is_live(self) -> None:
        old, into = ClaimantFactory.create(), ClaimantFactory.create()
        claim = ClaimFactory.create()
        live = AttributionFactory.create(claim=claim, claimant=old, note="seen")
        held = AttributionFactory.create(claim=claim, claimant=into, needs_review=True)
        CitationFactory.create(event=None, attribution=live, locator="live")
        CitationFactory.create(event=None, attribution=held, locator="held")
        merge(Kind.CLAIMANT, old, into)
        joined = Attribution.objects.get()
        assert (joined.needs_review, joined.note) == (False, "seen")
        assert [one.locator for one in joined.citations.all()] == ["live"]

    def test_offices_bodies_and_parts_follow(self) -> None:
        office = ClaimantFactory.create(kind=Claimant.Kind.OFFICE)
        old = ClaimantFactory.create(kind=Claimant.Kind.PERSON, holds=[office])
        into = ClaimantFactory.create(kind=Claimant.Kind.PERSON, speaks_for=None)
        part = ClaimantFactory.create(part_of=old)
        event = EventFactory.create()
        ParticipantFactory.create(event=event, claimant=old, role="commander")
        ParticipantFactory.create(event=event, claimant=into, role="commander")
        merge(Kind.CLAIMANT, old, into)
        part.refresh_from_db()
        assert part.part_of == into
        assert list(into.holds.all()) == [office]
        assert event.event_participants.get().claimant == into

    def test_those_who_speak_for_different_parties_are_not_one(self) -> None:
        old, into = (ClaimantFactory.create(speaks_for=PartyFactory.create()) for _ in range(2))
        assert "different parties" in refused(Kind.CLAIMANT, old, into)

    def test_who_holds_an_office_is_not_the_office(self) -> None:
        office = ClaimantFactory.create(kind=Claimant.Kind.OFFICE)
        holder = ClaimantFactory.create(kind=Claimant.Kind.OFFICE, holds=[office])
        assert "holds the office" in refused(Kind.CLAIMANT, holder, office)

    def test_a_part_is_not_the_body_whichever_way(self) -> None:
        body_ = ClaimantFactory.create()
        part = ClaimantFactory.create(part_of=ClaimantFactory.create(part_of=body_))
        assert "is part of the other" in refused(Kind.CLAIMANT, part, body_)
        assert "is part of the other" in refused(Kind.CLAIMANT, body_, part)

    def test_a_person_is_not_a_medium(self) -> None:
        old = ClaimantFactory.create(kind=Claimant.Kind.PERSON)
        assert "make the kinds the same first" in refused(Kind.CLAIMANT, old, ClaimantFactory.create())


class TestPlaces:
    def test_events_claims_and_what_lies_within_follow(self) -> None:
        old, into = PlaceFactory.create(name="Gadrut"), PlaceFactory.create(name="Hadrut")
        event = EventFactory.create()
        for place in (old, into):
            EventPlaceFactory.create(event=event, place=place)
        claim = ClaimFactory.create(event=event, places=[old, into])
        inner = PlaceFactory.create(within=old)
        merge(Kind.PLACE, old, into)
        inner.refresh_from_db()
        assert inner.within == into
        assert [row.place for row in event.event_places.all()] == [into]
        assert list(claim.places.all()) == [into]
        assert [name.name for name in into.names.all()] == ["Gadrut"]

    def test_names_are_united_with_their_passages(self) -> None:
        old, into = PlaceFactory.create(), PlaceFactory.create()
        for place in (old, into):
            row = PlaceNameFactory.create(place=place, name="Şuşa", language="az")
            CitationFactory.create(event=None, place_name=row, locator=place.key)
        merge(Kind.PLACE, old, into)
        names = {name.name: name.citations.count() for name in into.names.all()}
        assert names == {"Şuşa": 2, old.name: 0}

    def test_other_coordinates_stay_behind_with_their_passages(self) -> None:
        old = PlaceFactory.create(latitude=39.5, longitude=47.0)
        into = PlaceFactory.create(latitude=39.6, longitude=47.1)
        CitationFactory.create(event=None, place=old, supports="coordinates")
        outcome = merge(Kind.PLACE, old, into)
        into.refresh_from_db()
        assert (into.latitude, into.citations.count()) == (39.6, 0)
        assert [(part, said) for _name, part, said in outcome.left_behind] == [
            ("Latitude", "39.5"),
            ("Longitude", "47"),
        ]

    def test_missing_coordinates_and_bearing_are_taken_whole(self) -> None:
        old, into = PlaceFactory.create(latitude=39.5, longitude=47.0), PlaceFactory.create()
        CitationFactory.create(event=None, place=old, supports="coordinates", locator="map")
        bearing = BearingFactory.create(place=old)
        CitationFactory.create(event=None, bearing=bearing, locator="way")
        merge(Kind.PLACE, old, into)
        into.refresh_from_db()
        assert (into.latitude, into.longitude) == (39.5, 47.0)
        assert into.citations.get().locator == "map"
        assert into.bearing.citations.get().locator == "way"

    def test_directions_given_from_the_one_are_given_from_the_other(self) -> None:
        old, into = PlaceFactory.create(), PlaceFactory.create()
        elsewhere = BearingFactory.create(origin=old)
        merge(Kind.PLACE, old, into)
        assert Bearing.objects.get().origin == into
        assert Bearing.objects.get().place == elsewhere.place

    def test_a_place_is_not_what_it_lies_within_or_is_seen_from(self) -> None:
        outer = PlaceFactory.create()
        inner = PlaceFactory.create(within=PlaceFactory.create(within=outer))
        assert "lies within the other" in refused(Kind.PLACE, inner, outer)
        seen = BearingFactory.create()
        assert "in which direction" in refused(Kind.PLACE, seen.origin, seen.place)
        town = PlaceFactory.create(kind=Place.Kind.TOWN)
        assert "make the kinds the same" in refused(Kind.PLACE, town, outer)


class TestEvents:
    def test_claims_come_over_with_their_keys_and_the_rest_is_united(self) -> None:
        topics = [TopicFactory.create(), TopicFactory.create()]
        old = EventFactory.create(title="Fall of Hadrut", happened="2020-10-09", topics=topics[:1], summary="Old.")
        into = EventFactory.create(title="Capture of Hadrut", topics=topics[1:])
        place = EventPlaceFactory.create(event=old).place
        claim, other = ClaimFactory.create(event=old), ClaimFactory.create(event=into)
        linked = ClaimFactory.create(opposes=[claim])
        CitationFactory.create(event=old, locator="day", supports="happened")
        for row in (claim, other):
            CitationFactory.create(event=None, attribution=AttributionFactory.create(claim=row))
        CitationFactory.create(event=None, attribution=AttributionFactory.create(claim=linked))
        outcome = merge(Kind.EVENT, old, into)
        into.refresh_from_db()
        assert (into.happened, into.summary, into.title) == ("2020-10-09", "Old.", "Capture of Hadrut")
        assert {row.pk for row in into.claims.all()} == {claim.pk, other.pk}
        assert set(into.topics.all()) == set(topics)
        assert into.event_places.get().place == place
        assert into.citations.get().locator == "day"
        assert list(linked.opposes.all()) == [claim]
        assert outcome.claims == 1
        assert ("Fall of Hadrut", "Title", "Fall of Hadrut") in outcome.left_behind

    def test_passages_for_another_day_stay_behind(self) -> None:
        old, into = EventFactory.create(happened="2020-10-12"), EventFactory.create(happened="2020-10-09")
        CitationFactory.create(event=old, locator="whole")
        CitationFactory.create(event=old, locator="day", supports="happened")
        CitationFactory.create(event=old, locator="place", supports="places")
        CitationFactory.create(event=into, locator="own")
        merge(Kind.EVENT, old, into)
        assert sorted(into.citations.values_list("locator", flat=True)) == ["own", "place"]

    def test_no_event_becomes_part_of_itself_or_follows_itself(self) -> None:
        old = EventFactory.create()
        into = EventFactory.create(same_as=old)
        whole = EventFactory.create()
        part = EventFactory.create(part_of=old, after=[old, into])
        old.part_of = whole
        old.save()
        merge(Kind.EVENT, old, into)
        part.refresh_from_db()
        into.refresh_from_db()
        assert (into.same_as, into.part_of, part.part_of) == (None, whole, into)
        assert list(part.after.all()) == [into]

    def test_a_part_what_came_later_and_a_draft_take_nothing_in(self) -> None:
        whole = EventFactory.create()
        part = EventFactory.create(part_of=EventFactory.create(part_of=whole))
        later = EventFactory.create(after=[EventFactory.create(after=[whole])])
        draft = EventFactory.create(status=Status.DRAFT)
        assert "is part of the other" in refused(Kind.EVENT, part, whole)
        assert "came after the other" in refused(Kind.EVENT, whole, later)
        assert "merge the other way round" in refused(Kind.EVENT, whole, draft)
        assert "with itself" in refused(Kind.EVENT, whole, whole)

    def test_a_draft_s_claim_without_a_source_does_not_reach_the_public(self) -> None:
        draft, into = EventFactory.create(status=Status.DRAFT), EventFactory.create(topics=[TopicFactory.create()])
        ClaimFactory.create(event=draft, statement="It fell")
        assert "Nobody is named who says" in refused(Kind.EVENT, draft, into)
        assert Event.objects.count() == 2


class TestTimes:
    def test_nobody_comes_to_speak_outside_of_the_years_on_record(self) -> None:
        old, into = ClaimantFactory.create(), ClaimantFactory.create(active="1900/1950")
        AttributionFactory.create(claimant=old, stated_on="2020-10-09")
        assert "after the claimant's time" in refused(Kind.CLAIMANT, old, into)

    def test_no_event_comes_to_follow_what_began_later(self) -> None:
        old = EventFactory.create(after=[EventFactory.create(happened="1900")])
        into = EventFactory.create(happened="1850")
        assert "ended before that began" in refused(Kind.EVENT, old, into)

    def test_no_statement_comes_to_affirm_what_had_not_begun(self) -> None:
        old, into = EventFactory.create(status=Status.DRAFT), EventFactory.create(happened="1900", status="draft")
        AttributionFactory.create(claim=ClaimFactory.create(event=old), stated_on="1850")
        assert "before what it affirms began" in refused(Kind.EVENT, old, into)


class TestOldKeys:
    def test_the_old_address_leads_to_the_new_page_through_every_merge(self, client: Client) -> None:
        one, two, three = (EventFactory.create(topics=[TopicFactory.create()]) for _ in range(3))
        merge(Kind.EVENT, one, two)
        merge(Kind.EVENT, two, three)
        for old in (one, two):
            reply = client.get(reverse("history:event-detail", args=[old.key]))
            assert (reply.status_code, reply["Location"]) == (301, reverse("history:event-detail", args=[three.key]))
        three.status = Status.DRAFT
        three.save()
        assert client.get(reverse("history:event-detail", args=[one.key])).status_code == 404

    def test_the_same_file_changes_nothing_and_brings_nothing_back(self) -> None:
        file = siege()
        file["claimants"].append({"key": "anne", "name": "Anne", "kind": "person", "speaks_for": "north"})
        file["events"][1]["claims"][0]["attributions"].append({"claimant": "anne", "stance": "confirms"})
        take_over(file)
        merge(Kind.CLAIMANT, Claimant.objects.get(key="anne"), Claimant.objects.get(key="ann"))
        said = body(Kind.EVENT, Event.objects.get(key="relief"))
        made = plan(file)
        assert [(one.entry.key, one.merged_into) for one in made.with_outcome(Outcome.MERGED)] == [("anne", "ann")]
        # "ann" has an alias more than the file says; the event is as the file has it, by the key that stands.
        assert {one.entry.key for one in made.with_outcome(Outcome.CONFLICT)} == {"ann"}
        counts = take_over(file)
        assert (counts["created"], counts["updated"], counts["refused"]) == (0, 0, 0)
        assert body(Kind.EVENT, Event.objects.get(key="relief")) == said
        assert not Claimant.objects.filter(key="anne").exists()

    def test_a_file_changed_at_its_source_still_reaches_events_that_only_named_the_old_key(self) -> None:
        file = siege()
        file["places"].append({"key": "valley", "name": "The Valley", "kind": "region"})
        file["places"][1]["within"] = "valley"
        take_over(file)
        merge(Kind.PLACE, Place.objects.get(key="valley"), Place.objects.get(key="vale"))
        file["places"][1]["name"] = "Ağdere"
        assert take_over(file)["updated"] == 1
        place = Place.objects.get(key="agdere")
        assert (place.name, place.within) == ("Ağdere", Place.objects.get(key="vale"))

    def test_an_event_s_claims_are_not_taken_back_by_its_file(self) -> None:
        take_over(siege())
        into = EventFactory.create(key="whole-siege", happened="1415")
        for row in Attribution.objects.all():
            CitationFactory.create(event=None, attribution=row)
        Event.objects.filter(key="siege").update(status=Status.DRAFT)
        Claim.objects.filter(key="dead").delete()
        into.topics.add(Event.objects.get(key="siege").topics.get())
        CitationFactory.create(event=into)
        merge(Kind.EVENT, Event.objects.get(key="siege"), into)
        counts = take_over(siege())
        assert (counts["created"], counts["refused"]) == (0, 0)
        assert Claim.objects.get(key="village-fell").event == into
        assert Event.objects.get(key="relief").part_of == into

    def test_the_export_names_the_new_key_alone(self) -> None:
        take_over(siege())
        other = PlaceFactory.create(key="hamlet", name="Hamlet", kind=Place.Kind.VILLAGE)
        merge(Kind.PLACE, Place.objects.get(key="agdere"), other)
        text = export()
        assert '"agdere"' not in text
        assert json.loads(text)["events"][1]["places"] == [{"place": "hamlet", "role": "near"}]


class TestVersions:
    def test_both_rows_and_all_that_named_the_old_one_have_a_version(self) -> None:
        editor = UserFactory.create(username="ada", is_staff=True)
        old, into = PlaceFactory.create(), PlaceFactory.create()
        event = EventPlaceFactory.create(place=old).event
        merge_rows(Kind.PLACE, [old.key], into.key, Edit(editor, "One village."))
        gone, stays, named = (
            list_versions(name)[0] for name in ((Kind.PLACE, old.key), (Kind.PLACE, into.key), (Kind.EVENT, event.key))
        )
        assert gone.is_gone
        assert {(one.who, one.why) for one in (gone, stays, named)} == {("ada", "One village.")}
        assert len(list_versions((Kind.PLACE, old.key))) == 2

    def test_doing_it_again_changes_nothing(self) -> None:
        old, into = PlaceFactory.create(), PlaceFactory.create()
        merge(Kind.PLACE, old, into)
        before = KeptEntry.versions.count()
        assert isinstance(merge_rows(Kind.PLACE, [old.key], into.key, Edit()), Merged)
        assert KeptEntry.versions.count() == before
        never = merge_rows(Kind.PLACE, ["never"], into.key, Edit())
        assert isinstance(never, CannotMerge)
        assert "no longer on record" in never.reasons[0]

    def test_several_are_merged_together_or_not_at_all(self) -> None:
        into, one, two = (PlaceFactory.create() for _ in range(3))
        inner = PlaceFactory.create(within=into)
        outcome = merge_rows(Kind.PLACE, [one.key, inner.key], into.key, Edit())
        assert isinstance(outcome, CannotMerge)
        assert Place.objects.count() == 4
        assert isinstance(merge_rows(Kind.PLACE, [one.key, two.key], into.key, Edit()), Merged)
        assert Place.objects.count() == 2

    def test_a_preview_tells_what_would_happen_and_writes_nothing(self) -> None:
        old, into = PlaceFactory.create(name="Gadrut"), PlaceFactory.create(name="Hadrut")
        EventPlaceFactory.create(place=old)
        told = preview_merge(Kind.PLACE, [old.key], into.key)
        assert isinstance(told, Merged)
        assert told.rewritten == {Kind.EVENT: 1}
        assert [one.where for one in told.differences] == [("Name Gadrut (–)",)]
        assert Place.objects.count() == 2
        assert not MergedKey.objects.exists()
        assert not KeptEntry.objects.exists()
