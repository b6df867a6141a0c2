"""Rows are broken behind the back of every form, and `check_record` finds them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string
from hypothesis import given
from hypothesis import strategies as st

from config import settings
from history.facts.invariants import Invariant
from history.facts.reading import read_revision
from history.integrity.checking import list_invariants, repair_all
from history.integrity.circles import find_circles
from history.integrity.found import repair_names
from history.models import (
    Attribution,
    Claimant,
    Event,
    KeptEntry,
    MergedKey,
    Place,
)
from history.versions.keeping import Edit, entries_of, keep_after, keep_before
from quizzes.models import Progress, Question
from quizzes.services.refresh_questions import refresh_all
from tests.conftest import ROOT
from tests.factories import (
    AttributionFactory,
    BearingFactory,
    CitationFactory,
    ClaimantFactory,
    ClaimFactory,
    EventFactory,
    EventPlaceFactory,
    PlaceFactory,
    TopicFactory,
)
from tests.history.broken_answers import answered
from tests.history.broken_rows import (
    PLANTS,
    Plant,
    claim,
    claim_that_opposes_one_about_another_event,
    claim_the_same_one_way,
    days_of_another_date,
    lead,
    place_with_half_a_pair,
    report_of_what_had_not_begun,
    second_revision,
    stance_without_citation,
)
from tests.quizzes.factories import GuestFactory
from tests.quizzes.test_regrade import answer, ask

pytestmark = pytest.mark.django_db


def invariant(name: str) -> Invariant:
    return next(one for one in list_invariants() if one.name == name)


def broken() -> set[str]:
    """Names of the invariants that do not hold."""
    return {one.name for one in list_invariants() if list(one.check())}


ALL_PLANTS = [pytest.param(name, plant, id=plant.__name__) for name, plants in PLANTS.items() for plant in plants]


def test_every_invariant_is_shown_broken_and_has_a_name_of_its_own() -> None:
    names = [one.name for one in list_invariants()]
    assert sorted(names) == sorted(PLANTS)
    assert all(import_string(path) for path in settings.HISTORY_INVARIANTS)


@pytest.mark.parametrize(("name", "plant"), ALL_PLANTS)
def test_broken_row_is_found_and_repaired_where_that_follows(name: str, plant: Plant, hadrut: None) -> None:
    one = invariant(name)
    assert list(one.check()) == []
    key = plant()
    found = list(one.check())
    assert key in [breach.key for breach in found]
    assert all(breach.reason for breach in found)
    repaired = repair_all()
    assert (name in repaired) == (one.repair is not None)
    assert bool(list(one.check())) == (one.repair is None)


def test_shipped_records_are_clean(hadrut: None) -> None:
    call_command("import_history", str(ROOT / "history/records/world_battles.json"), publish=True, verbosity=0)
    assert Question.objects.live().filter(topic="world-battles").exists()  # tasks run at once in tests
    answered()
    assert broken() == set()
    assert repair_all() == {}


def check(*arguments: str) -> tuple[int, str]:
    """The exit status of the command, and what it said."""
    out = StringIO()
    try:
        call_command("check_record", *arguments, stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def test_command_says_that_all_holds(hadrut: None) -> None:
    status, said = check()
    assert (status, said) == (0, f"{len(PLANTS)} invariants hold, 0 rows are left to look at\n")


def test_command_repairs_what_follows_and_names_the_rest(hadrut: None) -> None:
    days_of_another_date()
    place_with_half_a_pair()
    before = read_revision()
    status, said = check()
    assert status == 1
    assert "  event fighting-of-10-october: its days are not those of “2020-10-10”\n" in said
    assert read_revision() == before
    status, said = check("--repair")
    assert status == 1
    assert "repaired days_as_computed: 1\n" in said
    assert "coordinates_on_globe: A place has both coordinates or none;" in said
    assert "  place hadrut: its coordinates are half a pair, or not on the globe\n" in said
    assert "fighting-of-10-october" not in said
    assert read_revision() > before
    Place.objects.filter(key="hadrut").update(longitude=47.03)
    assert check("--repair")[0] == 0


def test_command_names_only_so_many_rows(hadrut: None) -> None:
    Event.objects.update(title_name="x")
    _status, said = check("--limit", "3")
    assert said.count("is the name of its title") == 3
    assert f"  and {Event.objects.count() - 3} more\n" in said
    assert check("--limit", "0")[1].count("is the name of its title") == Event.objects.count()


def test_command_says_how_far_it_is_where_asked(hadrut: None) -> None:
    status, said = check("--verbosity", "2")
    assert status == 0
    looked_at = [line.removeprefix("looked at ").split(":")[0] for line in said.splitlines()[:-1]]
    assert looked_at == [one.name for one in list_invariants()]
    assert said.splitlines()[-1] == f"{len(PLANTS)} invariants hold, 0 rows are left to look at"


def test_repair_of_the_revision_lets_nobody_keep_what_was_read(hadrut: None) -> None:
    second_revision()
    repair_all()
    assert read_revision() > 1000


def test_repaired_link_leaves_a_version_of_its_entry(hadrut: None) -> None:
    claim_the_same_one_way()
    repair_all()
    entry = KeptEntry.objects.get(key="reported-taking-of-seven-settlements")
    assert entry.versions.count() == 2
    assert entry.versions.latest().history_change_reason.startswith("check_record: ")


# What is as it should be, and looks otherwise.


def test_merged_key_may_lead_to_what_was_deleted_since(hadrut: None) -> None:
    row = EventFactory.create(key="ring-again")
    names = entries_of(row)
    keep_before(names)
    row.delete()
    keep_after(names, Edit())
    lead("event", "ring-of-old", "ring-again")
    assert list(invariant("merged_keys_lead").check()) == []
    KeptEntry.versions.all().delete()
    assert len(list(invariant("merged_keys_lead").check())) == 1


def test_row_whose_key_is_its_own_again_keeps_what_was_answered_about_it(hadrut: None) -> None:
    given = answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    lead("event", "fighting-of-10-october", "operation-ring")
    Progress.objects.update(fact_key="happened:event/operation-ring")
    assert repair_all() == {"merged_keys_free": 1}
    assert Progress.objects.get().fact_key == given.fact_key
    assert not MergedKey.objects.exists()


def test_what_was_to_come_may_be_stated_before_with_a_note(hadrut: None) -> None:
    report_of_what_had_not_begun()
    Attribution.objects.filter(claim__key="edise-taken").update(note="Said of what was planned.")
    assert "said_after_begun" not in broken()


def test_denial_may_come_before_what_it_denies(hadrut: None) -> None:
    report_of_what_had_not_begun()
    Attribution.objects.filter(claim__key="edise-taken").update(stance="denies")
    assert "said_after_begun" not in broken()


def test_claimant_that_ended_on_the_day_or_in_an_open_time_may_speak(hadrut: None) -> None:
    for active in ("1991/2020-10-14", "1991/..", "../2020", "2020~"):
        Claimant.objects.filter(key="azerbaijani-mod").update(active=active)
        assert list(invariant("claimants_active").check()) == []


def test_claims_about_two_events_marked_the_same_may_oppose_each_other(hadrut: None) -> None:
    claim_that_opposes_one_about_another_event()
    row = claim("edise-taken").event
    Event.objects.filter(pk=row.pk).update(same_as=claim("sor-taken").event)
    assert list(invariant("opposed_about_one_event").check()) == []


def test_city_within_a_district_and_district_within_a_city_are_both_in_order(hadrut: None) -> None:
    for kind, upper in (("city", "district"), ("district", "city"), ("village", "settlement"), ("country", "country")):
        PlaceFactory.create(kind=kind, within=PlaceFactory.create(kind=upper))
    assert list(invariant("within_something_larger").check()) == []


def test_drafts_and_held_back_stances_need_no_citation(hadrut: None) -> None:
    stance_without_citation()
    Attribution.objects.filter(claim__key="hadrut-taken", stance="denies").update(needs_review=True)
    EventFactory.create(status="draft", title="")
    refresh_all()
    assert broken() == set()


# Circles.


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14))
def test_circles_are_found_where_there_are_any(links: set[tuple[int, int]]) -> None:
    found = list(find_circles(links))
    for circle in found:
        assert {(one, other) for one, other in zip(circle, [*circle[1:], circle[0]], strict=True)} <= links
    reached = set(links)
    for _ in range(8):
        reached |= {(start, end) for start, here in reached for there, end in links if here == there}
    assert bool(found) == any(start == end for start, end in reached)


# Growth.


def test_check_takes_as_many_queries_for_many_rows_as_for_few() -> None:
    topic, speaker = TopicFactory.create(key="growing"), ClaimantFactory.create(active="1900/..")

    def grow(count: int) -> int:
        for _ in range(count):
            row = EventFactory.create(topics=[topic], happened="1999-05-01", title_name="wrong")
            EventPlaceFactory.create(event=row, place=BearingFactory.create().place)
            made = ClaimFactory.create(event=row, happened="1999-05")
            said = AttributionFactory.create(claim=made, claimant=speaker, stated_on="1999-05-02")
            CitationFactory.create(event=None, attribution=said)
            CitationFactory.create(event=row)
        refresh_all()
        repair_names()
        Event.objects.update(earliest_day=1)
        with CaptureQueriesContext(connection) as queries:
            assert broken() == {"days_as_computed"}
        return len(queries)

    assert grow(3) == grow(15)
