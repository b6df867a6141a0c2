"""What surrounds the facts of a topic: who has spoken where, which dates, places and claimants are on record. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from sys import intern

from history.facts.datelines import first_day, line_up_days
from history.facts.naming import name_claimants, name_places, read_date
from history.facts.registers import Register
from history.facts.rows import ClaimantRow, Rows
from history.facts.standing import SUPPORTING_STANCES, live_attributions
from history.facts.values import ClaimantName, DateKind, DateLine, PlaceName


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where wrong answers come from, for all facts of a topic (`Neighbourhood` tells what the mappings hold)."""

    claimant_rows: Mapping[str, ClaimantRow]
    claimants: Register[ClaimantName]
    places: Register[PlaceName]
    speakers: Mapping[str, Mapping[str, tuple[int, ...]]]
    dates: Mapping[DateKind, DateLine]
    answers: Mapping[str, int]


class Mentions:
    """Gathers, event by event and voice by voice, which dates and speakers each conflict has."""

    def __init__(self) -> None:
        self._dates: dict[DateKind, dict[str, int]] = defaultdict(dict)
        self._speakers: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self.answers: Counter[str] = Counter()

    def add_places(self, places: Iterable[str]) -> None:
        """The places (keys) of events."""
        # The same key stands in many rows: it is kept once.
        self.answers.update(map(intern, places))

    def add_date(self, conflict: str, text: str) -> None:
        """A date (EDTF or empty) that the record, or somebody in it, gives."""
        date = read_date(text)
        if date is not None and not date.qualifier:
            self._dates[conflict, date.shape, date.precision][date.edtf] = first_day(date)

    def add_voice(self, conflict: str, claimant: str, stance: str, stated_on: str, happened: str) -> None:
        """A live attribution; `happened` is the date that its claim gives (EDTF or empty)."""
        self.answers[claimant] += 1
        date = read_date(stated_on)
        days = self._speakers[conflict][claimant]
        if date is not None and date.earliest_day is not None:
            days.add(date.earliest_day)
        self.add_date(conflict, stated_on)
        if stance in SUPPORTING_STANCES:
            self.add_date(conflict, happened)

    def speakers(self) -> Mapping[str, Mapping[str, tuple[int, ...]]]:
        """By conflict: who has spoken in it, and the first days on which they may have done so, in order."""
        return {
            conflict: {claimant: tuple(sorted(days)) for claimant, days in speakers.items()}
            for conflict, speakers in self._speakers.items()
        }

    def dates(self) -> Mapping[DateKind, DateLine]:
        """By conflict, shape and precision: the distinct dates without a qualifier."""
        return {kind: line_up_days(dates) for kind, dates in self._dates.items()}


def gather_surroundings(rows: Rows) -> Surroundings:
    """The surroundings of a topic whose rows are all at hand."""
    mentions = Mentions()
    for event in rows.events:
        conflict = event.conflict or event.topic
        mentions.add_date(conflict, event.happened)
        mentions.add_places(key for key, _role in event.places)
        for claim in event.claims:
            for said in live_attributions(claim):
                mentions.add_voice(conflict, said.claimant, said.stance, said.stated_on, claim.happened)
    return Surroundings(
        claimant_rows={row.key: row for row in rows.claimants},
        claimants=Register(name_claimants(rows.claimants)),
        places=Register(name_places(rows.places)),
        speakers=mentions.speakers(),
        dates=mentions.dates(),
        answers=mentions.answers,
    )
