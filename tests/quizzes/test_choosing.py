"""Which questions a session asks: what is due, then what is new; however large the record is, as much is read."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quizzes.models import Cursor, Learner, Progress, Question, SetAside
from quizzes.scheduling.days import end_of_day
from quizzes.services import choose_questions, look_at_facts, walk_line
from quizzes.services.choose_questions import choose_plan
from quizzes.services.rebuild_progress import rebuild_learner
from quizzes.services.undo_answer import put_back
from quizzes.services.walk_line import HAND, MOST_TIMES
from tests.history.record_files import rolled_back
from tests.quizzes.choosing import count_an_answer, get_to_know, publish, put_aside
from tests.quizzes.factories import GuestFactory
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def facts_of(number: int, name: str = "f") -> list[str]:
    return [f"{name}-{one}" for one in range(number)]


def sit(learner: Learner, topic: str = "", at: datetime = NOON, *, form: str = "", ahead: bool = False) -> list[str]:
    """The facts that a session asks about, in order."""
    learner.refresh_from_db()
    plan = choose_plan(learner, topic, at, ahead=ahead, seed=f"{at}", form=form)
    return [key.rpartition("#")[0] for key, _again in plan]


def learn_all(learner: Learner, topic: str = "", at: datetime = NOON) -> list[list[str]]:
    """Sit and answer until nothing comes any more; what each session asked."""
    sessions = []
    while facts := sit(learner, topic, at):
        get_to_know(learner, facts, at + 9 * DAY)
        sessions.append(facts)
    return sessions


def test_everything_is_asked_once_ten_at_a_time() -> None:
    publish(facts_of(137), "war")
    sessions = learn_all(GuestFactory.create(), "war")
    assert [len(facts) for facts in sessions] == [*[10] * 13, 7]
    assert sorted(fact for facts in sessions for fact in facts) == sorted(facts_of(137))


def test_pupils_of_a_class_begin_at_different_places() -> None:
    publish(facts_of(600), "war")
    begun = [frozenset(sit(GuestFactory.create(), "war")) for _pupil in range(5)]
    assert len(frozenset.union(*begun)) > 30


def test_what_is_published_later_comes_to_whoever_knows_all_the_rest() -> None:
    learner = GuestFactory.create()
    publish(facts_of(80), "war")
    learn_all(learner)
    publish(facts_of(3, "late"), "peace")
    assert sorted(sit(learner)) == facts_of(3, "late")
    # Not answered: they come again.
    assert sorted(sit(learner)) == facts_of(3, "late")


def test_what_moves_to_another_topic_is_asked_there() -> None:
    learner = GuestFactory.create()
    publish(facts_of(3, "mine"), "peace")
    publish(facts_of(5), "war")
    learn_all(learner, "peace")
    publish(facts_of(5), "peace")
    assert sorted(sit(learner, "peace")) == facts_of(5)


def test_what_is_set_aside_comes_once_its_time_is_over() -> None:
    learner = GuestFactory.create()
    publish(facts_of(90), "war")
    put_aside(learner, "f-7", NOON, NOON + DAY)
    put_aside(learner, "f-8", NOON, None)
    learn_all(learner)
    assert sit(learner, at=NOON + 2 * DAY) == ["f-7"]
    SetAside.objects.all().delete()
    assert sorted(sit(learner, at=NOON + 2 * DAY)) == ["f-7", "f-8"]


def test_what_was_taken_back_is_new_again_behind_the_cursor() -> None:
    learner = GuestFactory.create()
    publish(facts_of(90), "war")
    learn_all(learner)
    learn_all(learner, "war")
    put_back(learner, "war", ["f-5"], {})
    count_an_answer(learner)
    assert sit(learner) == sit(learner, "war") == ["f-5"]


def test_a_cursor_read_before_an_undo_is_not_kept() -> None:
    learner = GuestFactory.create()
    publish(facts_of(30), "war")
    sit(learner)
    get_to_know(learner, ["f-5"], NOON + 9 * DAY)
    before = Learner.objects.get(pk=learner.pk)
    put_back(learner, "war", ["f-5"], {})
    count_an_answer(learner)
    hand = Cursor.objects.get().hand
    choose_plan(before, "", NOON, ahead=False, seed="")
    assert Cursor.objects.get().hand == hand
    assert "f-5" in hand


def test_what_is_refused_whenever_it_is_asked_does_not_block_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    learner = GuestFactory.create()
    publish(facts_of(HAND), "war")
    refused = {fact for _session in range(60) for fact in sit(learner)}
    assert len(refused) == HAND
    publish(facts_of(HAND, "good"), "war")
    asked = set[str]()
    for _session in range(40):
        facts = [fact for fact in sit(learner) if fact.startswith("good")]
        get_to_know(learner, facts, NOON + 9 * DAY)
        asked.update(facts)
    assert len(asked) == HAND
    # And what was never answered is not forgotten.
    assert set(sit(learner)) <= refused


def test_memories_made_anew_let_the_cursor_begin_anew() -> None:
    learner = GuestFactory.create()
    publish(facts_of(70), "war")
    learn_all(learner)
    rebuild_learner(learner)
    assert not Cursor.objects.exists()
    assert len(sit(learner)) == 10


def test_a_flashcard_session_has_a_cursor_of_its_own() -> None:
    learner = GuestFactory.create()
    publish(facts_of(40), "war", ["flashcard"])
    publish(facts_of(4, "typed"), "war", ["typed"])
    assert sorted(sit(learner)) == facts_of(4, "typed")
    assert len(sit(learner, form="flashcard")) == 10


def test_looking_at_pages_moves_no_cursor(client: Client, hadrut: None) -> None:
    sitting = Sitting.begin(client)
    state = list(Cursor.objects.values())
    for path in ("/", "/progress/", f"/session/{sitting.session.key}/", "/session/nothing-due/"):
        client.get(path)
    assert list(Cursor.objects.values()) == state != []


@pytest.fixture
def rows_read(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], tuple[int, int]]:
    """How many queries a piece of work takes, and how many rows they bring."""
    read = Counter[str]()
    results = SQLCompiler.results_iter

    def counting(compiler: SQLCompiler, *args: Any, **more: Any) -> Iterator[Any]:
        for row in results(compiler, *args, **more):
            read["rows"] += 1
            yield row

    monkeypatch.setattr(SQLCompiler, "results_iter", counting)

    def count(work: Callable[[], object]) -> tuple[int, int]:
        read.clear()
        with CaptureQueriesContext(connection) as queries:
            work()
        return len(queries), read["rows"]

    return count


@pytest.mark.parametrize("topic", ["", "war"])
def test_a_record_ten_times_as_large_costs_the_same(
    topic: str, rows_read: Callable[[Callable[[], object]], tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise each begins at a place of her own, and where a lap ends another query goes on.
    monkeypatch.setattr(walk_line, "draw_number", len)
    costs = []
    for size in (400, 4000):
        publish([f"f-{number}" for number in range(size - 400, size)], "war")
        publish([f"other-{number}" for number in range(size - 400, size)], "peace")
        if size == 4000:
            publish(facts_of(3600), "war")
        new, beginner = GuestFactory.create(), GuestFactory.create()
        sit(beginner, topic)
        get_to_know(beginner, [f"f-{number}" for number in range(size - 20, size - 10)], NOON + 9 * DAY)
        get_to_know(beginner, [f"f-{number}" for number in range(size - 4, size)], NOON - DAY)
        costs.append([rows_read(partial(sit, who, topic)) for who in (new, beginner)])
    # In a topic it is counted, no further than matters, how much waits anywhere.
    expected = [14, 17] if topic else [13, 16]
    assert [queries for queries, _rows in costs[0]] == [queries for queries, _rows in costs[1]] == expected
    assert all(rows < 1000 for cost in costs for _queries, rows in cost)


def test_whoever_knows_all_or_has_much_else_waiting_reads_little(
    rows_read: Callable[[Callable[[], object]], tuple[int, int]],
) -> None:
    learner = GuestFactory.create()
    publish(facts_of(1500), "war")
    publish(facts_of(30, "other"), "peace")
    get_to_know(learner, facts_of(1500), NOON + 9 * DAY)
    assert sit(learner, "war") == []
    assert rows_read(lambda: sit(learner, "war")) == (5, 2)
    get_to_know(learner, facts_of(1500), NOON - DAY)
    get_to_know(learner, facts_of(12, "other"), NOON - DAY / 2)
    assert sit(learner, "peace") == facts_of(10, "other")
    queries, _rows = rows_read(lambda: sit(learner, "peace"))
    assert queries < 40


# From the topic's side; and along all that waits, of which there are fewer here than it takes.
@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("ahead", [False, True])
def test_what_waits_longest_in_a_topic_comes_first_however_much_waits_elsewhere(
    monkeypatch: pytest.MonkeyPatch, few: int, ahead: bool
) -> None:
    monkeypatch.setattr(look_at_facts, "FEW_WAITING", few)
    monkeypatch.setattr(look_at_facts, "FIRST_PAGE", 3)
    learner, day = GuestFactory.create(), NOON + 9 * DAY if ahead else NOON - 9 * DAY
    publish(facts_of(300), "war")
    publish(facts_of(40, "other"), "peace")
    get_to_know(learner, facts_of(300), day - DAY)
    for number, fact in enumerate(facts_of(40, "other")):
        get_to_know(learner, [fact], day + (number * 7 % 40) * timedelta(minutes=1))
    in_order = sorted(range(40), key=lambda number: number * 7 % 40)
    for number in in_order[:5]:
        put_aside(learner, f"other-{number}", NOON, None)
    assert sit(learner, "peace", ahead=ahead) == [f"other-{number}" for number in in_order[5:15]]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases have figures that tell them")
def test_from_the_topics_side_nothing_of_other_topics_is_passed_over() -> None:
    scope = look_at_facts.Scope(GuestFactory.create(), NOON, "peace", "mixed")
    plan = look_at_facts.from_topic(scope, NOON, ahead=False)[:20].explain()
    assert "learner_id=? AND fact_key=?" in plan
    assert "progress_due" not in plan


class Told:
    """What a session must ask by the tables alone: a judge that shares no code with the cursor."""

    def __init__(self, learner: Learner, topic: str, at: datetime) -> None:
        live = Question.objects.filter(is_live=True, form__in=["choice", "typed"])
        live = live.filter(topic=topic) if topic else live
        aside = {row.fact_key for row in SetAside.objects.all() if row.until is None or row.until > at}
        self.askable = set(live.values_list("fact_key", flat=True)) - aside
        known = {row.fact_key: row for row in Progress.objects.filter(learner=learner)}
        self.new = self.askable - known.keys()
        until = end_of_day(at, learner.zone)
        due = [row for fact, row in known.items() if fact in self.askable and row.due_at < until]
        self.due = [row.fact_key for row in sorted(due, key=lambda row: (row.due_at, row.pk))]


ACTS = st.sampled_from(["sit", "sit", "sit", "publish", "withdraw", "aside", "resume", "undo", "day"])
LENGTH = 3


class Story:
    """A learner sits, answers some of it, takes back, sets aside, while editors publish and withdraw."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.learner: Learner = GuestFactory.create()
        self.at = NOON
        self.meant: Counter[str] = Counter()
        self.published = 0
        self.rounds = 0

    def act(self, act: str) -> None:
        getattr(self, act)()

    def publish(self) -> None:
        more = self.data.draw(st.integers(1, 9))
        again = self.data.draw(st.integers(0, 3))
        names = [f"f-{number}" for number in range(self.published - again, self.published + more)]
        self.published += more
        publish(names, self.data.draw(st.sampled_from(["war", "peace"])), ["choice", "typed"])

    def some_fact(self) -> str:
        return f"f-{self.data.draw(st.integers(0, max(self.published - 1, 0)))}"

    def withdraw(self) -> None:
        Question.objects.filter(fact_key=self.some_fact()).update(is_live=False)

    def aside(self) -> None:
        put_aside(self.learner, self.some_fact(), self.at, self.data.draw(st.sampled_from([None, self.at + DAY])))

    def resume(self) -> None:
        SetAside.objects.filter(pk__in=list(SetAside.objects.values_list("pk", flat=True)[:1])).delete()

    def undo(self) -> None:
        last = Progress.objects.order_by("-pk").first()
        if last is not None:
            row = Question.objects.get(key=f"{last.fact_key}#choice")
            put_back(self.learner, row.topic, [last.fact_key], {})
            count_an_answer(self.learner)

    def day(self) -> None:
        self.at += DAY

    def sit(self, topic: str | None = None, answered: int | None = None) -> list[str]:
        topic = self.data.draw(st.sampled_from(["", "war", "peace"])) if topic is None else topic
        told = Told(self.learner, topic, self.at)
        asked = sit(self.learner, topic, self.at)
        assert len(set(asked)) == len(asked)
        due, new = {fact for fact in asked if fact not in told.new}, {fact for fact in asked if fact in told.new}
        assert due == set(told.due[:LENGTH])
        # What was meant to be asked often and never answered may have to wait for the rest.
        sure = [fact for fact in told.new if self.meant[fact] < MOST_TIMES]
        room = LENGTH - len(due)
        assert min(room, len(sure)) <= len(new) <= min(room, len(told.new))
        assert new or not (room and told.new)
        self.meant.update(new)
        answered = self.data.draw(st.integers(0, LENGTH)) if answered is None else answered
        self.rounds = max([self.rounds, *Cursor.objects.values_list("lap", flat=True)])
        get_to_know(self.learner, asked[:answered], self.at + self.data.draw(st.sampled_from([1, 20])) * DAY)
        return asked


