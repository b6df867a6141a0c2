"""What an edit of the record does to the questions, for the editor who is about to save it."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from quizzes.services.foresee_effect import Foreseen, QuestionChange, foresee_effect
from quizzes.services.regrade_answers import MOST_COUNTED, Tally, tally_answers

# So many changes are told one by one; the rest is counted.
MOST_TOLD = 50


class Piece(SafeString):
    """HTML with its `matter`: what of it an editor must have seen. Counts move while learners answer; they are none."""

    matter: str = ""


def preview_effect(events: set[str] | None) -> list[str]:
    """What a change of these events does to questions and sessions (wired as `HISTORY_EFFECT_PREVIEW`).

    Called while the change is written and may be taken back. Nothing where no question is touched.
    """
    foreseen = foresee_effect(events)
    if foreseen.is_nothing:
        return []
    tally = None if foreseen.is_whole else tally_answers(events, at_most=MOST_COUNTED)
    piece = Piece(render_to_string("quizzes/panels/effect.html", {**tell_effect(foreseen), **tell_tally(tally)}))
    piece.matter = repr((foreseen.changes, foreseen.is_whole))
    return [piece]


def tell_effect(foreseen: Foreseen) -> dict[str, object]:
    """The three lists of the panel, cut where they grow too long."""
    kinds: dict[str, list[QuestionChange]] = {"changed": [], "appearing": [], "withdrawn": []}
    for change in foreseen.changes:
        kind = "appearing" if change.before is None else "withdrawn" if change.after is None else "changed"
        kinds[kind].append(change)
    return {"foreseen": foreseen, **{kind: cut(changes) for kind, changes in kinds.items()}}


def cut(changes: Sequence[QuestionChange]) -> dict[str, object]:
    """The first of them, how many there are in all and how many are left out."""
    told = changes[:MOST_TOLD]
    return {"told": told, "all": len(changes), "left": len(changes) - len(told)}


def tell_tally(tally: Tally | None) -> dict[str, object]:
    """Answers given that would be marked differently; of how many learners, never of whom."""
    if tally is None:
        return {}
    outcomes = {str(outcome).replace("-", ""): count for outcome, count in tally.outcomes.items()}
    return {"tally": tally, "learners": len(tally.learners), "outcomes": outcomes}
