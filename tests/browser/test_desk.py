"""The desk in Chromium: no page complains or bars the way, and an editor needs neither a mouse nor a guess."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from history.models import Claim, Event, Place
from tests.browser.accessibility import TWO_WAYS, find_overflow
from tests.browser.visiting import Visit
from tests.desk.forms import page_of
from tests.factories import EditorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLES = ("attribution", "claim", "claimant", "event", "party", "place", "source", "topic")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(visit: Visit) -> Visit:
    """An editor at the desk."""
    visit.client.force_login(EditorFactory.create(username="ada"), backend=BACKEND)
    visit.open("admin:index")
    return visit


def pages_of_the_desk() -> list[str]:
    """The addresses of all pages: lists, forms to add, forms with what stands, versions, deletion, and the rest."""
    event, place = Event.objects.get(key="capture-of-hadrut"), Place.objects.get(key="hadrut")
    claim = event.claims.all()[0]
    said = claim.attributions.all()[0]
    rows = {
        "attribution": said,
        "claim": claim,
        "claimant": said.claimant,
        "event": event,
        "party": said.claimant.speaks_for,
        "place": place,
        "source": said.citations.all()[0].source,
        "topic": event.topics.all()[0],
    }
    lists = [reverse(f"admin:history_{table}_changelist") for table in TABLES]
    adds = [reverse(f"admin:history_{table}_add") for table in TABLES]
    of_rows = [page_of(row, page) for row in rows.values() if row for page in ("change", "history", "delete")]
    names = [page_of(name) for name in place.names.all()[:1]]
    rest = ["index", "history_keptentry_changelist", "history_upload_changelist", "history_upload_add"]
    return [*lists, *adds, *of_rows, *names, *(reverse(f"admin:{name}") for name in rest), "/admin/history/"]


def find_grave_barriers(page: Page) -> list[str]:
    """What axe calls serious or critical: Django's own pages have lesser ones."""
    # Colours on their way would be measured half-way; a movement of the map may never say that it has ended.
    page.wait_for_timeout(300)
    # Fetching style sheets anew, axe puts them inline, which the page does not allow.
    said = Axe().run(page, options={"preload": False}).response
    grave = [one for one in said["violations"] if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {node['html'][:160]}" for one in grave for node in one["nodes"]]


def look_at(desk: Visit, path: str) -> list[str]:
    """What bars the way on this page, on a phone and at a desk, light and dark."""
    desk.open_path(path)
    found = []
    for size, scheme in TWO_WAYS:
        desk.page.set_viewport_size(size)
        desk.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        barriers = [*find_grave_barriers(desk.page), *find_overflow(desk.page)]
        found += [f"{path} {size['width']} px, {scheme}: {barrier}" for barrier in barriers]
    return found


def test_nothing_bars_the_way_where_editors_work_most(desk: Visit) -> None:
    event, place = Event.objects.get(key="capture-of-hadrut"), Place.objects.get(key="hadrut")
    paths = [page_of(event), page_of(place), reverse("admin:index"), reverse("admin:history_event_changelist")]
    barriers = [barrier for path in paths for barrier in look_at(desk, path)]
    assert barriers == []


@pytest.mark.journey
def test_nothing_bars_the_way_on_any_page_of_the_desk(desk: Visit) -> None:
    paths = pages_of_the_desk()
    assert len(paths) > 40
    barriers = [barrier for path in paths for barrier in look_at(desk, path)]

    assert barriers == []


def test_a_date_is_read_while_it_is_typed_and_what_was_meant_is_taken_over(desk: Visit) -> None:
    desk.open("admin:history_event_add")
    field, line = desk.page.locator("#id_happened"), desk.page.locator("#id_happened_reading")
    expect(line).to_have_attribute("aria-live", "polite")
    field.fill("[2020-10-14,2020-10-15]")
    expect(line).to_contain_text("one of: 14 or 15 October 2020")
    field.fill("14 October 2020")
    expect(line).to_contain_text("Did you mean 14 October 2020?")
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator(".edtf__use")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(field).to_have_value("2020-10-14")
    expect(field).to_be_focused()
    expect(line).to_contain_text("14 October 2020 · to the day")


def test_a_claim_with_its_voice_and_source_is_added_by_keyboard_alone(desk: Visit) -> None:
    page, event = desk.page, Event.objects.get(key="capture-of-hadrut")
    desk.open_path(f"{reverse('admin:history_claim_add')}?event={event.pk}")
    page.locator("#id_statement").fill("The town changed hands at night")
    page.locator("#attributions-group .addlink").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#attributions-0 .select2-selection").first).to_be_focused()
    choose(page, "Artsakh side")
    page.locator("#id_attributions-0-stance").select_option("asserts")
    page.locator("#attributions-0 .row__citing .select2-selection").focus()
    choose(page, "Battle of Hadrut")
    page.locator("[name=_save]").focus()
    page.keyboard.press("Enter")
    confirm = page.locator("[name=effect_seen]")
    page.wait_for_load_state()
    if confirm.count():
        page.locator("form:has([name=effect_seen]) [type=submit]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("was added")
    claim = Claim.objects.get(statement="The town changed hands at night")
    assert claim.attributions.get().citations.count() == 1


def choose(page: Page, name: str) -> None:
    """Open the search field in focus, type, and take the first that is offered."""
    page.keyboard.press("Enter")
    page.locator(".select2-search__field").last.press_sequentially(name)
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text(name)
    page.keyboard.press("Enter")


def test_claims_are_put_in_order_by_keyboard_and_saved_so(desk: Visit) -> None:
    page, event = desk.page, Event.objects.get(key="capture-of-hadrut")
    before = list(event.claims.values_list("key", flat=True))
    desk.open_path(page_of(event))
    page.locator("#claims-1 [data-move='-1']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#claims-1 [data-move='-1']")).to_be_focused()
    expect(page.locator("#claims-1 .row__position")).to_have_value("0")
    page.locator("[name=_continue]").click()
    page.wait_for_load_state()
    if page.locator("[name=effect_seen]").count():
        page.locator("form:has([name=effect_seen]) [type=submit]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("was changed")
    assert list(event.claims.values_list("key", flat=True)) == [before[1], before[0], *before[2:]]


def test_the_map_is_steered_by_mouse_and_by_keys_and_follows_the_fields(desk: Visit) -> None:
    page, place = desk.page, Place.objects.get(key="hadrut")
    desk.open_path(page_of(place))
    latitude, longitude = page.locator("#id_latitude"), page.locator("#id_longitude")
    latitude.fill("39.5")
    longitude.fill("47.0")
    window = page.locator(".place-map__window")
    expect(page.locator(".place-map__mark")).to_have_count(1)
    window.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#place-map-at")).not_to_have_text("39.5000, 47.0000")
    assert float(latitude.input_value()) > 39.5
    assert float(longitude.input_value()) > 47.0
    moved = float(longitude.input_value())
    window.click(position={"x": 20, "y": 200})
    assert float(longitude.input_value()) < moved
    expect(page.locator(".place-map__land").first).to_be_attached()
    latitude.fill("")
    expect(page.locator(".place-map__mark")).to_have_count(0)


def test_without_a_script_every_field_is_there(desk: Visit) -> None:
    context = desk.page.context.browser
    assert context is not None
    plain = context.new_context(java_script_enabled=False, base_url=desk.page.url.split("/admin")[0])
    plain.add_cookies(desk.page.context.cookies())  # type: ignore[arg-type]  # what was read is what is written
    page = plain.new_page()
    page.goto(page_of(Place.objects.get(key="hadrut")))
    expect(page.locator("#id_latitude")).to_be_visible()
    expect(page.locator("#place-map")).to_be_hidden()
    page.goto(page_of(Event.objects.get(key="fighting-of-10-october")))
    expect(page.locator("#id_happened_reading")).to_contain_text("10 October 2020")
    expect(page.locator(".row__move").first).to_be_hidden()
    plain.close()
