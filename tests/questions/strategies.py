"""Small records at random, as record files have them: what sources say about two to six events."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.questions.records import JSON

CITED = [{"source": "chronicle", "locator": "1"}]
# Names share no word with one another, so that few questions fall to a leak.
CLAIMANTS: list[JSON] = [
    {"key": "northern-side", "name": "Northern camp", "kind": "side", "speaks_for": "north"},
    {"key": "crown", "name": "Regent", "kind": "office", "speaks_for": "north"},
    {"key": "orda", "name": "Orda Vell", "kind": "person", "speaks_for": "north", "holds": ["crown"]},
    {"key": "war-office", "name": "War Bureau", "kind": "state-body", "speaks_for": "north"},
    {"key": "lancers", "name": "Lancers", "kind": "armed-force", "speaks_for": "north", "part_of": "war-office"},
    {"key": "southern-side", "name": "Southern camp", "kind": "side", "speaks_for": "south"},
    {"key": "mira", "name": "Mira Tolk", "kind": "person", "speaks_for": "south"},
    {"key": "council", "name": "Harbour Council", "kind": "state-body", "speaks_for": "south"},
    {"key": "rumour", "name": "unnamed travellers", "kind": "unnamed"},
    {"key": "gazette", "name": "Gazette", "kind": "media"},
    {"key": "courier", "name": "Evening Courier", "kind": "media"},
    {"key": "annalist", "name": "Bede Askew", "kind": "scholar"},
]
PARTIES = [{"key": "north", "name": "Northland"}, {"key": "south", "name": "Southland"}]
TOWNS = ["Abar", "Belo", "Cari", "Doss", "Evim", "Fala"]
VILLAGES = ["Gorn", "Hule", "Irsa", "Jett", "Kobb"]
DISTRICTS = ["Lowmark", "Midmark", "Upmark"]
STANCES = ["asserts"] * 5 + ["confirms", "reports", "denies", "disputes"]
TITLES = ["Siege", "Parley", "Ambush", "Retreat", "Uprising", "Truce"]
ABOUT = ["occurrence", "occurrence", "date", "date", "place"]

chances = st.integers(min_value=0, max_value=99)
# Made once: a strategy that is made at each draw is looked through at each draw.
directions = st.sampled_from(["N", "NE", "E", "SE", "S", "SW", "W", "NW"])
other_names = st.sampled_from(["Şura", "Belo", "Gorn", "Old Quay"])
stances = st.tuples(st.sampled_from(CLAIMANTS), st.sampled_from(STANCES))
stances_of_a_claim = st.sampled_from([1, 1, 2, 3]).flatmap(
    lambda count: st.lists(stances, min_size=count, max_size=count, unique_by=lambda pair: (pair[0]["key"], pair[1]))
)
abouts = st.sampled_from(ABOUT)
towns = st.sampled_from(TOWNS)
uppers_of_towns = st.sampled_from([*(district.lower() for district in DISTRICTS), "land", ""])
uppers_of_villages = st.sampled_from([*(district.lower() for district in DISTRICTS), "land", "", "abar"])
roles = st.sampled_from(["at", "at", "near", "from"])


# A day of two neighbouring months, most often of the first half of one.
DAYS = [(date(2020, 10, 1) + timedelta(days=number * step)).isoformat() for step in (1, 1, 3) for number in range(16)]
days = st.sampled_from(DAYS)
years = st.integers(1890, 1899)
months = st.integers(1, 12)
month_days = st.integers(1, 30)


def days_after(day: str, number: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=number)).isoformat()


# A date of any shape, most often a day. Only what the shape has is drawn.
SHAPES: list[st.SearchStrategy[str]] = [
    *[days] * 12,
    days.map(lambda day: f"[{day},{days_after(day, 1)}]"),
    days.map(lambda day: f"[{day},{days_after(day, 4)}]"),
    days.map(lambda day: f"{day}/{days_after(day, 5)}"),
    days.map(lambda day: f"[..{day}]"),
    days.map(lambda day: f"[{day}..]"),
    days.map(lambda day: day[:7]),
    st.just("2020"),
    years.map(str),
    months.map(lambda month: f"XXXX-{month:02d}"),
    days.map(lambda day: f"{day}~"),
    days.map(lambda day: f"{day}?"),
    years.map(lambda year: f"-{year - 1410:04d}"),
    month_days.map(lambda day: f"-0479-09-{day:02d}"),
    st.just("202X"),
]
date_texts = st.sampled_from(SHAPES).flatmap(lambda shape: shape)


@st.composite
def places(draw: st.DrawFn) -> list[JSON]:
    """A land with districts, towns and villages; some within others, some with a bearing, some with aliases."""
    found: list[JSON] = [{"key": "land", "name": "Outland", "kind": "country"}]
    found += [{"key": name.lower(), "name": name, "kind": "district", "within": "land"} for name in DISTRICTS]
    for name in TOWNS + VILLAGES:
        kind = "town" if name in TOWNS else "village"
        within = draw(uppers_of_villages if kind == "village" else uppers_of_towns)
        place: JSON = {"key": name.lower(), "name": name, "kind": kind, "within": within}
        if kind == "village":
            place["bearing"] = {"from": "abar", "direction": draw(directions), "citations": CITED}
        if draw(chances) < 10:
            place["names"] = [{"name": draw(other_names), "citations": CITED}]
        found.append(place)
    return found


PLACE_KEYS = ["land", *(name.lower() for name in (*DISTRICTS, *TOWNS, *TOWNS, *VILLAGES))]
place_keys = st.sampled_from(PLACE_KEYS)
places_of_an_event = st.lists(place_keys, max_size=2, unique=True)


@st.composite
def attributions(draw: st.DrawFn) -> list[JSON]:
    """One to three claimants' stances on a claim, one or two held back at times."""
    return [
        {
            "claimant": claimant["key"],
            "stance": stance,
            "stated_on": draw(date_texts) if draw(chances) < 50 else "",
            "needs_review": draw(chances) < 12,
            "citations": CITED if draw(chances) < 95 else [],
        }
        for claimant, stance in draw(stances_of_a_claim)
    ]


