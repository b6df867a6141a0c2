"""Asked in a window, a question is one that the whole topic bears: what a rule refuses there is not asked here."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from random import Random
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings

from history.facts import reading
from history.facts.reading import read_neighbourhood, read_revision
from history.facts.values import ClaimantName, FactKey, Neighbourhood, PlaceName
from quizzes.models import Question, QuizSession
from quizzes.questions.rules import OF_THE_BANK, judge, judge_group
from quizzes.questions.values import GROUP_FORMS, AnyQuestion, Form, GroupQuestion, Option, Pair, Rejection
from quizzes.services import read_facts, run_session
from quizzes.services.ask_questions import Ready, prepare_question
from quizzes.services.look_around import can_share
from quizzes.services.refresh_questions import refresh_topic
from tests.history.record_files import rolled_back, take_over_war
from tests.questions.records import JSON
from tests.questions.strategies import records
from tests.quizzes import campaign
from tests.quizzes.campaign import make_campaign
from tests.quizzes.sitting import Sitting

pytestmark = pytest.mark.django_db

TOPIC = "battle-of-hadrut"
# Of many rows so many are asked.
SAMPLE = 40
# So many questions share a window.
SHARING = 4
# What reading a window costs at most, however large the topic is; and for so many more questions.
MOST_QUERIES = 80
MOST_QUERIES_MORE = 15


@pytest.fixture
def nothing_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every topic is large."""
    monkeypatch.setattr(read_facts, "MOST_READ_WHOLE", 0)
    read_facts.forget_facts()


def refused_by_the_whole(question: AnyQuestion, whole: Neighbourhood) -> list[Rejection]:
    """What the rules find on the same question with the facts and names that the whole topic tells."""
    facts = {fact.key: fact for fact in whole.facts}

    def by_whole(option: Option) -> Option:
        subject = option.subject
        if isinstance(subject, ClaimantName):
            subject = whole.claimants[subject.key]
        elif isinstance(subject, PlaceName) and subject.key in whole.places:
            subject = whole.places[subject.key]
        return replace(option, subject=subject)

    def pairs(some: tuple[Pair, ...]) -> tuple[Pair, ...]:
        return tuple(replace(one, fact=facts[one.fact.key], right=by_whole(one.right)) for one in some)

    if isinstance(question, GroupQuestion):
        anchor = facts[question.anchor.key]
        found = judge_group(replace(question, anchor=anchor, pairs=pairs(question.pairs), wrong=pairs(question.wrong)))
    else:
        wrong = tuple(map(by_whole, question.distractors))
        found = judge(replace(question, fact=facts[FactKey(question.fact.key)], distractors=wrong))
    return [one for one in found if one.rule not in OF_THE_BANK]


def ask_some(topic: str, chance: Random, forms: Collection[str] = tuple(Form)) -> Counter[str]:
    """Live rows of a topic, asked in windows and judged by the whole; gives how many of each form were asked."""
    whole, revision, seen = read_neighbourhood(topic), read_revision(), Counter[str]()
    rows = list(Question.objects.live().filter(topic=topic, form__in=forms).order_by("key"))
    sample = chance.sample(rows, min(SAMPLE, len(rows)))
    for number, row in enumerate(sample):
        # Every other window is read for those that follow as well.
        following = sample[number + 1 : number + SHARING] if number % (2 * SHARING) == 0 else ()
        outcome = prepare_question(row, revision, following)
        seen["rows"] += 1
        if isinstance(outcome, Ready):
            assert outcome.drafted is not None
            assert refused_by_the_whole(outcome.drafted, whole) == [], row.key
            seen["asked"] += 1
            seen[row.form] += 1
    return seen


def test_shipped_record_is_asked_in_windows(hadrut: None, nothing_is_read_whole: None) -> None:
    seen = ask_some(TOPIC, Random(1))
    assert seen["asked"] * 10 >= seen["rows"] * 9, seen
    assert {"choice", "typed", "flashcard"} <= set(seen)


def test_a_session_in_a_large_topic_asks_and_goes_on(client: Client, hadrut: None, nothing_is_read_whole: None) -> None:
    sitting = Sitting.begin(client)
    for _question in range(10):
        assert sitting.answer_right().status_code == 302
    assert sitting.is_over()


