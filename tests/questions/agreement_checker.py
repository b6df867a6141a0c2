"""The naive checker for questions whether accounts agree, and for any question about one Fact.

A careful reader puts down who says what, with which passage, and compares; no code is shared with the rules.
"""

import re
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from tests.questions.checker import complain, is_contested, is_nested, referent
from tests.questions.pencil import AGAINST, BEHIND, Record, clash, fold, holds, live, share_a_day
from tests.questions.scale_checker import complain_of_scale

JSON = dict[str, Any]
Complaints = Iterator[str]
# Who says what of which claim.
Word = tuple[str, str, JSON]

TELLING = "alleged|allegedly|claims?|claimed|reported|reportedly|rumoured|denied|denies|disputed|contested|supposed"


def complain_of_one(question: JSON, record: JSON) -> list[str]:
    """Everything that is wrong with a question about one Fact, in any form."""
    own = {"disagree": complain_of_agreement, "timeline": complain_of_scale}
    return own.get(question["form"], complain)(question, record)


def complain_of_agreement(question: JSON, record: JSON) -> list[str]:
    """Everything that is wrong with a question whether accounts agree that claims to be live."""
    reader = Record(record)
    checks = (shape, wording, referent, support, by_matter)
    return [found for check in checks for found in check(question, reader)]


def shape(question: JSON, record: Record) -> Complaints:
    """Two answers, one of them right."""
    if question["rejected"]:
        yield "live: the question is refused"
    if [choice["value"] for choice in question["choices"]] != ["agree", "disputed"]:
        yield "enough_options: not the two answers"
    if question["answer"] not in (["agree"], ["disputed"]):
        yield "one_right_agreement: not one answer"


def wording(question: JSON, record: Record) -> Complaints:
    """The stem names nobody's account, and no word of it tells the answer."""
    if re.search(rf" ({TELLING}) ", fold(question["prompt"])):
        yield "no_dispute_cue: the stem says that it is in dispute"
    if question["attributed_to"] or "According to" in question["prompt"]:
        yield "dispute_attributed: the stem names one account"
    if len(question["prompt"].split()) > 40:
        yield "self_contained: more than forty words"


def support(question: JSON, record: Record) -> Complaints:
    """The sources are those cited for the accounts."""
    cited = {passage["source"] for claim in about(question, record) for passage in passages(claim)}
    if not question["sources"] or not set(question["sources"]) <= cited:
        yield "provenance: not the accounts' sources"


def passages(claim: JSON) -> Iterator[JSON]:
    return (passage for row in live(claim) for passage in row.get("citations", []))


def about(question: JSON, record: Record) -> list[JSON]:
    """The claims whose accounts are to be compared."""
    if question["claim"] is not None:
        return [*record.same_claims(question["claim"]), *record.opposing(question["claim"])]
    rows = record.same_events(question["event"])
    claims = [claim for row in rows for claim in row.get("claims", [])]
    if question["predicate"] == "happened":
        return [claim for claim in claims if claim["about"] == "date" and claim.get("happened")]
    return [claim for claim in claims if claim.get("places")]


def words(claims: list[JSON]) -> list[Word]:
    """Who says what of these, with a passage, reports left out."""
    return [
        (row["claimant"], row["stance"], claim)
        for claim in claims
        for row in live(claim)
        if row["stance"] in BEHIND | AGAINST and row.get("citations")
    ]


def by_matter(question: JSON, record: Record) -> Complaints:
    """The answer is what the accounts come to."""
    claims = about(question, record)
    said, key = words(claims), question["claim"]
    behind = [(who, claim) for who, stance, claim in said if stance in BEHIND]
    if key is None:
        contested = is_contested(question["predicate"], question["event"], record)
    else:
        contested = record.is_contested(key)
    if question["answer"] == ["disputed"]:
        if not contested:
            yield "one_right_agreement: nothing is contested"
        if not any(quarrel(one, other, question, record) for one, other in product(said, said)):
            yield "several_accounts: no two different claimants contradict each other"
        return
    if contested:
        yield "one_right_agreement: it is contested"
    if any(not in_accord(one, other, question, record) for (_, one), (_, other) in combinations(behind, 2)):
        yield "one_right_agreement: two accounts differ"
    if question["predicate"] == "happened" and any(
        is_part(one, other) or is_part(other, one) for (_, one), (_, other) in combinations(behind, 2)
    ):
        yield "one_right_agreement: one gives a part of how long it lasted by the other"
    if not any(are_independent(one, other, record) for (one, _), (other, _) in combinations(behind, 2)):
        yield "several_accounts: no two independent accounts"
    linked = [other for claim in claims for key in [claim["key"]] for other in related(key, record)]
    if any(row.get("needs_review") for claim in linked for row in claim["attributions"]):
        yield "nothing_pending: a stance is held back"


def related(key: str, record: Record) -> list[JSON]:
    return [*record.same_claims(key), *record.opposing(key)]


def quarrel(one: Word, other: Word, question: JSON, record: Record) -> bool:
    """Whether two different claimants say things that cannot both be so."""
    (first, stance, claim), (second, counter, against) = one, other
    if record.may_be(first, second):
        return False
    same = against["key"] in {row["key"] for row in record.same_claims(claim["key"])}
    opposed = against["key"] in {row["key"] for row in record.opposing(claim["key"])}
    if same and (stance in BEHIND) != (counter in BEHIND):
        return True
    if opposed and (stance in BEHIND) == (counter in BEHIND):
        # Denying what is opposed is saying it; two who deny two opposed claims say opposite things of the matter asked.
        return stance in BEHIND or question["claim"] is not None
    both = stance in BEHIND and counter in BEHIND
    return both and question["claim"] is None and not in_accord(claim, against, question, record)


def in_accord(one: JSON, other: JSON, question: JSON, record: Record) -> bool:
    """Whether both claims may be said by whoever gives one date, or one place."""
    if question["claim"] is not None:
        return other["key"] in {row["key"] for row in record.same_claims(one["key"])}
    if question["predicate"] == "place":
        pairs = [(one["places"], other["places"]), (other["places"], one["places"])]
        return all(any(is_nested(key, near, record) for near in there) for here, there in pairs for key in here)
    first, second = one["happened"], other["happened"]
    if re.search("[~?%]", first + second):
        return share_a_day(first, second)
    return not clash(first, second)


def is_part(one: JSON, other: JSON) -> bool:
    """Whether a day, or some days, lie within days from one to another, both ends known."""
    part, whole = one["happened"], other["happened"]
    if part == whole or not re.fullmatch(r"-?\d+-\d\d-\d\d/-?\d+-\d\d-\d\d", whole):
        return False
    return bool(re.search(r"\d-\d\d-\d\d", part)) and not re.search(r"[~?%]|\.\.|/$|^/", part) and holds(whole, part)


def are_independent(one: str, other: str, record: Record) -> bool:
    """Whether two claimants have no party, office or body in common."""
    a, b = record.claimants[one], record.claimants[other]
    if one == other or "unnamed" in (a["kind"], b["kind"]):
        return False
    if a.get("speaks_for") and a.get("speaks_for") == b.get("speaks_for"):
        return False
    return not record.above(one) & record.above(other)
