"""Reading the dates that learners type: whatever is understood without guessing, else nothing."""

import re
from dataclasses import dataclass, replace
from typing import Final

from history.dates.lexing import Lexer, Token
from history.dates.parts import DateError, Precision
from history.dates.pieces import YEAR_FIGURES, Piece, complete
from history.dates.reading import read_edtf
from history.dates.values import HistoricalDate
from history.dates.vocabulary import BC, Kind, fold, mark_eras

LONGEST_TYPED: Final = 100
MOST_TOKENS: Final = 40
MONTHS: Final = 12
LAST_CENTURY: Final = 21

# EDTF as Attest writes it. Only what has this form is given to the EDTF reader, which takes long to say why not.
_ONE = r"(?:-?[0-9]{4}|-?[0-9]{3}x|-?[0-9]{2}xx|y-?[1-9][0-9]{4}|xxxx)(?:-[0-9]{2}){0,2}[~?%]?"
_EDTF = re.compile(rf"{_ONE}|(?:{_ONE})?/(?:{_ONE})?|\[(?:\.\.)?{_ONE}(?:(?:,|\.\.){_ONE})*(?:\.\.)?\]")
# Day, month, year or season, in the orders that people write them. R is a month in Roman numerals.
_IN_ORDER: Final = "N DMY DM MDY MD MY YMD YDM YM M Y SY YS D DY YD DDY DRY DR YRD"
_ORDERS: Final = frozenset(_IN_ORDER.split())
_PARTS: Final = frozenset({Kind.DAY, Kind.MONTH, Kind.YEAR, Kind.SEASON, Kind.ERA, Kind.NUMERIC, Kind.ROMAN})
_EITHER: Final = frozenset({Kind.OR, ",", ";", "/"})
_RANGE: Final = frozenset({Kind.TO, "-"})
_FRAMES: Final = {Kind.BY: "[..{}]", Kind.UNTIL: "../{}", Kind.SINCE: "{}/..", Kind.LATER: "[{}..]", Kind.FROM: "{}/.."}


def read_typed(
    text: str, *, locale: str = "en", year: int | None = None, forgiving: bool = False
) -> HistoricalDate | None:
    """Read a date as a person types it, day before month; None when it is not understood.

    `year` is taken where the text gives none, because the page shows it. A bare month without it is
    a month of no stated year. Years before the common era are "480 BC"; alternatives are "14 or 15
    October" or "14/15 October", ranges "5-9 October". `forgiving` takes one slip in the name of a month.
    """
    if len(text) > LONGEST_TYPED:
        return None
    folded = fold(text)
    if _EDTF.fullmatch(folded) and (value := _read_edtf(folded)):
        return value
    language = locale.replace("_", "-").split("-")[0].lower()
    tokens = Lexer(language, forgiving).tokens(mark_eras(folded))
    expression = _Reader(year, _qualifier(tokens)).read(tokens) if 0 < len(tokens) <= MOST_TOKENS else None
    try:
        return read_edtf(expression) if expression else None
    except DateError:
        return None


def _read_edtf(text: str) -> HistoricalDate | None:
    try:
        value = read_edtf(text)
    except DateError:
        return None
    return None if value.precision is Precision.SEASON else value  # "2020-21" is two years


