"""Small rows for the stories about facts: who said what about which event."""

from history.facts.gathering import gather_facts
from history.facts.rows import AttributionRow, ClaimantRow, ClaimRow, EventRow, NamesakeRow, PlaceRow, Rows
from history.facts.values import ClaimantFact, ClaimName, Fact, Neighbourhood, Passage

CITED = (Passage("chronicle", "Chronicle", "", "", "1"),)
CLAIMANTS = (
    ClaimantRow("camp", "Northern camp", "side", "north", "Northland"),
    ClaimantRow("crown", "Regent", "office", "north", "Northland"),
    ClaimantRow("orda", "Orda Vell", "person", "north", "Northland", holds=("crown",)),
    ClaimantRow("heir", "Heir Vell", "person", "", "", holds=("crown",)),
    ClaimantRow("bureau", "War Bureau", "state-body"),
    ClaimantRow("lancers", "Lancers", "armed-force", part_of="bureau"),
    ClaimantRow("scouts", "Scouts", "armed-force", part_of="lancers"),
    ClaimantRow("mira", "Mira Tolk", "person", "south", "Southland"),
    ClaimantRow("rumour", "travellers", "unnamed"),
    ClaimantRow("gazette", "Gazette", "media"),
    ClaimantRow("courier", "Evening Courier", "media"),
)
PLACES = (
    PlaceRow("mark", "Lowmark", "district"),
    PlaceRow("abar", "Abar", "town", within="mark"),
    PlaceRow("belo", "Belo", "town", within="mark"),
    PlaceRow("gorn", "Gorn", "village", within="abar"),
)


def said(claimant: str, stance: str = "asserts", stated_on: str = "", *, held: bool = False) -> AttributionRow:
    return AttributionRow(claimant, stance, stated_on, held, CITED)


def a_claim(key: str, *attributions: AttributionRow, about: str = "occurrence", **links: str) -> ClaimRow:
    """A claim; `happened` is EDTF, `places`, `opposes` and `same_as` are keys with spaces between."""
    return ClaimRow(
        key=key,
        statement=f"Statement {key}",
        about=about,
        happened=links.get("happened", ""),
        places=tuple(links.get("places", "").split()),
        opposes=tuple(links.get("opposes", "").split()),
        same_as=tuple(links.get("same_as", "").split()),
        attributions=attributions,
    )


def an_event(key: str, *claims: ClaimRow, happened: str = "", places: str = "", same_as: str = "") -> EventRow:
    """An event of the topic; `places` are keys with spaces between, where it happened."""
    return EventRow(
        key=key,
        title=f"Event {key}",
        topic="war",
        happened=happened,
        places=tuple((place, "at") for place in places.split()),
        same_as=same_as,
        citations=CITED,
        claims=claims,
    )


def gather(
    *events: EventRow,
    outside: tuple[ClaimRow, ...] = (),
    places: tuple[PlaceRow, ...] = PLACES,
    elsewhere: tuple[NamesakeRow, ...] = (),
) -> Neighbourhood:
    return gather_facts(Rows("war", events, CLAIMANTS, places, "The war", elsewhere, outside))


def claim_names(around: Neighbourhood) -> dict[str, ClaimName]:
    """The claims that facts are about, by key."""
    return {fact.claim.key: fact.claim for fact in around.facts if fact.claim is not None}


def fact_of(around: Neighbourhood, key: str) -> Fact:
    """The fact with this key."""
    return next(fact for fact in around.facts if fact.key == key)


def who(around: Neighbourhood, key: str) -> ClaimantFact:
    """The fact with this key, which is about a claimant."""
    fact = fact_of(around, key)
    assert isinstance(fact, ClaimantFact)
    return fact


def barred(fact: ClaimantFact) -> set[str]:
    """Keys of those who may be said to have taken the stance too."""
    return {claimant.key for claimant in fact.barred}


def keys(around: Neighbourhood) -> list[str]:
    return [str(fact.key) for fact in around.facts]
