"""The states of a question on a scale of time, for the style guide."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from history.dates import read_edtf
from quizzes.questions.marking import mark_response
from quizzes.questions.responses import FactMark, Response
from quizzes.questions.shown import Shown
from quizzes.questions.values import Form
from quizzes.reports.feedback import Feedback, QuestionView, Remarks, verdict_in_words
from quizzes.reports.scale import describe_placed, describe_scale

State = tuple[str, str, dict[str, Any]]
STEPS = tuple(f"1234-10-{day:02d}" for day in range(2, 31, 2))
KEY = STEPS[6]


def list_scale_states(question: QuestionView, feedback: Feedback) -> Iterator[State]:
    """Each state's name, its template, and what it is given; made from those of another question."""
    shown = a_shown()
    asked = replace(question, form=Form.TIMELINE, options=shown.options, scale=describe_scale(shown))
    yield "A timeline", "asking/timeline", {"question": asked}
    bare = replace(asked, scale=describe_scale(replace(shown, marks=())))
    yield "The same with nothing else on it", "asking/timeline", {"question": bare}
    for name, given in (("right", KEY), ("wrong", STEPS[2]), ("not answered", "")):
        yield f"A timeline, {name}", "answered", {"feedback": placed(feedback, shown, given), "remarks": Remarks()}


def a_shown() -> Shown:
    """When a town was taken, among what is known, what is in dispute, and what began long before."""
    texts: dict[str, Any] = dict.fromkeys(("standing", "event", "event_title", "claim", "prompt", "fact"), "")
    empty: dict[str, Any] = dict.fromkeys(("accepted", "confusable", "attributed_to", "voices", "sources"), ())
    return Shown(
        family="date",
        form=Form.TIMELINE,
        predicate="happened",
        options=tuple((step, read_edtf(step).show()) for step in STEPS),
        in_order=True,
        answer=KEY,
        answer_text=read_edtf(KEY).show(),
        year_given=False,
        marks=(
            ("Siege of the walls", "[..1234-10-15]", True),
            ("Skirmish at the ford", "1234-10-09", False),
            ("Yuxarı Güzlək, Gorazıllı və Əfəndilər kəndlərinin azad edilməsi", "1234-10-21/1234-11-30", True),
        ),
        reach="1234-10-09/1234-10-15",
        **texts,
        **empty,
    )


def placed(feedback: Feedback, shown: Shown, given: str) -> Feedback:
    """What follows this answer."""
    verdict = mark_response(shown, Response(value=given))
    return replace(
        feedback,
        verdict=verdict,
        verdict_text=verdict_in_words(verdict),
        answered=dict(shown.options).get(given, ""),
        answer_text=shown.answer_text,
        scale=describe_placed(shown, [FactMark("", given, "", verdict)]),
    )
