"""The editors' queue: what learners contested is accepted, answered or closed, once, and they see what became of it."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import Answer, Challenge, Flag, Learner, Mark, Progress
from quizzes.services.decide_remarks import Decided, DecidedBefore, accept_challenge, answer_remark
from quizzes.services.rebuild_progress import rebuild_learner
from quizzes.services.regrade_answers import KeysOfNow, weigh
from tests.desk.people import sign_in
from tests.factories import UserFactory
from tests.quizzes.people import OTHERS, somebody
from tests.quizzes.sitting import Sitting
from tests.quizzes.test_rebuild import snapshot

pytestmark = pytest.mark.django_db


class Pupil:
    """Somebody who answered the first question of the same session wrongly, and perhaps contested it."""

    def __init__(self, like: "Pupil | None" = None, *, contests: bool = True, right: bool = False) -> None:
        self.client = Client()
        self.sitting = Sitting.begin(self.client)
        if like is not None:
            asked = self.sitting.asked
            asked.question_id, asked.shown_id = like.answer.asked.question_id, like.answer.asked.shown_id
            asked.save()
        fields = self.sitting.right_answer() if right else self.sitting.wrong_answer()
        self.sitting.post(fields)
        if contests:
            path = reverse("quizzes:session-contest", args=[self.sitting.session.key, 0])
            self.client.post(path, {"text": "My book says so."})

    @property
    def answer(self) -> Answer:
        return Answer.objects.select_related("asked").get(asked__session=self.sitting.session)

    @property
    def challenge(self) -> Challenge:
        return Challenge.objects.get(answer=self.answer)

    @property
    def learner(self) -> Learner:
        return Learner.objects.get(pk=self.sitting.session.learner_id)

    def page(self, name: str = "home") -> str:
        """A page of hers."""
        return self.client.get(reverse(f"quizzes:{name}")).content.decode()

    def answered(self) -> str:
        """The page of her answer."""
        path = reverse("quizzes:session-answered", args=[self.sitting.session.key, 0])
        return self.client.get(path).content.decode()


@pytest.fixture
def pupil(hadrut: None) -> Pupil:
    return Pupil()


@pytest.fixture
def editor() -> Client:
    return sign_in("Editors", "ada")


def decide(browser: Client, row: Challenge | Flag, decision: str, **fields: str) -> Any:
    """Press a button under a note."""
    path = reverse(f"admin:quizzes_{row._meta.model_name}_decide", args=[row.pk])
    return browser.post(path, {"decision": decision, **fields})


def says(reply: Any) -> str:
    return " ".join(map(str, get_messages(reply.wsgi_request)))


def verdicts(answer: Answer) -> list[tuple[str, str]]:
    return list(Mark.objects.filter(answer=answer).order_by("pk").values_list("verdict", "reason"))


def test_who_was_right_gets_a_new_mark_keeps_her_schedule_and_is_told(pupil: Pupil, editor: Client) -> None:
    memory = snapshot(pupil.learner)
    assert "answered 1 of your notes" not in pupil.page()
    decide(editor, pupil.challenge, "accept", reply="You are right, thank you.")
    assert verdicts(pupil.answer) == [("wrong", "first"), ("right", "challenge")]
    assert pupil.answer.verdict == "right"
    assert snapshot(pupil.learner) == memory
    rebuild_learner(pupil.learner)
    assert snapshot(pupil.learner) == memory
    for page in (pupil.answered(), pupil.page("answers"), pupil.page("notes")):
        assert "you were right, and the mark was changed" in page
        assert "You are right, thank you." in page
    assert "The editors answered 1 of your notes" in pupil.page()
    pupil.client.post(reverse("quizzes:notes-seen"), {"count": "1"})
    assert "of your notes" not in pupil.page()


def test_who_is_answered_keeps_the_mark_and_reads_the_answer(pupil: Pupil, editor: Client) -> None:
    decide(editor, pupil.challenge, "answer", reply="The source says the 10th.\n<b>Look again.</b>")
    assert verdicts(pupil.answer) == [("wrong", "first")]
    row = pupil.challenge
    assert (row.outcome, row.status, str(row.decided_by)) == ("answered", "closed", "ada")
    assert row.decided_at is not None
    page = pupil.answered()
    assert "The mark stays." in page
    assert "&lt;b&gt;Look again." in page
    assert "the editors have your answer" not in page


def test_what_is_closed_without_a_word_says_so(pupil: Pupil, editor: Client) -> None:
    decide(editor, pupil.challenge, "close", reply="never sent")
    assert (pupil.challenge.outcome, pupil.challenge.reply) == ("closed", "")
    assert "The mark stays." in pupil.answered()


def test_an_answer_has_words_and_a_flag_is_never_accepted(pupil: Pupil, editor: Client) -> None:
    pupil.client.post(reverse("quizzes:session-flag", args=[pupil.sitting.session.key, 0]), {"text": "Unclear."})
    flag = Flag.objects.get()
    assert "Write an answer" in says(decide(editor, pupil.challenge, "answer", reply="  "))
    assert decide(editor, flag, "accept").status_code == 404
    assert decide(editor, pupil.challenge, "delete").status_code == 404
    assert pupil.challenge.status == flag.status == "open"
    decide(editor, flag, "answer", reply="It is worded anew.")
    assert "It is worded anew." in pupil.answered()
    assert "The editors answered 1 of your notes" in pupil.page()


def test_all_who_answered_the_same_are_right_with_her_if_the_editor_says_so(pupil: Pupil, editor: Client) -> None:
    classmate, silent = Pupil(pupil), Pupil(pupil, contests=False)
    right = Pupil(pupil, contests=False, right=True)
    page = editor.get(reverse("admin:quizzes_challenge_change", args=[pupil.challenge.pk])).content.decode()
    assert "mark 2 other answers that are the same likewise" in page
    assert "Others who contested the same question" in page
    decide(editor, pupil.challenge, "accept", likewise="1")
    for one in (pupil, classmate, silent):
        assert verdicts(one.answer) == [("wrong", "first"), ("right", "challenge")]
    assert verdicts(right.answer) == [("right", "first")]
    assert classmate.challenge.outcome == "accepted"
    assert "The editors answered 1 of your notes" in classmate.page()
    assert "1 of your answers was marked anew" in silent.page()
    assert "marked anew" not in classmate.page() + right.page()


def test_without_that_only_she_is_right(pupil: Pupil, editor: Client) -> None:
    classmate = Pupil(pupil)
    decide(editor, pupil.challenge, "accept")
    assert verdicts(classmate.answer) == [("wrong", "first")]
    assert classmate.challenge.status == "open"


def test_the_same_typed_otherwise_is_the_same_and_another_answer_is_not(pupil: Pupil, editor: Client) -> None:
    same, other = Pupil(pupil), Pupil(pupil)
    Answer.objects.filter(pk=pupil.answer.pk).update(value="", text="Hadrut")
    Answer.objects.filter(pk=same.answer.pk).update(value="", text="HADRUT")
    Answer.objects.filter(pk=other.answer.pk).update(value="", text="Shusha")
    decide(editor, pupil.challenge, "accept", likewise="1")
    assert same.answer.verdict == "right"
    assert other.answer.verdict == "wrong"


def test_the_second_editor_is_told_who_decided_and_writes_nothing(pupil: Pupil, editor: Client) -> None:
    other = sign_in("Editors", "bea")
    decide(editor, pupil.challenge, "close")
    late = decide(other, pupil.challenge, "accept")
    assert "ada decided about it before: closed without an answer" in says(late)
    assert verdicts(pupil.answer) == [("wrong", "first")]
    assert pupil.learner.notes_answered == 1
    page = other.get(reverse("admin:quizzes_challenge_change", args=[pupil.challenge.pk])).content.decode()
    assert "Accept: she was right" not in page
    assert "ada" in page


def test_pressing_twice_decides_once(pupil: Pupil, editor: Client, now: datetime) -> None:
    ada = UserFactory.create().pk
    first = accept_challenge(pupil.challenge, ada, "Yes.", now, likewise=True)
    again = accept_challenge(pupil.challenge, ada, "Yes.", now, likewise=True)
    assert isinstance(first, Decided)
    assert isinstance(again, Decided)
    assert isinstance(answer_remark(pupil.challenge, ada, "No.", now), DecidedBefore)
    assert len(verdicts(pupil.answer)) == 2
    assert pupil.learner.notes_answered == 1


def test_a_regrade_leaves_what_an_editor_accepted(pupil: Pupil, editor: Client) -> None:
    decide(editor, pupil.challenge, "accept")
    asked = pupil.answer.asked
    assert all(one.verdict is None for one in weigh([asked], None, KeysOfNow()))


def test_the_queue_shows_what_is_open_first_and_how_many_contest_the_same(pupil: Pupil, editor: Client) -> None:
    decide(editor, Pupil(pupil).challenge, "close")
    Pupil(pupil)
    page = editor.get(reverse("admin:quizzes_challenge_changelist"))
    rows = list(page.context["cl"].result_list)
    assert [row.status for row in rows] == ["open", "open", "closed"]
    assert {row.same_question_count for row in rows} == {3}


@pytest.mark.parametrize("who", ["Contributors", "stranger", "pupil"])
def test_nobody_but_editors_decides(pupil: Pupil, who: str) -> None:
    browsers: dict[str, Client] = {"stranger": Client(), "pupil": pupil.client}
    browser = browsers[who] if who in browsers else sign_in(who)
    assert decide(browser, pupil.challenge, "accept").status_code in (302, 403)
    assert pupil.challenge.status == "open"


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_sees_or_dismisses_her_notes(pupil: Pupil, editor: Client, person: str) -> None:
    decide(editor, pupil.challenge, "answer", reply="For you alone.")
    other = somebody(person)
    assert "For you alone." not in other.get(reverse("quizzes:notes")).content.decode()
    assert other.post(reverse("quizzes:notes-seen"), {"count": "1"}).status_code == 302
    assert pupil.learner.notes_answered == 1
    assert pupil.client.get(reverse("quizzes:notes-seen")).status_code == 302
    for count in ("2", "x", "-1", ""):
        pupil.client.post(reverse("quizzes:notes-seen"), {"count": count})
    assert pupil.learner.notes_answered == 1


def test_a_guest_s_notes_come_along_to_her_account(pupil: Pupil, editor: Client) -> None:
    decide(editor, pupil.challenge, "answer", reply="Thank you.")
    user = UserFactory.create(username="mira")
    known = Client()
    known.force_login(user)
    Sitting.begin(known)
    pupil.client.post(reverse("account_login"), {"login": "mira", "password": "pass"})
    assert "The editors answered 1 of your notes" in pupil.page()
    assert "Thank you." in pupil.page("notes")


def test_her_pages_take_as_many_queries_for_many_notes(pupil: Pupil, editor: Client) -> None:
    counts: list[list[int]] = []
    pupil.page("home")  # the bank is counted once
    for _question in range(3):
        sitting = pupil.sitting
        position = sitting.asked.position
        sitting.answer_wrong()
        pupil.client.post(reverse("quizzes:session-contest", args=[sitting.session.key, position]), {"text": "x"})
        for row in Challenge.objects.filter(status="open"):
            decide(editor, row, "answer", reply="y")
        found = []
        for name in ("notes", "answers", "home"):
            with CaptureQueriesContext(connection) as queries:
                pupil.page(name)
            found.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            editor.get(reverse("admin:quizzes_challenge_changelist"))
        counts.append([*found, len(queries)])
    assert counts[0] == counts[1] == counts[2]
    assert Progress.objects.exists()
