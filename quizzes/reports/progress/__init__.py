"""What a learner remembers, how it fades, and what comes back when: the page "Progress"."""

from quizzes.reports.progress.report import DAYS_AHEAD, LEARNED_DAYS, ProgressReport, report_progress

__all__ = ["DAYS_AHEAD", "LEARNED_DAYS", "ProgressReport", "report_progress"]
