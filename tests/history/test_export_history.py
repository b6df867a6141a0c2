"""`manage.py export_history`: the same record back."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from history.imports.readers.schema import read_schema
from history.models import Event, Status, Topic
from tests.factories import TopicFactory
from tests.history.record_files import ENTRIES, SIEGE, export, hadrut, siege, take_over, wipe

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_followers(settings: Any) -> None:
    settings.HISTORY_AFTER_PUBLISH = []


def by_key(file: dict[str, Any]) -> dict[str, Any]:
    """A file without the order of its lists."""
    return {
        name: {entry["key"]: entry for entry in value} if isinstance(value, list) else value
        for name, value in file.items()
    }


def test_hadrut_comes_back_entry_by_entry_as_it_was() -> None:
    take_over(hadrut())
    assert by_key(json.loads(export())) == by_key(hadrut())
    assert by_key(json.loads(export("battle-of-hadrut"))) == by_key(hadrut())


def test_an_import_of_an_export_is_the_same_record_again() -> None:
    take_over(siege())
    Event.objects.filter(key="relief").update(status=Status.IN_REVIEW)
    Event.objects.filter(key="siege").update(status=Status.DRAFT)
    written = export()
    wipe()
    assert take_over(json.loads(written))["created"] == ENTRIES
    assert export() == written
    assert set(Event.objects.values_list("status", flat=True)) == {"draft", "in-review"}
    assert take_over(json.loads(written))["left alone"] == ENTRIES


def test_an_export_fits_the_schema() -> None:
    take_over(siege())
    Draft202012Validator.check_schema(read_schema())
    Draft202012Validator(read_schema()).validate(json.loads(export()))


def test_years_of_a_claimant_come_back() -> None:
    file = hadrut()
    file["claimants"][0]["active"] = "1991/.."
    take_over(file)
    assert by_key(json.loads(export())) == by_key(file)
    assert take_over(file)["updated"] == 0
    assert take_over(hadrut())["updated"] == 1


def test_several_topics_keep_their_titles_licences_and_descriptions() -> None:
    take_over(hadrut())
    take_over(siege())
    Topic.objects.filter(key="siege-of-agdere").update(description="A siege.")
    TopicFactory.create(key="empty", title="Nothing yet")
    written = export()
    assert [topic["key"] for topic in json.loads(written)["topics"]] == [
        "battle-of-hadrut",
        "empty",
        "siege-of-agdere",
    ]
    wipe()
    take_over(json.loads(written))
    assert export() == written


def test_a_topic_is_exported_with_all_it_refers_to_and_nothing_else() -> None:
    take_over(hadrut())
    take_over(siege())
    alone = json.loads(export("siege-of-agdere"))
    # Nobody in the file speaks for the South.
    assert by_key(alone) == by_key(siege() | {"parties": [{"key": "north", "name": "North"}]})
    assert alone["title"] == SIEGE["title"]


def test_an_empty_record_is_a_file_too() -> None:
    assert json.loads(export())["events"] == []
    assert take_over(json.loads(export()))["refused"] == 0


def test_writes_to_a_file(tmp_path: Path) -> None:
    take_over(siege())
    call_command("export_history", str(tmp_path / "out.json"))
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == export()
    assert "Ağdərə" in export()


def test_an_unknown_topic_or_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match='no topic "nowhere"'):
        call_command("export_history", topic="nowhere", stdout=StringIO())
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_history", str(tmp_path / "missing" / "out.json"))
