"""Quiz sets: what a teacher chose to have asked."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class QuizSetQuerySet(models.QuerySet["QuizSet"]):
    """Sets, filtered in phrases."""

    def owned_by(self, user_id: int | None) -> QuizSetQuerySet:
        """Those of this user; nobody owns one without an account."""
        return self.filter(owner_id=user_id) if user_id is not None else self.none()

    def starters(self) -> QuizSetQuerySet:
        """Those that ship with the site."""
        return self.exclude(starter="")

    def whole(self) -> QuizSetQuerySet:
        """With their parts and picks, read once: what is chosen and what is shown of it are of one moment."""
        return self.prefetch_related("parts", "picks")


class QuizSet(models.Model):
    """A teacher's choice of questions: parts that are filters, and single questions pinned or left out.

    `starter` names a set that ships with the site (empty: a teacher's); it has no owner, and nobody changes it there.
    `seed` draws where a part has more questions than it wants. `arrangement` is the order by hand, keys of questions;
    what it does not name comes after. `share_key`: whoever has the link may read and copy it; null: nobody may.
    `version` grows with each change, so that two windows do not overwrite each other.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(_("name of the set"), max_length=120)
    description = models.TextField(_("what it is for"), blank=True, max_length=1000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="quiz_sets"
    )
    starter = models.SlugField(max_length=80, blank=True, editable=False)
    seed = models.PositiveIntegerField(default=1, editable=False)
    arrangement = models.JSONField(default=list, blank=True, editable=False)
    share_key = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = QuizSetQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["starter"], condition=~models.Q(starter=""), name="one_set_a_starter"),
        ]

    def __str__(self) -> str:
        return self.title


class SetPart(models.Model):
    """So many questions from here: `filters` say from where (`quizzes.questions.sets.Filters` as JSON).

    `wanted` null: all that fit.
    """

    quiz_set = models.ForeignKey(QuizSet, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    filters = models.JSONField(default=dict)
    wanted = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["quiz_set", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.quiz_set_id}/{self.position}"


class SetPick(models.Model):
    """What a teacher said of a single question: it is in (*pin*), or out (*exclude*), whatever the parts say.

    `in_place_of` is the key of the question that it was swapped for; empty: none.
    """

    class Kind(models.TextChoices):
        """In or out."""

        PIN = "pin", _("pinned")
        EXCLUDE = "exclude", _("left out")

    quiz_set = models.ForeignKey(QuizSet, on_delete=models.CASCADE, related_name="picks")
    question_key = models.CharField(max_length=400)
    kind = models.CharField(max_length=10, choices=Kind)
    in_place_of = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["quiz_set", "pk"]
        constraints = [models.UniqueConstraint(fields=["quiz_set", "question_key"], name="one_pick_a_question")]

    def __str__(self) -> str:
        return f"{self.kind} {self.question_key}"
