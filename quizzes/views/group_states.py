"""The states of a question about several facts, for the style guide."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from quizzes.forms.learning import GroupAnswerForm
from quizzes.questions.marking import mark_facts
from quizzes.questions.responses import Response
from quizzes.questions.shown import Shown, ShownPart
from quizzes.questions.values import Form
from quizzes.questions.verdicts import Verdict
from quizzes.reports.feedback import Feedback, OptionView, QuestionView, Remarks, verdict_in_words
from quizzes.reports.group_feedback import describe_items, score_in_words
from quizzes.reports.sayings import Sayings, SourceView

State = tuple[str, str, dict[str, Any]]
WHETHER_AGREED = (("agree", "They agree"), ("disputed", "They disagree"))
WHICH_STATED = "According to the one president, which of these were among what had happened?"
TOWN_TAKEN = "Do the accounts on record agree on this: “The town had been taken”?"
EVENTS = (
    ("the-ford", "Skirmish at the ford", "5 March 1234"),
    ("the-walls", "Siege of the walls", "June 1234"),
    ("efendiler", "Yuxarı Güzlək, Gorazıllı və Əfəndilər kəndlərinin azad edilməsi", "14 or 15 October 1234"),
    ("the-truce", "Truce of the three rivers", "1236"),
)


def list_agreement_states(question: QuestionView, feedback: Feedback, sayings: Sayings) -> Iterator[State]:
    """The same of a question whether accounts agree."""
    asked = replace(question, form="disagree", prompt=TOWN_TAKEN, options=WHETHER_AGREED)
    yield "Whether accounts agree", "asking/disagree", {"question": asked}
    source = SourceView("The town and its year", "A publisher", "https://example.org/town", "12")
    told = [
        replace(voice, gives="9 October 1234; Efendiler", sources=(source,)) for voice in sayings.accounts[0].supporters
    ]
    accounts = (replace(sayings.accounts[0], supporters=tuple(told)), sayings.accounts[1])
    weighed = replace(sayings, is_contested=False, are_weighed=True, accounts=accounts, sources=())
    options = tuple(OptionView(text, value == "disputed", value == "agree") for value, text in WHETHER_AGREED)
    missed = replace(
        feedback,
        prompt=TOWN_TAKEN,
        verdict=Verdict.WRONG,
        verdict_text=verdict_in_words(Verdict.WRONG),
        answer_text="They disagree",
        options=options,
        sayings=weighed,
    )
    yield "Accounts side by side, after a wrong answer", "answered", {"feedback": missed, "remarks": Remarks()}


def list_group_states(question: QuestionView, feedback: Feedback) -> Iterator[State]:
    """Each state's name, its template, and what it is given; made from those of a question about one fact."""
    numbers = tuple((str(number), title) for number, (_key, title, _date) in enumerate(EVENTS[:2], start=1))
    first = replace(question, form="before-after", prompt="Which of these happened first?", options=numbers)
    yield "Which of two came first", "asking/before-after", {"question": first, "form": a_form(Form.BEFORE_AFTER)}
    order = replace(question, form="order", prompt="Put these in the order of time, the earliest first.", options=())
    yield "An order", "asking/order", {"question": order, "form": a_form(Form.ORDER)}
    twice = {"item1": "2", "item2": "2", "item3": "1", "item4": "4"}
    yield "The same, with one place given twice", "asking/order", {"question": order, "form": a_form(Form.ORDER, twice)}
    match = replace(order, form="match", prompt="Which date belongs to which event?")
    yield "A match", "asking/match", {"question": match, "form": a_form(Form.MATCH)}
    ticks = replace(order, form="select-all", prompt=WHICH_STATED)
    yield "What is to be ticked", "asking/select-all", {"question": ticks, "form": a_form(Form.SELECT_ALL)}
    nothing = a_form(Form.SELECT_ALL, {"item1": ""})
    yield "The same, sent without a tick", "asking/select-all", {"question": ticks, "form": nothing}
    ticked = answered(feedback, Form.SELECT_ALL, (EVENTS[0][0], EVENTS[2][0]))
    yield "Ticks, partly right", "answered", {"feedback": replace(ticked, prompt=WHICH_STATED), "remarks": Remarks()}
    moved = answered(feedback, Form.ORDER, ("2", "3", "1", "4"))
    yield "An order, partly right", "answered", {"feedback": moved, "remarks": Remarks()}
    matched = answered(feedback, Form.MATCH, (EVENTS[0][2], EVENTS[2][2], EVENTS[1][2], ""))
    yield "A match, partly right", "answered", {"feedback": matched, "remarks": Remarks()}


def a_shown(form: Form) -> Shown:
    """Four events, in a form."""
    answers = {Form.ORDER: [str(place) for place in range(1, 5)], Form.MATCH: [date for _key, _title, date in EVENTS]}
    given = answers.get(form, [EVENTS[0][0]] * 4)
    parts = tuple(
        ShownPart(key, "happened", key, title, answer, date, "", (), (), "", "", "")
        for (key, title, date), answer in zip(EVENTS, given, strict=True)
    )
    options = tuple((date, date) for _key, _title, date in EVENTS) if form is Form.MATCH else ()
    if form is Form.SELECT_ALL:
        # The first two are right.
        parts, options = parts[:2], tuple((key, title) for key, title, _date in EVENTS)
    texts: dict[str, Any] = dict.fromkeys(
        ("predicate", "standing", "event", "event_title", "claim", "prompt", "answer"), ""
    )
    empty: dict[str, Any] = dict.fromkeys(("accepted", "confusable", "attributed_to", "voices", "sources"), ())
    return Shown(
        family="date",
        form=form,
        fact=EVENTS[0][0],
        options=options,
        in_order=form is Form.MATCH,
        answer_text="",
        year_given=False,
        facts=tuple(key for key, _title, _date in EVENTS),
        parts=parts,
        **texts,
        **empty,
    )


def a_form(form: Form, sent: dict[str, str] | None = None) -> GroupAnswerForm:
    """Its form, as it was sent where something was."""
    data = {"position": "3", **sent} if sent else None
    return GroupAnswerForm(data, shown=a_shown(form), order_seed=5)


def answered(feedback: Feedback, form: Form, given: tuple[str, ...]) -> Feedback:
    """What follows this answer."""
    shown = a_shown(form)
    marks = mark_facts(shown, Response(given=given))
    return replace(
        feedback,
        verdict=Verdict.PARTLY_RIGHT,
        verdict_text=verdict_in_words(Verdict.PARTLY_RIGHT),
        items=describe_items(shown, marks),
        score=score_in_words(shown, marks),
    )
