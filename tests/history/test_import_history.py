"""`manage.py import_history`: what it says and what it leaves in the record."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.models import (
    Attribution,
    Bearing,
    Citation,
    Claim,
    Claimant,
    Event,
    EventPlace,
    Place,
    PlaceName,
    Source,
    Topic,
)
from tests.history.record_files import ENTRIES, HADRUT_FILE, File, find, revision, siege, take_over, to_bytes

pytestmark = pytest.mark.django_db

followed: list[tuple[tuple[str, ...], tuple[str, ...]]] = []


def follow(topics: tuple[str, ...], events: tuple[str, ...]) -> None:
    """Stand in for what quizzes does after a change."""
    followed.append((topics, events))


@pytest.fixture(autouse=True)
def _one_follower(settings: Any) -> None:
    followed.clear()
    settings.HISTORY_AFTER_PUBLISH = [f"{__name__}.follow"]


def run(path: Path, *flags: str, **options: Any) -> list[str]:
    out = StringIO()
    call_command("import_history", str(path), *flags, stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "siege.json"
    path.write_bytes(to_bytes(siege()))
    return path


def rows() -> dict[str, list[dict[str, Any]]]:
    models: tuple[Any, ...] = (
        Topic,
        Source,
        Claimant,
        Place,
        PlaceName,
        Bearing,
        Event,
        EventPlace,
        Claim,
        Attribution,
        Citation,
    )
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_takes_the_file_over_and_says_so(file: Path) -> None:
    said = run(file, "--publish")
    assert "created events: siege, relief" in said
    assert said[-1] == f"created {ENTRIES}, updated 0, left alone 0, conflicts 0, refused 0"
    claim = Claim.objects.get(key="village-fell")
    assert [(a.claimant.key, a.stance, a.needs_review) for a in claim.attributions.all()] == [
        ("crown", "asserts", False),
        ("herald", "denies", True),
    ]
    assert (claim.latest_day or 0) - (claim.earliest_day or 0) == 1
    assert claim.precision == "day"
    assert Place.objects.get(key="agdere").bearing.origin.key == "vale"
    assert [name.name for name in Place.objects.get(key="agdere").names.all()] == ["Ağdərə", "Մարտակերտ"]
    assert Claimant.objects.get(key="ann").holds.get().key == "crown"
    assert [claim.key for claim in Claim.objects.get(key="village-held").opposes.all()] == ["village-fell"]
    assert Citation.objects.filter(place__key="agdere").get().supports == "coordinates"


def test_a_dry_run_says_the_same_and_writes_nothing(file: Path) -> None:
    with CaptureQueriesContext(connection) as queries:
        said = run(file, "--publish", "--dry-run")
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not any(rows().values())
    assert said[:-1] == run(file, "--publish")
    assert said[-1] == "dry run: nothing was written"


def test_the_same_file_twice_changes_nothing(file: Path) -> None:
    run(file, "--publish")
    before, number = rows(), revision()
    assert run(file, "--publish")[-1] == f"created 0, updated 0, left alone {ENTRIES}, conflicts 0, refused 0"
    assert rows() == before
    assert (revision(), len(followed)) == (number, 1)


def test_an_update_keeps_the_rows_that_stay(file: Path) -> None:
    run(file, "--publish")
    ids = {a.claimant.key: a.pk for a in Attribution.objects.filter(claim__key="village-fell")}
    claim = Claim.objects.get(key="village-fell").pk
    changed = siege()
    claims = changed["events"][0]["claims"]
    claims.reverse()  # another order, a new sentence, one voice gone and one come
    claims[1]["statement"] = "The village had fallen"
    claims[1]["attributions"] = [
        {"claimant": "press", "stance": "reports"},
        claims[1]["attributions"][0] | {"note": "On a Sunday."},
    ]
    file.write_bytes(to_bytes(changed))
    assert run(file, "--publish")[-1] == f"created 0, updated 1, left alone {ENTRIES - 1}, conflicts 0, refused 0"
    row = Claim.objects.get(key="village-fell")
    assert (row.pk, row.statement, row.position) == (claim, "The village had fallen", 1)
    assert [a.claimant.key for a in row.attributions.all()] == ["press", "crown"]
    assert Attribution.objects.get(claim=row, claimant__key="crown").pk == ids["crown"]
    assert Attribution.objects.get(claim=row, claimant__key="crown").note == "On a Sunday."
    assert not Attribution.objects.filter(pk=ids["herald"]).exists()


def test_an_entry_that_says_less_leaves_less(file: Path) -> None:
    run(file, "--publish")
    less = siege()
    place = find(less, "places", "agdere")
    for name in ("within", "latitude", "longitude", "citations", "names", "bearing"):
        del place[name]
    find(less, "claimants", "ann").pop("holds")
    find(less, "events", "relief").pop("claims")
    take_over(less)
    row = Place.objects.get(key="agdere")
    assert (row.within, row.latitude, row.names.count(), row.citations.count()) == (None, None, 0, 0)
    assert not Bearing.objects.exists()
    assert not Claimant.objects.get(key="ann").holds.exists()
    assert not Claim.objects.filter(key="village-held").exists()


def test_says_which_topics_and_events_were_touched(file: Path) -> None:
    run(file, "--publish")
    assert followed == [(("siege-of-agdere",), ("place/agdere", "relief", "siege"))]
    changed = siege()
    changed["events"][1]["summary"] = "Relieved."
    take_over(changed)
    changed["places"][0]["name"] = "The Long Vale"
    take_over(changed)  # its own direction, and what happened there
    assert followed[1:] == [((), ("relief", "siege")), ((), ("place/agdere", "relief", "siege"))]
    assert revision() == 3


def test_reports_what_is_refused_and_keeps_the_rest(file: Path) -> None:
    broken = siege()
    broken["events"][1]["claims"][0]["attributions"][0]["stance"] = "says"
    file.write_bytes(to_bytes(broken))
    said = run(file)
    assert said[-1] == f"created {ENTRIES - 1}, updated 0, left alone 0, conflicts 0, refused 1"
    assert (
        'refused events[1].claims[0].attributions[0].stance (event "relief"): '
        '"says" is not one of: asserts, reports, confirms, denies, disputes' in said
    )
    assert run(file, verbosity=0) == [line for line in said if line.startswith("refused ")]


def test_names_a_conflict_and_where_it_lies(file: Path) -> None:
    run(file)
    Event.objects.filter(key="siege").update(title="Siège")
    said = run(file)
    assert said[-2].startswith('conflict events[0] (event "siege"): changed by an editor since its last import')
    assert said[-2].endswith("the file differs in title")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("record.txt", b"{}", "is not a .json or .csv file"),
        ("record.json", b"[", "is not JSON"),
        ("record.json", b"[" * 100_000, "nested too deeply"),
        ("record.json", b'{"format": "x"}', 'has the format "x"'),
        ("record.json", None, "No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, name: str, content: bytes | None, reason: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=reason):
        run(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.json").mkdir()
    with pytest.raises(CommandError, match="Is a directory"):
        run(tmp_path / "x.json")


def test_hadrut_is_taken_over_whole() -> None:
    content: File = json.loads(HADRUT_FILE.read_text(encoding="utf-8"))
    entries = sum(len(value) for value in content.values() if isinstance(value, list))
    assert run(HADRUT_FILE, "--publish")[-1].startswith(f"created {entries + 1}, ")
    assert (Place.objects.count(), Bearing.objects.count()) == (14, 11)
    sentences = Citation.objects.filter(source__key="battle-of-hadrut-article").values_list("locator", flat=True)
    assert set(sentences) == {str(number) for number in range(1, 13)}
    assert Topic.objects.get().key == "battle-of-hadrut"
    assert not Attribution.objects.filter(claimant__key="icrc").exists()
    assert Event.objects.filter(participants__key="icrc").exists()
    media = Attribution.objects.filter(claimant__key__in=["komsomolskaya-pravda", "bbc-russian-service"])
    assert media.exists()
    assert not media.live().exists()
