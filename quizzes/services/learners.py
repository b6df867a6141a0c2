"""What is kept about a learner besides her answers."""

from quizzes.models import Learner


def move_to_zone(learner: Learner, time_zone: str) -> None:
    """Let her day begin at 04:00 where her browser is; empty: leave it as it was."""
    if not time_zone or time_zone == learner.time_zone:
        return
    learner.time_zone = time_zone
    learner.save(update_fields=["time_zone"])
