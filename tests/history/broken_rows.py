"""Rows of the record broken on purpose: for each invariant of the record, one plant or more."""

from collections.abc import Callable

from django.utils import timezone

from history.models import (
    Attribution,
    Bearing,
    Citation,
    Claim,
    Claimant,
    Event,
    FoundName,
    FoundWord,
    KnownWord,
    MergedKey,
    Place,
    Revision,
    Source,
)
from tests.factories import (
    ClaimFactory,
    PlaceFactory,
)

Plant = Callable[[], str]
PLANTS: dict[str, list[Plant]] = {}


def breaks(invariant: str) -> Callable[[Plant], Plant]:
    """Marks a function that breaks an invariant and gives the key of the row that is named."""

    def keep(plant: Plant) -> Plant:
        PLANTS.setdefault(invariant, []).append(plant)
        return plant

    return keep


def event(key: str) -> Event:
    return Event.objects.get(key=key)


def claim(key: str) -> Claim:
    return Claim.objects.get(key=key)


# Published.


@breaks("claims_cited")
def claim_that_nobody_makes() -> str:
    return str(ClaimFactory.create(event=event("capture-of-hadrut")).key)


@breaks("stances_cited")
def stance_without_citation() -> str:
    said = Attribution.objects.get(claim__key="hadrut-taken", stance="denies")
    said.citations.all().delete()
    return "hadrut-taken/arayik-harutyunyan/denies"


@breaks("events_cited")
def event_without_citation() -> str:
    Citation.objects.filter(event__key="trilateral-deal").delete()
    return "trilateral-deal"


@breaks("events_titled")
def event_with_blank_title() -> str:
    Event.objects.filter(key="trilateral-deal").update(title=" ")
    return "trilateral-deal"


@breaks("events_in_topics")
def event_without_topic() -> str:
    event("trilateral-deal").topics.clear()
    return "trilateral-deal"


# Derived and well formed.


@breaks("keys_formed")
def key_with_a_capital() -> str:
    Place.objects.filter(key="sor").update(key="Sor")
    return "Sor"


@breaks("dates_readable")
def date_in_words() -> str:
    Attribution.objects.filter(claim__key="edise-taken").update(stated_on="last autumn")
    return "edise-taken/azerbaijani-mod/asserts"


@breaks("dates_readable")
def claimant_active_in_words() -> str:
    Claimant.objects.filter(key="omon").update(active="until it ended")
    return "omon"


@breaks("days_as_computed")
def days_of_another_date() -> str:
    Event.objects.filter(key="fighting-of-10-october").update(latest_day=5)
    return "fighting-of-10-october"


@breaks("days_as_computed")
def days_without_a_date() -> str:
    Claim.objects.filter(key="hadrut-held").update(earliest_day=5, precision="day")
    return "hadrut-held"


@breaks("days_as_computed")
def date_written_otherwise() -> str:
    Claim.objects.filter(key="hadrut-taken-14-or-15-october").update(happened="[2020-10-14, 2020-10-15]")
    return "hadrut-taken-14-or-15-october"


@breaks("title_names_as_computed")
def name_of_another_title() -> str:
    Event.objects.filter(key="operation-ring").update(title_name="something else")
    return "operation-ring"


@breaks("wordings_as_computed")
def digest_of_other_words() -> str:
    Claim.objects.filter(key="hadrut-held").update(wording="something else")
    return "hadrut-held"


@breaks("one_revision")
def second_revision() -> str:
    Revision.objects.create(pk=7, number=1000)
    return "7"


@breaks("addresses_open")
def address_that_runs() -> str:
    Source.objects.filter(key="war-atlas").update(url="javascript:alert(1)")
    return "war-atlas"


@breaks("figures_in_order")
def figure_backwards() -> str:
    Claim.objects.filter(key="soldiers-who-fled").update(figure_low=9000)
    return "soldiers-who-fled"


# Links.


@breaks("within_no_circle")
def places_within_each_other() -> str:
    for key, upper in (("sor", "edise"), ("edise", "qislaq"), ("qislaq", "sor")):
        Place.objects.filter(key=key).update(within=Place.objects.get(key=upper))
    return str(Place.objects.filter(key__in=["sor", "edise", "qislaq"]).order_by("pk")[0].key)


@breaks("part_of_no_circle")
def battle_that_is_part_of_its_part() -> str:
    Event.objects.filter(key="battle-of-hadrut").update(part_of=event("capture-of-hadrut"))
    Event.objects.filter(key="capture-of-hadrut").update(part_of=event("battle-of-hadrut"))
    return "battle-of-hadrut"


@breaks("after_no_circle")
def event_after_itself() -> str:
    event("operation-ring").after.add(event("trilateral-deal"))
    event("trilateral-deal").after.add(event("operation-ring"))
    return min("operation-ring", "trilateral-deal", key=lambda key: event(key).pk)


@breaks("bodies_no_circle")
def body_that_is_part_of_itself() -> str:
    Claimant.objects.filter(key="icrc").update(part_of=Claimant.objects.get(key="icrc"))
    return "icrc"


@breaks("offices_held")
def person_held_as_an_office() -> str:
    Claimant.objects.get(key="icrc").holds.add(Claimant.objects.get(key="aliyev"))
    return "icrc"


