"""What the page says about an answer on several Facts: item by item, and in one line."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.questions.grouping.marking import read_strays
from quizzes.questions.grouping.wording import PLACES
from quizzes.questions.responses import FactMark
from quizzes.questions.shown import Shown, ShownPart
from quizzes.questions.values import Form
from quizzes.questions.verdicts import Verdict
from quizzes.reports.sayings import Sayings, describe_sayings


@dataclass(frozen=True, slots=True)
class ItemView:
    """One Fact after the answer: what was shown of it, what is right of it, what was given, and what that was worth.

    `place` is where it stands in the order asked for ("1st"), empty in a match; `answer` its date or its partner.
    Both `given` and `verdict` are empty where nothing was answered yet.
    """

    text: str
    place: str
    answer: str
    given: str
    verdict: str
    verdict_text: str
    sayings: Sayings | None


def place_in_words(number: int) -> str:
    """A place in an order, from one to six."""
    return _(PLACES[number - 1])


def describe_items(shown: Shown, marks: Sequence[FactMark]) -> tuple[ItemView, ...]:
    """Every part with its mark, in the right order where an order is asked for."""
    by_fact = {mark.fact: mark for mark in marks}
    if shown.form == Form.SELECT_ALL:
        return tuple(describe_ticks(shown, marks))
    return tuple(
        describe_item(shown, number, part, by_fact.get(part.fact)) for number, part in enumerate(shown.parts, start=1)
    )


def describe_ticks(shown: Shown, marks: Sequence[FactMark]) -> Iterator[ItemView]:
    """Everything that could be ticked, by its text: whether it is one of those asked for, and whether it was ticked."""
    ticked = ticked_values(shown, marks)
    by_fact = {mark.fact: mark.verdict for mark in marks}
    parts = {part.value: part for part in shown.parts}
    for value, text in sorted(shown.options, key=lambda option: (option[0] not in parts, option[1])):
        part, was_ticked = parts.get(value), value in ticked
        verdict = by_fact.get(part.fact, "") if part else verdict_on_wrong(marks, ticked, value)
        yield ItemView(
            text=text,
            place="",
            answer=_("one of them") if part else _("not one of them"),
            given=ticked_in_words(is_ticked=was_ticked) if marks else "",
            verdict=verdict,
            verdict_text=ticked_in_words(is_ticked=was_ticked) if ticked else _("not answered") if marks else "",
            sayings=describe_sayings(part) if part else None,
        )


def verdict_on_wrong(marks: Sequence[FactMark], ticked: Collection[str], value: str) -> str:
    """Whether it was right to tick, or not to tick, what is not asked for; empty where nothing was answered yet."""
    if not ticked:
        return Verdict.UNANSWERED if marks else ""
    return Verdict.WRONG if value in ticked else Verdict.RIGHT


def ticked_in_words(*, is_ticked: bool) -> str:
    """Whether something was ticked."""
    return _("you ticked it") if is_ticked else _("you did not tick it")


def ticked_values(shown: Shown, marks: Sequence[FactMark]) -> set[str]:
    """The values that were ticked, right or not."""
    right = {mark.value for mark in marks if mark.value}
    return right | {value for mark in marks for value in read_strays(shown, mark.text)}


def describe_item(shown: Shown, number: int, part: ShownPart, mark: FactMark | None) -> ItemView:
    """One part; `number` is where it stands among the parts."""
    return ItemView(
        text=part.text,
        place="" if shown.form == Form.MATCH else place_in_words(number),
        answer=part.answer_text,
        given=answered_part(shown, part, mark.value) if mark else "",
        verdict=mark.verdict if mark else "",
        verdict_text=item_in_words(shown, number, part, mark) if mark else "",
        sayings=describe_sayings(part),
    )


def item_in_words(shown: Shown, number: int, part: ShownPart, mark: FactMark) -> str:
    """What an answer was worth for one part."""
    if mark.verdict is Verdict.RIGHT:
        return _("right")
    if mark.verdict is Verdict.UNANSWERED:
        return _("not answered")
    if shown.form == Form.BEFORE_AFTER:
        return _("you put it first") if mark.value == part.value else _("you put it second")
    given = answered_part(shown, part, mark.value)
    if shown.form == Form.MATCH:
        return _("you chose %(given)s") % {"given": given}
    return went_astray(int(mark.value) - number) % {"place": given}


def went_astray(by: int) -> str:
    """What is said of an event that was put so many places too late (negative: too early)."""
    if by == 0:
        return _("you put it %(place)s, among the wrong neighbours")
    return _("you put it %(place)s, too early") if by < 0 else _("you put it %(place)s, too late")


def answered_part(shown: Shown, part: ShownPart, value: str) -> str:
    """What was given for one part, in words; empty where nothing was."""
    if shown.form == Form.SELECT_ALL:
        return _("ticked") if value else _("not ticked")
    if shown.form == Form.ORDER:
        return place_in_words(int(value)) if value else ""
    return dict(shown.options).get(value, "")


def answer_of_part(shown: Shown, part: ShownPart) -> str:
    """What would have been right for one part, in the same words."""
    return answered_part(shown, part, part.answer)


def answer_in_short(shown: Shown, marks: Sequence[FactMark]) -> str:
    """The whole answer as it was given, in one line; empty where nothing was."""
    if shown.form == Form.SELECT_ALL:
        ticked = ticked_values(shown, marks)
        return "; ".join(text for value, text in shown.options if value in ticked)
    by_fact = {mark.fact: mark.value for mark in marks}
    if not any(by_fact.values()):
        return ""
    if shown.form == Form.BEFORE_AFTER:
        return dict(shown.options).get(marks[0].value, "")
    if shown.form == Form.ORDER:
        return " → ".join(part.text for part in sorted(shown.parts, key=lambda part: by_fact[part.fact]))
    return "; ".join(f"{part.text} – {answered_part(shown, part, by_fact[part.fact]) or '?'}" for part in shown.parts)


def score_in_words(shown: Shown, marks: Sequence[FactMark]) -> str:
    """How many of the items were right, and which stands where it should not; empty for a question about one Fact."""
    if shown.form == Form.SELECT_ALL:
        return ticks_in_words(shown, marks)
    if not shown.parts or shown.form == Form.BEFORE_AFTER or not any(mark.value for mark in marks):
        return ""
    right = sum(mark.verdict is Verdict.RIGHT for mark in marks)
    numbers = {"right": right, "all": len(marks)}
    if shown.form == Form.MATCH:
        return ngettext(
            "%(right)d of %(all)d is matched rightly.", "%(right)d of %(all)d are matched rightly.", right
        ) % (numbers)
    said = ngettext(
        "%(right)d of %(all)d stands in the right order.", "%(right)d of %(all)d stand in the right order.", right
    )
    moved = [part for part, mark in zip(shown.parts, marks, strict=True) if mark.verdict is not Verdict.RIGHT]
    if len(moved) != 1:
        return said % numbers
    number = shown.parts.index(moved[0]) + 1
    given = int(marks[number - 1].value)
    went = _("“%(event)s” was put too early.") if given < number else _("“%(event)s” was put too late.")
    return f"{said % numbers} {went % {'event': moved[0].text}}"


def ticks_in_words(shown: Shown, marks: Sequence[FactMark]) -> str:
    """How many of those asked for were ticked, and how many others; empty where nothing was."""
    found = sum(bool(mark.value) for mark in marks)
    strays = len(read_strays(shown, marks[0].text))
    if not found and not strays:
        return ""
    numbers = {"found": found, "all": len(marks), "strays": strays}
    said = ngettext("You ticked %(found)d of the %(all)d.", "You ticked %(found)d of the %(all)d.", found) % numbers
    if strays:
        other = ngettext(
            "%(strays)d that you ticked is not one of them.", "%(strays)d that you ticked are not among them.", strays
        )
        said = f"{said} {other % numbers}"
    if found and not any(mark.verdict is Verdict.RIGHT for mark in marks):
        said = f"{said} {_('Wrong ones were ticked as readily as right ones, so none of it counts.')}"
    return said
