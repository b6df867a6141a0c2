"""Who gets what where: one line for each address of the site outside the desk.

A status of Django's, or SIGN_IN for whoever is sent to the sign-in. POST goes without any field, so a form that is
hers answers 422, and what needs no field is done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.roles.school import ROLES, School

SIGN_IN = -302
SIGNED_IN = ("teacher", "co-teacher", "other teacher", "editor", "admin")
NOT_SIGNED_IN = ("anonymous", "guest", "own pupil", "other pupil")

Statuses = dict[str, int]
Path = Callable[[School], dict[str, Any]]


@dataclass(frozen=True)
class Line:
    """What each role gets, and the address: what its path takes, from a class."""

    get: Statuses
    post: Statuses
    path: Path = lambda _school: {}


def everybody(status: int) -> Statuses:
    """The same for all."""
    return dict.fromkeys(ROLES, status)


def only(*roles: str, status: int, others: int) -> Statuses:
    """One status for these roles, another for the rest."""
    return {role: status if role in roles else others for role in ROLES}


def signed_in(status: int, **others: int) -> Statuses:
    """One status for whoever has an account; the rest is sent to the sign-in."""
    return only(*SIGNED_IN, status=status, others=SIGN_IN) | {
        role.replace("_", " "): is_ for role, is_ in others.items()
    }


LOOK = everybody(200)
NO = everybody(405)


def of_session(school: School) -> dict[str, Any]:
    """The session of the pupil."""
    return {"key": school.session.key}


def at_position(school: School) -> dict[str, Any]:
    """Its first question."""
    return {"key": school.session.key, "position": 0}


def hers(status: int) -> Statuses:
    """For the pupil whose session it is; it is nobody else's."""
    return only("own pupil", status=status, others=404)


def taught(status: int, *, coteacher: int | None = None) -> Statuses:
    """For the class's teachers; no other user's, and whoever is not signed in may be one."""
    statuses = only("teacher", "co-teacher", status=status, others=404) | dict.fromkeys(NOT_SIGNED_IN, SIGN_IN)
    return statuses if coteacher is None else statuses | {"co-teacher": coteacher}


def owned(status: int) -> Statuses:
    """For the owner of the class alone."""
    return taught(status, coteacher=404)


def own(status: int) -> Statuses:
    """For the one whose set it is."""
    return owned(status)


def of_set(school: School) -> dict[str, Any]:
    """The owner's set."""
    return {"key": school.things["quiz_set"].key}


def of_shared(school: School) -> dict[str, Any]:
    """The link by which it is shared."""
    return {"key": school.things["quiz_set"].share_key}


def of_class(school: School) -> dict[str, Any]:
    """The class."""
    return {"key": school.classroom.key}


def of_pupil(school: School) -> dict[str, Any]:
    """Its pupil, in it."""
    return {"key": school.classroom.key, "pupil": school.enrolment.key}


def of_group(school: School) -> dict[str, Any]:
    """Its group, in it."""
    return {"key": school.classroom.key, "group": school.things["group"].key}


def of_teaching(school: School) -> dict[str, Any]:
    """The place of the co-teacher."""
    return {"key": school.classroom.key, "teaching": school.classroom.teachings.get(user=school.coteacher).pk}


def of_code(school: School) -> dict[str, Any]:
    """Its join code."""
    return {"code": school.classroom.join_code}


def of_assignment(school: School) -> dict[str, Any]:
    """Its assignment."""
    return {"key": school.things["assignment"].key}


def of_question(school: School) -> dict[str, Any]:
    """The assignment's only question."""
    return {"key": school.things["assignment"].key, "position": 0}


def of_cell(school: School) -> dict[str, Any]:
    """What the pupil answered to it."""
    return {"key": school.things["assignment"].key, "position": 0, "pupil": school.enrolment.key}


