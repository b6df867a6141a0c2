"""The states and territories of the United States by postal code, with the abbreviations of older prints."""

STATES = {
    "AL": ("Alabama", "Ala"),
    "AR": ("Arkansas", "Ark"),
    "AZ": ("Arizona", "Ariz", "Ariz Ter", "Arizona Ter"),
    "CA": ("California", "Cal"),
    "CO": ("Colorado", "Col", "Colo", "Col Ter", "Colorado Ter"),
    "CT": ("Connecticut", "Conn"),
    "DC": ("District of Columbia", "D C"),
    "DE": ("Delaware", "Del"),
    "FL": ("Florida", "Fla"),
    "GA": ("Georgia", "Ga"),
    "IA": ("Iowa",),
    "ID": ("Idaho", "Idaho Ter"),
    "IL": ("Illinois", "Ill"),
    "IN": ("Indiana", "Ind"),
    "KS": ("Kansas", "Kan", "Kans"),
    "KY": ("Kentucky", "Ky"),
    "LA": ("Louisiana", "La"),
    "MA": ("Massachusetts", "Mass"),
    "MD": ("Maryland", "Md"),
    "ME": ("Maine", "Me"),
    "MI": ("Michigan", "Mich"),
    "MN": ("Minnesota", "Minn"),
    "MO": ("Missouri", "Mo"),
    "MS": ("Mississippi", "Miss"),
    "MT": ("Montana", "Mont", "Mont Ter"),
    "NC": ("North Carolina", "N C"),
    "ND": ("North Dakota", "N Dak", "Dak Ter", "Dakota Ter"),
    "NE": ("Nebraska", "Neb", "Neb Ter"),
    "NH": ("New Hampshire", "N H"),
    "NJ": ("New Jersey", "N J"),
    "NM": ("New Mexico", "N M", "N Mex", "New Mex"),
    "NV": ("Nevada", "Nev", "Nev Ter"),
    "NY": ("New York", "N Y"),
    "OH": ("Ohio",),
    "OK": ("Oklahoma", "Ind Ter", "Indian Ter", "Indian Territory", "I T"),
    "OR": ("Oregon", "Ore", "Oreg"),
    "PA": ("Pennsylvania", "Pa", "Penn"),
    "RI": ("Rhode Island", "R I"),
    "SC": ("South Carolina", "S C"),
    "SD": ("South Dakota", "S Dak"),
    "TN": ("Tennessee", "Tenn"),
    "TX": ("Texas", "Tex"),
    "UT": ("Utah", "Utah Ter"),
    "VA": ("Virginia", "Va"),
    "VT": ("Vermont", "Vt"),
    "WA": ("Washington", "Wash", "Wash Ter"),
    "WI": ("Wisconsin", "Wis"),
    "WV": ("West Virginia", "West Va", "W Va"),
    "WY": ("Wyoming", "Wyo"),
}


def name_state(code: str) -> str:
    """The name of a state; empty for a code that is none."""
    return STATES.get(code, ("",))[0]


def cut_state(text: str, code: str) -> tuple[str, bool]:
    """A text without the state at its end ("Rich Mountain, West Va."), and whether it was there."""
    before, comma, last = text.rstrip(" .").rpartition(",")
    written = " ".join(last.replace(".", " ").split()).casefold()
    is_state = bool(comma) and written in {name.casefold() for name in STATES.get(code, ())}
    return (before.strip(), True) if is_state else (text.strip(), False)
