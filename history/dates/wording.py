"""The words around a date, by language. What has grammatical cases is put in brackets after it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel.dates import get_month_names


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's templates; `{}` is a date in words."""

    locale: str
    either: str
    by: str
    until: str
    since: str
    later: str
    about: str
    uncertain: str
    no_year: str
    bc: str
    ad: str
    seasons: tuple[str, str, str, str]
    decade: str = "{}"
    # CLDR's stand-alone names differ only where a month alone stands in another case than after a day.
    declines_months: bool = False

    def month_name(self, month: int, *, alone: bool) -> str:
        """Name a month, as it is called after a day or alone."""
        return _month_names(self.locale, "stand-alone" if alone and self.declines_months else "format")[month]


@lru_cache(maxsize=32)
def _month_names(locale: str, context: str) -> dict[int, str]:
    names = get_month_names("wide", "stand-alone" if context == "stand-alone" else "format", locale)
    return {month: names[month] for month in range(1, 13)}


ENGLISH: Final = Wording(
    locale="en",
    either="or",
    by="by {}",
    until="until {}",
    since="from {}",
    later="{} or later",
    about="about {}",
    uncertain="{} (uncertain)",
    no_year="{} (year not stated)",
    bc="{} BC",
    ad="{} AD",
    seasons=("spring", "summer", "autumn", "winter"),
    decade="{}s",
)

WORDINGS: Final = {
    "en": ENGLISH,
    "ru": Wording(
        locale="ru",
        either="или",
        by="{} (не позже)",
        until="… – {}",
        since="{} – …",
        later="{} (не раньше)",
        about="ок. {}",
        uncertain="{} (неточно)",
        no_year="{} (год не указан)",
        bc="{} до н. э.",
        ad="{} н. э.",
        seasons=("весна", "лето", "осень", "зима"),
        decade="{}-е",
        declines_months=True,
    ),
    "az": Wording(
        locale="az",
        either="və ya",
        by="{} (ən geci)",
        until="… – {}",
        since="{} – …",
        later="{} (ən tezi)",
        about="təxminən {}",
        uncertain="{} (dəqiq deyil)",
        no_year="{} (ili göstərilməyib)",
        bc="e.ə. {}",
        ad="b.e. {}",
        seasons=("yaz", "yay", "payız", "qış"),
        decade="{}-ci illər",
    ),
    "hy": Wording(
        locale="hy",
        either="կամ",
        by="{} (ոչ ուշ)",
        until="… – {}",
        since="{} – …",
        later="{} (ոչ շուտ)",
        about="մոտ {}",
        uncertain="{} (ստույգ չէ)",
        no_year="{} (տարին նշված չէ)",
        bc="մ.թ.ա. {}",
        ad="մ.թ. {}",
        seasons=("գարուն", "ամառ", "աշուն", "ձմեռ"),
        decade="{}-ականներ",
        declines_months=True,
    ),
    "tr": Wording(
        locale="tr",
        either="veya",
        by="{} (en geç)",
        until="… – {}",
        since="{} – …",
        later="{} (en erken)",
        about="yaklaşık {}",
        uncertain="{} (kesin değil)",
        no_year="{} (yılı belirtilmemiş)",
        bc="MÖ {}",
        ad="MS {}",
        seasons=("ilkbahar", "yaz", "sonbahar", "kış"),
        decade="{}'ler",
    ),
}


def wording_for(locale: str) -> Wording:
    """The words of a language tag such as "ru" or "en-GB"; English where Attest has none."""
    return WORDINGS.get(locale.replace("_", "-").split("-")[0].lower(), ENGLISH)
