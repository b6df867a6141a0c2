"""A file at the desk: its plan before anything is applied, the editor's word, and what became of each entry."""

import csv
import io
import json
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.effects import Effect
from history.imports.readers.entries import Kind
from history.models import Event, Place, Status, Upload
from history.publishing import set_status
from history.uploads import working
from history.versions.keeping import Edit
from history.versions.reading import list_versions
from tests.desk.forms import save
from tests.desk.people import sign_in
from tests.desk.uploading import ADD, HEAD, apply, became, counts, hand_in, newest, page_of, rows
from tests.factories import UserFactory
from tests.history.record_files import ENTRIES, HADRUT_FILE, find, siege

pytestmark = pytest.mark.django_db

SOUND = "a,Battle of A,1862-04-06,Aton,Wars,Atlas,"
WRONG = "b,Battle of B,1864-02-30,Beton,Wars,Atlas,"


@pytest.fixture
def ada() -> Client:
    return sign_in("Editors", "ada")


def cited_siege() -> dict[str, Any]:
    """The siege with a source for each stance, as the public may see it."""
    file = siege()
    for event in file["events"]:
        event.setdefault("citations", [{"source": "chronicle"}])
        for claim in event["claims"]:
            claim.setdefault("attributions", [{"claimant": "ann", "stance": "asserts"}])
            for said in claim["attributions"]:
                said.setdefault("citations", [{"source": "chronicle"}])
    return file


def test_the_plan_stands_before_anything_is_applied(ada: Client) -> None:
    page = hand_in(ada, siege()).content.decode()
    assert counts(newest()) == {"create": ENTRIES}
    assert f"Apply: write {ENTRIES} entries" in page
    assert "Siege of Ağdərə" in page
    assert not Event.objects.exists()
    assert "What became of it" in apply(ada).content.decode()
    assert became(newest()) == {"created": ENTRIES}
    assert Event.objects.filter(status=Status.DRAFT).count() == 2


def test_versions_name_who_uploaded_which_file(ada: Client) -> None:
    hand_in(ada, siege(), "siege.json")
    apply(ada)
    newest_version = list_versions((Kind.EVENT, "siege"))[0]
    assert (newest_version.who, newest_version.why) == ("ada", "Upload of siege.json.")


def test_row_by_row_what_is_wrong_does_not_stop_the_others(ada: Client) -> None:
    page = hand_in(ada, rows(SOUND, WRONG), "battles.csv").content.decode()
    assert "is not a day of the calendar" in page
    assert "line 3" in page
    apply(ada)
    assert set(Event.objects.values_list("key", flat=True)) == {"a"}
    assert became(newest()) == {"created": 4}


def test_refused_rows_come_back_as_a_table_to_mend_and_upload(ada: Client) -> None:
    hand_in(ada, rows(SOUND, WRONG, 'c,=HYPERLINK("x"),-0479,,,,"no, date"', ",No key,,,,,"), "battles.csv")
    upload = newest()
    back = ada.get(page_of(upload, "refused"))
    assert back["Content-Disposition"].startswith("attachment")
    table = list(csv.DictReader(io.StringIO(back.content.decode())))
    assert [row["key"] for row in table] == ["b", ""]
    assert "is not a day of the calendar" in table[0]["why_refused"]
    mended = back.content.decode().replace("1864-02-30", "1864-02-28")
    hand_in(ada, mended, "mended.csv")
    assert newest().entries.filter(key="b", outcome="create").exists()
    reasons = ada.get(page_of(upload, "reasons")).content.decode()
    assert "where,kind,key,reason" in reasons
    assert '"line 3, date",event,b,' in reasons


def test_refused_cells_that_look_like_formulas_are_inert_and_come_back_as_they_were(ada: Client) -> None:
    hand_in(ada, rows("b,=1+1,1864-02-30,Beton,Wars,@Atlas,", "c,C,-0479-13,,,,-x"), "battles.csv")
    table = list(csv.DictReader(io.StringIO(ada.get(page_of(newest(), "refused")).content.decode())))
    assert table[0]["title"] == "'=1+1"
    assert table[0]["source_title"] == "'@Atlas"
    assert table[1]["date"] == "-0479-13"
    mended = ada.get(page_of(newest(), "refused")).content.decode().replace("02-30", "02-28")
    hand_in(ada, mended, "mended.csv")
    assert newest().entries.get(key="b").title == "=1+1"


