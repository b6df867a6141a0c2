"""The naive checker: judges exported questions by the record alone, and shares no code with the rules.

Plain dicts in, complaints ("rule: why") out; standard library and pencil only (a test holds that).
"""

import re
from calendar import month_name
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from tests.questions.pencil import (
    AGAINST,
    BEHIND,
    Record,
    clash,
    days_of,
    fineness,
    fold,
    live,
    months_touched,
    names_of,
    ordinal,
    share_a_day,
)
from tests.questions.told_apart import fits_as_well

JSON = dict[str, Any]
Complaints = Iterator[str]

COMPASS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"]
MONTHS = [month.casefold() for month in month_name[1:]]
STANCE = {
    "asserted": "asserts",
    "reported": "reports",
    "confirmed": "confirms",
    "denied": "denies",
    "disputed": "disputes",
}
ANY_SIDE = {"the", "of", "and", "for", "side", "source", "sources", "third", "party"}
POINTING = "the town|the village|the city|same year|same day|same month|that year|that day|he|she|they|his|her|their"


def complain(question: JSON, record: JSON) -> list[str]:
    """Everything that is wrong with a question that claims to be live; nothing when it may be asked."""
    reader = Record(record)
    checks = (shape, wording, support, referent, by_family, leak)
    return [found for check in checks for found in check(question, reader)]


def wrong_choices(question: JSON) -> list[JSON]:
    """The choices that are not the answer."""
    return [choice for choice in question["choices"] if choice["value"] not in question["answer"]]


def shape(question: JSON, record: Record) -> Complaints:
    """One answer; in a choice three options or more, all different, one of them the answer."""
    if question["rejected"]:
        yield "live: the question is refused"
    if len(question["answer"]) != 1:
        yield "one_answer: there is not one answer"
    if question["form"] != "choice":
        if question["choices"]:
            yield "one_answer: options stand where none are chosen"
        return
    values = [choice["value"] for choice in question["choices"]]
    if len(values) < 3:
        yield "enough_options: fewer than three options"
    if sum(value in question["answer"] for value in values) != 1:
        yield "one_answer: not exactly one option is the answer"
    texts = [fold(choice["text"]) for choice in question["choices"]]
    if len(set(values)) < len(values) or len(set(texts)) < len(texts):
        yield "no_option_cue: two options are the same"


def wording(question: JSON, record: Record) -> Complaints:
    """The stem stands alone."""
    if len(question["prompt"].split()) > 40:
        yield "self_contained: more than forty words"
    if re.search(rf"\b({POINTING})\b|\[\d+\]", question["prompt"], re.IGNORECASE):
        yield "self_contained: the stem points outside itself"


def support(question: JSON, record: Record) -> Complaints:
    """The answer rests on sources that the record cites for it."""
    if not question["sources"]:
        yield "provenance: no source"
    if not set(question["sources"]) <= cited(question, record):
        yield "provenance: a source is not cited for this"


def cited(question: JSON, record: Record) -> set[str]:
    """Keys of the sources cited by the rows that the question rests on."""
    if question["event"] is None:
        rows = [place["bearing"] for place in record.places.values() if place.get("bearing")]
    elif question["claim"] is None:
        rows = [record.events[question["event"]]]
    else:
        speakers = question["attributed_to"] or question["answer"]
        rows = [row for row in live(record.claims[question["claim"]]) if row["claimant"] in speakers]
    return {passage["source"] for row in rows for passage in row.get("citations", [])}


def referent(question: JSON, record: Record) -> Complaints:
    """The title or statement in the stem is that of one event or claim."""
    if question["event"] is None:
        return
    stem = fold(question["prompt"])
    own = record.events[question["event"]]
    same = [event["key"] for event in record.same_events(own["key"])]
    for event in record.events.values():
        is_quoted = fold(own["title"]) in stem and "“" not in question["prompt"]
        is_alike = event["key"] not in same and fold(event["title"]) == fold(own["title"])
        if is_quoted and is_alike and fits_as_well(question["prompt"], own, event, record):
            yield "unique_referent: another event has this title"
    if question["claim"] is None or "“" not in question["prompt"]:
        return
    said = record.claims[question["claim"]]
    if fold(said["statement"]) not in stem:
        yield "unique_referent: the stem quotes another statement"
    alike = [claim["key"] for claim in record.same_claims(said["key"])]
    for claim in record.claims.values():
        if claim["key"] not in alike and fold(claim["statement"]) == fold(said["statement"]):
            yield "unique_referent: another claim has these words"


