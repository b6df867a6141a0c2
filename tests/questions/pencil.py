"""What a careful reader with the record (attest-record/1) and a pencil makes of it, for the naive checker.

Standard library only: it shares no code with what it checks, and is written from the design.
"""

import re
import unicodedata
from datetime import date
from typing import Any

JSON = dict[str, Any]
Days = list[tuple[float, float]]

EVER = float("inf")
BEHIND = {"asserts", "confirms"}
AGAINST = {"denies", "disputes"}


def ordinal(year: int, month: int, day: int) -> int:
    """The number of a day, for any astronomical year."""
    shift = 0
    while year < 1:
        year, shift = year + 400, shift + 146_097
    return date(year, month, day).toordinal() - shift


def part_days(text: str) -> tuple[int, int]:
    """First and last day of one EDTF date, with a margin where it is "about"."""
    about = text[-1] in "~%"
    bare = text.rstrip("~?%")
    sign, digits = (-1, bare[1:]) if bare.startswith("-") else (1, bare)
    fields = digits.split("-")
    if "X" in fields[0]:
        ends = sorted(sign * int(fields[0].replace("X", digit)) for digit in "09")
        return ordinal(ends[0], 1, 1), ordinal(ends[1], 12, 31)
    year = sign * int(fields[0])
    if len(fields) == 3:
        day = ordinal(year, int(fields[1]), int(fields[2]))
        return day - 3 * about, day + 3 * about
    if len(fields) == 2 and int(fields[1]) <= 12:
        month = int(fields[1])
        after = ordinal(year + month // 12, month % 12 + 1, 1)
        return ordinal(year, month, 1) - 28 * about, after - 1 + 28 * about
    return ordinal(year, 1, 1) - 730 * about, ordinal(year, 12, 31) + 730 * about


def days_of(text: str) -> Days:
    """The days that an EDTF expression admits; a month of no stated year has none of its own."""
    if text.startswith("XXXX"):
        return []
    if "/" in text:
        first, last = text.split("/")
        return [
            (
                part_days(first)[0] if first.strip(".") else -EVER,
                part_days(last)[1] if last.strip(".") else EVER,
            )
        ]
    if not text.startswith("["):
        return [part_days(text)]
    spans: Days = []
    for choice in text[1:-1].split(","):
        if ".." in choice:
            first, last = choice.split("..")
            spans.append((part_days(first)[0] if first else -EVER, part_days(last)[1] if last else EVER))
        else:
            spans.append(part_days(choice))
    return spans


def months_touched(text: str) -> set[int]:
    """The months of the year that some admitted day falls in."""
    if text.startswith("XXXX"):
        return {int(text[5:7])}
    found: set[int] = set()
    for first, last in days_of(text):
        if last - first > 330 or -EVER in (first, last) or last == EVER:
            return set(range(1, 13))
        for day in range(int(first), int(last) + 1):
            found.add(date.fromordinal((day - 1) % 146_097 + 1).month)
    return found


def share_a_day(one: str, other: str) -> bool:
    """Whether both dates can be true of one day."""
    if "XXXX" in one + other:
        return bool(months_touched(one) & months_touched(other))
    return any(a <= d and c <= b for a, b in days_of(one) for c, d in days_of(other))


def holds(outer: str, inner: str) -> bool:
    """Whether the inner date only says more than the outer one."""
    if inner.startswith("XXXX"):
        return outer == inner
    if outer.startswith("XXXX"):
        return months_touched(inner) == {int(outer[5:7])} and all(b - a < 31 for a, b in days_of(inner))
    covered = {day for a, b in days_of(outer) if b - a < 99_999 for day in range(int(a), int(b) + 1)}
    wide = [(a, b) for a, b in days_of(outer) if b - a >= 99_999]

    def fits(a: float, b: float) -> bool:
        if any(c <= a and b <= d for c, d in wide):
            return True
        return b - a < 99_999 and covered.issuperset(range(int(a), int(b) + 1))

    return all(fits(a, b) for a, b in days_of(inner))


def clash(one: str, other: str) -> bool:
    """Whether not both dates can be right: neither only says more, or both state how long, and not the same."""
    if not holds(one, other) and not holds(other, one):
        return True
    ends = [re.fullmatch(r"([-\dX]+\d)/([-\dX]+\d)", text) for text in (one, other)]
    if ends[0] is None or ends[1] is None:
        return False
    return any(clash(mine, theirs) for mine, theirs in zip(ends[0].groups(), ends[1].groups(), strict=True))


def fineness(text: str) -> str:
    """The form and precision of a date, told from its characters."""
    shape = "set" if text.startswith("[") else "interval" if "/" in text else "one"
    member = re.split(r"[,/]|\.\.", text.strip("[]"))[0].lstrip("-")
    names = {0: "year", 1: "month", 2: "day"}
    exact = "month-of-year" if text.startswith("XXXX") else names[member.count("-")]
    return f"{shape} {exact}" + (" about" if re.search("[~?%]", text) else "")


def fold(text: str) -> str:
    """Words in small letters without diacritics, one space around each."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ə", "e").replace("Ə", "E"))
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    words = re.findall(r"[^\W_]+", letters.casefold())
    return f" {' '.join(words)} "


class Record:
    """The record as a reader sees it: published events, who is kin to whom, what is marked the same."""

    def __init__(self, record: JSON) -> None:
        self.every_event = {event["key"]: event for event in record["events"]}
        self.events = {
            key: event for key, event in self.every_event.items() if event.get("status", "published") == "published"
        }
        self.claimants = {claimant["key"]: claimant for claimant in record["claimants"]}
        self.places = {place["key"]: place for place in record["places"]}
        self.sources = {source["key"] for source in record["sources"]}
        self.parties = {party["key"]: party["name"] for party in record["parties"]}
        self.claims = {claim["key"]: claim for event in self.events.values() for claim in event.get("claims", [])}
        self.home = {claim["key"]: event["key"] for event in self.events.values() for claim in event.get("claims", [])}

    def same_claims(self, key: str) -> list[JSON]:
        """The claim and all marked the same, however many steps away, whichever side was marked."""
        return [self.claims[other] for other in reach(key, self.claims, lambda claim: claim.get("same_as", []))]

    def same_events(self, key: str) -> list[JSON]:
        """The event and all marked the same."""
        found = reach(key, self.events, lambda event: [event["same_as"]] if event.get("same_as") else [])
        return [self.events[other] for other in found]

    def opposing(self, key: str) -> list[JSON]:
        """Claims that stand against this one or one marked the same, and those marked the same as they."""
        own = {claim["key"] for claim in self.same_claims(key)}
        pairs = [(claim["key"], other) for claim in self.claims.values() for other in claim.get("opposes", [])]
        against = {other for one, other in pairs if one in own} | {one for one, other in pairs if other in own}
        found = {same["key"] for other in against & self.claims.keys() for same in self.same_claims(other)}
        return [self.claims[key] for key in sorted(found)]

    def is_contested(self, key: str) -> bool:
        """Denied or disputed, or against or under an asserted claim."""
        said = [row for claim in self.same_claims(key) for row in live(claim)]
        if any(row["stance"] in AGAINST for row in said):
            return True
        return any(row["stance"] in BEHIND for claim in self.opposing(key) for row in live(claim))

    def takers(self, key: str, stance: str) -> set[str]:
        """All who may be said to take the stance; held back, anybody may."""
        against = stance in AGAINST
        found = set()
        for claims, side in ((self.same_claims(key), against), (self.opposing(key), not against)):
            for claim in claims:
                for row in claim["attributions"]:
                    if row.get("needs_review") or (row["stance"] in AGAINST) == side:
                        found.add(row["claimant"])
        return found

    def above(self, key: str) -> set[str]:
        """The claimant, its offices, the bodies it is part of, all the way up."""
        found: set[str] = set()
        todo = [key]
        while todo:
            here = todo.pop()
            if here in found or here not in self.claimants:
                continue
            found.add(here)
            todo += [*self.claimants[here].get("holds", []), *filter(None, [self.claimants[here].get("part_of")])]
        return found

    def is_kin(self, one: str, other: str) -> bool:
        """Whether an answer that names one could be said to name the other."""
        if one in self.above(other) or other in self.above(one):
            return True
        a, b = self.claimants[one], self.claimants[other]
        if set(a.get("holds", [])) & set(b.get("holds", [])):
            return True
        return (
            bool(a.get("speaks_for"))
            and a.get("speaks_for") == b.get("speaks_for")
            and "side" in (a["kind"], b["kind"])
        )

    def may_be(self, one: str, other: str) -> bool:
        """The same, where an unnamed source may be anybody who speaks for no side."""
        a, b = self.claimants[one], self.claimants[other]
        nobody = not a.get("speaks_for") and not b.get("speaks_for")
        return self.is_kin(one, other) or (nobody and "unnamed" in (a["kind"], b["kind"]))

    def around(self, key: str) -> set[str]:
        """The places that a place lies within."""
        found: set[str] = set()
        upper = self.places[key].get("within")
        while upper and upper not in found:
            found.add(upper)
            upper = self.places[upper].get("within")
        return found - {key}

    def conflict(self, key: str) -> str:
        """The root of the tree of parts; the topic where there is no tree."""
        event = self.every_event[key]
        if not event.get("part_of") and not any(e.get("part_of") == key for e in self.every_event.values()):
            return "/".join(sorted(event.get("topics", [])))
        while event.get("part_of"):
            event = self.every_event[event["part_of"]]
        return str(event["key"])

    def has_spoken(self, claimant: str, conflict: str) -> bool:
        """Whether the claimant has a live stance somewhere in the conflict."""
        return any(
            row["claimant"] == claimant
            for key, claim in self.claims.items()
            if self.conflict(self.home[key]) == conflict
            for row in live(claim)
        )


def reach(key: str, rows: JSON, links: Any) -> list[str]:
    """Keys that links lead to from a key, in either direction, itself first."""
    found = [key]
    for here in found:
        for other, row in rows.items():
            near = other in links(rows[here]) or here in links(row)
            if near and other not in found:
                found.append(other)
    return found


def live(claim: JSON) -> list[JSON]:
    """Attributions that are not held back."""
    return [row for row in claim["attributions"] if not row.get("needs_review")]


def names_of(row: JSON) -> list[str]:
    """A place's or claimant's names."""
    return [row["name"], *row.get("aliases", []), *(name["name"] for name in row.get("names", []))]
