"""Stems: each is one whole-sentence template, chosen by what the Fact settles, and translated as a whole.

Templates are marked with `gettext_noop` for makemessages; the caller passes the `translate` that looks them up.
"""

from collections.abc import Callable, Collection
from itertools import combinations

from history.dates import HistoricalDate, Precision, Shape
from history.facts.values import (
    Agreement,
    AgreementFact,
    BearingFact,
    ClaimantFact,
    ClaimantName,
    DateFact,
    EventName,
    Fact,
    PlaceFact,
    Predicate,
)
from quizzes.questions.articles import takes_article
from quizzes.questions.values import Stem

Translate = Callable[[str], str]


def gettext_noop(message: str) -> str:
    """Mark a message for translation without looking it up."""
    return message


_ = gettext_noop

DIRECTIONS = {
    "N": _("north"),
    "NE": _("north-east"),
    "E": _("east"),
    "SE": _("south-east"),
    "S": _("south"),
    "SW": _("south-west"),
    "W": _("west"),
    "NW": _("north-west"),
}
KINDS = {
    "village": _("village"),
    "town": _("town"),
    "city": _("city"),
    "settlement": _("settlement"),
    "district": _("district"),
    "region": _("region"),
    "country": _("country"),
    "site": _("site"),
}

THE_CLAIMANT = _("the {name}")
EVENT_IN_CONTEXT = _("{title} ({context})")

# What is told of an event to tell it apart from others of its title, as the rules find it in a stem.
TOLD_TOPIC, TOLD_PLACE, TOLD_YEAR = "told_topic", "told_place", "told_year"

HAPPENED = {
    Precision.DAY: _("On which day did this happen: {event}?"),
    Precision.MONTH: _("In which month of which year did this happen: {event}?"),
    Precision.YEAR: _("In which year did this happen: {event}?"),
    Precision.MONTH_OF_YEAR: _("In which month did this happen (the year is not on record): {event}?"),
}
HAPPENED_OTHERWISE = _("When did this happen: {event}?")
HAPPENED_ACCORDING_TO = _("According to {claimant}, when did this happen: {event}?")
STATEMENT_CAME_TRUE = _("According to {claimant}, when did this happen: “{statement}”?")

STATED = {
    "asserts": _("On which date did {claimant} state this: “{statement}”?"),
    "reports": _("On which date did {claimant} report this: “{statement}”?"),
    "confirms": _("On which date did {claimant} confirm this: “{statement}”?"),
    "denies": _("On which date did {claimant} deny this: “{statement}”?"),
    "disputes": _("On which date did {claimant} dispute this: “{statement}”?"),
}

PLACE = {
    "at": _("In which {kind} did this happen: {event}?"),
    "at-site": _("At which {kind} did this happen: {event}?"),
    "near": _("Near which {kind} did this happen: {event}?"),
    "toward": _("Toward which {kind} did this lead: {event}?"),
    "from": _("From which {kind} did this set out: {event}?"),
}
PLACE_ON = {
    "at": _("In which {kind} did this happen, dated {date}: {event}?"),
    "at-site": _("At which {kind} did this happen, dated {date}: {event}?"),
    "near": _("Near which {kind} did this happen, dated {date}: {event}?"),
    "toward": _("Toward which {kind} did this lead, dated {date}: {event}?"),
    "from": _("From which {kind} did this set out, dated {date}: {event}?"),
}
PLACE_ACCORDING_TO = {
    "at": _("According to {claimant}, in which {kind} did this happen: {event}?"),
    "at-site": _("According to {claimant}, at which {kind} did this happen: {event}?"),
}
PLACE_AMONG = _("According to {claimant}, which {kind} was one of the places of this event: {event}?")
PLACE_AMONG_ON = _(
    "According to {claimant}, speaking on {date}, which {kind} was one of the places of this event: {event}?"
)

BEARING = _("In which direction from {origin} does {place} lie?")