@st.composite
def claims(draw: st.DrawFn, key: str, earlier: list[str]) -> JSON:
    """A claim; it may oppose earlier ones or be the same as one."""
    about = draw(abouts)
    held = draw(towns)
    statement = draw(
        st.sampled_from(
            [
                *[f"Riders numbered {key}"] * 3,
                f"Riders of {key} held {held}",
                "Walls had given way",
                f"On 9 October riders numbered {key} came",
                f"Lancers numbered {key} had fled in 1893",
                f"Northland riders numbered {key}",
            ]
        )
    )
    return {
        "key": key,
        "statement": statement,
        "about": about,
        "happened": draw(date_texts) if about == "date" or draw(chances) < 20 else "",
        "places": [draw(place_keys)] if about == "place" or draw(chances) < 30 else [],
        "opposes": [draw(st.sampled_from(earlier))] if earlier and draw(chances) < 20 else [],
        "same_as": [draw(st.sampled_from(earlier))] if earlier and draw(chances) < 20 else [],
        "attributions": draw(attributions()),
    }


@st.composite
def events(draw: st.DrawFn, number: int, made: list[JSON], most_claims: int = 3) -> JSON:
    """An event with some claims; it may be part of an earlier one, or the same as one."""
    key = f"e{number}"
    earlier = [claim["key"] for event in made for claim in event["claims"]]
    own: list[JSON] = []
    for position in range(draw(st.integers(0, most_claims))):
        own.append(draw(claims(f"{key}c{position}", earlier + [claim["key"] for claim in own])))
    where = draw(places_of_an_event)
    titled = f"{TITLES[number]} on the road"
    return {
        "key": key,
        "title": draw(st.sampled_from([titled] * 8 + ["Siege on the road", "Siege of Belo"])),
        "status": "draft" if draw(chances) < 5 else "published",
        "happened": draw(date_texts) if draw(chances) < 70 else "",
        "places": [{"place": place, "role": draw(roles)} for place in where],
        "part_of": made[0]["key"] if made and draw(chances) < 60 else "",
        "same_as": draw(st.sampled_from(made))["key"] if made and draw(chances) < 8 else "",
        "topics": ["war"],
        "citations": CITED if draw(chances) < 95 else [],
        "claims": own,
    }


@st.composite
def records(draw: st.DrawFn) -> JSON:
    """A record of two to six events."""
    made: list[JSON] = []
    for number in range(draw(st.integers(2, 6))):
        made.append(draw(events(number, made)))
    return draw(whole_records(made))


@st.composite
def campaigns(draw: st.DrawFn) -> JSON:
    """A record of six events in one war, most of them with a date that nobody doubts: several can be asked about."""
    made: list[JSON] = []
    # Drawn apart, for days drawn alone are often one and the same, and then nothing comes after anything.
    places_in_time = draw(st.permutations(range(6)))
    for number in range(6):
        is_sure = draw(chances) < 93
        event = draw(events(number, made, most_claims=0 if is_sure else 3))
        event["part_of"] = made[0]["key"] if made and draw(chances) < 85 else ""
        if is_sure:
            day = days_after("2015-07-01", 250 * places_in_time[number] + draw(st.integers(0, 300)))
            event["happened"] = draw(st.sampled_from([day, day, day, day[:7], day[:4]]))
            event["citations"] = CITED
        event["after"] = [draw(st.sampled_from(made))["key"]] if made and draw(chances) < 15 else []
        made.append(event)
    return draw(whole_records(made))


@st.composite
def whole_records(draw: st.DrawFn, made: list[JSON]) -> JSON:
    """The record file that these events stand in."""
    return {
        "format": "attest-record/1",
        "parties": PARTIES,
        "claimants": CLAIMANTS,
        "places": draw(places()),
        "sources": [{"key": "chronicle", "title": "Chronicle"}],
        "events": made,
    }
