"""Paths of quizzes."""

from django.urls import path

from quizzes.views.account import account, afresh, erase, privacy
from quizzes.views.answers import answers, answers_as_csv, answers_as_json, answers_seen
from quizzes.views.home import home
from quizzes.views.progress import progress
from quizzes.views.remarks import notes, notes_seen, session_contest, session_flag
from quizzes.views.sessions import (
    nothing_due,
    session_answer,
    session_answered,
    session_flip,
    session_page,
    session_start,
    session_undo,
)
from quizzes.views.set_aside import resume, session_set_aside, set_aside

app_name = "quizzes"
urlpatterns = [
    path("", home, name="home"),
    path("session/", session_start, name="session-start"),
    path("session/nothing-due/", nothing_due, name="nothing-due"),
    path("session/<uuid:key>/", session_page, name="session"),
    path("session/<uuid:key>/answer/", session_answer, name="session-answer"),
    path("session/<uuid:key>/flip/", session_flip, name="session-flip"),
    path("session/<uuid:key>/undo/", session_undo, name="session-undo"),
    path("session/<uuid:key>/<int:position>/", session_answered, name="session-answered"),
    path("session/<uuid:key>/<int:position>/contest/", session_contest, name="session-contest"),
    path("session/<uuid:key>/<int:position>/flag/", session_flag, name="session-flag"),
    path("session/<uuid:key>/<int:position>/set-aside/", session_set_aside, name="session-set-aside"),
    path("set-aside/", set_aside, name="set-aside"),
    path("set-aside/resume/", resume, name="resume"),
    path("progress/", progress, name="progress"),
    path("answers/", answers, name="answers"),
    path("answers/seen/", answers_seen, name="answers-seen"),
    path("answers/answers.json", answers_as_json, name="answers-json"),
    path("answers/answers.csv", answers_as_csv, name="answers-csv"),
    path("notes/", notes, name="notes"),
    path("notes/seen/", notes_seen, name="notes-seen"),
    path("account/", account, name="account"),
    path("afresh/", afresh, name="afresh"),
    path("privacy/", privacy, name="privacy"),
    path("erase/", erase, name="erase"),
]