def test_refused_entries_of_a_record_file_come_back_as_one(ada: Client) -> None:
    file = siege()
    file["events"][1]["happened"] = "soon"
    hand_in(ada, file)
    back = json.loads(ada.get(page_of(newest(), "refused")).content)
    assert back["title"] == file["title"]
    assert back["events"] == [file["events"][1]]


def test_the_same_file_again_changes_nothing_and_says_so(ada: Client) -> None:
    for _time in range(2):
        hand_in(ada, siege())
        if newest().total:
            apply(ada)
    page = hand_in(sign_in("Editors", "ben"), siege(), "another name.json").content.decode()
    assert counts(newest()) == {"unchanged": ENTRIES}
    assert "The same file was applied" in page
    assert "There is nothing to apply." in page
    assert Event.objects.count() == 2


def test_the_same_file_that_still_waits_is_one_upload(ada: Client) -> None:
    hand_in(ada, siege())
    hand_in(ada, siege())
    assert Upload.objects.count() == 1


def test_an_editor_s_change_is_a_conflict_until_the_file_s_version_is_chosen(ada: Client) -> None:
    hand_in(ada, siege())
    apply(ada)
    save(ada, Event.objects.get(key="siege"), title="Ada's siege")
    file = siege()
    file["events"][0]["title"] = "The file's siege"
    page = hand_in(ada, file, "second.json").content.decode()
    assert counts(newest())["conflict"] == 1
    (title,) = newest().entries.get(outcome="conflict").told
    assert title["where"] == ["Title"]
    assert "".join(piece["text"] for piece in title["before"]) == "Ada's siege"
    assert "Take the file" in page
    ada.post(page_of(newest(), "plan"), {"seen": "event siege", "taken": "event siege"})
    assert "conflict" not in counts(newest())
    apply(ada)
    assert Event.objects.get(key="siege").title == "The file's siege"


def test_what_an_editor_withdrew_is_a_conflict_of_status(ada: Client) -> None:
    hand_in(ada, cited_siege(), publish="published")
    apply(ada)
    set_status(["siege"], Status.DRAFT, Edit())
    hand_in(ada, cited_siege(), "second.json", publish="published")
    (status,) = newest().entries.get(outcome="conflict").told
    sides = [status[side][0]["text"] for side in ("before", "after")]
    assert (status["where"], sides) == (["Status"], ["draft", "published"])


def test_a_choice_can_be_taken_back(ada: Client) -> None:
    hand_in(ada, siege())
    apply(ada)
    save(ada, Event.objects.get(key="siege"), title="Ada's siege")
    hand_in(ada, siege() | {"licence": "CC0"}, "second.json")
    choice = {"seen": "event siege", "taken": "event siege"}
    ada.post(page_of(newest(), "plan"), choice)
    assert "conflict" not in counts(newest())
    ada.post(page_of(newest(), "plan"), {"seen": "event siege"})
    assert counts(newest())["conflict"] == 1
    ada.post(page_of(newest(), "plan"), {"seen": "event invented", "taken": "event invented"})
    assert newest().taken == []


def test_what_changed_since_the_plan_was_shown_is_shown_before_it_is_applied(ada: Client) -> None:
    hand_in(ada, siege())
    upload = newest()
    ben = sign_in("Editors", "ben")
    hand_in(ben, siege(), "ben.json")
    apply(ben)
    page = apply(ada, upload).content.decode()
    assert "changed since you saw the plan. Nothing was applied" in page
    assert counts(upload) == {"unchanged": ENTRIES}
    assert Event.objects.count() == 2


def test_a_second_click_applies_nothing_twice(ada: Client) -> None:
    hand_in(ada, siege())
    shown = newest().plan_digest
    for _click in range(2):
        page = ada.post(page_of(newest(), "apply"), {"plan": shown}, follow=True).content.decode()
    assert "Nothing was applied" in page
    assert len(list_versions((Kind.EVENT, "siege"))) == 1


def test_a_plan_that_was_not_shown_is_not_applied(ada: Client) -> None:
    hand_in(ada, siege())
    ada.post(page_of(newest(), "apply"), {"plan": "0" * 64})
    ada.post(page_of(newest(), "apply"))
    assert not Event.objects.exists()


