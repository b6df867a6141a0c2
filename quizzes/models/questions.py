"""Questions as identities, and what was shown of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from quizzes.questions.difficulty import Difficulty
from quizzes.questions.lines import Line
from quizzes.questions.values import GROUP_FORMS, Family, Form
from quizzes.questions.vicinities import LONGEST_VICINITY

FAMILIES = [(family.value, family.value) for family in Family]
DIFFICULTIES = [(difficulty.value, difficulty.value) for difficulty in Difficulty]
FORMS = [(form.value, form.value) for form in Form]


class ShownContent(models.Model):
    """A question as shown, once for all who saw it: `content` is `quizzes.questions.shown.Shown` as JSON.

    The digest of the content is its key, so it never changes.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.JSONField()

    def __str__(self) -> str:
        return str(self.content.get("prompt", self.digest))


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions, filtered in phrases."""

    def live(self) -> QuestionQuerySet:
        """Those that no rule refused when they were last looked at."""
        return self.filter(is_live=True)

    def in_topic(self, topic: str) -> QuestionQuerySet:
        """Those of one topic; all of them where it is empty."""
        return self.filter(topic=topic) if topic else self

    def in_line(self, line: str) -> QuestionQuerySet:
        """Those of one line (`quizzes.questions.lines`)."""
        return self.filter(line=line)

    def answerable(self) -> QuestionQuerySet:
        """Those in a form that a session asks about a Fact unless it is of another: chosen, typed, on a map."""
        return self.in_line(Line.MIXED)

    def about_several(self) -> QuestionQuerySet:
        """Those about several Facts."""
        return self.filter(form__in=GROUP_FORMS)

    def as_hard_as(self, difficulties: Iterable[str]) -> QuestionQuerySet:
        """Those of these difficulties: as learners found them, else as they are likely to."""
        named = list(difficulties)
        guessed = models.Q(difficulty_measured="", difficulty_guessed__in=named)
        return self.filter(models.Q(difficulty_measured__in=named) | guessed)


class Question(models.Model):
    """The identity of a question: which Fact, in which form. A hint for picking, never the last word.

    When it is asked, its Fact is read again and every rule runs again (`quizzes.services.ask_questions`).
    `shown` is what it came to when last looked at; `rejections` are "rule: why" where it is refused.
    `passage` names the source and place that the answer rests on, to keep facts of one passage apart.
    `companions` are the other Facts that a question about several asked about when last looked at.
    `standing` is how the matter stood then (empty: nobody disputes it, and no claim says it), `difficulty_guessed` what
    its form and wrong answers suggest, `difficulty_measured` what everybody's first answers do (empty: too few).
    `draw` is made of the key, as if by chance: sets draw from questions in its order.
    `line` is where sessions find it when it is new, `place_in_line` where it stands there: one number for a Fact, as if
    by chance. `live_since` is the bank's number when it became live.
    `vicinity` is what its Fact has in common with its neighbours, and `day` (a day number) where it stands among them
    (`quizzes.questions.vicinities`).
    """

    key = models.CharField(max_length=400, unique=True)
    fact_key = models.CharField(max_length=380)
    companions = models.JSONField(default=list, blank=True)
    family = models.CharField(max_length=20, choices=FAMILIES)
    form = models.CharField(max_length=20, choices=FORMS)
    topic = models.CharField(max_length=120, blank=True)
    event_key = models.CharField(max_length=120, blank=True, db_index=True)
    passage = models.CharField(max_length=260, blank=True)
    prompt = models.TextField()
    shown = models.ForeignKey(ShownContent, on_delete=models.PROTECT, null=True, related_name="questions")
    standing = models.CharField(max_length=20, blank=True)
    difficulty_guessed = models.CharField(max_length=10, blank=True, choices=DIFFICULTIES)
    difficulty_measured = models.CharField(max_length=10, blank=True, choices=DIFFICULTIES)
    draw = models.PositiveIntegerField(default=0)
    line = models.CharField(max_length=20, blank=True)
    place_in_line = models.PositiveIntegerField(default=0)
    live_since = models.PositiveBigIntegerField(default=0)
    vicinity = models.CharField(max_length=LONGEST_VICINITY, blank=True)
    day = models.IntegerField(null=True)
    rejections = models.JSONField(default=list, blank=True)
    is_live = models.BooleanField(_("live"), default=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            # What there is about a fact, in a line and topic. By fact first: told the topic as well, a database that
            # keeps no figures would read all of it.
            models.Index(fields=["fact_key", "line", "topic"], name="question_about_fact"),
            # Looking around a question of a large topic: its neighbours by day.
            models.Index(fields=["topic", "vicinity", "family", "form", "day"], name="question_neighbours"),
            # Choosing a session: live questions of a topic.
            models.Index(fields=["topic", "is_live", "form"], name="question_live_in_topic"),
            # Drawing a set: live questions as if by chance, of all topics or of one.
            # Of live ones alone: SQLite looks no index up for a column that is asked for bare ("WHERE is_live").
            models.Index(fields=["draw"], name="question_drawn", condition=models.Q(is_live=True)),
            models.Index(fields=["topic", "draw"], name="question_drawn_in_topic", condition=models.Q(is_live=True)),
            # Going along a line, of all topics or of one; and along what became live since.
            models.Index(fields=["line", "place_in_line"], name="question_line", condition=models.Q(is_live=True)),
            models.Index(
                fields=["topic", "line", "place_in_line"],
                name="question_line_in_topic",
                condition=models.Q(is_live=True),
            ),
            models.Index(
                fields=["line", "live_since", "place_in_line"],
                name="question_news",
                condition=models.Q(is_live=True),
            ),
            models.Index(
                fields=["topic", "line", "live_since", "place_in_line"],
                name="question_news_in_topic",
                condition=models.Q(is_live=True),
            ),
        ]

    def __str__(self) -> str:
        return self.prompt


class BankQuerySet(models.QuerySet["Bank"]):
    """The bank's one row."""

    def number(self) -> int:
        """How often questions became live: all that did so by this number can be seen."""
        return self.values_list("number", flat=True).filter(pk=1).first() or 0

    def next_number(self) -> int:
        """The number for questions that become live now. Inside their transaction: others wait for its end."""
        if not self.filter(pk=1).update(number=F("number") + 1):
            self.create(pk=1)
        return self.number()


class Bank(models.Model):
    """The bank of questions as a whole.

    `number` grows whenever some of them become live; `made_of` says of which record and program all of them were made
    the last time that they all were (`quizzes.services.recipe`).
    """

    number = models.PositiveBigIntegerField(default=1)
    made_of = models.CharField(max_length=64, blank=True, default="")

    objects = BankQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.number)
