"""The record's other pages: search, lists, places, claimants, sources, topics, and the sheet for class."""

from django.urls import reverse

from history.integrity.found import repair_names
from history.models import Event, FoundName
from tests.browser.visiting import Visit, state
from tests.factories import EventPlaceFactory, PartyFactory, PlaceFactory, PlaceNameFactory


@state("history:search")
def search_before_it_begins(visit: Visit) -> None:
    visit.open("history:search")


@state("history:search")
def search_that_finds(visit: Visit) -> None:
    visit.open_path(f"{reverse('history:search')}?q=hadrut")


@state("history:search")
def search_that_finds_what_is_like_it(visit: Visit) -> None:
    visit.open_path(f"{reverse('history:search')}?q=Hadrud")


@state("history:search")
def search_that_finds_nothing(visit: Visit) -> None:
    visit.open_path(f"{reverse('history:search')}?q={'Zanzibar' * 20}")


@state("history:place-list")
def places(visit: Visit) -> None:
    visit.open("history:place-list")


@state("history:place-list")
def places_where_there_are_none(visit: Visit) -> None:
    FoundName.objects.all().delete()
    visit.open("history:place-list")


@state("history:claimant-list")
def claimants(visit: Visit) -> None:
    visit.open("history:claimant-list")


@state("history:source-list")
def sources(visit: Visit) -> None:
    visit.open("history:source-list")


@state("history:topic-list")
def topics(visit: Visit) -> None:
    visit.open("history:topic-list")


@state("history:place-detail")
def place_with_coordinates(visit: Visit) -> None:
    visit.open("history:place-detail", "hadrut")


@state("history:place-detail")
def place_with_a_name_of_each_side(visit: Visit) -> None:
    place = PlaceFactory.create(key="shusha", name="Şuşa", kind="city", within=PlaceFactory.create(name="Qarabağ"))
    PlaceNameFactory.create(place=place, name="Şuşa", language="az", party=PartyFactory.create(name="Azerbaijan"))
    PlaceNameFactory.create(place=place, name="Շուշի", language="hy", party=PartyFactory.create(name="Artsakh"))
    PlaceNameFactory.create(place=place, name="Шуша", language="ru")
    EventPlaceFactory.create(event=Event.objects.get(key="operation-ring"), place=place)
    repair_names()
    visit.open("history:place-detail", "shusha")


@state("history:claimant-detail")
def claimant_who_holds_an_office(visit: Visit) -> None:
    visit.open("history:claimant-detail", "arayik-harutyunyan")


@state("history:claimant-detail")
def claimant_who_only_took_part(visit: Visit) -> None:
    visit.open("history:claimant-detail", "omon")


@state("history:source-detail")
def source(visit: Visit) -> None:
    visit.open("history:source-detail", "battle-of-hadrut-article")


@state("history:topic-detail")
def topic(visit: Visit) -> None:
    visit.open("history:topic-detail", "battle-of-hadrut")


@state("history:discussion")
def sheet_for_class(visit: Visit) -> None:
    visit.open("history:discussion", "capture-of-hadrut")


@state("history:discussion")
def sheet_where_nobody_speaks(visit: Visit) -> None:
    visit.open("history:discussion", "operation-ring")
