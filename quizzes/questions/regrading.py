"""What an answer is worth by what the record says now: stands, re-marked, or void. Pure.

It is marked as far as the key moved, never because marking itself did: where what counts as right is what it was, the
first verdict holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from history.facts.fact_keys import Moves
from history.facts.values import ClaimantFact, DateFact, Fact, PlaceFact
from quizzes.questions.drafting import ENGLISH, Wording
from quizzes.questions.grouping.marking import mark_parts, mark_ticks, read_strays, wrong_of
from quizzes.questions.grouping.ordering import put_in_order
from quizzes.questions.grouping.wording import write_pair
from quizzes.questions.marking import mark_response, mark_spot
from quizzes.questions.pointing.globe import Target
from quizzes.questions.responses import Response
from quizzes.questions.shown import Shown, ShownPart
from quizzes.questions.values import CHOSEN_FORMS, Form
from quizzes.questions.verdicts import Verdict

# Where several facts are right now, the best verdict counts.
BEST_FIRST = (Verdict.RIGHT, Verdict.ONE_OF_OPEN, Verdict.LESS_PRECISE, Verdict.WRONG, Verdict.UNANSWERED)


class Outcome(StrEnum):
    """What a regrade makes of one answer on one Fact."""

    STANDS = "stands"
    REMARKED = "re-marked"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered on one Fact, and what that was first worth."""

    value: str
    text: str
    first: Verdict


def follow_merges(shown: Shown, moves: Moves) -> Shown:
    """The same question with every row that was merged under the key that it has now."""
    if not moves.into:
        return shown
    parts = tuple(
        replace(
            part,
            fact=moves.fact(part.fact),
            event=value_now("event", part.event, moves),
            value=value_now("event", value_now("place", part.value, moves), moves),
            answer=answer_now(shown, part.answer, moves),
        )
        for part in shown.parts
    )
    return replace(
        shown,
        fact=moves.fact(shown.fact),
        event=value_now("event", shown.event, moves),
        options=tuple((answer_now(shown, value, moves), text) for value, text in shown.options),
        answer=answer_now(shown, shown.answer, moves),
        parts=parts,
    )


def answer_now(shown: Shown, value: str, moves: Moves) -> str:
    """What an answer to this question is called now: a place, a claimant or an event may have been merged."""
    kind = "event" if shown.form == Form.BEFORE_AFTER else str(shown.family)
    return value_now(kind, value, moves)


def value_now(kind: str, value: str, moves: Moves) -> str:
    """The key that a key of this kind leads to; anything else as it is."""
    return moves.into.get((kind, value), value)


def outcome_of(before: Verdict, after: Verdict | None) -> Outcome:
    """What a new verdict (None: the record gives none) makes of the one that holds."""
    if after is None or after is before:
        return Outcome.STANDS
    return Outcome.VOID if after is Verdict.VOID else Outcome.REMARKED


def regrade(
    shown: Shown,
    given: Mapping[str, Given],
    alike: Sequence[Shown],
    facts: Mapping[str, Fact],
    wording: Wording = ENGLISH,
) -> dict[str, Verdict]:
    """The verdict on each Fact by what the record says now; left out where it gives no key to mark by.

    `given` are the answers by Fact; `alike` the live questions that ask now what was asked then (`asks_the_same`);
    `facts` the record's Facts by key, for a question about several.
    """
    if shown.form == Form.FLASHCARD:
        return {}
    if shown.form == Form.SELECT_ALL:
        return regrade_ticks(shown, given, facts)
    if shown.parts:
        now = ask_anew(shown, facts, wording)
        return {} if now is None else regrade_parts(shown, now, given)
    verdict = regrade_one(shown, given[shown.fact], alike)
    return {} if verdict is None else {shown.fact: verdict}


def regrade_ticks(shown: Shown, given: Mapping[str, Given], facts: Mapping[str, Fact]) -> dict[str, Verdict]:
    """The same where all that is right was to be ticked: what was wrong then and is right now was no mistake."""
    if any(part.fact not in facts for part in shown.parts):
        return {}
    wrong = [value for value in wrong_of(shown) if not is_right_now(shown, value, facts)]
    if wrong == wrong_of(shown):
        return {fact: one.first for fact, one in given.items()}
    strays = {value for one in given.values() for value in read_strays(shown, one.text)}
    ticked = {one.value for one in given.values() if one.value} | strays
    return {mark.fact: mark.verdict for mark in mark_ticks(shown, ticked, wrong) if mark.fact in given}


def is_right_now(shown: Shown, value: str, facts: Mapping[str, Fact]) -> bool:
    """Whether the claimant that the question names says this now, or names this place."""
    anchor = facts[shown.fact]
    if isinstance(anchor, PlaceFact):
        return value in anchor.admitted
    return isinstance(anchor, ClaimantFact) and any(
        isinstance(fact, ClaimantFact)
        and fact.claim is not None
        and (fact.claim.key, fact.value.key, fact.stance) == (value, anchor.value.key, anchor.stance)
        for fact in facts.values()
    )


