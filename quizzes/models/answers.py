"""What was answered, and the verdicts on it. Both are append-only."""

from django.db import models

from quizzes.models.learners import Learner
from quizzes.models.sessions import AskedQuestion
from quizzes.questions.marking import Verdict

VERDICTS = [(verdict.value, verdict.value) for verdict in Verdict]


class Answer(models.Model):
    """What a learner answered, with everything that replaying her memory needs.

    `rating` is FSRS's (1 again … 4 easy), made from the verdict by mapping `mapping_version`; replay follows it,
    never the marks, so a regrade leaves schedules alone. `taken_ms` is the time taken, clamped to ten minutes.
    `memory_before` is what the memory was when answering (null: none), `memory_after` what it became.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="answers")
    learner_seq = models.PositiveBigIntegerField()
    asked = models.OneToOneField(AskedQuestion, on_delete=models.CASCADE, related_name="answer")
    fact_key = models.CharField(max_length=380)
    value = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=200, blank=True)
    rating = models.PositiveSmallIntegerField()
    mapping_version = models.PositiveSmallIntegerField()
    scheduler = models.CharField(max_length=64)
    memory_before = models.JSONField(null=True)
    memory_after = models.JSONField()
    taken_ms = models.PositiveIntegerField()
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["learner", "learner_seq"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "learner_seq"], name="one_answer_a_learner_seq"),
        ]

    def __str__(self) -> str:
        return self.value or self.text or "–"


class Mark(models.Model):
    """The verdict on an answer for one Fact: the first when it was given, then one for each regrade."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="marks")
    fact_key = models.CharField(max_length=380)
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    reason = models.CharField(max_length=40, default="first")
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["answer", "pk"]

    def __str__(self) -> str:
        return self.verdict
