"""Whatever is merged: the invariants hold, the export is the record's image, and its file brings nothing back."""

import json
from collections import Counter
from random import Random

import pytest
from django.test.utils import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from history.imports.comparing import Outcome
from history.imports.readers.entries import Kind
from history.integrity.checking import OF_THE_RECORD
from history.merging.merge_rows import Merged, merge_rows
from history.models import Attribution, Citation, Claim, Claimant, Event, MergedKey, Place
from history.versions.keeping import Edit
from tests.history.record_files import export, plan, rolled_back
from tests.history.record_files import hadrut as hadrut_file

pytestmark = pytest.mark.django_db

MODELS = {Kind.CLAIMANT: Claimant, Kind.PLACE: Place, Kind.EVENT: Event}


def breaches() -> set[tuple[str, str]]:
    return {(invariant.name, str(breach)) for invariant in OF_THE_RECORD for breach in invariant.check()}


def test_random_merges_of_the_shipped_record(hadrut: None) -> None:
    lived = Counter[bool]()

    @settings(max_examples=4, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(list(MODELS)), min_size=6, max_size=14), st.integers(0, 2**16))
    def merge_some(kinds: list[Kind], seed: int) -> None:
        chance, merged = Random(seed), 0
        with rolled_back(), override_settings(HISTORY_AFTER_PUBLISH=[], HISTORY_AFTER_MERGE=[]):
            claims = set(Claim.objects.values_list("key", flat=True))
            sources = set(Citation.objects.values_list("source", "locator"))
            assert not breaches()
            for kind in kinds:
                keys = list(MODELS[kind]._default_manager.order_by("key").values_list("key", flat=True))
                old, into = chance.sample(keys, 2)
                merged += isinstance(merge_rows(kind, [old], into, Edit()), Merged)
            assert not breaches()
            assert set(Claim.objects.values_list("key", flat=True)) == claims
            assert set(Citation.objects.values_list("source", "locator")) <= sources
            assert not Attribution.objects.filter(claim__event=None).exists()
            for row in MergedKey.objects.all():
                model = MODELS[Kind(row.kind)]
                assert model._default_manager.filter(key=row.new_key).exists()
                assert not model._default_manager.filter(key=row.old_key).exists()
            image = plan(json.loads(export()))
            assert {change.outcome for change in image.changes} == {Outcome.UNCHANGED}
            again = plan(hadrut_file())
            assert (again.counts["created"], again.counts["updated"], len(again.refused)) == (0, 0, 0)
        lived[merged > 0] += 1

    merge_some()
    assert lived[True] >= lived[False], lived
