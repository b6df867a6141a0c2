"""A site that has a record already finds it by name after its tables have changed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from history.integrity.found import check_names, check_words
from history.models import FoundName

BEFORE = [("history", "0008_wide_effects_looked_at")]


@pytest.fixture
def tables_of_before(transactional_db: None) -> Iterator[Any]:
    """The models as they were when nothing could be found by name."""
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    MigrationExecutor(connection).migrate(latest)


def test_what_was_on_record_is_found(tables_of_before: Any) -> None:
    def make(model: str, **fields: Any) -> Any:
        return tables_of_before.get_model("history", model).objects.create(**fields)

    make("Event", key="siege", title="Siege of Şuşa", status="published")
    make("Event", key="draft", title="Secret landing", status="draft")
    place = make("Place", key="susa", name="Şuşa", kind="city")
    make("PlaceName", place=place, name="Շուշի", position=1)
    make("PlaceName", place=place, name="Шуша", position=0)
    make("Claimant", key="icrc", name="Red Cross", kind="organisation", aliases=["ICRC", "", 7])
    make("Source", key="atlas", title="Atlas")
    make("Topic", key="war", title="War")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    found = FoundName.objects.order_by("pk").values_list("kind", "key", "name")
    assert sorted(key for _kind, key, _name in found) == [
        "atlas",
        "icrc",
        "icrc",
        "siege",
        "susa",
        "susa",
        "susa",
        "war",
    ]
    assert [name for kind, _key, name in found if kind == "place"] == ["Şuşa", "Шуша", "Շուշի"]
    assert [*check_names(), *check_words()] == []