def test_an_editor_publishes_by_file_what_has_its_sources(ada: Client) -> None:
    page = hand_in(ada, siege(), publish="published").content.decode()
    assert "cannot be published: no source is cited for what" in page
    hand_in(ada, cited_siege(), "cited.json", publish="published")
    apply(ada)
    assert Event.objects.published().count() == 2


def test_a_file_does_not_take_the_source_of_what_is_published_away(ada: Client) -> None:
    hand_in(ada, cited_siege(), publish="published")
    apply(ada)
    file = cited_siege()
    del file["events"][0]["citations"]
    hand_in(ada, file, "bare.json")
    entry = newest().entries.get(key="siege")
    assert entry.outcome == "refused"
    assert "no source is cited for its date or place" in entry.told[0]["reason"]


def test_a_contributor_uploads_drafts_and_publishes_nothing() -> None:
    cyd = sign_in("Contributors", "cyd")
    assert "publish" not in cyd.get(reverse(ADD)).context["form"].fields
    hand_in(cyd, cited_siege(), publish="published")
    apply(cyd)
    assert Event.objects.filter(status=Status.DRAFT).count() == 2


def test_a_contributor_s_file_leaves_what_the_public_sees_alone(ada: Client) -> None:
    hand_in(ada, cited_siege(), publish="published")
    apply(ada)
    file = cited_siege()
    file["events"][0]["title"] = "Mine"
    file["places"][1]["name"] = "Mine"
    file["parties"][1]["name"] = "South-East"
    cyd = sign_in("Contributors", "cyd")
    page = hand_in(cyd, file, "mine.json").content.decode()
    assert "changing it is for editors" in page
    refused = set(newest().entries.filter(outcome="refused").values_list("kind", "key"))
    assert refused == {("event", "siege"), ("place", "agdere")}
    apply(cyd)
    assert not Event.objects.filter(title="Mine").exists()
    assert not Place.objects.filter(name="Mine").exists()


def test_a_contributor_changes_a_draft_by_file_and_no_longer_when_it_is_published() -> None:
    cyd = sign_in("Contributors", "cyd")
    hand_in(cyd, cited_siege())
    apply(cyd)
    file = cited_siege()
    file["events"][1]["title"] = "Relief, retold"
    hand_in(cyd, file, "second.json")
    assert counts(newest())["update"] == 1
    set_status(["siege", "relief"], Status.PUBLISHED, Edit())
    page = apply(cyd).content.decode()
    assert "Nothing was applied" in page
    assert newest().entries.get(key="relief").outcome == "refused"


@pytest.mark.parametrize("part", ["change", "apply", "plan", "go_on", "refused", "reasons"])
@pytest.mark.parametrize("person", ["stranger", "learner", "staff without a group"])
def test_nobody_else_sees_or_does_anything(ada: Client, person: str, part: str) -> None:
    hand_in(ada, siege())
    other = Client()
    if person != "stranger":
        other.force_login(UserFactory.create(is_staff=person.startswith("staff")))
    status = 403 if person.startswith("staff") else 302
    assert other.get(page_of(newest(), part)).status_code == status
    assert other.post(page_of(newest(), part), {"plan": newest().plan_digest}).status_code == status
    assert hand_in(other, siege()).status_code in (200, 403)
    assert Upload.objects.count() == 1
    assert not Event.objects.exists()


def test_a_colleague_sees_the_plan_and_does_not_say_the_word(ada: Client) -> None:
    hand_in(ada, siege())
    ben = sign_in("Editors", "ben")
    page = ben.get(page_of(newest())).content.decode()
    assert "Siege" in page
    assert "Apply:" not in page
    for part in ("apply", "plan", "go_on"):
        assert ben.post(page_of(newest(), part), {"plan": newest().plan_digest}).status_code == 403
        assert ada.get(page_of(newest(), part)).status_code == 404
    assert not Event.objects.exists()


def test_the_page_grows_by_no_query(ada: Client) -> None:
    seen = []
    for count in (3, 60):
        hand_in(ada, rows(*(f"k{n},Battle {n},1862,,,," for n in range(count))), f"{count}.csv")
        page = page_of(newest())
        for show in ("", "?show=create", "?show=create&after=49"):
            with CaptureQueriesContext(connection) as queries:
                assert ada.get(page + show).status_code == 200
            assert not [query for query in queries if '"content"' in query["sql"]]
            seen.append(len(queries))
    assert seen[:3] == seen[3:]


