"""The words people type in dates, in the languages of the record, folded for comparison."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final

from anyascii import anyascii
from babel.dates import get_day_names, get_month_names

from history.dates.wording import WORDINGS

BC: Final = "bc"
AD: Final = "ad"


class Kind(StrEnum):
    """What a part of a typed date is."""

    DAY = "D"
    MONTH = "M"
    YEAR = "Y"
    SEASON = "S"
    ERA = "E"
    NUMERIC = "N"  # a whole date in figures, such as 9.10.2020
    ROMAN = "R"
    DECADE = "decade"
    YEARS = "years"  # said of a decade, and of years one after the other
    CENTURY = "century"
    OR = "or"
    AND = "and"
    JOINT = "-"  # a comma, hyphen or slash
    TO = "to"
    FROM = "from"
    BETWEEN = "between"
    BY = "by"
    UNTIL = "until"
    SINCE = "since"
    LATER = "later"
    ELLIPSIS = "…"
    ABOUT = "about"
    UNCERTAIN = "uncertain"
    NO_YEAR = "no year"
    NOTHING = "nothing"  # said around a date without changing it


# By kind, in English, Russian, Azerbaijani, Armenian and Turkish; with bars between.
_SAID: Final = {
    Kind.OR: "or|or else|или|либо|və ya|və yaxud|yaxud|ya|ya da|կամ|veya|ya da",
    Kind.AND: "and|и|və|ilə|ilə də|և|եւ|ve|ile",
    Kind.TO: "to|till|through|thru|по|до|մինչև|մինչեւ",
    Kind.FROM: "с|со|от",
    Kind.BETWEEN: "between|между|arasinda|arasi|միջև|միջեւ|ընկած ժամանակ",
    Kind.BY: "by|no later than|not later than|к|не позднее|не позже|ən gec|ən gec tarix|en geç|ոչ ուշ",
    Kind.UNTIL: "until|up to|qədər|kimi|kadar",
    Kind.SINCE: "since|начиная с|սկսած",
    Kind.LATER: "or later|или позже|не ранее|не раньше",
    Kind.ABOUT: "circa|ca|c|around|approximately|approx|roughly|около|ок|примерно|приблизительно|təqribən"
    "|մոտավորապես|շուրջ|civarinda|civari|dolaylarinda|siralarinda|aşaği yukari",
    Kind.UNCERTAIN: "maybe|perhaps|probably|possibly|i think|i believe|i guess|возможно|наверное|вероятно|кажется"
    "|думаю|bəlkə|ehtimal ki|məncə|երևի|երեւի|հավանաբար|կարծում եմ|belki|galiba|muhtemelen|sanirim",
    Kind.CENTURY: "century|cent|век|века|веке|столетие|столетия|столетии|əsr|əsri|əsrin|əsrdə|yüzillik"
    "|դար|դարի|դարում|yüzyil|yüzyili|yüzyilin|yüzyilda|yy|asir",
    Kind.YEARS: "illər|illəri|illərdə|illərin|թթ|թվականներ|թվականներին|yillar|yillari|yillarda",
    Kind.NOTHING: "of|the|on|in|at|st|nd|rd|th|it|was|is|it was|it is|yes|it happened|happened|day|month|year"
    "|date|during|either|в|во|на|это|было|это было|да|г|гг|год|года|году|годы|годов|годах|число|числа|месяц|месяца"
    "|месяце|день|дня|il|ili|ilin|ilində|ildə|ilinin|ay|ayi|ayin|ayinin|ayinda|günü|gün|tarixi|tarixində|hə|bəli"
    "|թ|թվական|թվականի|թվականին|տարի|տարվա|տարում|ամիս|ամսի|ամսին|ամսվա|օր|օրը|այո"
    "|yil|yili|yilin|yilinin|yilinda|ayin|tarihi|tarihinde|gününde|evet",
}
# Weekdays in other cases than the dictionary's, and short.
_WEEKDAYS: Final = "tues|thur|thurs|пятницу|среду|субботу|günü|mon|tue|wed|thu|fri|sat|sun"

# After a number, joined by a hyphen or apostrophe or by nothing. What ends a decade, begins a range, ends it, or is
# only the ending of an ordinal.
_ENDINGS: Final = {
    Kind.DECADE: "s|х|ականներ|ական|ականներին|lər|ler|lar|lerde|larda|lerin|larin|li|lu|lü",
    Kind.FROM: "dan|dən|den|ten|tan|ից",
    Kind.UNTIL: "dək|dak|ədək|adək|a|ə|e|ya|yə|ye|na|nə|ne|sinə|sina|sine",
    Kind.NOTHING: "st|nd|rd|th|го|е|ое|й|ый|ой|ого|му|ому|м|ом|ci|cu|cü|inci|uncu|üncü|nci|ncu|ncü|i|u|ü|si|su|sü"
    "|in|un|ün|nin|nun|nün|sinin|sinda|sində|da|də|de|ta|te|inda|unda|ində|ündə|inde|ünde|sinde|sunda|nda|ndə|nde"
    "|րդ|ին|ի|ը|ն|ում",
}
_MONTH_ENDINGS: Final = {
    "en": ("",),
    "ru": ("",),
    "az": ("", "i", "u", "ü", "in", "un", "ün", "da", "də", "a", "ə", "inda", "unda", "ində", "ündə", "inin", "unun"),
    "hy": ("", "ի", "ին", "ը", "ում"),
    "tr": ("", "i", "u", "ü", "in", "un", "ün", "da", "de", "ta", "te", "inda", "unda", "inde", "ünde"),
}
_MORE_MONTHS: Final = {
    "sept": 9,
    "сен": 9,
    "ноя": 11,
    "фев": 2,
    "авг": 8,
    "sentabr": 9,
    "oktabr": 10,
    "noyab": 11,
    "augustos": 8,
    "hunvar": 1,
    "hunvari": 1,
    "petrvar": 2,
    "petrvari": 2,
    "hunis": 6,
    "hunisi": 6,
    "hulis": 7,
    "hulisi": 7,
}
MORE_SEASONS: Final = {
    "fall": 23,
    "весной": 21,
    "летом": 22,
    "осенью": 23,
    "зимой": 24,
    "весны": 21,
    "лета": 22,
    "осени": 23,
    "зимы": 24,
}

_BC = re.compile(
    r"(?<![^\W_])(?:b\.?\s?c\.?(?:\s?e\.?)?|before christ|before the common era"
    r"|до\s?н\.?\s?э\.?|до нашей эры|до новой эры|до\s?р\.?\s?х\.?|до рождества христова"
    r"|(?:b\.?\s?)?e\.?\s?ə\.?|m\.?\s?ə\.?|(?:eramizdan|bizim eradan|miladdan) əvvəl"
    r"|m\.?\s?ö\.?|i\.?\s?ö\.?|milattan önce|isa'?dan önce|м\.?\s?ө\.?|е\.?\s?ә\.?"
    r"|մ\.?\s?թ\.?\s?ա\.?|ք\.?\s?ա\.?|մեր թվարկությունից առաջ|քրիստոսից առաջ)(?![^\W_])"
)
_AD = re.compile(
    r"(?<![^\W_])(?:a\.?\s?d\.?|c\.?\s?e\.?|anno domini|н\.?\s?э\.?|нашей эры|новой эры|от рождества христова"
    r"|[by]\.?\s?e\.?|eramizin|bizim eranin|m\.?\s?s\.?|milattan sonra|մ\.?\s?թ\.|մեր թվարկության)(?![^\W_])"
)

# Characters that are seen by nobody, and Armenian's marks of stress, inside words.
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u055b-\u055c\u055e]")
_ALIKE: Final = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2212": "-", "—": "–", "―": "–", "‒": "–", "․": ".", "։": ".", "՝": ",", "،": ","}
    | dict.fromkeys("’‘ʼ`´ʻ", "'")
    | dict.fromkeys('()“”«»„"', " ")
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width signs
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2160, 0x2180)}  # Roman numerals
)
_LATIN_LIKE: Final = "aceopxyk"
_CYRILLIC_LIKE: Final = "асеорхук"
_TO_CYRILLIC: Final = str.maketrans(_LATIN_LIKE, _CYRILLIC_LIKE)
_TO_LATIN: Final = str.maketrans(_CYRILLIC_LIKE, _LATIN_LIKE)
_CYRILLIC: Final = re.compile("[Ѐ-ӿ]")
_LATIN: Final = re.compile("[a-z]")


def fold(text: str) -> str:
    """Lower the case in a way that suits Turkish and Azerbaijani too, and even out spaces, signs and figures."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).translate(_ALIKE)
    figures = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in seen)
    return " ".join(_lower(figures).split()).strip(" .,;:!'")


