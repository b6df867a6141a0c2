"""Whether a code leads to a class, and a name with a PIN to one of its pupils."""

from enum import StrEnum

from django.http import HttpRequest

from quizzes.models import Classroom, Enrolment
from quizzes.roster import fold_name
from quizzes.services.classes.codes import find_class_by_code, read_code
from quizzes.services.classes.pins import is_pin_of
from quizzes.views.classes.throttle import count_try, is_known_here, is_spent, note_known_here


class Refused(StrEnum):
    """Why somebody does not get in."""

    WRONG = "wrong"
    LOCKED = "locked"
    TOO_MANY = "too-many"
    HAS_ACCOUNT = "has-account"


def open_class(request: HttpRequest, typed: str) -> Classroom | Refused:
    """The class that a typed code leads to.

    After too many wrong codes from an address only those open there that are in use there.
    """
    code = read_code(typed)
    if is_spent(request, "wrong_code") and not is_known_here(request, code):
        return Refused.TOO_MANY
    classroom = find_class_by_code(code)
    if classroom is None:
        if code:
            count_try(request, "wrong_code")
        return Refused.WRONG
    note_known_here(request, code)
    return classroom


def recognise_pupil(request: HttpRequest, classroom: Classroom, name: str, pin: str) -> Enrolment | Refused:
    """The pupil with this name and this PIN.

    Each name has few tries, whoever makes them: that is what keeps a PIN. An address has many; beyond them right
    PINs go on and wrong ones are told to wait. A name that is not there takes the same steps as one that is.
    """
    folded = fold_name(name)
    found = classroom.enrolments.present().select_related("learner").filter(folded_name=folded).first()
    crowded = is_spent(request, "wrong_pin_here")
    # Beyond the address's tries, names that are not there share one count: they shall not fill the table of counts.
    counted = "nobody" if crowded and found is None else f"{folded}:{found.pin_version if found else 1}"
    tries = count_try(request, "wrong_pin", f"{classroom.key}:{counted}")
    is_right = is_pin_of(pin, found)
    if is_right and tries is not None and found is not None:
        tries.rollback()
        return found if found.learner.user_id is None else Refused.HAS_ACCOUNT
    if crowded or count_try(request, "wrong_pin_here") is None:
        return Refused.TOO_MANY
    return Refused.WRONG if tries is not None else Refused.LOCKED