def by_family(question: JSON, record: Record) -> Complaints:
    """What each family must hold to."""
    if question["family"] == "date":
        yield from attribution(question, record)
        yield from dates(question, record)
    elif question["predicate"] == "bearing":
        yield from bearings(question, record)
    elif question["family"] == "place":
        yield from attribution(question, record)
        yield from places(question, record)
    else:
        yield from claimants(question, record)


def attribution(question: JSON, record: Record) -> Complaints:
    """Where sources disagree, or the value is somebody's claim, the stem says whose."""
    speakers = [record.claimants[key] for key in question["attributed_to"]]
    for speaker in speakers:
        if fold(speaker["name"]) not in fold(question["prompt"]):
            yield "dispute_attributed: the stem does not name the claimant"
    needed = question["claim"] is not None or is_contested(question["predicate"], question["event"], record)
    if needed and not speakers:
        yield "dispute_attributed: the sources disagree and nobody is named"
    if needed and question["predicate"] != "stated" and not question["prompt"].startswith("According to "):
        yield "dispute_attributed: the stem does not say according to whom"
    given = "dated" in question["prompt"]
    if given and is_contested("happened", question["event"], record):
        yield "dispute_attributed: the stem gives a date on which the sources disagree"


def is_contested(predicate: str, event: str, record: Record) -> bool:
    """Whether a claim about it is contested or two live rows differ."""
    rows = record.same_events(event)
    about = {"occurrence", "date" if predicate == "happened" else "place"}
    claims = [claim for row in rows for claim in row.get("claims", [])]
    if any(claim["about"] in about and record.is_contested(claim["key"]) for claim in claims):
        return True
    if predicate == "happened":
        dated = [*rows, *(claim for claim in claims if live(claim))]
        texts = [row["happened"] for row in dated if row.get("happened")]
        return any(clash(one, other) for one, other in combinations(texts, 2))
    recorded = {link["place"] for row in rows for link in row.get("places", [])}
    given = [key for claim in claims if claim["about"] == "place" and live(claim) for key in claim.get("places", [])]
    return bool(recorded) and not all(any(is_nested(key, other, record) for other in recorded) for key in given)


def is_nested(one: str, other: str, record: Record) -> bool:
    """Whether two places are one, or one lies within the other."""
    return one == other or one in record.around(other) or other in record.around(one)


def spoken_of(question: JSON, record: Record) -> list[JSON]:
    """The claims by which the claimant of the stem, or its kin, may have answered already."""
    whole = question["predicate"] == "place" or record.claims[question["claim"]]["about"] == "date"
    claims = record.same_claims(question["claim"])
    if whole:
        claims += [claim for row in record.same_events(question["event"]) for claim in row.get("claims", [])]
    speaker = question["attributed_to"][0]
    return [
        claim
        for claim in claims
        if any(row["stance"] in BEHIND and record.is_kin(row["claimant"], speaker) for row in live(claim))
    ]


def admitted_dates(question: JSON, record: Record) -> list[str]:
    """Every date that counts as right for what the stem asks."""
    if question["predicate"] == "stated":
        against = re.search(" (deny|dispute) this: ", question["prompt"]) is not None
        rows = [row for claim in record.same_claims(question["claim"]) for row in live(claim)]
        speaker = question["attributed_to"][0]
        texts = [
            row.get("stated_on")
            for row in rows
            if (row["stance"] in AGAINST) == against and record.is_kin(row["claimant"], speaker)
        ]
    elif question["claim"] is not None and question["attributed_to"]:
        texts = [claim.get("happened") for claim in spoken_of(question, record)]
    else:
        rows = record.same_events(question["event"])
        texts = [row.get("happened") for row in rows]
        texts += [claim.get("happened") for row in rows for claim in row.get("claims", []) if live(claim)]
    return list(filter(None, texts))


