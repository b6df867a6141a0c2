"""Words that take a side, each with why. Pure.

A word is here when it judges and a plain one says the same ("took" for "liberated"). Words that may be loaded but
are also the plain name of a thing are not: "occupation", "massacre", "genocide", "invasion" are legal or common terms.
"""

import re
from collections.abc import Mapping

WHO_IS_RIGHT = "it says who should hold a place"
PRAISE = "it praises"
BLAME = "it condemns"
DOUBT = "it casts doubt in the site's own voice"
OUR_SIDE = "it speaks as one of the sides"
CERTAIN = "it says that there is nothing to ask"

# English: whole words. In other languages: beginnings of words, because these take endings.
ENGLISH: Mapping[str, str] = {
    WHO_IS_RIGHT: (
        "liberate liberates liberated liberating liberation liberator liberators occupier occupiers usurper usurpers"
    ),
    PRAISE: (
        "hero heroes heroic heroically heroism glorious gloriously valiant valiantly brave bravely martyr martyrs "
        "martyred martyrdom legendary righteous"
    ),
    BLAME: (
        "terrorist terrorists bandit bandits thug thugs henchman henchmen regime junta puppet separatist separatists "
        "fanatic fanatics fanatical barbaric barbarous savage savagely brutal brutally heinous shameful cowardly "
        "treacherous treacherously perfidious butchered hordes aggressor aggressors notorious infamous"
    ),
    DOUBT: "so-called self-proclaimed self-styled supposedly purportedly",
    OUR_SIDE: "enemy enemies our ours",
    CERTAIN: "obviously undoubtedly indisputably unquestionably",
}
BEGINNINGS: Mapping[str, str] = {
    # Azerbaijani: occupier, enemy, hero, martyr, terrorist, separatist, bandit, so-called.
    WHO_IS_RIGHT: "işğalçı işgalci оккупант захватчик освобод освобожд ազատագր օկուպանտ զավթիչ",
    PRAISE: "qəhrəman şəhid şehit kahramanca героическ геройск հերոս",
    BLAME: "terrorçu separatçı quldur terörist террорист бандит сепаратист каратель ահաբեկիչ",
    DOUBT: "qondarma sözde самопровозглаш",
    OUR_SIDE: "düşmən düşman враг враж թշնամ",
}
PHRASES: Mapping[str, str] = {
    DOUBT: "так называем|այսպես կոչված",
    WHO_IS_RIGHT: "azad edil|azad olun|azad etd",
}


def gather_words() -> dict[str, str]:
    """By the loaded word or beginning, in lower case: why it is loaded."""
    listed = [(word, why) for table in (ENGLISH, BEGINNINGS) for why, words in table.items() for word in words.split()]
    return dict(listed + [(phrase, why) for why, phrases in PHRASES.items() for phrase in phrases.split("|")])


def compile_words() -> re.Pattern[str]:
    """Finds each loaded word; what was listed is in the group "whole" or "begun"."""
    whole = [word for words in ENGLISH.values() for word in words.split()]
    begun = [word for words in BEGINNINGS.values() for word in words.split()]
    begun += [phrase for phrases in PHRASES.values() for phrase in phrases.split("|")]
    wholes, begins = ("|".join(map(re.escape, sorted(words, key=len, reverse=True))) for words in (whole, begun))
    return re.compile(rf"(?<![\w-])(?:(?P<whole>{wholes})(?![\w-])|(?P<begun>{begins})\w*)", re.IGNORECASE)


REASONS = gather_words()
LOADED = compile_words()
