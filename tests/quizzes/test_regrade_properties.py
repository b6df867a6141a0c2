"""Random edits, then a regrade: marks are what marking anew by the new key gives, once, and no schedule moves."""

from calendar import month_name
from collections import Counter

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from history.models import Event
from quizzes.models import Answer, Mark, Progress, Question, Regrade
from quizzes.services.read_facts import forget_facts
from quizzes.services.rebuild_progress import rebuild_learner
from quizzes.services.refresh_questions import refresh_all
from quizzes.services.regrade_answers import offer_regrade, run_regrade
from tests.factories import CitationFactory, EventFactory, TopicFactory
from tests.history.record_files import rolled_back
from tests.quizzes.factories import GuestFactory
from tests.quizzes.test_regrade import answer, ask, edit

pytestmark = pytest.mark.django_db

TITLES = ["Raid on Aton", "Siege of Belm", "Fall of Corva", "March to Delft", "Parley of Esker", "Storm of Fonda"]
DAYS = [f"{year}-05-{day:02}" for year in (1800, 1804, 1808, 1812) for day in (3, 17)]


def make_war() -> list[Event]:
    topic = TopicFactory.create(key="war", title="The war")
    events = [
        EventFactory.create(title=title, happened=f"{1790 + 3 * number}-04-03", topics=[topic])
        for number, title in enumerate(TITLES)
    ]
    for event in events:
        CitationFactory.create(event=event)
    refresh_all()
    return events


def told(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {month_name[int(month)]} {year}"


def naive_verdict(given: Answer) -> str:
    """What the answer is worth by the date on record now, by a checker that shares no code with marking."""
    event = Event.objects.get(key=given.asked.question.event_key)
    if not Question.objects.live().filter(fact_key=given.fact_key).exclude(form="flashcard").exists():
        return str(given.marks.latest("pk").verdict)
    if given.asked.question.form == "typed":
        return "right" if given.text == told(event.happened) else "wrong"
    offered = [value for value, _text in given.asked.shown.content["options"]]
    if event.happened not in offered:
        return "void"
    return "right" if given.value == event.happened else "wrong"


def write_answers(events: list[Event], data: st.DataObject) -> list[Answer]:
    written = []
    for event in events:
        asked = ask(
            GuestFactory.create(), data.draw(st.sampled_from(["choice", "typed"])), fact=f"happened:event/{event.key}"
        )
        options = [str(value) for value, _text in asked.shown.content["options"]]
        if options:
            # Right ones often: these are marked anew whatever the new date is.
            written.append(answer(asked, value=data.draw(st.sampled_from([event.happened, event.happened, *options]))))
        else:
            written.append(answer(asked, text=told(data.draw(st.sampled_from([*[event.happened] * 8, *DAYS])))))
    return written


def test_marks_are_what_marking_anew_gives() -> None:
    seen: Counter[str] = Counter()
    # A counterexample takes minutes to shrink: each try makes a record.
    unshrunk = [Phase.explicit, Phase.generate]

    @settings(max_examples=12, suppress_health_check=list(HealthCheck), phases=unshrunk)
    @given(st.data())
    def try_one(data: st.DataObject) -> None:
        forget_facts()
        with rolled_back():
            events = make_war()
            answers = write_answers(
                data.draw(st.lists(st.sampled_from(events), min_size=4, max_size=6, unique=True)), data
            )
            before = list(Progress.objects.order_by("pk").values_list())
            for event in data.draw(st.lists(st.sampled_from(events), min_size=2, max_size=3)):
                options = [str(value) for one in answers for value, _text in one.asked.shown.content["options"]]
                edit(event, data.draw(st.sampled_from([*DAYS, *options])))
                if data.draw(st.booleans()):
                    take_offers()
            take_offers()
            anew = {one.pk: naive_verdict(one) for one in answers}
            assert {one.pk: str(one.verdict) for one in Answer.objects.prefetch_related("marks")} == anew
            marks = list(Mark.objects.values_list())
            assert offer_regrade(None, timezone.now()) is None
            Regrade.objects.update(state="running", position=0)
            for regrade in Regrade.objects.all():
                run_regrade(regrade.pk, timezone.now())
            assert list(Mark.objects.values_list()) == marks
            assert list(Progress.objects.order_by("pk").values_list()) == before
            for one in answers:
                rebuild_learner(one.learner)
            now = Progress.objects.order_by("learner").values_list("learner", "fact_key", "memory")
            assert sorted(map(str, now)) == sorted(str((row[1], row[2], row[3])) for row in before)
            seen["examples"] += 1
            seen["live"] += Mark.objects.filter(regrade__isnull=False).exists()
            seen["void"] += "void" in anew.values()

    try_one()
    assert seen["live"] * 2 >= seen["examples"], seen
    assert seen["void"]


def take_offers() -> None:
    for regrade in Regrade.objects.open():
        Regrade.objects.filter(pk=regrade.pk).update(state="running", stands=0, remarked=0, void=0)
        run_regrade(regrade.pk, timezone.now())