def asks_the_same(shown: Shown, other: Shown) -> bool:
    """Whether another question asks what this one asked: about its Fact, or in its very words."""
    return not other.parts and (
        other.fact == shown.fact or (other.prompt == shown.prompt and other.predicate == shown.predicate)
    )


def regrade_one(shown: Shown, given: Given, alike: Sequence[Shown]) -> Verdict | None:
    """The verdict on an answer about one Fact; None where no live question tells what is right."""
    if shown.target is not None:
        return regrade_spot(shown.target, given, [(one.fact == shown.fact, one.target) for one in alike if one.target])
    if shown.form not in CHOSEN_FORMS:
        return regrade_typed(shown, given, [one for one in alike if one.form == Form.TYPED])
    return regrade_choice(shown, given, alike) if alike else None


def regrade_typed(shown: Shown, given: Given, typed: Sequence[Shown]) -> Verdict | None:
    """The same for typed text: the best of what the Facts that are right now make of it."""
    own = {key_of(one) for one in typed if one.fact == shown.fact}
    others = [one for one in typed if key_of(one) != key_of(shown)]
    verdicts = [mark_typed(shown, one, given) for one in others]
    if own == {key_of(shown)}:
        verdicts.append(given.first)
    return min(verdicts, key=BEST_FIRST.index, default=None)


def regrade_spot(target: Target, given: Given, now: Sequence[tuple[bool, Target]]) -> Verdict | None:
    """The same for a point of a map, on the map that was shown: what lies elsewhere now is looked for there.

    `now` are the targets of the questions that ask it now, each with whether it is about the very Fact.
    """
    others = [replace(target, latitude=one.latitude, longitude=one.longitude) for _is_own, one in now]
    verdicts = [mark_spot(other, given.text) for other in others if other.spot != target.spot]
    if {one.spot for is_own, one in now if is_own} == {target.spot}:
        verdicts.append(given.first)
    return min(verdicts, key=BEST_FIRST.index, default=None)


def regrade_choice(shown: Shown, given: Given, alike: Sequence[Shown]) -> Verdict:
    """The same for an option: right is what any Fact makes right that is asked about in these words."""
    keys = {one.answer for one in alike}
    if given.value in keys:
        return Verdict.RIGHT
    if keys.isdisjoint(value for value, _text in shown.options):
        return Verdict.VOID
    return Verdict.WRONG if given.value else Verdict.UNANSWERED


def key_of(shown: Shown) -> tuple[str, frozenset[str]]:
    """What counts as right in a typed question."""
    return shown.answer, frozenset(shown.accepted)


def mark_typed(shown: Shown, now: Shown, given: Given) -> Verdict:
    """The verdict on typed text by another key; the year may be left out where the page showed one."""
    return mark_response(replace(now, year_given=shown.year_given), Response(text=given.text))


def ask_anew(shown: Shown, facts: Mapping[str, Fact], wording: Wording) -> Shown | None:
    """The same question about the same Facts by what the record says now; None where it can no longer be asked."""
    found = [facts[part.fact] for part in shown.parts if part.fact in facts]
    if len(found) < len(shown.parts):
        return None
    if shown.form == Form.MATCH:
        right = {fact.key: write_pair(fact, 1.0, wording).right for fact in found}
        parts = tuple(
            replace(part, answer=right[part.fact].value, answer_text=right[part.fact].text)  # type: ignore[index]
            for part in shown.parts
        )
        # A date that fits two of the events tells nobody which belongs to which.
        is_one_each = len({part.answer for part in parts}) == len(parts)
        return replace(shown, parts=parts) if is_one_each else None
    return put_anew(shown, [fact for fact in found if isinstance(fact, DateFact)])


def put_anew(shown: Shown, facts: Sequence[DateFact]) -> Shown | None:
    """An order, or which of two came first, by the dates of now; None where they do not decide it."""
    ordered = put_in_order(facts) if len(facts) == len(shown.parts) else None
    if ordered is None:
        return None
    by_fact = {part.fact: part for part in shown.parts}
    first = by_fact[ordered[0].key].value
    parts: list[ShownPart] = []
    for place, fact in enumerate(ordered, start=1):
        answer = first if shown.form == Form.BEFORE_AFTER else str(place)
        parts.append(replace(by_fact[fact.key], answer=answer, answer_text=fact.value.show()))
    answer = first if shown.form == Form.BEFORE_AFTER else shown.answer
    return replace(shown, answer=answer, parts=tuple(parts))


def regrade_parts(shown: Shown, now: Shown, given: Mapping[str, Given]) -> dict[str, Verdict]:
    """The verdict on each Fact of a question about several."""
    then = {part.fact: part.answer for part in shown.parts}
    if then == {part.fact: part.answer for part in now.parts}:
        return {fact: one.first for fact, one in given.items()}
    values = tuple(given[part.fact].value if part.fact in given else "" for part in now.parts)
    marks = mark_parts(now, Response(value=values[0], given=values))
    offered = {value for value, _text in shown.options}
    missing = {part.fact for part in now.parts if shown.form == Form.MATCH and part.answer not in offered}
    return {mark.fact: Verdict.VOID if mark.fact in missing else mark.verdict for mark in marks if mark.fact in given}