def titles_in(page: str) -> list[str]:
    """The titles of the entries on the page, in order."""
    return re.findall(r"<bdi><strong>(.*?)</strong></bdi>", page)


def follow(ada: Client, page: str, way: str) -> str:
    """The page that the link to the next or the previous one leads to."""
    link = re.search(rf'rel="{way}" href="([^"]+)"', page)
    assert link is not None
    return ada.get(page_of(newest()) + unescape(link[1])).content.decode()


def test_a_long_plan_has_pages_and_strange_addresses_show_something(ada: Client) -> None:
    hand_in(ada, rows(*(f"k{n},Battle {n},1862,,,," for n in range(60))), "long.csv")
    first = ada.get(f"{page_of(newest())}?show=create").content.decode()
    second = follow(ada, first, "next")
    assert titles_in(first) + titles_in(second) == [f"Battle {n}" for n in range(60)]
    assert 'rel="next"' not in second
    assert titles_in(follow(ada, second, "prev")) == titles_in(first)
    for query in (
        "?show=<script>",
        "?show=create&after=-1",
        "?show=create&before=9999999999",
        "?show=create&after=²",
        "?show=refused",
    ):
        assert ada.get(page_of(newest()) + query).status_code == 200


def test_htmx_gets_the_part_and_a_browser_the_page(ada: Client) -> None:
    hand_in(ada, siege())
    part = ada.get(page_of(newest()), headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="upload"')
    assert "HX-Request" in part["Vary"]
    assert "<html" in ada.get(page_of(newest())).content.decode()


def test_ignored_columns_and_notes_are_told(ada: Client) -> None:
    page = hand_in(ada, rows("AL 004,Battle,1862,,", head="key,title,date,weather,topic"), "b.csv").content.decode()
    assert "Columns that are not read:" in page
    assert "weather" in page
    assert "AL 004 → al-004" in page


@pytest.fixture
def moved(hadrut: None) -> dict[str, Any]:
    """The shipped record with one event on another day."""
    file: dict[str, Any] = json.loads(HADRUT_FILE.read_text())
    find(file, "events", "fighting-of-10-october")["happened"] = "2020-10-11"
    return file


def test_the_effect_on_questions_is_shown_and_nothing_has_changed(ada: Client, moved: dict[str, Any]) -> None:
    page = hand_in(ada, moved).content.decode()
    assert "What it does to the questions" in page
    assert "11 October 2020" in page
    assert Event.objects.get(key="fighting-of-10-october").happened == "2020-10-10"
    apply(ada)
    assert became(newest()) == {"updated": 1}
    assert Event.objects.get(key="fighting-of-10-october").happened == "2020-10-11"


def test_another_effect_than_the_one_that_was_shown_is_shown_first(
    ada: Client, moved: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(ada, moved)
    monkeypatch.setattr(working, "preview_plan", lambda plan, seen: Effect(("<p>Another effect.</p>",), "another"))
    page = apply(ada).content.decode()
    assert "Another effect." in page
    assert "Nothing was applied" in page
    assert Event.objects.get(key="fighting-of-10-october").happened == "2020-10-10"
    apply(ada)
    assert Event.objects.get(key="fighting-of-10-october").happened == "2020-10-11"


def test_an_upload_is_deleted_and_what_it_wrote_stays(ada: Client) -> None:
    hand_in(ada, siege())
    apply(ada)
    delete = reverse("admin:history_upload_delete", args=[newest().pk])
    assert ada.get(delete).status_code == 200
    assert "What it wrote stays" in ada.post(delete, {"post": "yes"}, follow=True).content.decode()
    assert not Upload.objects.exists()
    assert Event.objects.count() == 2


def test_the_list_shows_uploads_without_their_content(ada: Client) -> None:
    for number in range(3):
        hand_in(ada, siege() | {"title": f"Siege {number}"}, f"{number}.json")
    with CaptureQueriesContext(connection) as queries:
        page = ada.get(reverse("admin:history_upload_changelist")).content.decode()
    assert "2.json" in page
    assert "waits for your word" in page
    assert len(queries) < 15
    assert HEAD not in page
