"""A made-up record of any size, the same each time: what the benchmarks of generating and refreshing read."""

from collections.abc import Iterable, Iterator
from random import Random

from history.dates import from_day_number
from history.facts.rows import AttributionRow, ClaimantRow, ClaimRow, EventRow, PlaceRow, Rows
from history.facts.values import Passage

# So many events has a conflict, so many claimants speak in it.
CONFLICT_SIZE = 50
SPEAKERS = 12
FIRST_DAY, LAST_DAY = 640_000, 737_000  # 1753 to 2018
KINDS = ("village", "town", "settlement", "site")
ONSETS = ("b", "br", "d", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z")
RHYMES = ("al", "an", "ar", "ek", "en", "er", "il", "in", "or", "os", "ov", "ul", "um", "ur", "ad", "ed")
SOURCE = (Passage("made-up", "A made-up chronicle", "Nobody", "", "1"),)


class MadeUp:
    """Names, days and spots by the number of an event, drawn from a seed of their own."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.conflict, self.position = divmod(number, CONFLICT_SIZE)
        chance = Random(f"event:{number}")
        self.name = make_name(chance)
        self.place = make_name(chance)
        self.kind = chance.choice(KINDS)
        around = Random(f"conflict:{self.conflict}")
        self.latitude = round(around.uniform(-50, 60) + chance.uniform(-2, 2), 4)
        self.longitude = round(around.uniform(-170, 170) + chance.uniform(-2, 2), 4)
        begin = around.randrange(FIRST_DAY, LAST_DAY)
        self.day = write_day(begin + chance.randrange(4 * 365))
        self.stances = list(zip(chance.sample(range(SPEAKERS), 3), ("asserts", "denies", "reports"), strict=True))

    @property
    def key(self) -> str:
        """The event's key."""
        return f"event-{self.number}"

    @property
    def statement(self) -> str:
        """What is said about it."""
        return f"{self.name} lost {self.number} men"

    @property
    def title(self) -> str:
        """What happened: its words are those of no other event, as in a real record."""
        return f"Battle of {self.name} Ford no. {self.number}"


def make_name(chance: Random) -> str:
    """A name of three syllables."""
    return "".join(chance.choice(ONSETS) + chance.choice(RHYMES) for _syllable in range(3)).capitalize()


def write_day(number: int) -> str:
    """A day number as EDTF."""
    return "{:04}-{:02}-{:02}".format(*from_day_number(number))


def make_rows(events: int, first: int = 0) -> Rows:
    """So many events of one topic from number `first` on: each with a date, a place, and a claim of three voices."""
    made = [MadeUp(number) for number in range(first, first + events)]
    return Rows(
        topic="made-up",
        events=tuple(map(event_row, made)),
        claimants=tuple(claimant_rows(range(made[0].conflict, made[-1].conflict + 1))),
        places=tuple(map(place_row, made)),
    )


def event_row(made: MadeUp) -> EventRow:
    """One event with its claim."""
    said = tuple(
        AttributionRow(f"claimant-{made.conflict}-{speaker}", stance, made.day, citations=SOURCE)
        for speaker, stance in made.stances
    )
    claim = ClaimRow(
        key=f"claim-{made.number}",
        statement=made.statement,
        about="figure",
        attributions=said,
    )
    return EventRow(
        key=made.key,
        title=made.title,
        topic="made-up",
        conflict=f"war-{made.conflict}",
        conflict_title=f"War {made.conflict}",
        happened=made.day,
        places=((f"place-{made.number}", "at"),),
        citations=SOURCE,
        claims=(claim,),
    )


def place_row(made: MadeUp) -> PlaceRow:
    """The place of one event."""
    return PlaceRow(f"place-{made.number}", made.place, made.kind, latitude=made.latitude, longitude=made.longitude)


def claimant_rows(conflicts: Iterable[int]) -> Iterator[ClaimantRow]:
    """Those who speak in each conflict: as many of one side as of the other, and of none."""
    for conflict in conflicts:
        for speaker in range(SPEAKERS):
            side = ("", "red", "blue")[speaker % 3]
            chance = Random(f"claimant:{conflict}:{speaker}")
            name = chance.choice(ONSETS) + chance.choice(RHYMES) + chance.choice(ONSETS) + chance.choice(RHYMES)
            yield ClaimantRow(
                key=f"claimant-{conflict}-{speaker}",
                name=f"{name.capitalize()} {'Gazette' if speaker % 2 else 'Courier'}",
                kind="media",
                speaks_for=f"{side}-{conflict}" if side else "",
                party_name=f"{side.capitalize()} {conflict}" if side else "",
            )
