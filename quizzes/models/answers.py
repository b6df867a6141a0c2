"""What was answered, the verdicts on it, and what was taken back. All of it is append-only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Expression

from quizzes.models.learners import Learner
from quizzes.models.regrades import Regrade
from quizzes.models.sessions import AskedQuestion, QuizSession
from quizzes.models.telling import is_told
from quizzes.questions.verdicts import OF_ONE_FACT, Verdict

# Why a mark was added: an editor accepted an objection.
CHALLENGE = "challenge"
# A teacher found otherwise, for a pupil of hers; or took that back.
TEACHER = "teacher"
TEACHER_WITHDREW = "teacher-withdrew"
VERDICTS = [(verdict.value, verdict.value) for verdict in OF_ONE_FACT]


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers, filtered in phrases."""

    def counted(self) -> AnswerQuerySet:
        """Those that were not taken back."""
        return self.filter(undo=None)

    def with_told(self, *, at: datetime | Expression | None = None) -> AnswerQuerySet:
        """Each with `is_told`: whether its learner may see what it was worth (at that moment, or now)."""
        return self.annotate(is_told=is_told("asked__session__", at))

    def told(self, *, at: datetime | Expression | None = None) -> AnswerQuerySet:
        """Those of which the learner may see what they were worth."""
        return self.annotate(is_told=is_told("asked__session__", at)).filter(is_told=True)

    def untold(self, *, at: datetime | Expression | None = None) -> AnswerQuerySet:
        """Those of tests whose results are not out yet."""
        set_for_her = self.exclude(asked__session__assignment=None)
        return set_for_her.annotate(is_told=is_told("asked__session__", at)).filter(is_told=False)

    def untold_facts(self, learner: Learner) -> set[str]:
        """Facts that she answered in tests whose results are not out: what her memory of them became would tell.

        Found from those tests on, of which there are few: her answers are not gone through.
        """
        sessions = list(QuizSession.objects.filter(learner=learner).untold().order_by().values_list("pk", flat=True))
        if not sessions:
            return set()
        answers = self.counted().filter(asked__session__in=sessions).order_by()
        return set(answers.values_list("fact_key", flat=True))

    def on_facts(self, learner: Learner, fact_keys: Iterable[str]) -> AnswerQuerySet:
        """A learner's answers on some Facts, in the order given."""
        return self.filter(learner=learner, fact_key__in=list(fact_keys)).order_by("learner_seq")


class Answer(models.Model):
    """What a learner answered on one Fact, with everything that replaying her memory of it needs.

    One row for each Fact that was asked about: a question of several Facts has as many, numbered one after the other.
    `value` is an option's, or the word of a flashcard's rating. `rating` is FSRS's (1 again … 4 easy), made by
    mapping `mapping_version` (`quizzes.services.rating`); null: the answer says too little about this Fact to move
    its memory. Replay follows it, never the marks, so a regrade leaves schedules alone. `taken_ms` is the time taken
    for the question, clamped to ten minutes.
    `memory_before` is what the memory was when answering (null: none), `memory_after` what it became.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="answers")
    learner_seq = models.PositiveBigIntegerField()
    asked = models.ForeignKey(AskedQuestion, on_delete=models.CASCADE, related_name="answers")
    fact_key = models.CharField(max_length=380)
    value = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=200, blank=True)
    rating = models.PositiveSmallIntegerField(null=True)
    mapping_version = models.PositiveSmallIntegerField()
    scheduler = models.CharField(max_length=64)
    memory_before = models.JSONField(null=True)
    memory_after = models.JSONField(null=True)
    taken_ms = models.PositiveIntegerField()
    answered_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["learner", "learner_seq"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "learner_seq"], name="one_answer_a_learner_seq"),
            models.UniqueConstraint(fields=["asked", "fact_key"], name="one_answer_a_fact_asked"),
        ]
        indexes = [
            # Taking an answer back: what the learner's other answers on the Fact lead to.
            models.Index(fields=["learner", "fact_key", "learner_seq"], name="answer_on_fact"),
            # Progress: how many questions she answered on which day (`reports.progress.answers.count_questions_since`).
            models.Index(fields=["learner", "answered_at"], name="answer_on_day"),
        ]

    def __str__(self) -> str:
        return self.value or self.text or "–"

    @property
    def verdict(self) -> Verdict:
        """The verdict that holds now: the last of its marks."""
        return Verdict(list(self.marks.all())[-1].verdict)

    @property
    def is_accepted(self) -> bool:
        """Whether somebody looked at this very answer: an editor found it right, or a teacher overrode its mark."""
        reasons = [mark.reason for mark in self.marks.all()]
        by_teacher = [reason for reason in reasons if reason in (TEACHER, TEACHER_WITHDREW)]
        return CHALLENGE in reasons or by_teacher[-1:] == [TEACHER]

    @property
    def first_verdict(self) -> Verdict:
        """The verdict that it was given, by what was shown."""
        return Verdict(next(iter(self.marks.all())).verdict)


class Mark(models.Model):
    """The verdict on an answer for one Fact: the first when it was given, then one for each regrade."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="marks")
    fact_key = models.CharField(max_length=380)
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    reason = models.CharField(max_length=40, default="first")
    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, null=True, related_name="marks")
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["answer", "pk"]
        constraints = [
            # A regrade marks an answer once, however often it is run.
            models.UniqueConstraint(fields=["answer", "regrade"], name="one_mark_a_regrade"),
        ]

    def __str__(self) -> str:
        return self.verdict


class Undo(models.Model):
    """That an answer was taken back. The answer stays; it counts no more, and replay passes it over."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="undo")
    undone_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"taken back: {self.answer_id}"
