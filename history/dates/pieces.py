"""What one part of a typed date says, and what it leaves to its neighbours."""

from dataclasses import dataclass, replace
from typing import Final

from history.dates.parts import write_year
from history.dates.vocabulary import BC

LONGEST_YEAR: Final = 5
YEAR_FIGURES: Final = 4
# "9.10.20": a year without its century.
SHORT_FIGURES: Final = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A day, month, year and era, each of which may be missing; "14" in "14 or 15 October 2020" is only a day."""

    day: str = ""
    month: int | None = None  # 21 to 24 for a season
    year: str = ""
    era: str = ""

    def to_edtf(self, default_year: int | None) -> str | None:
        """Write it in EDTF; None where too little is said to be a date, or a year could be another."""
        year = self._astronomical_year(default_year)
        if self.day and (self.month is None or year is None):
            return None
        if year is None:
            return f"XXXX-{self.month:02}" if self.month and not self.year else None
        month = "" if self.month is None else f"-{self.month:02}"
        return f"{write_year(year)}{month}{f'-{int(self.day):02}' if self.day else ''}"

    def _astronomical_year(self, default: int | None) -> int | None:
        if not self.year:
            return default if self.month else None
        number = int(self.year) if len(self.year) <= LONGEST_YEAR else 0
        if len(self.year) == SHORT_FIGURES and not self.era and default is not None:
            return default if number == default % 100 else None
        if number == 0:
            return None
        if self.era:
            return 1 - number if self.era == BC else number
        return number if len(self.year) == YEAR_FIGURES else None


def complete(pieces: list[Piece]) -> list[Piece]:
    """The pieces, each with what its neighbours say for it: "14 or 15 October 2020", "October 14 or 15, 2020"."""
    filled = pieces[-1:]
    for piece in reversed(pieces[:-1]):
        filled.insert(0, _fill(piece, filled[0]))
    for i in range(1, len(filled)):
        if filled[i].day and not filled[i].month:
            filled[i] = _fill(filled[i], filled[i - 1])
        if not filled[i].year:  # "2020, 14 or 15 October"
            filled[i] = replace(filled[i], year=filled[i - 1].year, era=filled[i - 1].era)
        elif not filled[i].era and len(filled[i].year) < YEAR_FIGURES:  # "BC 480 or 479"
            filled[i] = replace(filled[i], era=filled[i - 1].era)
    return filled


def _fill(piece: Piece, neighbour: Piece) -> Piece:
    if piece.day and not piece.month and not neighbour.month and not neighbour.day:
        return Piece(year=piece.day, era=neighbour.era)  # "43 or 44 AD"
    if piece.day and not piece.month:
        piece = replace(piece, month=neighbour.month)
    if not piece.year:
        return replace(piece, year=neighbour.year, era=neighbour.era)
    return piece if piece.era else replace(piece, era=neighbour.era)