@breaks("same_events_two")
def event_the_same_as_itself() -> str:
    row = event("operation-ring")
    Event.objects.filter(pk=row.pk).update(same_as=row)
    return row.key


@breaks("linked_claims_two")
def claim_that_opposes_itself() -> str:
    claim("hadrut-held").opposes.add(claim("hadrut-held"))
    return "hadrut-held"


@breaks("linked_claims_two")
def claim_the_same_as_itself() -> str:
    row = claim("hadrut-held")
    Claim.same_as.through.objects.create(from_claim=row, to_claim=row)
    return row.key


@breaks("same_claims_both_ways")
def claim_the_same_one_way() -> str:
    Claim.same_as.through.objects.create(from_claim=claim("edise-taken"), to_claim=claim("sor-taken"))
    return "sor-taken"


@breaks("opposed_not_same")
def claim_opposed_and_the_same() -> str:
    claim("hadrut-held").same_as.add(claim("hadrut-taken"))
    return "hadrut-held"


@breaks("opposed_about_one_event")
def claim_that_opposes_one_about_another_event() -> str:
    claim("edise-taken").opposes.add(claim("sor-taken"))
    return "edise-taken"


# Places.


@breaks("coordinates_on_globe")
def place_with_half_a_pair() -> str:
    Place.objects.filter(key="hadrut").update(longitude=None)
    return "hadrut"


@breaks("coordinates_on_globe")
def place_beyond_the_pole() -> str:
    Place.objects.filter(key="hadrut").update(latitude=90.5)
    return "hadrut"


@breaks("bearings_from_elsewhere")
def place_seen_from_itself() -> str:
    place = Place.objects.get(key="sor")
    Bearing.objects.filter(place=place).update(origin=place)
    return "sor"


@breaks("within_something_larger")
def district_within_a_village() -> str:
    Place.objects.filter(key="jabrayil-district").update(within=PlaceFactory.create(kind="village"))
    return "jabrayil-district"


# Times.


@breaks("claimants_active")
def minister_who_speaks_after_the_ministry_ended() -> str:
    Claimant.objects.filter(key="azerbaijani-mod").update(active="1991/2020-10-10")
    return "edise-taken/azerbaijani-mod/asserts"


@breaks("claimants_active")
def minister_who_speaks_before_there_was_a_ministry() -> str:
    Claimant.objects.filter(key="azerbaijani-mod").update(active="2021/..")
    return "flight-of-a-battalion/azerbaijani-mod/asserts"


@breaks("said_after_begun")
def report_of_what_had_not_begun() -> str:
    row = claim("edise-taken")
    row.set_happened("2020-11-01")
    row.save()
    return "edise-taken/azerbaijani-mod/asserts"


@breaks("after_is_later")
def event_after_what_began_later() -> str:
    event("fighting-of-10-october").after.add(event("clashes-of-20-october"))
    return "fighting-of-10-october"


# Merged keys.


def lead(kind: str, old: str, new: str) -> str:
    MergedKey.objects.create(kind=kind, old_key=old, new_key=new, merged_at=timezone.now())
    return old


@breaks("merged_keys_free")
def row_whose_key_leads_elsewhere() -> str:
    return lead("event", "operation-ring", "trilateral-deal")


@breaks("merged_keys_lead")
def merged_key_that_leads_nowhere() -> str:
    return lead("place", "sor-of-old", "nowhere")


@breaks("merged_keys_lead")
def merged_key_that_leads_to_another_kind() -> str:
    return lead("place", "ring-of-old", "operation-ring")


@breaks("merged_keys_lead")
def merged_key_that_leads_to_a_merged_one() -> str:
    lead("place", "sor-of-old", "sor")
    return lead("place", "sor-of-yore", "sor-of-old")


@breaks("merged_keys_lead")
def merged_key_of_what_is_never_merged() -> str:
    return lead("source", "atlas", "war-atlas")


# What rows are found by.


@breaks("found_by_own_names")
def place_that_nobody_finds() -> str:
    FoundName.objects.filter(kind="place", key="sor").delete()
    return "sor"


@breaks("found_by_own_names")
def event_that_is_found_by_a_name_of_old() -> str:
    Event.objects.filter(key="trilateral-deal").update(title="Signing of an agreement")
    return "trilateral-deal"


@breaks("found_by_own_names")
def name_of_what_is_gone() -> str:
    FoundName.objects.create(kind="place", key="gone", name="Gone", folded="gone", is_main=True)
    return "gone"


@breaks("found_by_own_names")
def draft_that_is_found() -> str:
    Event.objects.filter(key="operation-ring").update(status="draft")
    return "operation-ring"


@breaks("names_by_own_words")
def name_without_its_words() -> str:
    FoundWord.objects.filter(name__key="qislaq").delete()
    return "qislaq"


@breaks("names_by_own_words")
def word_that_no_name_has() -> str:
    FoundWord.objects.create(name=FoundName.objects.get(kind="place", key="qislaq"), kind="place", word="xankendi")
    return "qislaq"


@breaks("names_by_own_words")
def word_with_which_nothing_is_compared() -> str:
    KnownWord.objects.filter(word="sor").update(backward="sor")
    return "sor"
