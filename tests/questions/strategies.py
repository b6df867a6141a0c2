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


@st.composite
def days(draw: st.DrawFn) -> str:
    """A day of two neighbouring months, most often of the first half of one."""
    return (date(2020, 10, 1) + timedelta(days=draw(st.integers(0, 15)) * draw(st.sampled_from([1, 1, 3])))).isoformat()


@st.composite
def date_texts(draw: st.DrawFn) -> str:
    """A date of any shape, most often a day."""
    day = draw(days())
    year = draw(st.integers(1890, 1899))
    shapes = [
        *([day] * 12),
        f"[{day},{(date.fromisoformat(day) + timedelta(days=1)).isoformat()}]",
        f"[{day},{(date.fromisoformat(day) + timedelta(days=4)).isoformat()}]",
        f"{day}/{(date.fromisoformat(day) + timedelta(days=5)).isoformat()}",
        f"[..{day}]",
        f"[{day}..]",
        day[:7],
        "2020",
        f"{year}",
        f"XXXX-{draw(st.integers(1, 12)):02d}",
        f"{day}~",
        f"{day}?",
        f"-{year - 1410:04d}",
        f"-0479-09-{draw(st.integers(1, 30)):02d}",
        "202X",
    ]
    return draw(st.sampled_from(shapes))


@st.composite
def places(draw: st.DrawFn) -> list[JSON]:
    """A land with districts, towns and villages; some within others, some with a bearing, some with aliases."""
    found: list[JSON] = [{"key": "land", "name": "Outland", "kind": "country"}]
    found += [{"key": name.lower(), "name": name, "kind": "district", "within": "land"} for name in DISTRICTS]
    for name in TOWNS + VILLAGES:
        kind = "town" if name in TOWNS else "village"
        above = [*(district.lower() for district in DISTRICTS), "land", ""]
        if kind == "village":
            above.append("abar")
        place: JSON = {"key": name.lower(), "name": name, "kind": kind, "within": draw(st.sampled_from(above))}
        if kind == "village":
            direction = draw(st.sampled_from(["N", "NE", "E", "SE", "S", "SW", "W", "NW"]))
            place["bearing"] = {"from": "abar", "direction": direction, "citations": CITED}
        if draw(chances) < 10:
            place["names"] = [{"name": draw(st.sampled_from(["Şura", "Belo", "Gorn", "Old Quay"])), "citations": CITED}]
        found.append(place)
    return found


PLACE_KEYS = ["land", *(name.lower() for name in (*DISTRICTS, *TOWNS, *TOWNS, *VILLAGES))]


@st.composite
def attributions(draw: st.DrawFn) -> list[JSON]:
    """One to three claimants' stances on a claim, one or two held back at times."""
    count = draw(st.sampled_from([1, 1, 2, 3]))
    said = draw(
        st.lists(
            st.tuples(st.sampled_from(CLAIMANTS), st.sampled_from(STANCES)),
            min_size=count,
            max_size=count,
            unique_by=lambda pair: (pair[0]["key"], pair[1]),
        )
    )
    return [
        {
            "claimant": claimant["key"],
            "stance": stance,
            "stated_on": draw(date_texts()) if draw(chances) < 50 else "",
            "needs_review": draw(chances) < 12,
            "citations": CITED if draw(chances) < 95 else [],
        }
        for claimant, stance in said
    ]


@st.composite
def claims(draw: st.DrawFn, key: str, earlier: list[str]) -> JSON:
    """A claim; it may oppose earlier ones or be the same as one."""
    about = draw(st.sampled_from(ABOUT))
    held = draw(st.sampled_from(TOWNS))
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
        "happened": draw(date_texts()) if about == "date" or draw(chances) < 20 else "",
        "places": [draw(st.sampled_from(PLACE_KEYS))] if about == "place" or draw(chances) < 30 else [],
        "opposes": [draw(st.sampled_from(earlier))] if earlier and draw(chances) < 20 else [],
        "same_as": [draw(st.sampled_from(earlier))] if earlier and draw(chances) < 20 else [],
        "attributions": draw(attributions()),
    }


@st.composite
def events(draw: st.DrawFn, number: int, made: list[JSON]) -> JSON:
    """An event with up to three claims; it may be part of an earlier one, or the same as one."""
    key = f"e{number}"
    earlier = [claim["key"] for event in made for claim in event["claims"]]
    own: list[JSON] = []
    for position in range(draw(st.integers(0, 3))):
        own.append(draw(claims(f"{key}c{position}", earlier + [claim["key"] for claim in own])))
    where = draw(st.lists(st.sampled_from(PLACE_KEYS), max_size=2, unique=True))
    titled = f"{TITLES[number]} on the road"
    return {
        "key": key,
        "title": draw(st.sampled_from([titled] * 8 + ["Siege on the road", "Siege of Belo"])),
        "status": "draft" if draw(chances) < 5 else "published",
        "happened": draw(date_texts()) if draw(chances) < 70 else "",
        "places": [{"place": place, "role": draw(st.sampled_from(["at", "at", "near", "from"]))} for place in where],
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
    for number in range(6):
        event = draw(events(number, made))
        event["part_of"] = made[0]["key"] if made and draw(chances) < 85 else ""
        if draw(chances) < 93:
            day = (date(2015, 7, 1) + timedelta(days=draw(st.integers(0, 1500)))).isoformat()
            event["happened"], event["claims"] = draw(st.sampled_from([day, day, day, day[:7], day[:4]])), []
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
