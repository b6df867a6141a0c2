"""Records at random in which several speak of one matter: some of one mind, some not, some held back."""

from hypothesis import strategies as st

from tests.questions.records import JSON
from tests.questions.strategies import CITED, CLAIMANTS, TITLES, TOWNS, chances, days, whole_records

VOICES = [claimant["key"] for claimant in CLAIMANTS]


@st.composite
def words_on(draw: st.DrawFn, speakers: list[str]) -> list[JSON]:
    """What each of these has to say of one claim, most often that it is so."""
    return [
        {
            "claimant": speaker,
            "stance": draw(st.sampled_from(["asserts"] * 9 + ["confirms", "denies", "disputes", "reports"])),
            "stated_on": draw(days) if draw(chances) < 30 else "",
            "needs_review": draw(chances) < 4,
            "citations": CITED if draw(chances) < 95 else [],
        }
        for speaker in speakers
    ]


@st.composite
def dated_claims(draw: st.DrawFn, key: str) -> list[JSON]:
    """One or two claims about an event's date, of one day or of two, of its month or of days on end."""
    day = draw(days)
    texts = [day] * 5 + [
        day[:7],
        f"[..{day}]",
        f"{day}~",
        f"{day}/2020-12-31",
        f"{day}/2020-12-30",
        draw(days),
        draw(days),
    ]
    made: list[JSON] = []
    for number in range(draw(st.sampled_from([1, 2, 2]))):
        happened = draw(st.sampled_from(texts))
        speakers = draw(st.lists(st.sampled_from(VOICES), min_size=1, max_size=3, unique=True))
        made.append(
            {
                "key": f"{key}d{number}",
                "statement": f"It was {happened} when riders {key}{number} came",
                "about": "date",
                "happened": happened,
                "places": [],
                "opposes": [made[0]["key"]] if made and draw(chances) < 25 else [],
                "same_as": [],
                "attributions": draw(words_on(speakers)),
            }
        )
    return made


@st.composite
def other_claims(draw: st.DrawFn, key: str, where: str) -> list[JSON]:
    """A claim about what occurred, or where, said by two; and at times another, against it or the same."""
    made: list[JSON] = []
    for number in range(draw(st.sampled_from([1, 1, 2]))):
        about = draw(st.sampled_from(["occurrence", "occurrence", "place"]))
        town = draw(st.sampled_from([where] * 4 + [name.lower() for name in TOWNS]))
        link = draw(st.sampled_from(["opposes", "same_as", ""])) if made else ""
        speakers = draw(st.lists(st.sampled_from(VOICES), min_size=2, max_size=3, unique=True))
        reported = "Reported riders" if draw(chances) < 5 else "Riders"
        made.append(
            {
                "key": f"{key}o{number}",
                "statement": f"{reported} {key}{number} had gone",
                "about": about,
                "happened": "",
                "places": [town] if about == "place" or draw(chances) < 40 else [],
                "opposes": [made[0]["key"]] if link == "opposes" else [],
                "same_as": [made[0]["key"]] if link == "same_as" else [],
                "attributions": draw(words_on(speakers)),
            }
        )
    return made


@st.composite
def quarrels(draw: st.DrawFn) -> JSON:
    """A record of five or six events about which several speak."""
    made: list[JSON] = []
    for number in range(draw(st.sampled_from([5, 6, 6, 6]))):
        key, where = f"e{number}", draw(st.sampled_from(TOWNS)).lower()
        claims: list[JSON] = []
        if draw(chances) < 90:
            claims += draw(dated_claims(key))
        if draw(chances) < 90:
            claims += draw(other_claims(key, where))
        made.append(
            {
                "key": key,
                "title": f"{TITLES[number]} on the road",
                "status": "draft" if draw(chances) < 4 else "published",
                "happened": "2020" if draw(chances) < 20 else "",
                "places": [{"place": where, "role": "at"}] if draw(chances) < 80 else [],
                "part_of": made[0]["key"] if made and draw(chances) < 50 else "",
                "same_as": made[0]["key"] if made and draw(chances) < 6 else "",
                "topics": ["war"],
                "citations": CITED,
                "claims": claims,
            }
        )
    return draw(whole_records(made))
