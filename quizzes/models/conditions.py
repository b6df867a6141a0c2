"""The conditions of an assignment, as a session copies them when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

JSON = dict[str, Any]


class Kind(models.TextChoices):
    """What an assignment is for."""

    PRACTICE = "practice", _("practice")
    TEST = "test", _("test")


class Feedback(models.TextChoices):
    """When a pupil sees what was right."""

    AT_ONCE = "at-once", _("after each question")
    HAND_IN = "hand-in", _("when she hands in")
    AFTER_END = "after-end", _("after the end for everybody")
    RELEASE = "release", _("when I release it")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What holds for one session of one pupil, whatever is changed in the assignment afterwards.

    `extra_time_percent` and `closes_at` are her own: what she has beyond the time and the end for everybody is in
    them. `order` names the questions of a test (their keys) as she is asked them; practice has none.
    """

    kind: str = Kind.PRACTICE
    feedback: str = Feedback.AT_ONCE
    minutes: int | None = None
    goes: int | None = None
    is_shuffled: bool = False
    extra_time_percent: int = 0
    closes_at: datetime | None = None
    order: tuple[str, ...] = ()

    @property
    def is_test(self) -> bool:
        """Whether its questions are frozen, and each is asked once."""
        return self.kind == Kind.TEST

    def number_of(self, question_key: str) -> int:
        """Which question of the test this is for her, from one."""
        return self.order.index(question_key) + 1

    def to_json(self) -> JSON:
        """A plain dictionary; `conditions_from_json` gives back an equal value."""
        return {
            "kind": str(self.kind),
            "feedback": str(self.feedback),
            "minutes": self.minutes,
            "goes": self.goes,
            "is_shuffled": self.is_shuffled,
            "extra_time_percent": self.extra_time_percent,
            "closes_at": self.closes_at.isoformat() if self.closes_at else None,
            "order": list(self.order),
        }


def conditions_from_json(data: JSON) -> Conditions:
    """The conditions as they were copied; of a session that nobody set (empty), those of practice."""
    if not data:
        return Conditions()
    closes_at = datetime.fromisoformat(data["closes_at"]) if data["closes_at"] else None
    return Conditions(**{**data, "closes_at": closes_at, "order": tuple(data["order"])})