def dates(question: JSON, record: Record) -> Complaints:
    """One right date of one precision, disjoint from all others; what is written is what is meant."""
    answer, admitted = question["answer"][0], admitted_dates(question, record)
    if answer not in admitted:
        yield "on_record: the record does not give this date"
    if any(clash(answer, other) for other in admitted):
        yield "one_right_date: the record also gives another date"
    wrong = [choice["value"] for choice in wrong_choices(question)]
    for one in wrong:
        if any(share_a_day(one, right) for right in (answer, *admitted)):
            yield f"one_right_date: {one} may be right"
    if any(share_a_day(one, other) for one, other in combinations(wrong, 2)):
        yield "one_right_date: two wrong options overlap"
    yield from precision(question)
    for choice in question["choices"]:
        if not reads_as(choice["text"], choice["value"]):
            yield f"era: “{choice['text']}” is not {choice['value']}"


def precision(question: JSON) -> Complaints:
    """The answer exact, all options as precise as it is."""
    answer, wrong = question["answer"][0], [choice["value"] for choice in wrong_choices(question)]
    if {fineness(value) for value in (answer, *wrong)} != {fineness(answer)}:
        yield "precision: options of several precisions"
    if "about" in fineness(answer) or "X" in answer.removeprefix("XXXX") or ".." in answer:
        yield "precision: the answer is not exact"
    if question["precision"] != fineness(answer).split()[1]:
        yield "precision: not that of the answer"


def is_plain(value: str) -> bool:
    """Whether the value is one day, month or year, without a doubt about it."""
    return re.fullmatch(r"-?\d{4}(-\d\d){0,2}", value) is not None


def reads_as(text: str, value: str) -> bool:
    """Whether a day, month or year in words says what it stands for (sets and intervals are not read)."""
    if not is_plain(value):
        return True
    fields = value.lstrip("-").split("-")
    year = -int(fields[0]) if value.startswith("-") else int(fields[0])
    words = fold(text).split()
    expected = [str(int(field)) for field in fields[2:]] + [MONTHS[int(field) - 1] for field in fields[1:2]]
    return words == [*expected, str(year if year > 0 else 1 - year), *(["bc"] if year < 1 else words[len(fields) :])]


def places(question: JSON, record: Record) -> Complaints:
    """One right place; the others not on record for it, of one kind, none inside another."""
    answer = question["answer"][0]
    if question["claim"] is not None and question["attributed_to"]:
        admitted = {key for claim in spoken_of(question, record) for key in claim.get("places", [])}
    else:
        rows = record.same_events(question["event"])
        admitted = {link["place"] for row in rows for link in row.get("places", [])}
        admitted |= {
            key for row in rows for claim in row.get("claims", []) if live(claim) for key in claim.get("places", [])
        }
    if answer not in admitted:
        yield "on_record: the record does not give this place"
    if question["form"] != "choice" and len(admitted) > 1:
        yield "one_right_place: several places would be right"
    for choice in wrong_choices(question):
        around = {upper for key in admitted for upper in record.around(key)}
        if choice["value"] in admitted | around:
            yield f"one_right_place: {choice['value']} is right as well"
    if record.places[answer]["kind"] not in fold(question["prompt"]).split():
        yield "level_stated: the stem does not say what kind of place"
    yield from nesting(question, record)


def nesting(question: JSON, record: Record) -> Complaints:
    """Options of one kind, none an alias of another or around it, each written by its name."""
    for choice in question["choices"]:
        if fold(choice["text"]) != fold(record.places[choice["value"]]["name"]):
            yield f"no_nesting: “{choice['text']}” is not the name of {choice['value']}"
    for one, other in combinations([choice["value"] for choice in question["choices"]], 2):
        if is_nested(one, other, record):
            yield f"no_nesting: {one} and {other}"
        if record.places[one]["kind"] != record.places[other]["kind"]:
            yield f"no_nesting: {one} and {other} are of two kinds"
        if {fold(name) for name in names_of(record.places[one])} & {
            fold(name) for name in names_of(record.places[other])
        }:
            yield f"no_nesting: {one} and {other} share a name"


def bearings(question: JSON, record: Record) -> Complaints:
    """The place in the stem is one place, seen from one place, and no other direction comes near."""
    stem = fold(question["prompt"])
    found = {
        place["bearing"]["direction"]
        for place in record.places.values()
        if place.get("bearing")
        and fold(f"from {record.places[place['bearing']['from']]['name']} does {place['name']} lie") in stem
    }
    if found != set(question["answer"]):
        yield "on_record: the record does not give this direction, or another too"
    named = [
        place["key"]
        for place in record.places.values()
        for name in names_of(place)[:1] + sorted(set(names_of(place)[1:]) - {place["name"]})
        if fold(f"does {name} lie") in stem
    ]
    if len(named) > 1:
        yield "unique_referent: two places bear this name"
    for choice in wrong_choices(question):
        points = abs(COMPASS.index(choice["value"]) - COMPASS.index(question["answer"][0]))
        if min(points, 8 - points) < 2:
            yield f"one_bearing: {choice['value']} is too near"


