"""Changes too large to wait for: what they do is looked at in the background, on a stage, before anything is kept."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from history.facts.reading import read_revision
from history.models import Event, KeptEntry, Place, Rehearsal, Source, Upload
from history.models.rehearsals import STALE_AFTER
from history.rehearsing import working
from history.rehearsing.stage import on_stage
from history.revise import record_changed
from tests.conftest import HADRUT_FILE
from tests.desk.people import sign_in
from tests.desk.uploading import apply, became, hand_in, newest, page_of
from tests.quizzes.factories import GuestFactory
from tests.quizzes.test_regrade import answer, ask, verdicts

pytestmark = pytest.mark.django_db

KEY = "fighting-of-10-october"
OTHERS = 399


@pytest.fixture
def ada() -> Client:
    return sign_in("Editors", "ada")


@pytest.fixture
def large(hadrut: None) -> dict[str, Any]:
    """The shipped record with one event on another day, and 399 new sources."""
    file: dict[str, Any] = json.loads(HADRUT_FILE.read_text())
    (event,) = [event for event in file["events"] if event["key"] == KEY]
    event["happened"] = "2020-10-11"
    file["sources"] += [{"key": f"atlas-{number}", "title": f"Atlas, volume {number}"} for number in range(OTHERS)]
    return file


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().split())


def state_of_record() -> tuple[object, ...]:
    return (
        list(Event.objects.order_by("pk").values_list()),
        Source.objects.count(),
        Place.objects.count(),
        KeptEntry.versions.count(),
        read_revision(),
    )


def stop_worker(upload: Upload) -> Rehearsal:
    """Nobody looked at it yet."""
    row = Rehearsal.objects.get(upload=upload)
    Rehearsal.objects.filter(pk=row.pk).update(state="looking", worker="", effect=[], token="", tries=0)
    return row


def test_of_400_changes_the_one_that_moves_an_answered_question_is_seen_before_they_are_applied(
    ada: Client, large: dict[str, Any]
) -> None:
    typed = answer(ask(GuestFactory.create(), "typed"), text="10 October 2020")
    ask(GuestFactory.create(), "choice")  # waits for an answer
    before = state_of_record()
    page = text_of(hand_in(ada, large))
    assert newest().total == OTHERS + 1
    assert "2 questions change" in page  # what day it was, and where it was “dated 10 October”
    assert "<del>10 October 2020</del> <ins>11 October 2020</ins>" in page
    assert "Of 1 learner 1 would be marked differently" in page
    assert "In 1 session one of these questions waits for an answer now" in page
    assert state_of_record() == before
    apply(ada)
    assert became(newest()) == {"updated": 1, "created": OTHERS}
    assert Event.objects.get(key=KEY).happened == "2020-10-11"
    assert verdicts(typed) == ["right"]
    assert not Rehearsal.objects.exists()


def test_while_it_is_looked_at_the_page_says_how_far_it_is_and_what_is_not_seen(
    ada: Client, large: dict[str, Any]
) -> None:
    hand_in(ada, large)
    upload = newest()
    row = stop_worker(upload)
    Rehearsal.objects.update(done=2, total=5)
    page = text_of(ada.get(page_of(upload)))
    assert "being looked at: 40&nbsp;% (2 of 5 events)" in page
    assert f'hx-get="{page_of(upload)}?part=effect" hx-trigger="every 2s"' in page
    assert f'<a href="{page_of(upload)}">Look again</a>' in page
    assert "you have not seen which questions change" in page
    part = text_of(ada.get(f"{page_of(upload)}?part=effect", headers={"HX-Request": "true"}))
    assert part.startswith('<section id="upload-effect"')
    assert "without having seen it" not in text_of(sign_in("Editors", "ben").get(page_of(upload)))
    working.carry_on(row.pk)
    part = text_of(ada.get(f"{page_of(upload)}?part=effect", headers={"HX-Request": "true"}))
    assert "hx-trigger" not in part
    assert "<ins>11 October 2020</ins>" in part
    assert "Apply: write 400 entries" in part


def test_it_can_be_applied_without_having_seen_it(ada: Client, large: dict[str, Any]) -> None:
    hand_in(ada, large)
    stop_worker(newest())
    apply(ada)
    assert became(newest()) == {"updated": 1, "created": OTHERS}
    assert not Rehearsal.objects.exists()


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_nothing_is_applied_on_the_word_of_who_has_seen_something_else(
    ada: Client, large: dict[str, Any], seen: str
) -> None:
    hand_in(ada, large)
    upload = newest()
    page = text_of(ada.post(page_of(upload, "apply"), {"plan": upload.plan_digest, "effect_seen": seen}, follow=True))
    assert "Nothing was applied" in page
    assert not Source.objects.filter(key="atlas-0").exists()
    apply(ada)
    assert became(newest()) == {"updated": 1, "created": OTHERS}


def test_what_was_seen_of_an_earlier_record_is_looked_at_anew(ada: Client, large: dict[str, Any]) -> None:
    hand_in(ada, large)
    record_changed()
    assert "Nothing was applied" in text_of(apply(ada))
    assert Rehearsal.objects.get().revision == read_revision()
    apply(ada)
    assert became(newest()) == {"updated": 1, "created": OTHERS}


def test_a_worker_that_finds_another_record_says_so_and_it_can_be_looked_at_anew(
    ada: Client, large: dict[str, Any]
) -> None:
    hand_in(ada, large)
    row = stop_worker(newest())
    record_changed()
    working.carry_on(row.pk)
    page = text_of(ada.get(page_of(newest())))
    assert "The record changed while this was looked at" in page
    assert "Look at it anew" in page
    assert "<ins>11 October 2020</ins>" in text_of(ada.post(page_of(newest(), "plan"), follow=True))


def test_whoever_was_killed_while_looking_is_succeeded_and_nobody_works_twice(
    ada: Client, large: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(ada, large)
    row = stop_worker(newest())
    Rehearsal.objects.update(worker="alive", beat_at=timezone.now())
    working.carry_on(row.pk)
    row.refresh_from_db()
    assert row.is_looking()
    Rehearsal.objects.update(worker="killed", beat_at=timezone.now() - STALE_AFTER - timedelta(seconds=1))
    assert "no sign of life" in text_of(ada.get(page_of(newest())))
    working.carry_on(row.pk)
    row.refresh_from_db()
    assert row.is_seen()


def test_one_that_stops_again_and_again_is_given_up(
    ada: Client, large: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(ada, large)
    row = stop_worker(newest())

    def stop(*_args: object) -> None:
        raise KeyError("no")

    monkeypatch.setattr(working, "rehearse_on_stage", stop)
    for _time in range(working.MOST_TRIES):
        with pytest.raises(KeyError):
            working.carry_on(row.pk)
    working.carry_on(row.pk)
    page = text_of(ada.get(page_of(newest())))
    assert "it is not known what it does" in page
    assert "Apply without having seen it" in page


def change_on_stage() -> list[str]:
    """Write on a stage; gives what is read there."""
    with on_stage():
        Event.objects.filter(key=KEY).update(happened="2020-10-12")
        Source.objects.create(key="on-stage", title="On stage")
        record_changed()
        Place.objects.filter(bearing__isnull=False).first().delete()  # type: ignore[union-attr]
        return list(Event.objects.filter(key=KEY).values_list("happened", flat=True))


@pytest.mark.django_db(transaction=True)
def test_what_is_written_on_a_stage_is_seen_there_alone_and_gone_afterwards(hadrut: None) -> None:
    before = state_of_record()
    for _time in range(2):
        assert change_on_stage() == ["2020-10-12"]
        assert state_of_record() == before
    Source.objects.create(key="in-earnest", title="In earnest")
    assert Source.objects.filter(key__in=["on-stage", "in-earnest"]).count() == 1


def fall_down() -> None:
    with on_stage():
        Source.objects.create(key="on-stage", title="On stage")
        raise KeyError


@pytest.mark.django_db(transaction=True)
def test_a_stage_that_falls_down_leaves_nothing(hadrut: None) -> None:
    before = state_of_record()
    with pytest.raises(KeyError):
        fall_down()
    assert state_of_record() == before
    assert not connection.in_atomic_block
