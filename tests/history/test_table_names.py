"""What a table names, against what the record knows under these names."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from history.models import Claim, Claimant, Event, Place, Revision, Source, Topic
from tests.conftest import HADRUT_FILE

pytestmark = pytest.mark.django_db
HEAD = "key,title,date,place,latitude,longitude,within,topic,source_title,claimant,claimant_kind"


@pytest.fixture
def folder(tmp_path: Path, hadrut: None) -> Path:
    """The record of Hadrut is loaded; tables lie here."""
    return tmp_path


def take_over(folder: Path, *rows: str, head: str = HEAD, dry_run: bool = False) -> list[str]:
    """Import a table of these rows; what the command says."""
    out = StringIO()
    (folder / "table.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    call_command("import_history", str(folder / "table.csv"), publish=True, dry_run=dry_run, stdout=out)
    return out.getvalue().splitlines()


def exported() -> str:
    """The whole record."""
    out = StringIO()
    call_command("export_history", stdout=out)
    return out.getvalue()


def test_a_place_and_a_claimant_on_record_keep_all_that_is_known_of_them(folder: Path) -> None:
    before = Place.objects.get(key="hadrut"), Claimant.objects.get(key="aliyev")
    said = take_over(folder, "x,A battle,1992-10-02,Hadrut,39.5,47.0,,War,Atlas,Aliyev,scholar")
    assert said[-1].endswith("conflicts 0, refused 0")
    after = Place.objects.get(key="hadrut"), Claimant.objects.get(key="aliyev")
    assert [(row.kind, row.name) for row in after] == [(row.kind, row.name) for row in before]
    assert Event.objects.get(key="x").claims.count() == 2
    call_command("import_history", str(HADRUT_FILE), publish=True, stdout=(again := StringIO()))
    assert "created 0, updated 0, left alone 50" in again.getvalue()


def test_a_table_adds_what_is_missing_of_a_place_and_changes_nothing_else(folder: Path) -> None:
    take_over(folder, "x,A battle,1992,Aton,,,,War,Atlas,,")
    said = take_over(folder, "y,B battle,1993,Aton,39.5,47.0,,War,Book,,")
    assert said[-1] == "created 2, updated 1, left alone 1, conflicts 0, refused 0"
    take_over(folder, "z,C battle,1993,Aton,39.6,47.0,,War,Paper,,")
    place = Place.objects.get(key="aton")
    assert (place.latitude, place.longitude, place.citations.get().source.key) == (39.5, 47.0, "book")


def test_what_an_editor_changed_is_left_alone_without_a_word(folder: Path) -> None:
    Place.objects.filter(key="hadrut").update(name="Hadrut town", latitude=None, longitude=None)
    said = take_over(folder, "x,A battle,1992,Hadrut,39.5,47.0,,War,Atlas,,")
    assert said[-1] == "created 3, updated 0, left alone 1, conflicts 0, refused 0"
    assert Place.objects.get(key="hadrut").latitude is None


def test_a_small_place_far_from_the_one_on_record_is_another(folder: Path) -> None:
    said = take_over(folder, "x,A battle,1992,Hadrut,10,10,,War,Atlas,,", "y,B,1993,Hadrut,10,10,Elsewhere,War,Atlas,,")
    refusals = [line for line in said if line.startswith("refused")]
    assert len(refusals) == 1
    assert 'line 2, place (event "x"): the record has "Hadrut" at 39.5' in refusals[0]
    assert Place.objects.get(key="hadrut-elsewhere").within is not None


def test_a_table_takes_no_event_from_the_sources_that_support_it(folder: Path) -> None:
    before = exported()
    said = take_over(folder, "battle-of-hadrut,Another battle,1992,Nowhere,,,,War,Atlas,Somebody,")
    assert any('the record has "Battle of Hadrut" under this key' in line for line in said)
    assert exported() == before, "nor does it leave what only that event names"
    assert not Source.objects.filter(key="atlas").exists()


def test_a_corrected_table_corrects_its_own_events(folder: Path) -> None:
    take_over(folder, "x,A battle,1992-10-02,,,,,War,Atlas,,", "x,,1992-10-03,,,,,War,Paper,Paper,media")
    said = take_over(folder, "x,A battle,1992-10-05,,,,,War,Atlas,,", "x,,1992-10-03,,,,,War,Paper,Paper,media")
    assert said[-1] == "created 0, updated 1, left alone 4, conflicts 0, refused 0"
    assert Event.objects.get(key="x").happened == "1992-10-05"


def test_a_dry_run_of_a_table_writes_nothing(folder: Path) -> None:
    before, revision = exported(), Revision.objects.get().number
    said = take_over(folder, "x,A battle,1992,Aton,1,1,Beland,War,Atlas,,", dry_run=True)
    assert said[-1] == "dry run: nothing was written"
    assert (exported(), Revision.objects.get().number) == (before, revision)


def test_a_refused_event_leaves_nothing_that_only_it_names(folder: Path) -> None:
    take_over(
        folder, "x,A,1992,Aton,1,1,Beland,War,Atlas,,", "x,B,1992,Bton,1,1,Ceeland,Peace,Book,,", "y,C,1,,,,,W,S,,"
    )
    assert not Event.objects.filter(key__in=["x", "y"]).exists()
    assert not Topic.objects.filter(key__in=["war", "peace", "w"]).exists()
    assert not Place.objects.filter(key__contains="ton").exists()
    assert not Claim.objects.filter(event__key="x").exists()
