"""What an import decides: what hangs on what, who changed what, and at which cost."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.imports.comparing import Outcome
from history.imports.references import find_circles
from history.models import Claim, Event, Place, Status, Topic
from tests.factories import ClaimFactory, EventFactory
from tests.history.record_files import ENTRIES, File, find, plan, refusals, siege, take_over

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_followers(settings: Any) -> None:
    settings.HISTORY_AFTER_PUBLISH = []


class TestWhatHangsOnWhat:
    def test_what_refers_to_a_refused_entry_is_refused_and_says_so(self) -> None:
        file = siege()
        file["places"][1]["kind"] = "hamlet"
        found = refusals(plan(file))
        assert found["places[1].kind"].startswith('"hamlet" is not one of')
        lost = 'refers to place "agdere", which is refused or unknown'
        assert found["events[0].places[0].place"] == found["events[0].claims[0].places[0]"] == lost
        assert found["events[1].part_of"] == 'refers to event "siege", which is refused or unknown'
        assert found["events[1].claims[0].opposes[0]"] == 'refers to claim "village-fell", which is refused or unknown'
        assert take_over(file)["created"] == ENTRIES - 3

    def test_what_is_on_record_may_be_referred_to(self) -> None:
        take_over(siege())
        file: File = {
            "format": "attest-record/1",
            "events": [{"key": "march", "title": "March", "places": [{"place": "agdere"}], "after": ["relief"]}],
        }
        assert take_over(file) == {"created": 1, "updated": 0, "left alone": 0, "conflicts": 0, "refused": 0}

    def test_a_refused_entry_that_is_on_record_may_still_be_referred_to(self) -> None:
        take_over(siege())
        file = siege()
        file["places"][1]["kind"] = "hamlet"
        assert list(refusals(plan(file))) == ["places[1].kind"]

    def test_an_office_is_what_somebody_holds(self) -> None:
        file = siege()
        file["claimants"][1]["holds"] = ["herald"]
        found = refusals(plan(file))
        assert found["claimants[1].holds[0]"] == 'refers to claimant "herald", which is not an office'

    @pytest.mark.parametrize(
        ("listed", "relation"),
        [("claimants", "part_of"), ("places", "within"), ("events", "part_of"), ("events", "after")],
    )
    def test_circles_are_refused_and_the_rest_is_not_lost(self, listed: str, relation: str) -> None:
        more = {"claimants": {"kind": "person"}, "places": {"kind": "site"}, "events": {}}[listed]
        name = "title" if listed == "events" else "name"
        file: File = {"format": "attest-record/1"}
        file[listed] = [
            {"key": key, name: key, **more, relation: [to] if relation == "after" else to}
            for key, to in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]
        ]
        file[listed].append({"key": "e", name: "e", **more})
        found = refusals(plan(file))
        circle = 'goes round in a circle: "'
        assert [path for path, reason in found.items() if reason.startswith(circle)] == [
            f"{listed}[{number}].{relation}" for number in range(3)
        ]
        assert "which is refused or unknown" in "".join(v for k, v in found.items() if k.startswith(f"{listed}[3]"))
        assert take_over(file)["created"] == 1

    def test_a_circle_through_the_record_is_refused(self) -> None:
        take_over(siege())
        file = siege()
        file["places"][0]["within"] = "agdere"
        assert "circle" in refusals(plan(file))["places[0].within"]

    def test_a_long_chain_costs_no_recursion(self) -> None:
        chain = {str(number): (str(number + 1),) for number in range(50_000)}
        assert find_circles(chain) == []
        assert len(find_circles(chain | {"50000": ("0",)})[0]) == 50_001

    def test_a_claim_of_another_event_on_record_is_refused(self) -> None:
        ClaimFactory.create(key="village-held", event=EventFactory.create(key="elsewhere"))
        found = refusals(plan(siege()))
        assert found["events[1].claims[0].key"] == 'claim "village-held" belongs to event "elsewhere" on record'
        assert Claim.objects.get(key="village-held").event.key == "elsewhere"

    def test_a_claim_moves_when_both_events_are_in_the_file(self) -> None:
        take_over(siege())
        before = Claim.objects.get(key="dead").pk
        file = siege()
        file["events"][1]["claims"].append(file["events"][0]["claims"].pop())
        assert take_over(file)["updated"] == 2
        moved = Claim.objects.get(key="dead")
        assert (moved.pk, moved.event.key) == (before, "relief")
        assert take_over(file)["left alone"] == ENTRIES

    def test_a_claim_does_not_vanish_because_the_event_it_moves_to_is_refused(self) -> None:
        take_over(siege())
        file = siege()
        file["events"][1]["claims"].append(file["events"][0]["claims"].pop())
        file["events"][1]["after"] = ["unknown"]
        assert 'claim "dead" was to move to event "relief", which is refused' in refusals(plan(file)).values()
        take_over(file)
        assert Claim.objects.get(key="dead").event.key == "siege"

    def test_a_claim_that_vanishes_is_no_longer_referred_to(self) -> None:
        take_over(siege())
        file = siege()
        del file["events"][0]["claims"][0]
        assert list(refusals(plan(file))) == ["events[1].claims[0].opposes[0]"]


class TestEditors:
    def test_a_change_is_a_conflict_and_is_left_alone(self) -> None:
        take_over(siege())
        Event.objects.filter(key="siege").update(summary="An editor's words.")
        file = siege()
        file["events"][0]["summary"] = "The file's new words."
        file["events"][0]["happened"] = "1416"
        conflict = plan(file).with_outcome(Outcome.CONFLICT)
        assert [(c.entry.key, c.differs) for c in conflict] == [("siege", ("happened", "summary"))]
        assert take_over(file)["conflicts"] == 1
        assert Event.objects.get(key="siege").summary == "An editor's words."

    def test_a_change_deep_in_an_event_is_seen(self) -> None:
        take_over(siege())
        Claim.objects.get(key="village-fell").attributions.filter(stance="denies").delete()
        assert take_over(siege())["conflicts"] == 1
        assert Claim.objects.get(key="village-fell").attributions.count() == 1

    def test_the_same_change_in_the_file_is_no_conflict(self) -> None:
        take_over(siege())
        Place.objects.filter(key="vale").update(name="The Long Vale")
        file = siege()
        file["places"][0]["name"] = "The Long Vale"
        assert take_over(file)["left alone"] == ENTRIES

    def test_saving_a_form_without_a_change_is_no_change(self) -> None:
        file = siege()
        file["events"][0]["summary"] = "One line.\nAnother. "
        take_over(file)
        Event.objects.filter(key="siege").update(summary="One line.\r\nAnother.")
        assert take_over(file)["left alone"] == ENTRIES

    def test_a_row_that_an_editor_made_is_not_overwritten(self) -> None:
        EventFactory.create(key="siege", title="Mine")
        assert take_over(siege())["conflicts"] == 1
        assert Event.objects.get(key="siege").title == "Mine"

    def test_what_rests_on_a_claim_that_a_conflict_keeps_out_is_refused(self) -> None:
        EventFactory.create(key="siege", title="Mine")
        assert list(refusals(plan(siege()))) == ["events[1].claims[0].opposes[0]"]

    def test_a_topics_title_stays_the_editors(self) -> None:
        take_over(siege())
        Topic.objects.update(title="The Siege", description="All about it.")
        file = siege() | {"licence": "CC BY 4.0"}
        assert take_over(file)["conflicts"] == 1
        assert Topic.objects.get().licence == "CC0 1.0"

    def test_a_topics_description_is_no_conflict_and_survives(self) -> None:
        take_over(siege())
        Topic.objects.update(description="All about it.")
        assert take_over(siege())["left alone"] == ENTRIES

    def test_a_guessed_title_changes_no_topic(self) -> None:
        take_over(siege())
        file = siege() | {"title": "Two wars"}
        file["events"][0]["topics"] = ["siege-of-agdere", "other-war"]
        take_over(file)
        assert set(Topic.objects.values_list("title", flat=True)) == {"Siege of Ağdərə", "Other war"}


class TestStatus:
    """Without --publish everything arrives as a draft; with it the file's status holds."""

    def statuses(self) -> list[str]:
        return list(Event.objects.order_by("key").values_list("status", flat=True))

    def file(self) -> File:
        file = siege()
        find(file, "events", "relief")["status"] = "in-review"
        del find(file, "events", "siege")["status"]
        return file

    def test_drafts_first_and_published_later(self) -> None:
        take_over(self.file(), publish=False)
        assert self.statuses() == ["draft", "draft"]
        assert take_over(self.file(), publish=False)["left alone"] == ENTRIES
        assert take_over(self.file())["updated"] == 2
        assert self.statuses() == ["in-review", "published"]
        assert take_over(self.file())["left alone"] == ENTRIES

    def test_an_import_without_publish_takes_nothing_back(self) -> None:
        take_over(self.file())
        file = self.file()
        find(file, "events", "siege")["summary"] = "New."
        assert take_over(file, publish=False)["updated"] == 1
        assert self.statuses() == ["in-review", "published"]

    def test_a_draft_that_an_editor_published_is_still_kept_up_to_date(self) -> None:
        take_over(self.file(), publish=False)
        Event.objects.filter(key="siege").update(status=Status.PUBLISHED)
        file = self.file()
        find(file, "events", "siege")["summary"] = "New."
        assert take_over(file, publish=False)["updated"] == 1
        assert self.statuses() == ["draft", "published"]

    def test_what_an_editor_withdrew_is_not_published_again(self) -> None:
        take_over(self.file())
        Event.objects.filter(key="siege").update(status=Status.DRAFT)
        found = plan(self.file()).with_outcome(Outcome.CONFLICT)
        assert [(c.entry.key, c.differs) for c in found] == [("siege", ("status",))]
        take_over(self.file())
        assert self.statuses() == ["in-review", "draft"]


