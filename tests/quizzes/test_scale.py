"""The record that the benchmark of scale writes is a record: its questions are those of a refresh, and can be asked."""

import time

import pytest

from benchmarks import scale
from benchmarks.scale_rows import read_kinds, write_answers, write_bank, write_record
from history.facts.reading import read_revision
from quizzes.models import Answer, Learner, Progress, Question
from quizzes.services.ask_questions import Ready, prepare_question
from quizzes.services.refresh_questions import COMPARED, refresh_topic

pytestmark = pytest.mark.django_db

EVENTS = 60
# What a row of the benchmark has of its own: it says less of what the question shows.
OWN = {"prompt", "shown_id", "difficulty_guessed", "passage", "standing"}


def test_steps_go_up_by_tens_first_in_events_then_in_answers() -> None:
    assert [str(step) for step in scale.list_steps(2000, 20_000)] == [
        "100 / 1,000",
        "1,000 / 1,000",
        "2,000 / 1,000",
        "2,000 / 10,000",
        "2,000 / 20,000",
    ]


def test_bank_is_what_a_refresh_makes_and_everything_is_measured() -> None:
    write_record(0, EVENTS, EVENTS, is_flat=False)
    refresh_topic("topic-0")
    columns = ["key", *(name for name in COMPARED if name not in OWN)]
    made = {row[0]: row for row in Question.objects.live().filter(form="choice").values_list(*columns)}
    kinds = read_kinds()
    write_bank(0, EVENTS, EVENTS, kinds, is_flat=False)
    rows = {row[0]: row for row in Question.objects.values_list(*columns)}
    assert {key: row for key, row in rows.items() if key in made} == {key: made[key] for key in rows if key in made}
    asked = [prepare_question(row, read_revision()) for row in Question.objects.order_by("key")]
    assert sum(isinstance(one, Ready) for one in asked) * 10 >= len(rows) * 9

    busiest = write_answers(0, 200)
    assert Answer.objects.count() == Progress.objects.count()
    assert Learner.objects.get(pk=busiest).answers.count() == 100
    found = scale.measure(scale.Step(EVENTS, 200), "topic-0", busiest, time.perf_counter)
    assert all(took > 0 for took in found.values())
