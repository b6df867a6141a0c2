"""A room with two learners and a desk: what each does, and what must hold whatever they do and in which order."""

import json
import re
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from unittest.mock import patch
from uuid import UUID

import time_machine
from django.test import Client
from django.urls import reverse

from history.exports.records import export_record
from history.facts.reading import read_revision
from history.facts.reading_moves import read_moves
from history.facts.values import FactKey
from history.imports.readers.entries import Kind
from history.merging.merge_rows import Merged, merge_rows
from history.models import Attribution, Claim, Claimant, Event, KeptEntry, Status
from history.publishing import set_status
from history.versions.keeping import Edit
from history.versions.restoring import Restored, restore_version
from quizzes.exports.questions import question_to_json
from quizzes.models import Answer, AskedQuestion, Learner, Progress, QuizSession
from quizzes.questions.generating import judge_any
from quizzes.questions.grouping.showing import show_any
from quizzes.questions.values import GROUP_FORMS, Form, Judged
from quizzes.services import run_session
from quizzes.services.read_facts import facts_of_topic, forget_facts
from quizzes.services.rebuild_progress import rebuild_learner
from quizzes.services.wording import current_wording
from tests.conftest import kept_rows
from tests.desk.forms import fields_of, page_of, save
from tests.desk.people import sign_in
from tests.factories import UserFactory
from tests.history.record_files import rolled_back, take_over
from tests.questions.agreement_checker import complain_of_one
from tests.quizzes.sitting import Sitting

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DATES = ("2020-10-09", "2020-10-12", "[2020-10-14,2020-10-15]", "2020-10", "[..2020-10-20]", "2020", "")
Memories = dict[tuple[int, str], tuple[Any, datetime]]


