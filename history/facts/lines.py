"""Facts that can be asked together, side by side. Pure.

Dates of one voice in one conflict, in time order; who took one stance in one conflict; directions from one place;
places of one kind in one conflict.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from history.dates import Shape
from history.facts.values import BearingFact, ClaimantFact, DateFact, Fact, FactLine, LineKey, PlaceFact, Predicate

# A side as a whole, or a source nobody named: what it said is told by others.
BY_HEARSAY = frozenset({"side", "unnamed"})


def line_up_facts(facts: Iterable[Fact]) -> Mapping[LineKey, FactLine]:
    """By what they have in common: the Facts that can be asked together, dates and statements in time order."""
    lines: dict[LineKey, list[Fact]] = defaultdict(list)
    for fact in facts:
        if (key := line_of(fact)) is not None:
            lines[key].append(fact)
    return {key: FactLine(sorted(line, key=place_in_line)) for key, line in lines.items()}


def line_of(fact: Fact) -> LineKey | None:
    """What a Fact has in common with those it can be asked with; None where it is asked alone.

    A date is lined up where it can be asked about without doubt: in the record's own voice when the sources agree
    and not just one side speaks, or in the voice of one claimant; never one that is uncertain or approximate.
    """
    match fact:
        case DateFact(predicate=Predicate.HAPPENED, event=event) if event and is_settled(fact):
            voice = fact.attributed_to[0].key if fact.attributed_to else ""
            return ("dates", event.conflict, voice)
        case ClaimantFact(event=event) if event:
            hearsay = "hearsay" if fact.value.kind in BY_HEARSAY else ""
            return ("stances", event.conflict, f"{fact.predicate}/{hearsay}")
        case BearingFact():
            return ("bearings", fact.origin.key, "")
        case PlaceFact(value=place, event=event) if event:
            return ("places", event.conflict, place.kind)
    return None


def is_settled(fact: DateFact) -> bool:
    """Whether a date may stand beside others: not in doubt, bounded, and nobody's in particular or one claimant's."""
    value = fact.value
    if value.qualifier or value.shape is Shape.MONTH_ONLY:
        return False
    return bool(fact.attributed_to) or not (fact.contested or fact.one_sided)


def place_in_line(fact: Fact) -> tuple[int, str]:
    """Where a Fact stands among those it can be asked with."""
    match fact:
        case DateFact(value=date):
            return (date.earliest_day if date.earliest_day is not None else date.latest_day or 0, fact.key)
        case ClaimantFact(stated=stated):
            return ((stated.earliest_day or 0) if stated else 0, fact.key)
    return (0, fact.key)
