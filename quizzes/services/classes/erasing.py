"""What becomes of pupils and classes when somebody is erased (decision 47)."""

from collections.abc import Iterable

from django.db import transaction

from quizzes.models import Classroom, Enrolment, Learner, QuizSession, Teaching


def may_erase(enrolment: Enrolment, user_id: int | None) -> bool:
    """Whether this teacher may erase the pupil: she has no account, and all her classes are this teacher's."""
    if enrolment.learner.user_id is not None:
        return False
    elsewhere = enrolment.learner.enrolments.exclude(classroom__in=Classroom.objects.taught_by(user_id))
    return not elsewhere.exists()


@transaction.atomic
def erase_pupil(enrolment: Enrolment) -> None:
    """Delete a pupil without an account with all that she ever did; her row goes from every list and grid."""
    erase_learners(Learner.objects.filter(pk=enrolment.learner_id, user=None).values_list("pk", flat=True))


def erase_learners(keys: Iterable[int]) -> None:
    """Delete these learners, in the order in which answering locks: sessions, then learners."""
    gone = list(keys)
    list(QuizSession.objects.select_for_update().filter(learner__in=gone).order_by("pk"))
    Learner.objects.filter(pk__in=gone).delete()


def list_lonely_classes(user_id: int) -> list[Classroom]:
    """The classes that nobody but this user teaches."""
    shared = Teaching.objects.exclude(user_id=user_id).values("classroom")
    return list(Classroom.objects.taught_by(user_id).exclude(pk__in=shared))


@transaction.atomic
def leave_classes(user_id: int) -> None:
    """Before a teacher is erased: classes of hers alone go with their pupils, others get an owner where they need one.

    A pupil without an account whom no other class knows goes too: nobody could reach what she did.
    """
    lonely = list_lonely_classes(user_id)
    pupils = Learner.objects.filter(user=None, enrolments__classroom__in=lonely)
    known = Enrolment.objects.exclude(classroom__in=lonely).values("learner")
    erase_learners(list(pupils.exclude(pk__in=known).distinct().values_list("pk", flat=True)))
    Classroom.objects.filter(pk__in=[classroom.pk for classroom in lonely]).delete()
    for classroom in Classroom.objects.taught_by(user_id):
        others = classroom.teachings.exclude(user_id=user_id)
        if not others.filter(is_owner=True).exists():
            heir = others.order_by("pk")[0]
            heir.is_owner = True
            heir.save(update_fields=["is_owner"])
