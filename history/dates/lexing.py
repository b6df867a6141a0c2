"""Taking a typed date apart into numbers, months and the words between them. Linear in the text's length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from history.dates.pieces import Piece
from history.dates.vocabulary import (
    AD,
    BC,
    Kind,
    ending_pattern,
    endings,
    even_scripts,
    months_by_name,
    phrase_pattern,
    phrases,
    seasons_by_name,
)

FEWEST_FIGURES_OF_A_YEAR: Final = 3
# Shorter names are taken as they are written: June and July differ by two letters, "haziran" by many.
SHORTEST_MISSPELT: Final = 5

_NUMERALS: Final = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi"
ROMAN: Final = {numeral: number for number, numeral in enumerate(_NUMERALS.split(), start=1)}

# A date in figures, day before month unless the year comes first; one sign throughout.
_MONTH: Final = r"(?P<month>[0-9]{1,2}|[ivx]{1,4})"
_SIGN: Final = r"\s?(?P<sign>[./-])\s?"
_END: Final = r"(?![0-9])(?!(?P=sign)[0-9])"
_WHOLE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>[0-9]{{4}}){_SIGN}{_MONTH}\s?(?P=sign)\s?(?P<day>[0-9]{{1,2}}){_END}",
        rf"(?P<day>[0-9]{{1,2}}){_SIGN}{_MONTH}\s?(?P=sign)\s?'?(?P<year>[0-9]{{2,4}}){_END}",
        rf"(?<![./])(?P<day>){_MONTH}(?P<sign>[./])(?P<year>[0-9]{{4}}){_END}",
        r"(?P<day>)(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])(?![0-9])",
    )
)
_DAY_MONTH: Final = re.compile(rf"(?P<day>[0-9]{{1,2}})\s?[./]\s?{_MONTH}(?P<year>)(?![0-9])(?!\s?[./]\s?[0-9])")
_STARTS_WORD: Final = re.compile(r"\s?[^\W\d_]")
_JOINED_WORD: Final = re.compile(r"[\s.,/-]{0,3}([^\W\d_])")
# "1914-18": the end of a range of years whose century is said once. "1905-07" is July 1905 (ISO 8601).
_SHORT_RANGE: Final = re.compile(r"([0-9]{2})([0-9]{2})\s?([-–])\s?([0-9]{2})(?![0-9])")
_FIGURES: Final = re.compile("[0-9]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SKIPPED: Final = re.compile(r"[\s.']+")
_SIGNS: Final = {
    ",": Kind.JOINT,
    ";": Kind.JOINT,
    "/": Kind.JOINT,
    "-": Kind.JOINT,
    "–": Kind.TO,
    "…": Kind.ELLIPSIS,
    "?": Kind.UNCERTAIN,
    "~": Kind.ABOUT,
}


class UnreadError(Exception):
    """Something in the text that no date has."""


@dataclass(frozen=True, slots=True)
class Token:
    """One part of a typed date. `number`: of a month, season or Roman numeral; `piece`: a date in figures."""

    kind: Kind
    text: str = ""
    number: int = 0
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class Lexer:
    """Reads tokens from folded text; `forgiving` takes one slip in the name of a month."""

    locale: str
    forgiving: bool

    def tokens(self, text: str) -> list[Token]:
        """The parts of the text, or none where something in it belongs to no date."""
        found: list[Token] = []
        at = 0
        try:
            while at < len(text):
                new, at = self._next(text, at)
                found += new
        except UnreadError:
            return []
        return [token for token in _find_centuries(found) if token.kind is not Kind.NOTHING]

    def _next(self, text: str, at: int) -> tuple[list[Token], int]:
        character = text[at]
        if skipped := _SKIPPED.match(text, at):
            return ([Token(Kind.ELLIPSIS)] if "..." in skipped[0] else []), skipped.end()
        if character in _SIGNS:
            return [Token(_SIGNS[character], character)], at + 1
        if (character.isdigit() or character in "ivx") and (numeric := _read_numeric(text, at)):
            return numeric
        if character.isdigit():
            return _read_number(text, at)
        return self._read_word(text, at)

    def _read_word(self, text: str, at: int) -> tuple[list[Token], int]:
        if phrase := phrase_pattern().match(text, at):
            return [Token(phrases()[phrase[0]], phrase[0])], phrase.end()
        word = _WORD.match(text, at)
        if word is None:
            raise UnreadError
        return [self._name(word[0])], word.end()

    def _name(self, word: str) -> Token:
        if word in (BC, AD):
            return Token(Kind.ERA, word)
        months, seasons = months_by_name(self.locale), seasons_by_name(self.locale)
        for name in _spellings(word):
            if name in months:
                return Token(Kind.MONTH, word, months[name])
            if name in seasons:
                return Token(Kind.SEASON, word, seasons[name])
            if name in phrases():
                return Token(phrases()[name], word)
            if name in ROMAN:
                return Token(Kind.ROMAN, name, ROMAN[name])
        month = nearest_month(word, self.locale) if self.forgiving else None
        if month is None:
            raise UnreadError
        return Token(Kind.MONTH, word, month)


def _find_centuries(tokens: list[Token]) -> Iterator[Token]:
    """The tokens, with "c." and "в." as centuries where they stand after a number that nothing else follows."""
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        is_counted = before is not None and before.kind in (Kind.DAY, Kind.ROMAN)
        is_last = after is None or after.kind is Kind.ERA
        yield Token(Kind.CENTURY) if token.text in ("c", "в") and is_counted and is_last else token


def _spellings(word: str) -> Iterator[str]:
    yield word
    yield word.replace("'", "")
    yield even_scripts(word)
    yield word.translate({ord("х"): "x", ord("і"): "i"})


@lru_cache(maxsize=1000)
def nearest_month(word: str, locale: str) -> int | None:
    """The month whose name is one slip away from the word, if there is only one."""
    if len(word) < SHORTEST_MISSPELT:
        return None
    months = months_by_name(locale)
    near = extract(word, list(months), scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=None)
    found = {months[name] for name, _slips, _place in near if len(name) >= SHORTEST_MISSPELT}
    return found.pop() if len(found) == 1 else None


def _read_numeric(text: str, at: int) -> tuple[list[Token], int] | None:
    for pattern in _WHOLE:
        match = pattern.match(text, at)
        if match and (month := _month_number(match["month"])):
            return _numeric(match, month), _after_ending(text, match.end())
    if match := _SHORT_RANGE.match(text, at):
        century, first, sign, last = match.groups()
        if last > first and (sign == "–" or last > "12") and not _names_follow(text, match.end()):
            years = [Token(Kind.YEAR, century + first), Token(Kind.TO), Token(Kind.YEAR, century + last)]
            return years, match.end()
    match = _DAY_MONTH.match(text, at)
    if match and (month := _month_number(match["month"])) and not _goes_on_in_words(text, match.end()):
        return _numeric(match, month), _after_ending(text, match.end())
    return None


def _numeric(match: re.Match[str], month: int) -> list[Token]:
    return [Token(Kind.NUMERIC, match[0], piece=Piece(match["day"], month, match["year"]))]


def _after_ending(text: str, at: int) -> int:
    """Where it goes on after the ending of an ordinal: "9.10.2020-ci il"."""
    ending = ending_pattern().match(text, at)
    return ending.end() if ending and endings()[ending[1]] is Kind.NOTHING else at


def _names_follow(text: str, at: int) -> bool:
    """Whether the name of a month or season follows: "2020-21 September" is a day."""
    word = _JOINED_WORD.match(text, at)
    return word is not None and phrase_pattern().match(text, word.start(1)) is None


def _goes_on_in_words(text: str, at: int) -> bool:
    """Whether a word follows that joins no dates: "9/10 October" is no date in figures."""
    if not _STARTS_WORD.match(text, at):
        return False
    phrase = phrase_pattern().match(text, at + text[at].isspace())
    return phrase is None or phrases()[phrase[0]] not in (Kind.OR, Kind.TO, Kind.AND, Kind.NOTHING)


def _month_number(text: str) -> int | None:
    number = int(text) if text.isdigit() else ROMAN.get(text, 0)
    return number if 1 <= number <= 12 else None


def _read_number(text: str, at: int) -> tuple[list[Token], int]:
    figures = _FIGURES.match(text, at)
    if figures is None:
        raise UnreadError
    number = Token(Kind.YEAR if len(figures[0]) >= FEWEST_FIGURES_OF_A_YEAR else Kind.DAY, figures[0])
    ending = ending_pattern().match(text, figures.end())
    if ending is None:
        return [number], figures.end()
    kind = endings()[ending[1]]
    if ending[1] == "е" and number.kind is Kind.YEAR:
        kind = Kind.DECADE  # "1920-е"; the year is "1920-й"
    if kind is Kind.FROM:
        return [number, Token(Kind.TO)], ending.end()
    return [number, Token(kind)] if kind is Kind.DECADE else [number], ending.end()
