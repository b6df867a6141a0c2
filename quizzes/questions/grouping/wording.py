"""The words of group questions: whole-sentence templates, and what is shown of each Fact."""

from history.facts.lines import BY_HEARSAY
from history.facts.values import BearingFact, ClaimantFact, ClaimName, DateFact, EventName, Fact, PlaceFact, PlaceName
from quizzes.questions.drafting import Wording, key_option
from quizzes.questions.prompts import (
    KINDS,
    TOLD_PLACE,
    TOLD_TOPIC,
    name_in_sentence,
    name_placed_event,
    write_event,
)
from quizzes.questions.prompts import gettext_noop as _
from quizzes.questions.values import Form, Option, Pair, Stem

QUOTED = _("“{statement}”")
# The places in an order, the first one first.
PLACES = (_("1st"), _("2nd"), _("3rd"), _("4th"), _("5th"), _("6th"))

ORDER = _("Put these in the order of time, the earliest first.")
ORDER_ACCORDING_TO = _("According to {claimant}, in which order did these happen, the earliest first?")
BEFORE_AFTER = _("Which of these happened first?")
BEFORE_AFTER_ACCORDING_TO = _("According to {claimant}, which of these happened first?")
MATCH_DATES = _("Which date belongs to which event?")
MATCH_DATES_ACCORDING_TO = _("According to {claimant}, which date belongs to which event?")
MATCH_BEARINGS = _("In which direction from {origin} does each of these places lie?")
MATCH_WHO = {
    "asserts": _("Who stated which of these?"),
    "reports": _("Who reported which of these?"),
    "confirms": _("Who confirmed which of these?"),
    "denies": _("Who denied which of these?"),
    "disputes": _("Who disputed which of these?"),
}
MATCH_WHO_IS_SAID = {
    "asserts": _("Who is said to have stated which of these?"),
    "reports": _("Who is said to have reported which of these?"),
    "confirms": _("Who is said to have confirmed which of these?"),
    "denies": _("Who is said to have denied which of these?"),
    "disputes": _("Who is said to have disputed which of these?"),
}
SELECT_STATEMENTS = {
    "asserts": _("By the accounts on record, which of these did {claimant} state?"),
    "reports": _("By the accounts on record, which of these did {claimant} report?"),
    "confirms": _("By the accounts on record, which of these did {claimant} confirm?"),
    "denies": _("By the accounts on record, which of these did {claimant} deny?"),
    "disputes": _("By the accounts on record, which of these did {claimant} dispute?"),
}
SELECT_STATEMENTS_BY_HEARSAY = {
    "asserts": _("As others tell it, which of these did {claimant} state?"),
    "reports": _("As others tell it, which of these did {claimant} report?"),
    "confirms": _("As others tell it, which of these did {claimant} confirm?"),
    "denies": _("As others tell it, which of these did {claimant} deny?"),
    "disputes": _("As others tell it, which of these did {claimant} dispute?"),
}
SELECT_PLACES = {
    "village": _("According to {claimant}, which of these villages were among the places of this event: {event}?"),
    "town": _("According to {claimant}, which of these towns were among the places of this event: {event}?"),
    "city": _("According to {claimant}, which of these cities were among the places of this event: {event}?"),
    "settlement": _(
        "According to {claimant}, which of these settlements were among the places of this event: {event}?"
    ),
    "district": _("According to {claimant}, which of these districts were among the places of this event: {event}?"),
    "region": _("According to {claimant}, which of these regions were among the places of this event: {event}?"),
    "country": _("According to {claimant}, which of these countries were among the places of this event: {event}?"),
    "site": _("According to {claimant}, which of these sites were among the places of this event: {event}?"),
}
# In the record's own voice, and in a claimant's.
ABOUT_DATES = {
    Form.ORDER: (ORDER, ORDER_ACCORDING_TO),
    Form.BEFORE_AFTER: (BEFORE_AFTER, BEFORE_AFTER_ACCORDING_TO),
    Form.MATCH: (MATCH_DATES, MATCH_DATES_ACCORDING_TO),
}


def write_group_stem(anchor: Fact, form: Form, wording: Wording) -> Stem:
    """The words above all items; they depend on the anchor's kind and voice, never on its value."""
    given: dict[str, str] = {}
    match anchor:
        case ClaimantFact() if form is Form.SELECT_ALL:
            by_hearsay = anchor.value.kind in BY_HEARSAY
            template = (SELECT_STATEMENTS_BY_HEARSAY if by_hearsay else SELECT_STATEMENTS)[anchor.stance]
            given = {"claimant": name_in_sentence(anchor.value, wording.translate)}
        case PlaceFact():
            template = SELECT_PLACES[anchor.value.kind]
            given = {"claimant": name_in_sentence(anchor.attributed_to[0], wording.translate)}
            given |= {
                "kind": wording.translate(KINDS[anchor.value.kind]),
                **name_placed_event(anchor, wording.translate),
            }
        case ClaimantFact():
            template = (MATCH_WHO_IS_SAID if anchor.value.kind in BY_HEARSAY else MATCH_WHO)[anchor.stance]
        case BearingFact():
            template, given = MATCH_BEARINGS, {"origin": anchor.origin.name}
        case _:
            template = ABOUT_DATES[form][bool(anchor.attributed_to)]
            if anchor.attributed_to:
                given = {"claimant": name_in_sentence(anchor.attributed_to[0], wording.translate)}
    return Stem(wording.translate(template).format(**given), template, tuple(given.items()))


def write_pair(fact: Fact, plausibility: float, wording: Wording) -> Pair:
    """A Fact as one item of a group question."""
    subject, given = name_item(fact, wording)
    text = quote(given["statement"], wording) if "statement" in given else given.get("event") or given["place"]
    left = Option(text, subject.key, subject, plausibility)
    return Pair(fact, left, key_option(fact, wording), tuple(given.items()))


def name_item(fact: Fact, wording: Wording) -> tuple[EventName | ClaimName | PlaceName, dict[str, str]]:
    """What the page shows of a Fact before it is answered (an event, a statement, a place), and in which words."""
    match fact:
        case BearingFact(place=place) | PlaceFact(value=place):
            return place, {"place": place.name}
        case ClaimantFact(claim=claim) if claim:
            return claim, {"statement": claim.statement}
        case DateFact(claim=claim, event=event) if claim and event and claim.about != "date":
            return event, {"statement": claim.statement}
    assert fact.event is not None
    event = fact.event
    # What tells it apart stands beside the title only where the title would fit another event; never when it was.
    told = {"context": event.context, TOLD_TOPIC: event.apart.topic, TOLD_PLACE: event.apart.place}
    return event, write_event(event, {}, told, wording.translate)


def quote(statement: str, wording: Wording) -> str:
    """A statement as a statement."""
    return wording.translate(QUOTED).format(statement=statement)