@pytest.mark.long
def test_any_record_is_asked_in_windows(nothing_is_read_whole: None) -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=6, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
    @given(records())
    def try_one(record: JSON) -> None:
        with rolled_back():
            take_over_war(record)
            refresh_topic("war")
            asked = ask_some("war", Random(1))
            seen["examples"] += 1
            seen["live"] += asked["asked"] > 0
            seen.update(asked)
            read_facts.forget_facts()

    try_one()
    assert seen["live"] * 2 >= seen["examples"], seen


def test_questions_about_several_facts_are_asked_in_windows(nothing_is_read_whole: None) -> None:
    make_campaign()
    seen = ask_some(campaign.TOPIC, Random(1), GROUP_FORMS)
    assert set(GROUP_FORMS) <= set(seen), seen


@pytest.mark.parametrize("form", ["choice", "typed", "match"])
def test_a_window_is_read_once_for_a_question(nothing_is_read_whole: None, form: str) -> None:
    make_campaign()
    row = Question.objects.live().filter(topic=campaign.TOPIC, form=form).order_by("key")[0]
    with CaptureQueriesContext(connection) as cold:
        assert isinstance(prepare_question(row, read_revision()), Ready)
    with CaptureQueriesContext(connection) as warm:
        assert isinstance(prepare_question(row, read_revision()), Ready)
    assert len(cold) <= MOST_QUERIES
    assert len(warm) == 1  # the record's revision


def alone_about_events() -> list[Question]:
    """Questions of the campaign that can share a window."""
    rows = Question.objects.live().filter(topic=campaign.TOPIC, form__in=("choice", "typed")).exclude(event_key="")
    return list(rows.order_by("place_in_line", "form")[:SHARING])


def test_a_shared_window_tells_the_facts_that_each_has_alone(nothing_is_read_whole: None) -> None:
    make_campaign()
    rows, revision = alone_about_events(), read_revision()
    alone = {}
    for row in rows:
        alone[row.fact_key] = read_facts.facts_for(row, revision)[1][FactKey(row.fact_key)]
        read_facts.forget_facts()
    with CaptureQueriesContext(connection) as cold:
        read_facts.facts_for(rows[0], revision, rows[1:])
    assert len(cold) <= MOST_QUERIES + (SHARING - 1) * MOST_QUERIES_MORE
    with CaptureQueriesContext(connection) as kept:
        shared = {row.fact_key: read_facts.facts_for(row, revision)[1][FactKey(row.fact_key)] for row in rows}
    assert len(kept) == 0
    assert shared == alone


def test_questions_about_several_facts_share_no_window(nothing_is_read_whole: None) -> None:
    make_campaign()
    group = Question.objects.live().filter(topic=campaign.TOPIC, form__in=GROUP_FORMS).order_by("key")[0]
    alone = alone_about_events()[0]
    assert not can_share(alone, group)
    assert not can_share(group, alone)
    assert not can_share(alone, replace_topic(alone, "elsewhere"))


def replace_topic(question: Question, topic: str) -> Question:
    """The same question in another topic, not stored."""
    return Question(key=question.key, event_key=question.event_key, form=question.form, topic=topic)


def test_a_session_reads_a_window_for_the_answers_to_come(nothing_is_read_whole: None) -> None:
    make_campaign()
    rows, revision = alone_about_events(), read_revision()
    session = QuizSession(key=uuid4(), plan=[[row.key, False] for row in rows])
    session.plan = run_session.choose_next(session, revision).plan
    session.pk = 1  # It has begun: she no longer waits for its first question.
    read = []
    for _answer in session.plan:
        with CaptureQueriesContext(connection) as queries:
            following = run_session.choose_next(session, revision)
        assert following.ready is not None
        session.plan = following.plan
        read.append(len(queries))
    assert read[0] > 1
    assert read[1:] == [1, 1]  # the rows that are ahead


def test_a_typed_name_is_asked_in_a_window_where_topics_miss_claimants(
    hadrut: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_CLAIMANTS", 0)
    read_facts.forget_facts()
    rows = Question.objects.live().filter(topic=TOPIC, family="claimant").order_by("key")
    typed, chosen = rows.filter(form="typed")[0], rows.filter(form="choice")[0]
    assert not read_facts.facts_for(typed, read_revision())[0].is_whole
    assert read_facts.facts_for(chosen, read_revision())[0].is_whole
    assert not read_facts.facts_about(typed.event_key, TOPIC, read_revision())[0].is_whole
    seen = ask_some(TOPIC, Random(1), ["typed"])
    assert seen["asked"] * 10 >= seen["rows"] * 9, seen
