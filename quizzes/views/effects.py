"""What an edit of the record does to the questions, for the editor who is about to save it."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from quizzes.services.foresee_effect import foresee_effect
from quizzes.services.refresh_questions import Watch, ignore
from quizzes.services.regrade_answers import MOST_COUNTED, Tally, tally_answers


class Piece(SafeString):
    """HTML with its `matter`: what of it an editor must have seen. Counts move while learners answer; they are none."""

    matter: str = ""


def preview_effect(names: set[str] | None, watch: Watch | None = None) -> list[str]:
    """What a change that touches these (names) does to questions and sessions (wired as `HISTORY_EFFECT_PREVIEW`).

    Called while the change is written and may be taken back. Nothing where no question is touched. Where nobody
    watches somebody waits, and of many answers only some are counted.
    """
    foreseen = foresee_effect(names, watch or ignore)
    if foreseen.is_nothing:
        return []
    tally = tally_answers(names, at_most=MOST_COUNTED if watch is None else None)
    piece = Piece(render_to_string("quizzes/panels/effect.html", {"foreseen": foreseen, **tell_tally(tally)}))
    piece.matter = foreseen.digest
    return [piece]


def tell_tally(tally: Tally) -> dict[str, object]:
    """Answers given that would be marked differently; of how many learners, never of whom."""
    outcomes = {str(outcome).replace("-", ""): count for outcome, count in tally.outcomes.items()}
    return {"tally": tally, "learners": len(tally.learners), "outcomes": outcomes}
