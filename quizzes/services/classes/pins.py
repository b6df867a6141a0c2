"""PINs of pupils: whether one is right, and new ones. None is kept (decision 36)."""

import unicodedata
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from quizzes.models import Enrolment, Learner
from quizzes.models.classrooms import make_pin


def is_pin_of(typed: str, enrolment: Enrolment | None) -> bool:
    """Whether this is the pupil's PIN. It takes the same work where there is no such pupil."""
    right = enrolment.pin if enrolment else make_pin("nobody")
    same = constant_time_compare(read_pin(typed), right)
    return same and enrolment is not None


def read_pin(typed: str) -> str:
    """The digits of what was typed, in whichever script's figures."""
    text = unicodedata.normalize("NFKC", typed[:40])
    return "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdigit())


@transaction.atomic
def reset_pin(enrolment: Enrolment) -> None:
    """Give the pupil a new PIN. Browsers that are signed in as her are so no longer."""
    Enrolment.objects.filter(pk=enrolment.pk).update(pin_version=F("pin_version") + 1)
    Learner.objects.filter(pk=enrolment.learner_id, user=None).update(key=uuid4())
    enrolment.refresh_from_db(fields=["pin_version"])
