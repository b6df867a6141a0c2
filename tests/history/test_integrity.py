"""Rows are broken behind the back of every form, and `check_record` finds them."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.module_loading import import_string
from hypothesis import given
from hypothesis import strategies as st

from config import settings
from history.facts.invariants import Invariant
from history.facts.reading import read_revision
from history.integrity.checking import list_invariants, repair_all
from history.integrity.circles import find_circles
from history.models import (
    Attribution,
    Bearing,
    Citation,
    Claim,
    Claimant,
    Event,
    KeptEntry,
    MergedKey,
    Place,
    Revision,
    Source,
)
from history.versions.keeping import Edit, entries_of, keep_after, keep_before
from quizzes.models import Answer, Learner, Mark, Progress, Question, SetAside, ShownContent
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
from tests.quizzes.factories import GuestFactory
from tests.quizzes.sitting import Sitting
from tests.quizzes.test_regrade import answer, ask

pytestmark = pytest.mark.django_db

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


# Questions, answers and memories.


@breaks("questions_on_record")
def question_about_what_is_gone() -> str:
    row = Question.objects.live().answerable()[0]
    Question.objects.filter(pk=row.pk).update(fact_key="happened:event/nowhere")
    return row.key


@breaks("questions_on_record")
def question_with_a_companion_that_is_gone() -> str:
    row = Question.objects.live().about_several()[0]
    Question.objects.filter(pk=row.pk).update(companions=["happened:event/nowhere"])
    return row.key


@breaks("questions_by_standing")
def question_that_takes_a_side() -> str:
    row = Question.objects.get(key="place:event/capture-of-hadrut/hadrut/at#typed")
    shown = ShownContent.objects.all()[0]
    Question.objects.filter(pk=row.pk).update(is_live=True, rejections=[], shown=shown)
    return row.key


@breaks("questions_live_or_refused")
def question_without_content() -> str:
    row = Question.objects.live()[0]
    Question.objects.filter(pk=row.pk).update(shown=None)
    return row.key


@breaks("questions_live_or_refused")
def live_question_that_was_refused() -> str:
    row = Question.objects.live()[0]
    Question.objects.filter(pk=row.pk).update(rejections=["era: no"])
    return row.key


@breaks("contents_as_shown")
def content_that_was_altered() -> str:
    row = ShownContent.objects.order_by("pk")[0]
    ShownContent.objects.filter(pk=row.pk).update(content={**row.content, "prompt": "Another?"})
    return row.digest


def answered() -> Answer:
    sitting = Sitting.begin(Client())
    sitting.answer_right()
    return Answer.objects.get()


@breaks("answers_marked")
def answer_without_a_mark() -> str:
    answer = answered()
    Mark.objects.all().delete()
    return str(answer.pk)


@breaks("answers_counted")
def learner_with_too_low_a_count() -> str:
    learner = answered().learner
    Learner.objects.update(answers_given=0)
    return str(learner.key)


OLD_NAME = "happened:event/fight-of-10-october"


def knows_it_by_the_new_name() -> Learner:
    """Somebody who answered about an event that has taken in another one."""
    given = answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    lead("event", "fight-of-10-october", "fighting-of-10-october")
    return given.learner


@breaks("memories_by_present_names")
def memory_under_an_old_name() -> str:
    learner = knows_it_by_the_new_name()
    assert Progress.objects.update(fact_key=OLD_NAME) == 1
    return str(learner.pk)


@breaks("memories_by_present_names")
def set_aside_under_an_old_name() -> str:
    learner = knows_it_by_the_new_name()
    shown = ShownContent.objects.all()[0]
    SetAside.objects.create(learner=learner, fact_key=OLD_NAME, shown=shown, created_at=timezone.now())
    return str(learner.pk)


@breaks("progress_as_replayed")
def memory_that_was_altered() -> str:
    answer = answered()
    assert Progress.objects.update(lapses=9) == 1
    return str(answer.learner_id)


@breaks("progress_as_replayed")
def memory_that_is_lost() -> str:
    answer = answered()
    Progress.objects.all().delete()
    return str(answer.learner_id)


@breaks("progress_as_replayed")
def memory_without_an_answer() -> str:
    learner = answered().learner
    Answer.objects.all().delete()
    return str(learner.pk)


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
    refresh_all()
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
        Event.objects.update(earliest_day=1)
        with CaptureQueriesContext(connection) as queries:
            assert broken() == {"days_as_computed"}
        return len(queries)

    assert grow(3) == grow(15)