WHO = {
    "asserts": _("Who stated this: “{statement}”?"),
    "reports": _("Who reported this: “{statement}”?"),
    "confirms": _("Who confirmed this: “{statement}”?"),
    "denies": _("Who denied this: “{statement}”?"),
    "disputes": _("Who disputed this: “{statement}”?"),
}
# A side as a whole, or a source nobody named, has no words of its own on record: others say what it said.
WHO_IS_SAID = {
    "asserts": _("Who is said to have stated this: “{statement}”?"),
    "reports": _("Who is said to have reported this: “{statement}”?"),
    "confirms": _("Who is said to have confirmed this: “{statement}”?"),
    "denies": _("Who is said to have denied this: “{statement}”?"),
    "disputes": _("Who is said to have disputed this: “{statement}”?"),
}

# Nothing here says that it happened: somebody may deny it.
AGREED = {
    Predicate.HAPPENED: _("Do the accounts on record that give a date for this agree on it: {event}?"),
    Predicate.PLACE: _("Do the accounts on record that give a place for this agree on it: {event}?"),
    Predicate.ASSERTED: _("Do the accounts on record agree on this: “{statement}”?"),
}
WHETHER_AGREED = {Agreement.AGREE: _("They agree"), Agreement.DISPUTED: _("They disagree")}

CLAIMED_BY_HEARSAY = frozenset({"side", "unnamed"})


def write_stem(fact: Fact, translate: Translate, locale: str) -> Stem:
    """The stem of every question about a Fact: what is given depends on what is asked, never on the form."""
    match fact:
        case DateFact(predicate=Predicate.STATED):
            return _said_when(fact, translate)
        case DateFact():
            return _happened_when(fact, translate, locale)
        case PlaceFact():
            return _where(fact, translate, locale)
        case BearingFact():
            given = {"origin": fact.origin.name, "place": fact.place.name}
            return _fill(BEARING, given, translate)
        case ClaimantFact():
            assert fact.claim is not None
            templates = WHO_IS_SAID if fact.value.kind in CLAIMED_BY_HEARSAY else WHO
            return _fill(templates[fact.stance], {"statement": fact.claim.statement}, translate)
        case AgreementFact():
            return _whether_agreed(fact, translate)


def _happened_when(fact: DateFact, translate: Translate, locale: str) -> Stem:
    assert fact.event is not None
    event = name_asked_event(fact, translate, locale)
    if not fact.attributed_to:
        template = happened_template(fact.value)
        return _fill(template, event, translate)
    claimant = name_in_sentence(fact.attributed_to[0], translate)
    if fact.claim is None or fact.claim.about == "date":
        # The words of a claim about the date would give it away.
        return _fill(HAPPENED_ACCORDING_TO, {"claimant": claimant, **event}, translate)
    return _fill(STATEMENT_CAME_TRUE, {"claimant": claimant, "statement": fact.claim.statement}, translate)


def happened_template(value: HistoricalDate) -> str:
    """The question that a date of this precision answers."""
    if value.shape in (Shape.SINGLE, Shape.MONTH_ONLY):
        return HAPPENED.get(value.precision, HAPPENED_OTHERWISE)
    return HAPPENED_OTHERWISE


def _said_when(fact: DateFact, translate: Translate) -> Stem:
    assert fact.claim is not None
    claimant = name_in_sentence(fact.attributed_to[0], translate)
    return _fill(STATED[fact.stance], {"claimant": claimant, "statement": fact.claim.statement}, translate)


