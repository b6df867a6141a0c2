"""The words people type in dates, in the languages of the record, folded for comparison."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from babel.dates import get_month_names

from history.dates.wording import WORDINGS

BC: Final = "bc"
AD: Final = "ad"

# Said around a date without changing it; years carry "г.", "թ.", "il" after them.
FILLERS: Final = frozenset(
    {"of", "the", "on", "in", "г", "год", "года", "году", "թ", "թվական", "թվականի", "թվականին"}
    | {"il", "ili", "ilin", "ilinde", "yil", "yili"}
)
SHORT_FORMS: Final = {"sept": 9, "сен": 9, "ноя": 11, "фев": 2, "авг": 8}
MORE_SEASONS: Final = {"fall": 23}
MORE_FRAMES: Final = {
    "about": [(word, "") for word in ("circa ", "ca ", "ca. ", "c. ", "around ", "approximately ", "~")],
    "since": [("since ", "")],
    "uncertain": [("", "?")],
}

EITHER: Final = re.compile(r"\s+(?:or|или|və ya|կամ|veya|ya da)\s+|\s*,\s*")
UNTIL: Final = re.compile(r"\s*[–—]\s*|\s+(?:-|to)\s+")
ORDINAL: Final = re.compile(r"(?<=[0-9])(?:st|nd|rd|th|-?(?:ci|cu|cü|го|й|ին|ի))(?![^\W_])")

_BC = re.compile(
    r"(?<![^\W\d_])(?:b\.?\s?c\.?(?:\s?e\.?)?|до\s?н\.?\s?э\.?|до нашей эры"
    r"|e\.?\s?ə\.?|m\.?\s?ö\.?|մ\.?\s?թ\.?\s?ա\.?)(?![^\W\d_])"
)
_AD = re.compile(
    r"(?<![^\W\d_])(?:a\.?\s?d\.?|c\.?\s?e\.?|н\.?\s?э\.?|нашей эры"
    r"|[by]\.?\s?e\.?|m\.?\s?s\.?|մ\.?\s?թ\.)(?![^\W\d_])"
)


class Frame(NamedTuple):
    """What may stand before and after a date, and what it makes of it."""

    kind: str
    before: str
    after: str

    def inside(self, text: str) -> str | None:
        """Give the date that the frame stands around, if it does."""
        if not (text.startswith(self.before) and text.endswith(self.after)):
            return None
        return text[len(self.before) : len(text) - len(self.after)].strip()


def fold(text: str) -> str:
    """Lower the case in a way that suits Turkish and Azerbaijani too, and even out the spaces."""
    return " ".join(_lower(text).split()).strip(" .,;!")


def _lower(text: str) -> str:
    lowered = unicodedata.normalize("NFC", text).casefold().replace("\N{COMBINING DOT ABOVE}", "")
    return lowered.replace("ı", "i")


def mark_eras(text: str) -> str:
    """Write every way of saying the era, in folded text, as one of two words."""
    return " ".join(_AD.sub(f" {AD} ", _BC.sub(f" {BC} ", text)).split())


@lru_cache(maxsize=16)
def months_by_name(locale: str) -> dict[str, int]:
    """Month names in all the languages, short and long; a name that two share means what `locale` says."""
    names: dict[str, int] = dict(SHORT_FORMS)
    for language in sorted(WORDINGS, key=lambda known: known == locale):
        names |= _months_of(language)
    return names


def _months_of(language: str) -> dict[str, int]:
    contexts = ("format", "stand-alone") if WORDINGS[language].declines_months else ("format",)
    return {
        fold(str(name)): month
        for context in contexts
        for width in ("wide", "abbreviated")
        for month, name in get_month_names(width, context, language).items()  # type: ignore[arg-type]
    }


@lru_cache(maxsize=16)
def seasons_by_name(locale: str) -> dict[str, int]:
    """EDTF's numbers of the seasons by name; "yaz" is spring or summer, as `locale` says."""
    names = dict(MORE_SEASONS)
    for language in sorted(WORDINGS, key=lambda known: known == locale):
        names |= {fold(name): number for number, name in enumerate(WORDINGS[language].seasons, start=21)}
    return names


def _make_frames() -> tuple[Frame, ...]:
    """Turn the templates in which dates are shown round, so that what is shown can be typed."""
    frames: list[Frame] = []
    for kind in ("uncertain", "no_year", "about", "by", "until", "since", "later"):
        for words in WORDINGS.values():
            before, after = _lower(getattr(words, kind)).split("{}")
            frames.append(Frame(kind, before, after))
        frames += [Frame(kind, before, after) for before, after in MORE_FRAMES.get(kind, ())]
    return tuple(frames)


FRAMES: Final = _make_frames()