def _qualifier(tokens: list[Token]) -> str:
    kinds = {token.kind for token in tokens}
    about, uncertain = Kind.ABOUT in kinds, Kind.UNCERTAIN in kinds
    return "%" if about and uncertain else "~" if about else "?" if uncertain else ""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns tokens into EDTF (which may still be no real day). `sign`: what is said about its certainty."""

    year: int | None
    sign: str

    def read(self, tokens: list[Token]) -> str | None:
        bare = [token for token in tokens if token.kind not in (Kind.ABOUT, Kind.UNCERTAIN)]
        if bare and bare[-1].kind is Kind.NO_YEAR:
            inner = _Reader(None, self.sign)._dates(bare[:-1])
            return inner if inner and inner.startswith("XXXX-") else None
        return self._dates(bare) or self._framed(bare)

    def _framed(self, tokens: list[Token]) -> str | None:
        """Read "by", "from", "until" and their like, before or after a date."""
        kinds = [token.kind for token in tokens]
        if kinds[:2] == [Kind.ELLIPSIS, Kind.TO]:
            kind, rest = Kind.UNTIL, tokens[2:]
        elif kinds[-2:] == [Kind.TO, Kind.ELLIPSIS]:
            kind, rest = Kind.SINCE, tokens[:-2]
        elif kinds[:1] and kinds[0] in _FRAMES:
            kind, rest = kinds[0], tokens[1:]
        elif kinds[-1:] and kinds[-1] in (Kind.BY, Kind.LATER, Kind.SINCE):
            kind, rest = kinds[-1], tokens[:-1]
        else:
            return None
        inner = self._dates(rest)
        is_one_date = inner is not None and not inner.startswith("[") and "/" not in inner
        return _FRAMES[kind].format(inner) if is_one_date else None

    def _dates(self, tokens: list[Token]) -> str | None:
        """Read one date, several of which one is right, or a range."""
        return self._years(tokens) or self._joined(tokens)

    def _years(self, tokens: list[Token]) -> str | None:
        """Read a decade or a century."""
        eras = [token.text for token in tokens if token.kind is Kind.ERA]
        rest = [token for token in tokens if token.kind is not Kind.ERA]
        if len(eras) > 1 or not rest:
            return None
        era, number = "".join(eras), rest[0]
        match [token.kind for token in rest]:
            case [Kind.DAY | Kind.ROMAN, Kind.CENTURY]:
                return _century(number.number or int(number.text), era, self.sign)
            case [Kind.YEAR, Kind.DECADE] | [Kind.YEAR, Kind.YEARS] | [Kind.YEAR, Kind.DECADE, Kind.YEARS]:
                return _decade(number.text, self.sign) if not era else None
        return None

    def _joined(self, tokens: list[Token]) -> str | None:
        rest, is_list = _unwrap(tokens)
        parts, signs = _split(rest)
        pieces = [piece for piece in map(_piece, parts) if piece]
        if len(pieces) < len(parts) or (is_list and not signs):
            return None
        known = complete(pieces)
        if not signs:
            return self._write(known[0])
        if signs <= _EITHER:
            return self._alternatives(known)
        return self._range(*known) if signs <= _RANGE and len(known) == 2 else None

    def _alternatives(self, pieces: list[Piece]) -> str | None:
        written = [self._write(piece) or "" for piece in pieces]
        # "2020 or October 2020" is no choice between dates.
        is_nested = any(one != other and other.startswith(one) for one in written for other in written)
        return None if is_nested or "" in written else f"[{','.join(written)}]"

    def _range(self, first: Piece, last: Piece) -> str | None:
        if _is_shortened(first, last):
            return None
        ends = self._write(first), self._write(last)
        return f"{ends[0]}/{ends[1]}" if ends[0] and ends[1] else None

    def _write(self, piece: Piece) -> str | None:
        written = piece.to_edtf(self.year)
        return written and (written if written.startswith("XXXX-") else written + self.sign)


def _unwrap(tokens: list[Token]) -> tuple[list[Token], bool]:
    """The tokens without "between" and "from" and their like, and whether these promise more than one date."""
    kinds = [token.kind for token in tokens]
    is_list = Kind.BETWEEN in kinds or Kind.YEARS in kinds
    joining = {Kind.AND} if Kind.BETWEEN in kinds else set()
    if Kind.TO in kinds and kinds[-1] is Kind.UNTIL:
        tokens = tokens[:-1]  # "5-dən 7-yə qədər"
    kept: list[Token] = []
    for position, token in enumerate(tokens):
        if token.kind in (Kind.BETWEEN, Kind.YEARS):
            continue
        is_to = token.kind is Kind.TO or token.kind in joining or (token.kind is Kind.UNTIL and position > 0)
        if is_to and kept and kept[-1].kind is Kind.TO:
            continue
        kept.append(Token(Kind.TO) if is_to else token)
    joins = Kind.TO in {token.kind for token in kept}
    if kept and (kept[0].kind is Kind.OR or (kept[0].kind is Kind.FROM and joins)):
        return kept[1:], is_list  # "ya 14, ya da 15"; "from 5 to 9"
    return kept, is_list


def _split(tokens: list[Token]) -> tuple[list[list[Token]], set[str]]:
    """Part the tokens where another date begins. A comma, hyphen or slash parts only where a date would say twice
    what it is."""
    parts: list[list[Token]] = [[]]
    signs: set[str] = set()
    said: set[Kind] = set()
    for position, token in enumerate(tokens):
        if token.kind in (Kind.OR, Kind.TO) or (token.kind is Kind.JOINT and _says(tokens, position + 1) & said):
            signs.add(token.text if token.kind is Kind.JOINT else token.kind)
            parts.append([])
            said = set()
        elif token.kind is not Kind.JOINT:
            parts[-1].append(token)
            said |= _says(tokens, position)
    return parts, signs


def _says(tokens: list[Token], position: int) -> set[Kind]:
    """Which of day, month and year the token at the position says."""
    if position >= len(tokens):
        return set()
    token = tokens[position]
    if token.piece is not None:
        given = {Kind.DAY: token.piece.day, Kind.MONTH: token.piece.month, Kind.YEAR: token.piece.year}
        return {kind for kind, part in given.items() if part}
    if token.kind is Kind.DAY and [after.kind for after in tokens[position + 1 : position + 2]] == [Kind.ERA]:
        return {Kind.YEAR}
    if token.kind in (Kind.SEASON, Kind.ROMAN):
        return {Kind.MONTH}
    return {token.kind} if token.kind in (Kind.DAY, Kind.MONTH, Kind.YEAR) else set()


def _piece(tokens: list[Token]) -> Piece | None:
    """Read a part such as "9 october", "480 bc", "october 9 2020", "9.10.2020"."""
    kinds = [token.kind for token in tokens]
    if not set(kinds) <= _PARTS:
        return None
    eras = [position for position, kind in enumerate(kinds) if kind is Kind.ERA]
    rest = [token for token in tokens if token.kind is not Kind.ERA]
    kinds = [token.kind for token in rest]
    if eras:
        # "480 bc" or "bc 480"
        near = eras[0] - 1 if eras[0] and kinds[eras[0] - 1] in (Kind.DAY, Kind.YEAR, Kind.NUMERIC) else eras[0]
        if len(eras) > 1 or near >= len(kinds) or kinds[near] not in (Kind.DAY, Kind.YEAR, Kind.NUMERIC):
            return None
        if kinds[near] is Kind.DAY:
            kinds[near] = Kind.YEAR
    elif kinds == [Kind.DAY, Kind.MONTH, Kind.DAY]:
        kinds[-1] = Kind.YEAR  # a year of two figures, which to_edtf takes only as the year on the page
    if "".join(kinds) not in _ORDERS:
        return None
    return _assemble(kinds, rest, tokens[eras[0]].text if eras else "")


def _assemble(kinds: list[Kind], tokens: list[Token], era: str) -> Piece | None:
    by_kind = dict(zip(kinds, tokens, strict=True))
    if numeric := by_kind.get(Kind.NUMERIC):
        return replace(numeric.piece, era=era) if numeric.piece else None
    if kinds == [Kind.DAY, Kind.DAY, Kind.YEAR]:  # "9 10 2020"
        day, second, year = (token.text for token in tokens)
        is_whole = not era and len(year) == YEAR_FIGURES and 1 <= int(second) <= MONTHS
        return Piece(day, int(second), year) if is_whole else None
    month = next((by_kind[kind].number for kind in (Kind.MONTH, Kind.SEASON, Kind.ROMAN) if kind in by_kind), None)
    if Kind.ROMAN in by_kind and (month or 0) > MONTHS:
        return None
    day, year = (by_kind[kind].text if kind in by_kind else "" for kind in (Kind.DAY, Kind.YEAR))
    return Piece(day, month, year, era)


def _is_shortened(first: Piece, last: Piece) -> bool:
    """Whether "480-79 BC" may mean 480 to 479 as well as 480 to 79."""
    missing = len(first.year) - len(last.year)
    if first.era != BC or last.era != BC or missing <= 0 or not last.year:
        return False
    return int(first.year[:missing] + last.year) < int(first.year)


def _century(number: int, era: str, sign: str) -> str | None:
    """The 5th century BC is 500 to 401 BC, the 20th 1901 to 2000."""
    if not 1 <= number <= LAST_CENTURY:
        return None
    if era == BC:
        return f"-{number - 1:02}XX{sign}"
    return f"{number * 100 - 99:04}{sign}/{number * 100:04}{sign}"


def _decade(year: str, sign: str) -> str | None:
    if len(year) != YEAR_FIGURES or not year.endswith("0"):
        return None
    return f"{year[:2]}XX{sign}" if year.endswith("00") else f"{year[:3]}X{sign}"
