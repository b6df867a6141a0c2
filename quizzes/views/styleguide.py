"""The style guide, in development only: every token, and every part of the pages in every state.

The parts are those of the pages' own templates, filled with made-up content, so that what is shown here is what
learners see.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from quizzes.forms.learning import AnswerForm
from quizzes.models import Learner, QuizSession
from quizzes.questions.marking import Verdict
from quizzes.questions.shown import Shown
from quizzes.reports.changed import Changed
from quizzes.reports.feedback import (
    Feedback,
    Flipped,
    OptionView,
    QuestionView,
    RatingView,
    Remarks,
    interval_in_words,
    rating_in_words,
    verdict_in_words,
)
from quizzes.reports.sayings import AccountView, Sayings, SourceView, VoiceView, stance_in_words
from quizzes.reports.summary import Summary, SummaryLine
from quizzes.views.group_states import list_agreement_states, list_group_states
from quizzes.views.guide_pages import list_page_states
from quizzes.views.map_states import list_map_states
from quizzes.views.scale_states import list_scale_states

SHEET = settings.BASE_DIR / "static" / "css" / "attest.css"
SESSION = "quizzes/session"
TOKEN = re.compile(r"--([a-z-]+[0-9]*):\s*([^;]+);")
# Attributes that name an element or point at one; on this page each part gets names of its own.
NAMES = re.compile(r'(?<=\s)(id|for|aria-labelledby|aria-describedby)="([^"]+)"')
LINKS_WITHIN = re.compile(r'(?<=href="#)')
# Ink on its ground, and the least contrast it may have (WCAG 2.2: 4.5 for text, 3 for the edges of controls).
PAIRS = (
    ("ink", "paper", 4.5),
    ("ink", "surface", 4.5),
    ("ink-quiet", "paper", 4.5),
    ("ink-quiet", "surface", 4.5),
    ("accent", "paper", 4.5),
    ("accent", "surface", 4.5),
    ("accent-strong", "paper", 4.5),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-strong", 4.5),
    ("brass", "paper", 4.5),
    ("brass", "surface", 4.5),
    ("right", "right-ground", 4.5),
    ("ink", "right-ground", 4.5),
    ("right", "surface", 4.5),
    ("wrong", "wrong-ground", 4.5),
    ("ink", "wrong-ground", 4.5),
    ("wrong", "paper", 4.5),
    ("edge", "paper", 3.0),
    ("edge", "surface", 3.0),
    ("right", "paper", 4.5),
    ("on-accent", "wrong", 4.5),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet on the pages. `contrast` is WCAG's ratio, from 1 to 21."""

    ink: str
    ground: str
    ink_value: str
    ground_value: str
    contrast: float
    least: float


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page in one state, as its own template makes it."""

    name: str
    html: SafeString


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Tokens and parts on one page."""
    light, dark = read_tokens()
    context = {
        "schemes": [(_("Light"), measure_pairs(light)), (_("Dark"), measure_pairs(dark))],
        "texts": [(name, value) for name, value in light.items() if name.startswith("text")],
        "spaces": [(name, value, width_of(value)) for name, value in light.items() if name.startswith("space-")],
        "parts": list(make_parts(request)),
    }
    return render(request, "styleguide/styleguide.html", context)


