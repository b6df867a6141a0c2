"""Where a Fact's neighbours are looked for: what they have in common, and where it stands among them. Pure."""

from typing import Final

from history.facts.datelines import first_day
from history.facts.values import AgreementFact, BearingFact, ClaimantFact, DateFact, Fact, PlaceFact

LONGEST_VICINITY: Final = 160

# What neighbours have in common, and a day number; None where nothing says where it stands.
Vicinity = tuple[str, int | None]


def vicinity_of(fact: Fact) -> Vicinity:
    """Dates of one precision in one conflict, who speaks there and where it took place, directions from one place.

    A date that is in doubt stands nowhere: no wrong date is taken from it.
    """
    match fact:
        case BearingFact():
            return fact.origin.key, None
        case DateFact(event=event, value=value) if event:
            return f"{event.conflict} {value.precision}", None if value.qualifier else first_day(value)
        case ClaimantFact(event=event, stated=stated) if event:
            return event.conflict, stated.earliest_day if stated else None
        case PlaceFact(event=event) if event:
            return event.conflict, event.happened.earliest_day if event.happened else None
        case AgreementFact(event=event) if event:
            return event.conflict, None
    return "", None