def claimants(question: JSON, record: Record) -> Complaints:
    """One right claimant: no other took the stance or may be one who did, all have spoken in the conflict."""
    answer, claim = question["answer"][0], question["claim"]
    stance = STANCE[question["predicate"]]
    if not any(row["claimant"] == answer and row["stance"] == stance for row in live(record.claims[claim])):
        yield "on_record: the record does not give this stance"
    takers = record.takers(claim, stance)
    if question["form"] != "choice":
        accepted = {fold(name) for name in question["accepted"]}
        if any(fold(record.claimants[taker]["name"]) not in accepted for taker in takers):
            yield "exclusive: others would be right as well"
    options = [choice["value"] for choice in question["choices"]]
    for choice in wrong_choices(question):
        if any(record.may_be(choice["value"], taker) for taker in takers):
            yield f"exclusive: {choice['value']} may have said it too"
        if not record.has_spoken(choice["value"], record.conflict(question["event"])):
            yield f"closed_world: {choice['value']} has not spoken"
    if any(record.may_be(one, other) for one, other in combinations(options, 2)):
        yield "exclusive: two options may be one"
    for choice in question["choices"]:
        if fold(choice["text"]) != fold(record.claimants[choice["value"]]["name"]):
            yield f"on_record: “{choice['text']}” is not the name of {choice['value']}"


def leak(question: JSON, record: Record) -> Complaints:
    """Nothing in the stem tells the answer."""
    stem, answer = fold(question["prompt"]), question["answer"][0]
    if question["family"] == "date":
        telling = date_words(question)
    elif question["predicate"] == "bearing":
        telling = [choice["text"] for choice in question["choices"] if choice["value"] == answer]
    elif question["family"] == "place":
        telling = names_of(record.places[answer])
    else:
        telling = names_of(record.claimants[answer])
        yield from identity(question, record)
    for words in telling:
        if fold(words) in stem:
            yield f"no_leak: the stem holds “{words}”"


def date_words(question: JSON) -> list[str]:
    """The ways to write the answer, and the month and year that not all options share."""
    answer = question["answer"][0]
    words = list(question["accepted"])
    if not is_plain(answer):
        return words
    values = [choice["value"] for choice in wrong_choices(question)]
    fields = answer.lstrip("-").split("-")
    year = -int(fields[0]) if answer.startswith("-") else int(fields[0])
    whole = [(ordinal(year, 1, 1), ordinal(year, 12, 31))]
    if len(fields) == 1 or not all(a <= c and d <= b for v in values for c, d in days_of(v) for a, b in whole):
        words.append(str(year if year > 0 else 1 - year))
    if len(fields) > 1:
        month = MONTHS[int(fields[1]) - 1]
        if any(months_touched(value) != months_touched(answer) for value in values):
            words.append(month)
        if len(fields) == 3:
            words += [f"{int(fields[2])} {month}", f"{month} {int(fields[2])}"]
    return words


def identity(question: JSON, record: Record) -> Complaints:
    """No word of the answer's name or side in the stem, unless a wrong option has it too."""
    stem = fold(question["prompt"]).split()
    shared = {word for choice in wrong_choices(question) for word in words_of(choice["value"], record)}
    for word in words_of(question["answer"][0], record):
        stems = [other for other in stem if other == word or (len(word) > 4 and other.startswith(word))]
        if stems and not any(other == word or (len(other) > 4 and word.startswith(other[:5])) for other in shared):
            yield f"no_identity_cue: “{word}” points at the answer"


def words_of(claimant: str, record: Record) -> set[str]:
    """The words of a claimant's names and side, apart from those that fit any side."""
    row = record.claimants[claimant]
    names = [*names_of(row), record.parties.get(row.get("speaks_for", ""), "")]
    return {word for name in names for word in fold(name).split() if word not in ANY_SIDE and len(word) > 1}