def read_tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The custom properties of the style sheet: in the light scheme, in the dark one."""
    sheet = SHEET.read_text(encoding="utf-8")
    first, second = (found.start() for found in list(re.finditer(r":root \{", sheet))[:2])
    light = dict(TOKEN.findall(sheet[first : sheet.index("}", first)]))
    return light, {**light, **dict(TOKEN.findall(sheet[second : sheet.index("}", second)]))}


def measure_pairs(tokens: dict[str, str]) -> list[Pair]:
    """Every pair of colours that meet, with its contrast."""
    return [
        Pair(ink, ground, tokens[ink], tokens[ground], contrast_of(tokens[ink], tokens[ground]), least)
        for ink, ground, least in PAIRS
    ]


def contrast_of(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours (#rgb or #rrggbb)."""
    darker, lighter = sorted((luminance_of(one), luminance_of(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance_of(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it: 0 for black, 1 for white."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    shares = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def width_of(value: str) -> float:
    """A length in rem as pixels at the usual size."""
    return float(value.removesuffix("rem")) * 16


def make_parts(request: HttpRequest) -> Iterator[Part]:
    """Every state of the session's page and of what else there is, from the pages' own templates."""
    session = [(name, f"{SESSION}/{state}.html", context) for name, state, context in list_states()]
    for number, (name, template, context) in enumerate([*session, *list_page_states(request)]):
        html = render_to_string(template, {"session": SESSION_SHOWN, **context}, request)
        yield Part(name, rename_ids(html.replace("<dialog", "<dialog open"), f"part{number}"))


def rename_ids(html: str, prefix: str) -> SafeString:
    """The same with every id of its own, and with nothing that takes the focus when the page opens."""

    def rename(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(f"{prefix}-{name}" for name in found[2].split())}"'

    renamed = LINKS_WITHIN.sub(f"{prefix}-", NAMES.sub(rename, html)).replace(" autofocus", "")
    return mark_safe(renamed)  # noqa: S308 - rendered by our own template, which has escaped what it was given


PROMPT = "According to the Ministry of Defence, on which day in 2020 was the town taken?"
LONG_PROMPT = "Kim bildirib ki, Yuxarı Güzlək, Gorazıllı, Qışlaq, Qaracallı və Əfəndilər kəndləri azad edilib?"
OPTIONS = (
    ("2020-10-09", "9 October 2020"),
    ("2020-10-14", "14 or 15 October 2020"),
    ("hy", "Հադրութի շրջանի պաշտպանության շտաբի մամուլի ծառայություն"),
    ("az", "Azərbaycan Respublikası Müdafiə Nazirliyinin Mətbuat Xidməti"),
)
SESSION_SHOWN = QuizSession(
    key=UUID(int=0), learner=Learner(), version=3, started_at=datetime(2026, 3, 2, 12, tzinfo=UTC)
)
QUESTION = QuestionView(
    position=3,
    number=4,
    total=10,
    prompt=PROMPT,
    family="date",
    form="choice",
    options=OPTIONS,
    year_given=True,
    again=False,
    undo=None,
)
SAYINGS = Sayings(
    is_contested=True,
    accounts=(
        AccountView(
            statement="The town had been taken",
            supporters=(VoiceView("The one president", stance_in_words("asserts"), "9 October 2020"),),
            opponents=(
                VoiceView("The other president", stance_in_words("denies"), "9 October 2020"),
                VoiceView("A ministry", stance_in_words("disputes"), ""),
            ),
        ),
        AccountView("A battalion had fled", (VoiceView("A newspaper", stance_in_words("reports"), "2020"),), ()),
    ),
    sources=(SourceView("The town and its year", "A publisher", "https://example.org/town", "12"),),
    event="",
    event_title="",
)
FEEDBACK = Feedback(
    position=3,
    number=4,
    total=10,
    prompt=PROMPT,
    verdict=Verdict.RIGHT,
    verdict_text=verdict_in_words(Verdict.RIGHT),
    answered="9 October 2020",
    answer_text="9 October 2020",
    options=(),
    sayings=replace(SAYINGS, is_contested=False, accounts=(), sources=()),
    is_last=False,
    is_own_rating=False,
    can_undo=False,
    can_contest=False,
)
FLIPPED = Flipped(
    position=3,
    number=4,
    total=10,
    prompt=PROMPT,
    again=False,
    answer_text="9 October 2020",
    sayings=replace(SAYINGS, is_contested=False, accounts=()),
    ratings=tuple(
        RatingView(value, rating_in_words(value), interval_in_words(days))
        for value, days in (("again", 0), ("hard", 1), ("good", 8), ("easy", 90))
    ),
)


def list_states() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each state's name, the template in `templates/quizzes/session/` that shows it, and what it is given."""
    yield "A question with options", "asking/choice", {"question": QUESTION}
    yield (
        "The same with long names, asked once more",
        "asking/choice",
        {"question": replace(QUESTION, prompt=LONG_PROMPT, again=True)},
    )
    typed = replace(QUESTION, form="typed", options=())
    yield "A question to type an answer to", "asking/typed", {"question": typed}
    yield "The same, sent empty", "asking/typed", {"question": typed, "form": sent_empty()}
    yield from list_group_states(QUESTION, FEEDBACK)
    yield from list_agreement_states(QUESTION, FEEDBACK, SAYINGS)
    yield from list_map_states(QUESTION, FEEDBACK)
    yield from list_scale_states(QUESTION, FEEDBACK)
    yield "The front of a flashcard", "asking/flashcard", {"question": replace(QUESTION, form="flashcard")}
    yield "Its other side, with the ratings", "flipped", {"flipped": FLIPPED, "remarks": Remarks()}
    for verdict in Verdict:
        shown = replace(FEEDBACK, verdict=verdict, verdict_text=verdict_in_words(verdict))
        if verdict in (Verdict.RECALLED, Verdict.FORGOTTEN):
            shown = replace(shown, is_own_rating=True, answered=rating_in_words("good"))
        yield f"Verdict: {verdict}", "answered", {"feedback": shown, "remarks": Remarks()}
    yield "Options after a right answer", "answered", {"feedback": with_options(0), "remarks": Remarks()}
    missed = replace(with_options(1), sayings=SAYINGS, can_undo=True, can_contest=True)
    yield (
        "Options after a wrong one; a matter that is contested",
        "answered",
        {"feedback": missed, "remarks": Remarks()},
    )
    noted = {"feedback": FEEDBACK, "remarks": Remarks(aside="buried", is_sent=True, is_flagged=True)}
    yield "What was done about a question", "answered", noted
    moved = {"feedback": FEEDBACK, "remarks": Remarks(), "changes": [Changed("14 October", "9 October 2020", SAYINGS)]}
    yield "The record changed since", "answered", moved
    gone = {"changes": [Changed("14 October", "", None)], "first_text": verdict_in_words(Verdict.WRONG)}
    yield "The same, marked anew and no longer asked", "answered", moved | gone
    yield "Answered in another window", "answered", {"feedback": FEEDBACK, "remarks": Remarks(), "is_conflict": True}
    yield "Sent too late", "late", {"notice": "too-late"}
    yield "The end of a session", "finished", {"summary": a_summary()}
    yield "The end of one in which nothing was answered", "finished", {"summary": Summary(0, 0, (), None, None)}
    yield "The keys", "keys", {}


def sent_empty() -> AnswerForm:
    """A form for a typed answer, sent without one."""
    fields: dict[str, Any] = dict.fromkeys(("accepted", "attributed_to", "confusable", "options", "voices"), ())
    texts = ("family", "prompt", "predicate", "fact", "answer", "answer_text", "standing", "event", "event_title")
    fields |= dict.fromkeys(texts, "")
    shown = Shown(**fields, form="typed", sources=(), claim="", in_order=False, year_given=True)
    return AnswerForm({"position": "3"}, shown=shown)


def with_options(chosen: int) -> Feedback:
    """What follows an answer that chose this option; the first is the key."""
    verdict = Verdict.WRONG if chosen else Verdict.RIGHT
    options = tuple(OptionView(text, number == 0, number == chosen) for number, (_value, text) in enumerate(OPTIONS))
    return replace(FEEDBACK, verdict=verdict, verdict_text=verdict_in_words(verdict), options=options)


def a_summary() -> Summary:
    """A sitting with every verdict in it."""
    lines = tuple(
        SummaryLine(number, False, PROMPT, "14 October", "9 October 2020", verdict, verdict_in_words(verdict))
        for number, verdict in enumerate(Verdict)
    )
    return Summary(right=3, facts=len(lines), lines=lines, next_due=date(2026, 3, 3), last=None)
