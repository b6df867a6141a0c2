"""When to ask again: FSRS behind an adapter. Pure: takes ratings and instants, returns memories."""

from quizzes.scheduling.memory import SCHEDULER_VERSION, Memory, Rating, review, review_each

__all__ = ["SCHEDULER_VERSION", "Memory", "Rating", "review", "review_each"]