class TestSameClaims:
    """A *same as* is one link, whichever of the two claims names it."""

    def named(self, at: str, other: str) -> File:
        file = siege()
        for event in file["events"]:
            for claim in event["claims"]:
                if claim["key"] == at:
                    claim["same_as"] = [other]
        return file

    @pytest.mark.parametrize(("at", "other"), [("village-held", "dead"), ("dead", "village-held")])
    def test_either_side_may_name_it(self, at: str, other: str) -> None:
        take_over(self.named(at, other))
        assert Claim.objects.get(key=other).same_as.get().key == at
        assert take_over(self.named(other, at))["left alone"] == ENTRIES

    def test_it_goes_when_neither_names_it(self) -> None:
        take_over(self.named("village-held", "dead"))
        assert take_over(siege())["updated"] == 2
        assert not Claim.objects.get(key="dead").same_as.exists()
        assert take_over(siege())["left alone"] == ENTRIES

    def test_another_files_link_is_neither_undone_nor_taken_for_an_editors(self) -> None:
        take_over(siege())
        other: File = {
            "format": "attest-record/1",
            "events": [
                {
                    "key": "tale",
                    "title": "Tale",
                    "claims": [{"key": "told", "statement": "S", "same_as": ["dead"]}],
                }
            ],
        }
        take_over(other)
        assert take_over(siege())["left alone"] == ENTRIES
        file = siege()
        file["events"][0]["summary"] = "New."
        assert take_over(file) == {
            "created": 0,
            "updated": 1,
            "left alone": ENTRIES - 1,
            "conflicts": 0,
            "refused": 0,
        }
        assert Claim.objects.get(key="dead").same_as.get().key == "told"
        assert take_over(other)["left alone"] == 1

    def test_a_link_to_a_refused_event_is_not_made(self) -> None:
        file = self.named("village-held", "dead")
        find(file, "events", "relief")["after"] = ["unknown"]
        take_over(file)
        assert not Claim.objects.get(key="dead").same_as.exists()
        assert plan(file).counts["left alone"] == ENTRIES - 1


def many(events: int) -> File:
    file = siege()
    for number in range(events):
        event = siege()["events"][1] | {"key": f"event-{number}"}
        event["claims"] = [claim | {"key": f"{claim['key']}-{number}"} for claim in event["claims"]]
        file["events"].append(event)
    return file


@pytest.mark.parametrize("there_already", [False, True])
def test_planning_costs_no_more_queries_for_more_events(there_already: bool) -> None:
    counts = []
    for events in (10, 20):
        if there_already:
            take_over(many(events))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            plan(many(events))
        counts.append(len(queries))
    assert counts[0] == counts[1]