def _where(fact: PlaceFact, translate: Translate, locale: str) -> Stem:
    assert fact.event is not None
    given = {"kind": translate(KINDS[fact.value.kind]), **name_placed_event(fact, translate)}
    # One is in a town, but at a site.
    role = "at-site" if (fact.role, fact.value.kind) == ("at", "site") else fact.role
    if not fact.attributed_to:
        if fact.event.happened is None:
            return _fill(PLACE[role], given, translate)
        return _fill(PLACE_ON[role], {**given, "date": fact.event.happened.show(locale)}, translate)
    given["claimant"] = name_in_sentence(fact.attributed_to[0], translate)
    if len(fact.admitted) == 1:
        return _fill(PLACE_ACCORDING_TO[role], given, translate)
    if fact.stated is None:
        return _fill(PLACE_AMONG, given, translate)
    return _fill(PLACE_AMONG_ON, {**given, "date": fact.stated.show(locale)}, translate)


def _whether_agreed(fact: AgreementFact, translate: Translate) -> Stem:
    if fact.claim is not None:
        return _fill(AGREED[fact.predicate], {"statement": fact.claim.statement}, translate)
    event = fact.event
    assert event is not None
    # What tells it apart is the same whatever they say: no year, and no place where the place is asked for.
    told = {"context": event.context, TOLD_TOPIC: event.apart.topic}
    if fact.predicate is not Predicate.PLACE:
        told[TOLD_PLACE] = event.apart.place
    return _fill(AGREED[fact.predicate], write_event(event, {}, told, translate), translate)


def name_asked_event(fact: DateFact, translate: Translate, locale: str) -> dict[str, str]:
    """The words for an event whose date is asked: its title, its conflict, and what tells it apart."""
    event = fact.event
    assert event is not None
    told = {TOLD_TOPIC: event.apart.topic, TOLD_PLACE: event.apart.place}
    # A year says nothing of the day, unless the sources are not of one mind about it.
    if event.apart.year is not None and event.happened is not None and fact.value.precision is not Precision.YEAR:
        told[TOLD_YEAR] = event.apart.year.show(locale)
    given = {"context": event.context} if event.context else {}
    return write_event(event, given, told, translate)


def name_placed_event(fact: PlaceFact, translate: Translate) -> dict[str, str]:
    """The words for an event whose place is asked: its title alone unless others of the title may be meant."""
    event = fact.event
    assert event is not None
    dated = {"date": ""} if not fact.attributed_to and event.happened is not None else {}
    told = {"context": event.context, TOLD_TOPIC: event.apart.topic}
    words = write_event(event, dated, told, translate)
    return {name: text for name, text in words.items() if name != "date"}


def write_event(event: EventName, given: dict[str, str], told: dict[str, str], translate: Translate) -> dict[str, str]:
    """The event with what is `given` anyhow, and as little of what may be `told` as makes it the only one."""
    ways = [names for size in range(len(told) + 1) for names in combinations(filter(told.get, told), size)]
    chosen = next((names for names in ways if not fitting(event, {*given, *names})), ())
    added = {name: told[name] for name in chosen}
    words = [text for text in (given | added).values() if text]
    context = ", ".join(words)
    named = translate(EVENT_IN_CONTEXT).format(title=event.title, context=context) if words else event.title
    return {"event": named, **given, **added}


def fitting(event: EventName, told: Collection[str]) -> frozenset[str]:
    """Keys of other published events that the title fits as well, with what is told beside it."""
    apart = event.apart
    left = event.twins if "context" in told else event.namesakes
    lookalikes = {
        TOLD_TOPIC: apart.same_topic,
        TOLD_PLACE: apart.same_place,
        TOLD_YEAR: apart.same_year,
        "date": apart.same_date,
    }
    for name, others in lookalikes.items():
        if name in told:
            left &= others
    return left


def name_in_sentence(claimant: ClaimantName, translate: Translate) -> str:
    """A claimant's name inside a sentence: "the Ministry of Defence of Azerbaijan"."""
    return translate(THE_CLAIMANT).format(name=claimant.name) if takes_article(claimant) else claimant.name


def name_as_option(name: str) -> str:
    """A name at the beginning of a line."""
    return name[:1].upper() + name[1:]


def _fill(template: str, given: dict[str, str], translate: Translate) -> Stem:
    return Stem(text=translate(template).format(**given), template=template, given=tuple(given.items()))
