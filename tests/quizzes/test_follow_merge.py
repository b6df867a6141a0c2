"""Memory follows a merge: nothing she knew is forgotten, nothing is counted twice, and no answer is rewritten."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from history.facts.fact_keys import NO_MOVES
from history.facts.reading_moves import read_moves
from history.imports.readers.entries import Kind
from history.merging.merge_rows import Merged, merge_rows, preview_merge
from history.models import Claim, Claimant, Event, KeptEntry, MergedKey, Place
from history.versions.keeping import Edit
from history.versions.restoring import Restored, restore_version
from quizzes.models import Answer, AskedQuestion, Learner, Mark, Progress, Question, SetAside
from quizzes.questions.marking import Response
from quizzes.questions.values import Form
from quizzes.scheduling import Memory
from quizzes.services import read_facts
from quizzes.services.follow_merge import follow_merge
from quizzes.services.keep_invariants import check_progress
from quizzes.services.keep_questions import check_questions_on_record
from quizzes.services.read_facts import forget_facts
from quizzes.services.rebuild_progress import rebuild_learner, replay_answers
from quizzes.services.record_answer import revision_of
from quizzes.services.refresh_questions import refresh_all
from quizzes.services.run_session import Recorded, answer_question, asked_to_answer, start_session
from quizzes.services.set_aside import suspend_fact
from quizzes.services.undo_answer import Undone, undo_answer
from tests.quizzes.campaign import TOPIC, ask_group, let_learn, make_campaign
from tests.quizzes.factories import LearnerFactory
from tests.quizzes.responses import right
from tests.quizzes.sitting import Sitting
from tests.quizzes.test_answer_path import rows_read_and_written
from tests.quizzes.test_rebuild import snapshot

pytestmark = pytest.mark.django_db

OLD, NEW = "happened:event/skirmish-1743-05-02", "happened:event/skirmish-1743-05-05"


@pytest.fixture
def campaign(db: None) -> None:
    make_campaign()


def merge(kind: Kind, old: str, into: str) -> Merged:
    outcome = merge_rows(kind, [old], into, Edit())
    assert isinstance(outcome, Merged), outcome
    return outcome


def merge_first_two() -> Merged:
    """The second skirmish takes in the first."""
    return merge(Kind.EVENT, "skirmish-1743-05-02", "skirmish-1743-05-05")


def is_as_replayed(learner: Learner) -> bool:
    """Whether a rebuild changes nothing."""
    before = snapshot(learner)
    rebuild_learner(learner)
    return snapshot(learner) == before


def ask(learner: Learner, fact: str, now: datetime, form: Form = Form.CHOICE) -> AskedQuestion:
    """A session in which a question about this Fact waits."""
    session = learner.sessions.create(topic=TOPIC, started_at=now)
    question = Question.objects.get(fact_key=fact, form=form)
    assert question.shown is not None
    asked = AskedQuestion.objects.create(
        session=session, position=0, question=question, shown=question.shown, order_seed=1, asked_at=now
    )
    return asked_to_answer().get(pk=asked.pk)


def test_who_knew_only_the_merged_one_knows_the_other_now(campaign: None, now: datetime) -> None:
    learner, classmate = LearnerFactory.create(), LearnerFactory.create()
    let_learn(learner, now)
    Answer.objects.filter(fact_key=NEW).delete()
    rebuild_learner(learner)
    memory = Progress.objects.get(fact_key=OLD).memory
    told = merge_first_two()
    assert Progress.objects.get(learner=learner, fact_key=NEW).memory == memory
    assert not Progress.objects.filter(fact_key=OLD).exists()
    assert not classmate.progress.exists()
    assert Answer.objects.filter(fact_key=OLD).count() == 1
    assert told.follows == ("The memory of one learner follows.",)
    assert is_as_replayed(learner)


def test_who_knew_both_remembers_what_her_answers_on_both_lead_to(campaign: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    let_learn(learner, now)
    answer_question(ask(learner, OLD, now), Response(), now)
    merge_first_two()
    joined = Progress.objects.get(learner=learner, fact_key=NEW)
    assert (joined.reviews, joined.lapses) == (3, 1)
    log = Answer.objects.filter(fact_key__in=[OLD, NEW]).order_by("learner_seq")
    assert Memory.from_json(joined.memory) == replay_answers(log, read_moves())[NEW]
    assert is_as_replayed(learner)
    assert not list(check_progress())


def test_a_question_that_waits_is_answered_and_counts_for_the_one_that_stands(campaign: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    let_learn(learner, now)
    waits = ask(learner, OLD, now)
    merge_first_two()
    asked = asked_to_answer().get(pk=waits.pk)
    assert isinstance(answer_question(asked, right(asked), now), Recorded)
    given = Answer.objects.latest("learner_seq")
    assert (given.fact_key, given.verdict) == (OLD, "right")
    assert given.memory_before is not None
    assert Progress.objects.get(learner=learner, fact_key=NEW).reviews == 3
    assert not Progress.objects.filter(fact_key=OLD).exists()
    assert is_as_replayed(learner)


def test_an_answer_read_before_the_merge_and_written_after_it_reads_again(
    campaign: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = LearnerFactory.create()
    asked = ask(learner, OLD, now)
    merge_first_two()
    # Another process merged: this one still has what it read at the revision before.
    monkeypatch.setattr(read_facts, "_moves", {revision_of(asked): NO_MOVES})
    assert isinstance(answer_question(asked, right(asked), now), Recorded)
    assert list(Progress.objects.values_list("fact_key", flat=True)) == [NEW]
    assert Learner.objects.get().answers_given == 1
    assert is_as_replayed(learner)


def test_an_answer_on_the_one_that_stands_goes_on_from_what_the_merge_made_of_her_memory(
    campaign: None, now: datetime
) -> None:
    learner = LearnerFactory.create()
    let_learn(learner, now)
    asked = ask(learner, NEW, now)
    merge_first_two()
    assert isinstance(answer_question(asked, right(asked), now), Recorded)
    assert Progress.objects.get(learner=learner, fact_key=NEW).reviews == 3
    assert is_as_replayed(learner)


def test_answering_after_a_merge_takes_no_more_queries_elsewhere_and_one_more_there(
    client: Client, campaign: None, now: datetime
) -> None:
    counts = []
    for is_merged in (False, True):
        sitting = Sitting.begin(client, TOPIC)
        if is_merged:
            merge(Kind.EVENT, "skirmish-1743-05-02", "skirmish-1743-05-05")
            # A question that the edit left as it was is kept once more, by whoever draws it first.
            refresh_all()
            sitting.page()
            forget_facts()
            sitting.answer_right()
        while sitting.asked.question.fact_key in (OLD, NEW):
            sitting.answer_right()
        fields = sitting.right_answer()
        with CaptureQueriesContext(connection) as queries:
            sitting.post(fields, position=sitting.session.version)
        counts.append(len(rows_read_and_written(queries)))
    assert counts == [9, 9]


def test_an_answer_given_before_the_merge_can_be_taken_back_after_it(campaign: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    asked = ask(learner, OLD, now)
    answer_question(asked, Response(), now)
    merge_first_two()
    assert isinstance(undo_answer(asked.session, 0, now), Undone)
    assert not Progress.objects.exists()
    asked.session.refresh_from_db()
    waits = asked_to_answer().get(session=asked.session, position=asked.session.version)
    assert waits.question.fact_key == NEW  # the question returns about the event that stands
    assert is_as_replayed(learner)


def test_a_session_goes_on_with_what_it_had_planned(campaign: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    asked = ask(learner, "happened:event/skirmish-1743-05-23", now)
    planned = Question.objects.get(fact_key=OLD, form=Form.CHOICE)
    learner.sessions.update(plan=[[planned.key, False]])
    merge_first_two()
    asked = asked_to_answer().get(pk=asked.pk)
    answer_question(asked, right(asked), now)
    assert AskedQuestion.objects.latest("position").question.fact_key == NEW


def test_two_events_asked_about_together_that_are_one_now_move_one_memory_twice(campaign: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    let_learn(learner, now)
    waits = ask_group(learner, Form.ORDER, now)
    facts = waits.shown.content["facts"]
    one, two = (fact.rpartition("/")[2] for fact in facts[:2])
    merge(Kind.EVENT, one, two)
    asked = asked_to_answer().get(pk=waits.pk)
    before = Progress.objects.get(fact_key=facts[1]).reviews
    assert isinstance(answer_question(asked, right(asked), now), Recorded)
    assert Progress.objects.get(fact_key=facts[1]).reviews == before + 2
    assert is_as_replayed(learner)


def test_what_was_set_aside_stays_so_for_the_longer_time(campaign: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    asked = ask(learner, OLD, now)
    suspend_fact(asked, now)
    SetAside.objects.create(
        learner=learner, fact_key=NEW, shown=asked.shown, until=now + timedelta(days=1), created_at=now
    )
    merge_first_two()
    assert list(SetAside.objects.values_list("fact_key", "until")) == [(NEW, None)]


def test_claimants_and_places_take_their_memories_along(campaign: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    let_learn(learner, now)
    merge(Kind.CLAIMANT, "speaker-0", "speaker-1")
    merge(Kind.PLACE, "abar", "belo")
    known = set(Progress.objects.values_list("fact_key", flat=True))
    assert "asserted:claim/claim-0/speaker-1" in known
    assert not [fact for fact in known if "speaker-0" in fact or "abar" in fact]
    assert is_as_replayed(learner)


def test_no_question_asks_by_the_old_name_any_more(campaign: None, now: datetime) -> None:
    merge(Kind.CLAIMANT, "speaker-0", "speaker-1")
    merge_first_two()
    assert not list(check_questions_on_record())
    assert Question.objects.live().exists()


def test_a_preview_counts_the_learners_and_moves_nobody(campaign: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    let_learn(learner, now)
    before = snapshot(learner)
    told = preview_merge(Kind.EVENT, ["skirmish-1743-05-02"], "skirmish-1743-05-05")
    assert isinstance(told, Merged)
    assert told.follows == ("The memory of one learner follows.",)
    assert snapshot(learner) == before
    assert read_moves().fact(OLD) == OLD


def test_a_row_that_stands_by_itself_again_has_its_memories_back(campaign: None, now: datetime) -> None:
    learner = LearnerFactory.create()
    let_learn(learner, now)
    before = snapshot(learner)
    Event.objects.get(key="skirmish-1743-05-02").claims.all().delete()
    merge_first_two()
    gone = KeptEntry.versions.filter(key="skirmish-1743-05-02").exclude(history_type="-").latest("history_id")
    gone.body = {part: value for part, value in gone.body.items() if part != "claims"}
    assert isinstance(restore_version(gone, Edit()), Restored)
    assert not MergedKey.objects.exists()
    forget_facts()
    kept = [row for row in before if "claim-0" not in str(row[0])]
    assert [row for row in snapshot(learner) if "claim-0" not in str(row[0])] == kept
    assert is_as_replayed(learner)


def test_a_merge_costs_the_same_however_many_learners_know_one_of_the_two(campaign: None, now: datetime) -> None:
    counts = []
    for _class in range(2):
        for _pupil in range(4):
            let_learn(pupil := LearnerFactory.create(), now)
            Answer.objects.filter(fact_key=NEW, learner=pupil).delete()
            rebuild_learner(pupil)
        with transaction.atomic():
            MergedKey.objects.create(
                kind="event", old_key="skirmish-1743-05-02", new_key="skirmish-1743-05-05", merged_at=now
            )
            with CaptureQueriesContext(connection) as queries:
                follow_merge("event", "skirmish-1743-05-02", "skirmish-1743-05-05")
            transaction.set_rollback(True)
        counts.append(len(queries))
    assert counts[0] == counts[1]


STEPS = st.lists(st.tuples(st.sampled_from(["right", "wrong", "undo", "merge", "merge", "begin"]), st.integers(0, 99)))


def test_random_merges_between_answers_lose_nothing(campaign: None, now: datetime) -> None:
    lived = Counter[bool]()

    # To shrink a counterexample takes minutes.
    @settings(max_examples=6, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
    @given(st.lists(STEPS, min_size=2, max_size=4), st.integers(0, 2**16))
    def live(parts: list[list[tuple[str, int]]], seed: int) -> None:
        with transaction.atomic():
            forget_facts()
            learner, chance = LearnerFactory.create(), Random(seed)
            steps = [("begin", 0), *[step for part in parts for step in part]]
            done = Counter(
                take_step(learner, action, now + timedelta(hours=at)) if action != "merge" else merge_any(chance)
                for at, (action, _number) in enumerate(steps)
            )
            assert is_as_replayed(learner)
            moves = read_moves()
            named = {moves.fact(fact) for fact in Progress.objects.values_list("fact_key", flat=True)}
            assert named == set(Progress.objects.values_list("fact_key", flat=True))
            assert Answer.objects.count() == done["answered"] == Mark.objects.count()
            assert not list(check_questions_on_record())
            lived[done["merged"] > 0 and done["answered"] > 0] += 1
            transaction.set_rollback(True)

    live()
    forget_facts()
    assert lived[True] >= lived[False], lived


def take_step(learner: Learner, action: str, now: datetime) -> str:
    """She answers, takes back or begins; what came of it."""
    session = learner.sessions.order_by("-pk").first()
    if action == "begin" or session is None:
        start_session(learner, TOPIC, now, ahead=True)
        return "begun"
    if action == "undo":
        last = AskedQuestion.objects.answered().filter(session=session).order_by("-position").first()
        return type(undo_answer(session, last.position, now)).__name__ if last else "nothing"
    asked = asked_to_answer().filter(session=session, position=session.version).first()
    if asked is None:
        return "over"
    response = right(asked) if action == "right" else Response()
    answer_question(asked, response, now)
    return "answered"


def merge_any(chance: Random) -> str:
    """Two rows of one kind, drawn by lot."""
    kind, model = chance.choice([(Kind.EVENT, Event), (Kind.PLACE, Place), (Kind.CLAIMANT, Claimant)])
    keys = list(model._default_manager.order_by("key").values_list("key", flat=True))
    if len(keys) < 2:
        return "none left"
    old, into = chance.sample(keys, 2)
    outcome = merge_rows(kind, [old], into, Edit())
    return "merged" if isinstance(outcome, Merged) else "refused"


def test_claims_of_a_merged_event_are_asked_about_under_the_one_that_stands(campaign: None) -> None:
    merge_first_two()
    assert Claim.objects.get(key="claim-0").event.key == "skirmish-1743-05-05"
    live = Question.objects.live().filter(fact_key__startswith="asserted:claim/claim-0/")
    assert set(live.values_list("event_key", flat=True)) == {"skirmish-1743-05-05"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time, and no locks of rows")
@pytest.mark.parametrize("first", ["answers", "merge"])
def test_answers_that_run_while_the_event_is_merged_are_remembered_once(
    campaign: None, now: datetime, first: str
) -> None:
    """Six pupils press at the moment in which the editor does; half of them knew the fact before."""
    learners = [LearnerFactory.create() for _pupil in range(6)]
    for learner in learners[::2]:
        let_learn(learner, now)
    waiting = [ask(learner, OLD, now) for learner in learners]
    together, failed = threading.Barrier(len(learners) + 1), list[BaseException]()

    def run(step: Callable[[], object], is_late: bool) -> None:
        try:
            together.wait()
            time.sleep(0.05 * is_late)
            step()
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    answering = [partial(answer_question, asked, right(asked), now) for asked in waiting]
    threads = [threading.Thread(target=run, args=(step, first == "merge")) for step in answering]
    threads.append(threading.Thread(target=run, args=(merge_first_two, first == "answers")))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Answer.objects.filter(fact_key=OLD).count() == 9
    assert not Progress.objects.filter(fact_key=OLD).exists()
    for number, learner in enumerate(learners):
        assert Progress.objects.get(learner=learner, fact_key=NEW).reviews == (1 if number % 2 else 3)
        assert is_as_replayed(learner)
