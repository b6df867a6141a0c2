"""Small facts and questions for the stories about rules: everything has a default but what the story is about."""

from dataclasses import replace

from history.dates import HistoricalDate, read_edtf
from history.facts.values import (
    BearingFact,
    ClaimantFact,
    ClaimantName,
    ClaimName,
    DateFact,
    EventName,
    Fact,
    FactKey,
    Passage,
    PlaceFact,
    PlaceName,
    Predicate,
    Standing,
)
from quizzes.questions.drafting import (
    ENGLISH,
    accepted_answers,
    date_option,
    direction_option,
    key_option,
)
from quizzes.questions.prompts import name_as_option, write_stem
from quizzes.questions.values import Form, Option, Question, family_of

CITED = (Passage("chronicle", "Chronicle", "", "", "1"),)


def a_claimant(key: str, name: str = "", kind: str = "person", party: str = "", kin: str = "") -> ClaimantName:
    """A claimant; `kin` are keys, with spaces between. Its name is its key with capitals unless given."""
    shown = name or key.replace("-", " ").title()
    party_name = party.title()
    return ClaimantName(key, shown, kind, party, party_name, (shown,), (), frozenset(kin.split()))


def a_place(key: str, kind: str = "town", names: str = "", above: tuple[PlaceName, ...] = ()) -> PlaceName:
    """A place; `names` are its other names, with commas between."""
    others = tuple(filter(None, names.split(",")))
    return PlaceName(key, key.title(), kind, (key.title(), *others), above, "", None, None)


def an_event(title: str = "Siege of the fortress", happened: str = "", namesakes: str = "") -> EventName:
    return EventName(
        key="siege",
        title=title,
        context="",
        conflict="war",
        topic="war",
        happened=read_edtf(happened) if happened else None,
        namesakes=frozenset(namesakes.split()),
        twins=frozenset(namesakes.split()),
    )


def a_claim(statement: str = "The fortress had fallen", about: str = "occurrence", namesakes: str = "") -> ClaimName:
    return ClaimName("fall", statement, about, Standing.UNOPPOSED, frozenset(namesakes.split()))


def date_fact(
    value: str = "2020-10-09",
    rivals: str = "",
    event: EventName | None = None,
    attributed_to: ClaimantName | None = None,
    claim: ClaimName | None = None,
    *,
    contested: bool = False,
    one_sided: bool = False,
) -> DateFact:
    """When the siege happened. `rivals` are EDTF expressions with spaces between."""
    return DateFact(
        key=FactKey("happened:event/siege"),
        predicate=Predicate.HAPPENED,
        event=event or an_event(),
        claim=claim,
        attributed_to=(attributed_to,) if attributed_to else (),
        contested=contested,
        one_sided=one_sided,
        citations=CITED,
        voices=(),
        value=read_edtf(value),
        rivals=tuple(map(read_edtf, rivals.split())),
        stance="asserts" if attributed_to else "",
    )


def stated_fact(value: str = "2020-10-09", statement: str = "The fortress had fallen") -> DateFact:
    """When the general said that the fortress had fallen."""
    fact = date_fact(value, attributed_to=a_claimant("general"), claim=a_claim(statement))
    return replace(fact, predicate=Predicate.STATED)


def place_fact(
    value: PlaceName | None = None,
    admitted: str = "",
    event: EventName | None = None,
    attributed_to: ClaimantName | None = None,
    *,
    contested: bool = False,
) -> PlaceFact:
    """Where the siege happened: in Aba, a town, unless a story says otherwise."""
    place = value or a_place("aba")
    return PlaceFact(
        key=FactKey("place:event/siege/aba/at"),
        predicate=Predicate.PLACE,
        event=event or an_event(),
        claim=None,
        attributed_to=(attributed_to,) if attributed_to else (),
        contested=contested,
        one_sided=False,
        citations=CITED,
        voices=(),
        value=place,
        admitted=frozenset({place.key, *admitted.split()}),
        enclosing=place.ancestors,
        role="at",
        stated=None,
    )


def bearing_fact(value: str = "N", namesakes: str = "") -> BearingFact:
    """Belo lies north of Aba."""
    return BearingFact(
        key=FactKey("bearing:place/belo"),
        predicate=Predicate.BEARING,
        event=None,
        claim=None,
        attributed_to=(),
        contested=False,
        one_sided=False,
        citations=CITED,
        voices=(),
        value=value,
        place=a_place("belo"),
        origin=a_place("aba"),
        namesakes=frozenset(namesakes.split()),
    )


def claimant_fact(
    value: ClaimantName | None = None,
    barred: tuple[ClaimantName, ...] = (),
    spoken: str = "general minister mayor scholar",
    statement: str = "The fortress had fallen",
    namesakes: str = "",
) -> ClaimantFact:
    """Who asserted that the fortress had fallen: the general."""
    return ClaimantFact(
        key=FactKey("asserted:claim/fall/general"),
        predicate=Predicate.ASSERTED,
        event=an_event(),
        claim=a_claim(statement, namesakes=namesakes),
        attributed_to=(),
        contested=False,
        one_sided=False,
        citations=CITED,
        voices=(),
        value=value or a_claimant("general"),
        barred=barred,
        spoken=frozenset(spoken.split()),
        stance="asserts",
        stated=None,
    )


def ask(fact: Fact, *wrong: object, form: Form = Form.CHOICE, stem: str = "") -> Question:
    """The question about a fact with these wrong options (EDTF, places, points, claimants); `stem` for its words."""
    written = write_stem(fact, str, "en")
    return Question(
        fact=fact,
        family=family_of(fact),
        form=form,
        stem=replace(written, text=stem) if stem else written,
        key=key_option(fact, ENGLISH),
        distractors=tuple(an_option(fact, subject) for subject in wrong),
        accepted=accepted_answers(fact, ENGLISH),
        confusable=(),
    )


def an_option(fact: Fact, subject: object) -> Option:
    match subject:
        case PlaceName():
            return Option(subject.name, subject.key, subject, 0.5)
        case ClaimantName():
            return Option(name_as_option(subject.name), subject.key, subject, 0.5)
        case HistoricalDate():
            return date_option(subject, 0.5, ENGLISH)
        case str() if isinstance(fact, BearingFact):
            return direction_option(subject, 0.5, ENGLISH)
        case str():
            return date_option(read_edtf(subject), 0.5, ENGLISH)
    raise TypeError(subject)
