"""Paths of quizzes."""

from django.urls import path

from quizzes.views.home import home
from quizzes.views.progress import progress
from quizzes.views.sessions import nothing_due, session_answer, session_answered, session_page, session_start

app_name = "quizzes"
urlpatterns = [
    path("", home, name="home"),
    path("session/", session_start, name="session-start"),
    path("session/nothing-due/", nothing_due, name="nothing-due"),
    path("session/<uuid:key>/", session_page, name="session"),
    path("session/<uuid:key>/answer/", session_answer, name="session-answer"),
    path("session/<uuid:key>/<int:position>/", session_answered, name="session-answered"),
    path("progress/", progress, name="progress"),
]