def _lower(text: str) -> str:
    lowered = text.casefold().replace("\N{COMBINING DOT ABOVE}", "")
    return lowered.replace("ı", "i").replace("ё", "е")


def mark_eras(text: str) -> str:
    """Write every way of saying the era, in folded text, as one of two words."""
    return " ".join(_AD.sub(f" {AD} ", _BC.sub(f" {BC} ", text)).split())


def even_scripts(word: str) -> str:
    """A word in which Latin and Cyrillic letters that look alike are mixed, in the script of its other letters."""
    if not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    for even in (word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)):
        if not (_CYRILLIC.search(even) and _LATIN.search(even)):
            return even
    return word


def _in_ascii(name: str) -> str:
    return anyascii(name.replace("ə", "e")).casefold().replace("'", "")


@lru_cache(maxsize=16)
def months_by_name(locale: str) -> dict[str, int]:
    """Month names in all the languages, short and long, in their cases, with and without diacritics.

    A name that two languages share means what `locale` says.
    """
    names = dict(_MORE_MONTHS)
    for language in sorted(WORDINGS, key=lambda known: known == locale):
        own = _months_of(language)
        names |= {_in_ascii(name): month for name, month in own.items()}
        names |= own
    return names


def _months_of(language: str) -> dict[str, int]:
    names = {
        fold(str(name)) + ending: month
        for width in ("wide", "abbreviated")
        for context in _contexts(language)
        for month, name in get_month_names(width, context, language).items()  # type: ignore[arg-type]
        for ending in (_MONTH_ENDINGS[language] if width == "wide" else ("",))
    }
    if language == "ru":
        stems = {name[:-1]: month for name, month in names.items() if name[-1:] in "ая" and len(name) > 2}
        names |= {stem + ending: month for stem, month in stems.items() for ending in ("е", "ю", "ем", "у", "ом")}
    return names