class Room:
    """The shipped record, an editor, and two learners, one of them a guest. `seen` counts what was really done."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.stack.enter_context(rolled_back())
        # The same on every run: a counterexample comes back.
        lot = Random(1)
        self.stack.enter_context(patch.object(run_session, "uuid4", lambda: UUID(int=lot.getrandbits(128), version=4)))
        self.stack.enter_context(patch.object(run_session, "_chance", lot))
        self.clock = self.stack.enter_context(time_machine.travel(START, tick=False))
        forget_facts()
        kept_rows.put()
        self.editor = sign_in("Editors")
        pupil = Client()
        pupil.force_login(UserFactory.create())
        self.browsers = [pupil, Client()]
        self.sittings: dict[int, Sitting] = {}
        self.given: list[tuple[int, str]] = []
        self.judged: set[int] = set()
        self.seen: Counter[str] = Counter()

    def close(self) -> None:
        """Nobody was here."""
        self.stack.close()
        forget_facts()

    # What learners do.

    def begin(self, who: int) -> None:
        """Start a session."""
        reply = self.browsers[who].post(reverse("quizzes:session-start"), {"topic": "battle-of-hadrut"})
        found = re.search(r"/session/([0-9a-f-]{36})/", reply.get("Location", ""))
        if found is None:
            self.sittings.pop(who, None)
            self.seen["nothing to ask"] += 1
            return
        session = QuizSession.objects.select_related("learner").get(key=found.group(1))
        self.sittings[who] = Sitting(self.browsers[who], session)
        self.seen["sessions"] += 1

    def answer(self, who: int, *, rightly: bool, after_days: int) -> None:
        """Answer what waits, some days later."""
        self.clock.shift(timedelta(days=after_days, seconds=20))
        sitting = self.sittings.get(who)
        if sitting is None or sitting.is_over():
            self.begin(who)
            return
        asked = sitting.asked
        if asked.question.form in GROUP_FORMS:
            self.sittings.pop(who)
            return
        fields = sitting.right_answer() if rightly else sitting.wrong_answer()
        reply = sitting.post(fields)
        assert reply.status_code in (200, 302), reply.status_code
        self.given.append((asked.pk, fields.get("value", "")))
        self.seen["answers"] += 1

    # What the desk does.

    def pick(self, model: Any, number: int) -> Any:
        """One row of a table, by any number; None where there is none."""
        rows = list(model.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def redate(self, number: int, date: str) -> None:
        """Give an event another date, on its form."""
        self.send(self.pick(Event, number), happened=date)

    def retitle(self, number: int, other: int) -> None:
        """Give an event another's title: the two may be taken for one another now."""
        event, named = self.pick(Event, number), self.pick(Event, other)
        self.send(event, title=named.title)

    def reword(self, number: int, words: str) -> None:
        """Word a claim anew."""
        if claim := self.pick(Claim, number):
            self.send(claim, statement=words)

    def send(self, row: Any, **changed: Any) -> None:
        """Save a form, through whatever is asked before it is saved."""
        reply = save(self.editor, row, **changed)
        if reply.status_code == 200:
            reply = self.confirm(row, reply)
        assert reply.status_code in (200, 302), reply.status_code
        self.seen["forms saved"] += reply.status_code == 302

    def confirm(self, row: Any, reply: Any) -> Any:
        """Send a form once more after its effect was shown, as the page would."""
        return self.editor.post(page_of(row), fields_of(reply))

    def publish(self, number: int, *, is_public: bool) -> None:
        """Publish an event, or withdraw it."""
        status = Status.PUBLISHED if is_public else Status.DRAFT
        self.seen["published or withdrawn"] += set_status([self.pick(Event, number).key], status, Edit())

    def deny(self, number: int, by: int) -> None:
        """Somebody denies a claim, by an import."""
        claim, claimant = self.pick(Claim, number), self.pick(Claimant, by)
        self.change_file(claim.event.key, claim.key, {"claimant": claimant.key, "stance": "denies"})

    def change_file(self, event: str, claim: str, said: dict[str, Any]) -> None:
        """Import the record as it stands, with one stance more."""
        record = json.loads(export_record())
        entry = next(one for one in record["events"] if one["key"] == event)
        told = next(one for one in entry["claims"] if one["key"] == claim)
        if any((one["claimant"], one["stance"]) == (said["claimant"], said["stance"]) for one in told["attributions"]):
            return
        told["attributions"].append(said | {"citations": [{"source": record["sources"][0]["key"], "locator": "s1"}]})
        self.seen["imports"] += take_over(record)["updated"]

    def hold_back(self, number: int) -> None:
        """Mark a stance as needing review, or not."""
        if attribution := self.pick(Attribution, number):
            self.send(attribution, needs_review="" if attribution.needs_review else "on")

    def restore(self, number: int, back: int) -> None:
        """Restore an earlier version of an entry."""
        entry = self.pick(KeptEntry, number)
        versions = list(KeptEntry.versions.filter(kind=entry.kind, key=entry.key).exclude(history_type="-")[:8])
        outcome = restore_version(versions[back % len(versions)], Edit())
        self.seen["restored"] += isinstance(outcome, Restored)

    def merge(self, model: Any, number: int, other: int) -> None:
        """Merge one row into another, as far as they can be one; the memories of what is named in it follow."""
        old, into = self.pick(model, number), self.pick(model, other)
        kind = Kind(model._meta.model_name)
        before, answers = self.memories(), Answer.objects.count()
        outcome = merge_rows(kind, [old.key], into.key, Edit())
        self.seen["merged"] += isinstance(outcome, Merged)
        moves, after = read_moves(), self.memories()
        assert {(who, moves.fact(fact)) for who, fact in before} == set(after)
        arrived = {(who, moves.fact(fact)) for who, fact in before if moves.fact(fact) != fact}
        assert all(after[name] == memory for name, memory in before.items() if name in after and name not in arrived)
        assert Answer.objects.count() == answers
        self.check_rebuilt()

    # What must hold.

    def check_asked(self) -> None:
        """What was just asked has one right answer under the record, says a checker that shares nothing with rules."""
        for sitting in self.sittings.values():
            if sitting.is_over():
                continue
            asked = sitting.asked
            if asked.pk in self.judged or asked.question.form in GROUP_FORMS:
                continue
            self.judged.add(asked.pk)
            judged = judge_now(asked)
            assert show_any(judged.question, current_wording()).digest == asked.shown_id, "shown is what is judged"
            question = question_to_json(judged)
            complaints = complain_of_one(question, public_record())
            assert not complaints, f"{question} {complaints}"
            self.seen["asked"] += 1

    def check_answers(self) -> None:
        """Every answer is on record, once."""
        stored = Answer.objects.filter(asked__in=[pk for pk, _value in self.given])
        assert sorted((row.asked_id, row.value) for row in stored) == sorted(self.given)

    def memories(self) -> Memories:
        """All schedules."""
        return {(row.learner_id, row.fact_key): (row.memory, row.due_at) for row in Progress.objects.all()}

    def check_rebuilt(self) -> None:
        """Replaying the answers gives the schedules that stand."""
        before = self.memories()
        for learner in Learner.objects.all():
            rebuild_learner(learner)
        assert self.memories() == before


def judge_now(asked: AskedQuestion) -> Judged:
    """The question judged as the record stands."""
    question = asked.question
    around, facts = facts_of_topic(question.topic, read_revision())
    judged = judge_any(facts[FactKey(question.fact_key)], Form(question.form), around, wording=current_wording())
    assert isinstance(judged, Judged)
    assert judged.is_live
    return judged


def public_record() -> dict[str, Any]:
    """The record as a file, with what the public sees."""
    record: dict[str, Any] = json.loads(export_record())
    return record
