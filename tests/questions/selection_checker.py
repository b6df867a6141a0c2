"""The naive checker for questions in which all that is right is to be ticked. It shares no code with the rules."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from tests.questions.checker import POINTING, STANCE, is_nested, words_of
from tests.questions.pencil import BEHIND, Record, fold, live, names_of

JSON = dict[str, Any]
Complaints = Iterator[str]


def complain_of_selection(question: JSON, record: JSON) -> list[str]:
    """Everything that is wrong with such a question that claims to be live."""
    reader = Record(record)
    judge = statements if question["family"] == "claimant" else places
    return [*shape(question, reader), *judge(question, reader)]


def shape(question: JSON, record: Record) -> Complaints:
    """Some right, some wrong, none twice, each Fact with its answer, and sources."""
    values = [choice["value"] for choice in question["choices"]]
    right, wrong = question["answer"], [value for value in values if value not in question["answer"]]
    if question["rejected"]:
        yield "live: the question is refused"
    if not 2 <= len(right) <= 4 or len(question["facts"]) != len(right) or not set(right) <= set(values):
        yield "enough_items: not two to four right ones with a Fact each"
    if not 2 <= len(wrong) <= 4:
        yield "right_and_wrong: not two to four wrong ones"
    texts = {fold(choice["text"]) for choice in question["choices"]}
    if len(set(values)) < len(values) or len(texts) < len(values):
        yield "set_apart: one stands there twice"
    if values != sorted(values):
        yield "no_option_cue: their order may tell"
    if not question["sources"]:
        yield "provenance: no source"
    if re.search(rf"\b({POINTING})\b", question["prompt"], re.IGNORECASE):
        yield "self_contained: the stem points outside itself"


def speaker_of(question: JSON) -> str:
    """Who the question is about: the last part of the first Fact's key, or the one before a place's."""
    parts = str(question["facts"][0]).split("/")
    return parts[2]


def statements(question: JSON, record: Record) -> Complaints:
    """The claimant takes the stance on each right statement, and nobody who may be it does on a wrong one."""
    who, stance = speaker_of(question), STANCE[question["predicate"]]
    if fold(record.claimants[who]["name"]) not in fold(question["prompt"]):
        yield "one_voice: the stem names somebody else"
    for choice in question["choices"]:
        claim, is_right = record.claims[choice["value"]], choice["value"] in question["answer"]
        if fold(claim["statement"]) != fold(choice["text"]):
            yield "unique_referent: other words than the claim's"
        alike = [same["key"] for same in record.same_claims(claim["key"])]
        for other in record.claims.values():
            if other["key"] not in alike and fold(other["statement"]) == fold(claim["statement"]):
                yield f"unique_referent: {other['key']} has the same words"
        said = [row for row in live(claim) if row["claimant"] == who and row["stance"] == stance]
        if is_right and not any(row.get("citations") for row in said):
            yield f"provenance: {choice['value']} is not on record as the claimant's"
        if not is_right and any(record.may_be(who, taker) for taker in record.takers(claim["key"], stance)):
            yield f"none_of_the_wrong: {choice['value']} may be the claimant's too"
    yield from cues(question, who, record)


def cues(question: JSON, who: str, record: Record) -> Complaints:
    """No name of the claimant in right statements alone."""
    right = {word for c in question["choices"] if c["value"] in question["answer"] for word in fold(c["text"]).split()}
    wrong = {
        word for c in question["choices"] if c["value"] not in question["answer"] for word in fold(c["text"]).split()
    }
    for word in words_of(who, record) & right:
        if not any(other == word or (len(word) > 4 and other.startswith(word[:5])) for other in wrong):
            yield f"no_ticking_cue: “{word}” points at what is right"


def places(question: JSON, record: Record) -> Complaints:
    """The claimant gives each right place for the event and no wrong one, held back or not; all of one kind, apart."""
    who = speaker_of(question)
    claims = [claim for row in record.same_events(question["event"]) for claim in row.get("claims", [])]
    given = {place for claim in claims for place in claim.get("places", []) if stands_behind(claim, who, record)}
    around = {upper for place in given for upper in record.around(place)}
    if question["attributed_to"] != [who] or fold(record.claimants[who]["name"]) not in fold(question["prompt"]):
        yield "dispute_attributed: the stem does not say according to whom"
    kinds = {record.places[choice["value"]]["kind"] for choice in question["choices"]}
    if len(kinds) != 1:
        yield "level_stated: places of several kinds"
    for choice in question["choices"]:
        value, is_right = choice["value"], choice["value"] in question["answer"]
        if is_right and value not in given:
            yield f"on_record: the claimant does not give {value}"
        if not is_right and value in given | around:
            yield f"none_of_the_wrong: the claimant may give {value} too"
        if is_right and any(fold(name) in fold(question["prompt"]) for name in names_of(record.places[value])):
            yield f"no_leak: the stem names {value}"
    for one, other in combinations([choice["value"] for choice in question["choices"]], 2):
        if is_nested(one, other, record):
            yield f"no_nesting: {one} and {other}"


def stands_behind(claim: JSON, who: str, record: Record) -> bool:
    """Whether the claimant or its kin says this, or something of theirs on it is held back."""
    rows = claim["attributions"]
    return any(
        record.is_kin(row["claimant"], who) and (row.get("needs_review") or row["stance"] in BEHIND) for row in rows
    )
