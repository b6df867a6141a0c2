"""Guessing at codes and PINs leads nowhere, and keeps no class out."""

import random
from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from quizzes.models import Classroom
from quizzes.services.classes.codes import ALPHABET, LENGTH, find_class_by_code, make_code
from quizzes.views.classes.signing_in import Refused, open_class
from tests.conftest import NOON
from tests.quizzes.class_factories import ClassroomFactory
from tests.quizzes.classes.people import SCHOOL, Teacher, pupil_named, sign_in_with_slip, sign_pupil_in

pytestmark = pytest.mark.django_db

TRIES = 100_000
ELSEWHERE = "198.51.100.9"


def guess_codes(count: int) -> list[str]:
    """What a program tries."""
    draw = random.Random(1)
    return ["".join(draw.choices(ALPHABET, k=LENGTH)) for _try in range(count)]


def test_by_chance_100_000_tries_find_one_of_1_000_classes_once_in_1_000_times() -> None:
    assert TRIES * 1_000 / len(ALPHABET) ** LENGTH < 1 / 1_000


def test_100_000_tries_find_none_of_1_000_classes() -> None:
    classes = {make_code() for _class in range(1_000)}
    assert len(classes) == 1_000
    assert not classes & set(guess_codes(TRIES))


@time_machine.travel(NOON, tick=False)
def test_of_what_one_address_tries_in_a_minute_a_hundred_are_looked_at(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Counted in memory here: the counting itself is what takes the time, and it is the same.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    tried = guess_codes(2_000)
    # The last of them is right.
    classroom = ClassroomFactory.create(join_code=tried[-1])
    looked_at: list[str] = []

    def look(code: str) -> Classroom | None:
        looked_at.append(code)
        return find_class_by_code(code)

    monkeypatch.setattr("quizzes.views.classes.signing_in.find_class_by_code", look)
    request = RequestFactory().get("/", REMOTE_ADDR=ELSEWHERE)
    found = [open_class(request, code) for code in tried]
    assert found == [Refused.WRONG] * 100 + [Refused.TOO_MANY] * 1_900
    assert looked_at == tried[:100]
    # So that 100,000 tries take 1,000 minutes. After the minute the right code is right again.
    with time_machine.travel(NOON + timedelta(seconds=61), tick=False):
        assert open_class(request, classroom.shown_code) == classroom
    cache.clear()


def test_a_flood_of_wrong_codes_keeps_out_no_class_that_is_in_use_there() -> None:
    ada = Teacher.come()
    classroom = ada.make_class("Ani K.")
    ada.get("class-projector", classroom.key)  # at the school
    for number in range(100):
        code = f"CDFGH{number:03}".translate(str.maketrans("015", "TVW"))
        assert Client(REMOTE_ADDR=SCHOOL).post(reverse("quizzes:join"), {"code": code}).status_code == 422
    spent = Client(REMOTE_ADDR=SCHOOL).post(reverse("quizzes:join"), {"code": "CDFGHJKM"})
    assert spent.status_code == 429
    assert "Too many at once" in spent.content.decode()
    # Another class, which nobody opened there, waits; this one goes on.
    other = Teacher.come().make_class("Zoe")
    assert Client(REMOTE_ADDR=SCHOOL).get(reverse("quizzes:join-class", args=[other.shown_code])).status_code == 429
    assert sign_in_with_slip(Client(REMOTE_ADDR=SCHOOL), pupil_named(classroom, "Ani K.")).status_code == 302
    # Elsewhere nobody notices.
    assert sign_in_with_slip(Client(REMOTE_ADDR=ELSEWHERE), pupil_named(other, "Zoe")).status_code == 302


def test_who_is_locked_does_not_lock_her_neighbour_and_a_new_pin_unlocks_her() -> None:
    ada = Teacher.come()
    classroom = ada.make_class("Ani K.", "Ben")
    ani, ben = pupil_named(classroom, "Ani K."), pupil_named(classroom, "Ben")
    for number in range(5):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        assert sign_pupil_in(client, classroom, "ani k", "000000").status_code == 422
    locked = sign_in_with_slip(Client(REMOTE_ADDR=SCHOOL), ani)
    assert locked.status_code == 422
    assert "Too many wrong PINs for this name" in locked.content.decode()
    assert sign_in_with_slip(Client(REMOTE_ADDR=SCHOOL), ben).status_code == 302
    ada.post("class-pupil-pin", classroom.key, ani.key)
    assert sign_in_with_slip(Client(REMOTE_ADDR=SCHOOL), pupil_named(classroom, "Ani K.")).status_code == 302


def test_right_pins_are_not_counted() -> None:
    ani = pupil_named(Teacher.come().make_class("Ani K."), "Ani K.")
    for _lesson in range(8):
        assert sign_in_with_slip(Client(REMOTE_ADDR=SCHOOL), ani).status_code == 302


def test_a_name_that_is_not_there_is_locked_like_one_that_is() -> None:
    classroom = Teacher.come().make_class("Ani K.")
    said = {}
    for name in ("Ani K.", "Nobody"):
        replies = [sign_pupil_in(Client(REMOTE_ADDR=SCHOOL), classroom, name, "000000") for _try in range(7)]
        said[name] = ["Too many wrong PINs" in reply.content.decode() for reply in replies]
    assert said["Ani K."] == said["Nobody"] == [False] * 5 + [True] * 2


def test_an_address_that_tries_too_many_pins_waits_while_right_ones_go_on(settings: Settings) -> None:
    settings.CLASS_RATE_LIMITS = {**settings.CLASS_RATE_LIMITS, "wrong_pin_here": "6/m/ip"}
    classroom = Teacher.come().make_class("Ani K.", "Ben")
    replies = [
        sign_pupil_in(Client(REMOTE_ADDR=SCHOOL), classroom, f"Nobody {number}", "000000").status_code
        for number in range(8)
    ]
    assert replies == [422] * 6 + [429] * 2
    assert sign_in_with_slip(Client(REMOTE_ADDR=SCHOOL), pupil_named(classroom, "Ben")).status_code == 302
    # Ani is still kept: her name counts on.
    codes = [sign_pupil_in(Client(REMOTE_ADDR=SCHOOL), classroom, "Ani K.", "000000").status_code for _try in range(6)]
    assert codes == [429] * 6
    assert sign_in_with_slip(Client(REMOTE_ADDR=ELSEWHERE), pupil_named(classroom, "Ani K.")).status_code == 422


def test_the_same_queries_and_the_same_time_whether_a_name_is_there_or_not(settings: Settings) -> None:
    settings.CLASS_RATE_LIMITS = dict.fromkeys(settings.CLASS_RATE_LIMITS, "100000/m/ip") | {
        "wrong_pin": "100000/300s/key"
    }
    classroom = Teacher.come().make_class("Ani K.")
    counts: dict[str, set[int]] = {}
    times: dict[str, float] = {}
    for name in ("Ani K.", "Nobody"):
        sign_pupil_in(Client(REMOTE_ADDR=SCHOOL), classroom, name, "000000")
        taken = []
        for _try in range(15):
            begun = perf_counter()
            with CaptureQueriesContext(connection) as queries:
                sign_pupil_in(Client(REMOTE_ADDR=SCHOOL), classroom, name, "000000")
            taken.append(perf_counter() - begun)
            counts.setdefault(name, set()).add(len(queries))
        times[name] = median(taken)
    assert counts["Ani K."] == counts["Nobody"]
    assert 1 / 3 < times["Ani K."] / times["Nobody"] < 3


def test_whoever_floods_an_open_class_with_names_is_stopped(settings: Settings) -> None:
    settings.CLASS_RATE_LIMITS = {**settings.CLASS_RATE_LIMITS, "new_pupil": "3/m/ip"}
    classroom = Teacher.come().make_class(is_open=True)
    url = reverse("quizzes:join-new", args=[classroom.shown_code])
    codes = [Client(REMOTE_ADDR=SCHOOL).post(url, {"new_name": f"Name {number}"}).status_code for number in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert classroom.enrolments.count() == 3