def _contexts(language: str) -> tuple[str, ...]:
    return ("format", "stand-alone") if WORDINGS[language].declines_months else ("format",)


@lru_cache(maxsize=16)
def seasons_by_name(locale: str) -> dict[str, int]:
    """EDTF's numbers of the seasons by name; "yaz" is spring or summer, as `locale` says."""
    names = dict(MORE_SEASONS)
    for language in sorted(WORDINGS, key=lambda known: known == locale):
        names |= {fold(name): number for number, name in enumerate(WORDINGS[language].seasons, start=21)}
    return names


@lru_cache(maxsize=1)
def phrases() -> dict[str, Kind]:
    """What is said between and around the parts of a date, folded."""
    found = {fold(name): Kind.NOTHING for name in (*_WEEKDAYS.split("|"), *_weekdays())}
    found |= {fold(phrase): kind for kind, said in _SAID.items() for phrase in said.split("|")}
    # The templates in which dates are shown, turned round: what is shown can be typed.
    for kind in (Kind.UNCERTAIN, Kind.NO_YEAR, Kind.ABOUT, Kind.BY, Kind.SINCE, Kind.UNTIL, Kind.LATER):
        for words in WORDINGS.values():
            template = getattr(words, kind.replace(" ", "_"))
            phrase = fold(template.replace("{}", " ").replace("…", " ").replace("–", " "))
            if phrase:
                found[phrase] = kind
    found["from"] = Kind.FROM
    return found


def _weekdays() -> Iterator[str]:
    for language in WORDINGS:
        yield from get_day_names("wide", "format", language).values()


def _longest_first(texts: Iterable[str]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=lambda text: (-len(text), text)))


@lru_cache(maxsize=1)
def phrase_pattern() -> re.Pattern[str]:
    """Matches one of the phrases as whole words."""
    return re.compile(rf"(?:{_longest_first(phrases())})(?![^\W_])")


@lru_cache(maxsize=1)
def ending_pattern() -> re.Pattern[str]:
    """Matches what may end a number: "9th", "9-го", "5-dən", "1920s"."""
    return re.compile(rf"[-']?({_longest_first(endings())})(?![^\W_])")


@lru_cache(maxsize=1)
def endings() -> dict[str, Kind]:
    """What the ending of a number makes of it."""
    return {ending: kind for kind, said in reversed(_ENDINGS.items()) for ending in said.split("|")}
