"""Places at the desk: the map's fields, the tree of places, and names with their sources."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.admin.places import look_around
from history.imports.readers.entries import Kind
from history.models import Event, Place, PlaceName, Status
from history.versions.reading import list_versions
from tests.desk.forms import form_of, page_of, save
from tests.desk.people import sign_in
from tests.factories import (
    BearingFactory,
    CitationFactory,
    EventFactory,
    EventPlaceFactory,
    PlaceFactory,
    PlaceNameFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

DEEP = 50


def make_chain(levels: int) -> list[Place]:
    """Places one within another, the outermost first."""
    chain: list[Place] = []
    for level in range(levels):
        chain.append(PlaceFactory.create(name=f"Level {level}", within=chain[-1] if chain else None))
    return chain


def test_the_page_shows_what_a_place_lies_within_and_what_lies_in_it() -> None:
    chain = make_chain(3)
    village = PlaceFactory.create(name="Togh", kind="village", within=chain[-1])
    browser = sign_in("Editors")
    page = browser.get(page_of(village)).text
    tree = page[page.index("Among the places") :]
    assert tree.index("Level 2") < tree.index("Level 1") < tree.index("Level 0")
    page = browser.get(page_of(chain[-1])).text
    assert page_of(village) in page[page.index("What lies within it") :]


def test_a_chain_of_fifty_is_shown_whole_with_few_queries() -> None:
    chain = make_chain(DEEP)
    with CaptureQueriesContext(connection) as queries:
        around = look_around(chain[-1])
    assert [place.pk for place in around.above] == [place.pk for place in reversed(chain[:-1])]
    assert len(queries) < 12


def test_no_place_lies_within_itself_at_any_remove() -> None:
    chain = make_chain(DEEP)
    browser = sign_in("Editors")
    page = save(browser, chain[0], within=str(chain[-1].pk)).text
    assert "A place cannot lie within itself." in page
    assert Place.objects.get(pk=chain[0].pk).within is None


def test_a_cycle_that_got_in_some_other_way_ends_all_the_same() -> None:
    chain = make_chain(3)
    Place.objects.filter(pk=chain[0].pk).update(within=chain[2])
    assert len(look_around(chain[1]).above) == 2


def test_many_parts_are_counted_and_the_first_ones_named() -> None:
    region = PlaceFactory.create()
    for _part in range(70):
        PlaceFactory.create(within=region)
    around = look_around(region)
    assert (len(around.parts), around.more_parts) == (60, 10)
    page = sign_in("Editors").get(page_of(region)).text
    listed = f"{reverse('admin:history_place_changelist')}?within__id__exact={region.pk}"
    assert listed in page
    assert sign_in("Editors").get(listed).context["cl"].result_count == 70


def test_the_map_has_the_neighbours_and_the_fields_do_without_it() -> None:
    place = PlaceFactory.create(latitude=39.5, longitude=47.0)
    PlaceFactory.create(name="Near </script>", latitude=39.6, longitude=47.1)
    PlaceFactory.create(name="Far", latitude=10, longitude=10)
    browser = sign_in("Editors")
    page = browser.get(page_of(place)).text
    near = page[page.index('id="place-map-near"') :].split("</script>")[0]
    assert "Near" in near
    assert "Far" not in near
    assert save(browser, place, latitude="40.25", longitude="46.5").status_code == 302
    place.refresh_from_db()
    assert (place.latitude, place.longitude) == (40.25, 46.5)
    assert "together" in save(browser, place, latitude="").text
    assert "less than or equal to 90" in save(browser, place, latitude="91").text


def test_the_outlines_are_a_small_file_of_ours_with_its_origin() -> None:
    found = finders.find("geo/countries.json")
    assert isinstance(found, str)
    text = Path(found).read_text()
    assert len(text) < 200_000
    countries = json.loads(text)["features"]
    assert len(countries) > 150
    assert "Natural Earth" in Path(found).with_name("README.md").read_text()
    assert finders.find("leaflet/leaflet.js")
    assert finders.find("leaflet/leaflet.css")


def test_a_name_has_a_page_with_its_citations_and_its_place_s_versions() -> None:
    browser = sign_in("Editors", "ada")
    name: PlaceName = PlaceNameFactory.create(name="Tugh", language="az")
    CitationFactory.create(event=None, place_name=name, source=SourceFactory.create(title="An atlas"))
    assert page_of(name) in browser.get(page_of(name.place)).text
    assert "An atlas" in browser.get(page_of(name)).text
    assert save(browser, name, name="Tuğ").status_code == 302
    assert list_versions((Kind.PLACE, name.place.key))[0].who == "ada"
    assert "Tuğ" in browser.get(page_of(name, "history")).text
    bearing = BearingFactory.create(place=name.place)
    assert browser.get(page_of(bearing)).status_code == 200
    index = browser.get(reverse("admin:index")).text
    assert reverse("admin:history_placename_changelist") not in index


def test_a_contributor_changes_no_name_of_a_place_that_the_public_sees() -> None:
    browser = sign_in("Contributors")
    name: PlaceName = PlaceNameFactory.create(name="Tugh")
    event: Event = EventFactory.create(status=Status.PUBLISHED)
    assert save(browser, name, name="Togh").status_code == 302
    EventPlaceFactory.create(event=event, place=name.place)
    assert browser.post(page_of(name), {"name": "Mine"}).status_code == 403
    assert browser.post(page_of(name.place), form_of(sign_in("Editors"), name.place)).status_code == 403
