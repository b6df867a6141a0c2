"""The states of a question that is answered with a point on a map, for the style guide."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from quizzes.forms.learning import MapAnswerForm
from quizzes.questions.marking import FactMark, Verdict, mark_spot
from quizzes.questions.pointing.aiming import put_at
from quizzes.questions.pointing.globe import Target
from quizzes.questions.shown import Shown
from quizzes.reports.feedback import Feedback, QuestionView, Remarks, verdict_in_words
from quizzes.reports.pointing import describe_map, describe_pointed

State = tuple[str, str, dict[str, Any]]
PROMPT = "In which town did this happen, dated 5 March 1234: Siege of the walls?"
TOWN = (39.5167, 47.0312)


def list_map_states(question: QuestionView, feedback: Feedback) -> Iterator[State]:
    """Each state's name, its template, and what it is given; made from those of a question about a date."""
    shown = a_map()
    asked = replace(question, form="map", family="place", prompt=PROMPT, options=(), map=describe_map(shown))
    yield "A map to point at", "asking/map", {"question": asked, "form": MapAnswerForm(shown=shown)}
    sent = MapAnswerForm({"position": "3", "latitude": "91", "longitude": "47,5"}, shown=shown)
    yield "The same, sent with a place that is none", "asking/map", {"question": asked, "form": sent}
    for name, text in (("near enough", "39.7000,47.2000"), ("far off", "30.0444,31.2357"), ("not answered", "")):
        yield f"A map: {name}", "answered", {"feedback": answered(feedback, shown, text), "remarks": Remarks()}


def a_map() -> Shown:
    """A town in the hills, on a map of 500 km."""
    texts: dict[str, Any] = dict.fromkeys(
        ("predicate", "standing", "event", "event_title", "claim", "fact", "answer"), ""
    )
    empty: dict[str, Any] = dict.fromkeys(
        ("options", "accepted", "confusable", "attributed_to", "voices", "sources"), ()
    )
    target = Target(*TOWN, 42.0, put_at(*TOWN, 500, 0.7, 0.4))
    return Shown(
        family="place",
        form="map",
        prompt=PROMPT,
        in_order=False,
        answer_text="Yuxarı Güzlək",
        year_given=False,
        target=target,
        **texts,
        **empty,
    )


def answered(feedback: Feedback, shown: Shown, text: str) -> Feedback:
    """What follows this answer."""
    assert shown.target is not None
    verdict: Verdict = mark_spot(shown.target, text)
    return replace(
        feedback,
        prompt=PROMPT,
        verdict=verdict,
        verdict_text=verdict_in_words(verdict),
        answered=text,
        answer_text=shown.answer_text,
        pointed=describe_pointed(shown, [FactMark("", "", text, verdict)]),
    )