LINES: dict[str, Line] = {
    "quizzes:home": Line(LOOK, NO),
    "quizzes:session-start": Line(everybody(302), everybody(302)),
    "quizzes:nothing-due": Line(LOOK, NO),
    "quizzes:session": Line(hers(200), NO, of_session),
    "quizzes:session-answer": Line(hers(302), everybody(404), of_session),
    "quizzes:session-flip": Line(everybody(404), NO, of_session),
    "quizzes:session-undo": Line(hers(302), everybody(404), of_session),
    "quizzes:session-answered": Line(hers(302), NO, at_position),
    "quizzes:session-contest": Line(hers(302), hers(302), at_position),
    "quizzes:session-flag": Line(hers(302), hers(302), at_position),
    "quizzes:session-set-aside": Line(hers(302), hers(302), at_position),
    "quizzes:set-aside": Line(LOOK, NO),
    "quizzes:resume": Line(everybody(302), everybody(302)),
    "quizzes:progress": Line(LOOK, NO),
    "quizzes:answers": Line(LOOK, NO),
    "quizzes:answers-seen": Line(everybody(302), everybody(302)),
    "quizzes:answers-json": Line(LOOK, NO),
    "quizzes:answers-csv": Line(LOOK, NO),
    "quizzes:notes": Line(LOOK, NO),
    "quizzes:notes-seen": Line(everybody(302), everybody(302)),
    "quizzes:account": Line(LOOK, NO),
    "quizzes:afresh": Line(only(*SIGNED_IN, status=302, others=200), everybody(302)),
    "quizzes:privacy": Line(LOOK, NO),
    "quizzes:erase": Line(LOOK, only("anonymous", "own pupil", "other pupil", status=200, others=422)),
    "account_signup": Line(only(*SIGNED_IN, status=302, others=200), only(*SIGNED_IN, status=302, others=200)),
    "account_login": Line(only(*SIGNED_IN, status=302, others=200), only(*SIGNED_IN, status=302, others=200)),
    "mfa_authenticate": Line(signed_in(302), signed_in(302)),
    "account_logout": Line(only(*SIGNED_IN, status=200, others=302), everybody(302)),
    "account_inactive": Line(LOOK, NO),
    "account_change_password": Line(signed_in(200), signed_in(200)),
    "account_reauthenticate": Line(signed_in(200), signed_in(200)),
    "mfa_reauthenticate": Line(signed_in(302), signed_in(302)),
    "mfa_index": Line(signed_in(200), signed_in(405)),
    "mfa_activate_totp": Line(signed_in(302), signed_in(302)),
    "mfa_deactivate_totp": Line(signed_in(404), signed_in(404)),
    "mfa_view_recovery_codes": Line(signed_in(404), signed_in(405)),
    "mfa_generate_recovery_codes": Line(signed_in(302), signed_in(302)),
    "mfa_download_recovery_codes": Line(signed_in(404), signed_in(404)),
    "history:event-list": Line(LOOK, NO),
    "history:event-detail": Line(LOOK, NO, lambda _school: {"key": "capture-of-hadrut"}),
    "quizzes:class": Line(taught(200), taught(200), of_class),
    "quizzes:class-settings": Line(taught(200), taught(422), of_class),
    "quizzes:class-projector": Line(taught(200), taught(200), of_class),
    "quizzes:class-slips": Line(taught(200), taught(200), of_class),
    "quizzes:class-pupils-add": Line(taught(200), taught(422), of_class),
    "quizzes:class-move": Line(taught(302), taught(302), of_class),
    "quizzes:class-groups": Line(taught(200), taught(422), of_class),
    "quizzes:class-teachers": Line(taught(200), taught(200), of_class),
    "quizzes:class-qr": Line(taught(200), taught(200), of_class),
    "quizzes:class-results": Line(taught(200), signed_in(405), of_class),
    "quizzes:class-code": Line(taught(302), taught(302), of_class),
    "quizzes:class-selected": Line(taught(302), taught(302), of_class),
    "quizzes:class-archive": Line(owned(302), owned(302), of_class),
    "quizzes:class-unarchive": Line(owned(302), owned(302), of_class),
    "quizzes:class-merge": Line(owned(200), owned(422), of_class),
    "quizzes:class-pupil": Line(taught(200), taught(422), of_pupil),
    "quizzes:class-pupil-erase": Line(taught(200), taught(422), of_pupil),
    "quizzes:class-pupil-merge": Line(taught(200), taught(422), of_pupil),
    "quizzes:pupil-results": Line(taught(200), signed_in(405), of_pupil),
    "quizzes:class-pupil-pin": Line(taught(302), taught(302), of_pupil),
    "quizzes:class-pupil-remove": Line(taught(302), taught(302), of_pupil),
    "quizzes:class-pupil-return": Line(taught(302), taught(302), of_pupil),
    "quizzes:class-group": Line(taught(200), taught(422), of_group),
    "quizzes:class-group-delete": Line(taught(302), taught(302), of_group),
    "quizzes:class-teacher-owner": Line(owned(302), owned(302), of_teaching),
    "quizzes:class-teacher-remove": Line(taught(302), taught(302), of_teaching),
    "quizzes:join": Line(LOOK, everybody(422)),
    "quizzes:pupil-sign-out": Line(everybody(302), everybody(302)),
    "quizzes:join-class": Line(LOOK, everybody(422), of_code),
    "quizzes:join-new": Line(everybody(302), everybody(302), of_code),
    "quizzes:classes": Line(signed_in(200), signed_in(405)),
    "quizzes:class-new": Line(signed_in(200), signed_in(422)),
    "quizzes:class-invitation": Line(signed_in(404), signed_in(404), lambda _school: {"invitation": "made-up"}),
    "quizzes:assignment-results": Line(taught(200), signed_in(405), of_assignment),
    "quizzes:assignment-difficult": Line(taught(200), signed_in(405), of_assignment),
    "quizzes:assignment-pupils-csv": Line(taught(200), signed_in(405), of_assignment),
    "quizzes:assignment-answers-csv": Line(taught(200), signed_in(405), of_assignment),
    "quizzes:assignment-question": Line(taught(200), taught(422), of_question),
    "quizzes:assignment-cell": Line(taught(200), taught(422), of_cell),
    "history:search": Line(LOOK, NO),
    "history:place-list": Line(LOOK, NO),
    "history:claimant-list": Line(LOOK, NO),
    "history:source-list": Line(LOOK, NO),
    "history:topic-list": Line(LOOK, NO),
    "history:discussion": Line(LOOK, NO, lambda _school: {"key": "capture-of-hadrut"}),
    "history:event-by-key": Line(everybody(301), NO, lambda _school: {"key": "capture-of-hadrut"}),
    "history:place-detail": Line(LOOK, NO, lambda _school: {"key": "hadrut"}),
    "history:claimant-detail": Line(LOOK, NO, lambda _school: {"key": "azerbaijani-side"}),
    "history:source-detail": Line(LOOK, NO, lambda _school: {"key": "battle-of-hadrut-article"}),
    "history:topic-detail": Line(LOOK, NO, lambda _school: {"key": "battle-of-hadrut"}),
    "quizzes:sets": Line(signed_in(200), NO),
    "quizzes:set-new": Line(signed_in(200), signed_in(422)),
    "quizzes:set-shared": Line(signed_in(200), NO, of_shared),
    "quizzes:set-shared-copy": Line(signed_in(302), signed_in(302), of_shared),
    "quizzes:set": Line(own(200), own(422), of_set),
    "quizzes:set-answers": Line(own(302), own(302), of_set),
    "quizzes:set-balance": Line(own(200), NO, of_set),
    "quizzes:set-preview": Line(own(200), NO, of_set),
    "quizzes:set-copy": Line(own(302), own(302), of_set),
    "quizzes:set-delete": Line(own(200), own(302), of_set),
    "quizzes:leave-class": Line(everybody(404), everybody(404), lambda school: {"pupil": school.enrolment.key}),
    "quizzes:session-later": Line(hers(302), hers(409), of_session),
    "quizzes:session-hand-in": Line(everybody(404), everybody(404), of_session),
    "quizzes:assignment-new": Line(taught(200), taught(422), of_class),
    "quizzes:assignment": Line(taught(200), taught(422), of_assignment),
    "quizzes:assignment-open": Line(taught(302), taught(302), of_assignment),
    "quizzes:assignment-end": Line(taught(302), taught(302), of_assignment),
    "quizzes:assignment-reopen": Line(taught(302), taught(302), of_assignment),
    "quizzes:assignment-release": Line(taught(302), taught(302), of_assignment),
    "quizzes:assignment-copy": Line(taught(302), taught(422), of_assignment),
    "quizzes:assignment-delete": Line(taught(302), taught(302), of_assignment),
    "quizzes:assignment-allowances": Line(taught(302), taught(302), of_assignment),
    "quizzes:assigned-all": Line(LOOK, NO),
    "quizzes:assigned": Line(hers(200), NO, of_assignment),
    "quizzes:assigned-start": Line(hers(302), hers(302), of_assignment),
    "quizzes:class-help": Line(taught(200), signed_in(405), of_class),
    "quizzes:class-changes": Line(taught(200), taught(302), of_class),
    "quizzes:class-objections": Line(taught(200), taught(422), of_class),
}
