"""The quizzes app."""

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """Questions made from the record, sessions and progress."""

    name = "quizzes"
    verbose_name = "Quizzes"
