"""The history app."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The record: events, places, claims and who says so."""

    name = "history"
    verbose_name = "The record"