@pytest.mark.parametrize("few", [1, 1000])
def test_whatever_can_be_asked_is_asked_in_the_end_and_nothing_else(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    # As small as it goes, so that every page, window and hand is too small for what there is.
    monkeypatch.setattr(choose_questions, "SESSION_LENGTH", LENGTH)
    monkeypatch.setattr(look_at_facts, "FIRST_PAGE", 2)
    monkeypatch.setattr(look_at_facts, "FEW_WAITING", few)
    monkeypatch.setattr(walk_line, "HAND", 4)
    monkeypatch.setattr(walk_line, "LARGEST_WINDOW", 8)
    went_round = Counter[bool]()

    @settings(max_examples=12, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
    @given(st.data())
    def try_one(data: st.DataObject) -> None:
        with rolled_back():
            story = Story(data)
            story.publish()
            for act in data.draw(st.lists(ACTS, min_size=6, max_size=14)):
                story.act(act)
            left = Told(story.learner, "", story.at)
            for _session in range(len(left.new) + len(left.due) + 1):
                if not sit(story.learner, "", story.at):
                    break
                get_to_know(story.learner, sit(story.learner, "", story.at), story.at + 20 * DAY)
            told = Told(story.learner, "", story.at)
            assert not told.new
            assert not told.due
            went_round[story.rounds > 0] += 1

    try_one()
    assert went_round[True] >= went_round[False]
