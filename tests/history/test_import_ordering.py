"""In which order a plan's changes are written: nothing before what it names, circles in one portion."""

from hypothesis import event, given
from hypothesis import strategies as st

from history.imports.comparing import Change, Outcome
from history.imports.ordering import find_rings, portions_of
from history.imports.readers.entries import Body, Entry, Kind
from history.imports.references import Name


def make(key: str, **parts: object) -> Change:
    """An event with these parts."""
    body: Body = {"key": key, "title": key, **parts}
    return Change(Entry(Kind.EVENT, key, key, body), Outcome.CREATE, body)


def keys(*changes: Change, size: int = 1, holders: dict[str, str] | None = None) -> list[list[str]]:
    return [[change.entry.key for change in portion] for portion in portions_of(changes, size, holders)]


def test_what_is_named_stands_before_what_names_it() -> None:
    assert keys(make("a", part_of="b"), make("b", after=["c"]), make("c")) == [["c"], ["b"], ["a"]]


def test_claims_that_name_one_another_are_written_together() -> None:
    one = make("a", claims=[{"key": "x", "opposes": ["y"]}])
    other = make("b", claims=[{"key": "y", "opposes": ["x"]}])
    (portion,) = keys(one, other)
    assert set(portion) == {"a", "b"}


def test_an_event_loses_a_claim_only_when_the_other_has_it() -> None:
    loser, winner = make("loser"), make("winner", claims=[{"key": "x"}])
    assert keys(loser, winner, holders={"x": "loser"}) == [["winner"], ["loser"]]


def test_a_long_chain_needs_no_recursion() -> None:
    chain = [make(f"k{n}", after=[f"k{n + 1}"]) for n in range(5000)]
    portions = keys(*chain, size=1000)
    assert [len(portion) for portion in portions] == [1000] * 5
    assert portions[0][0] == "k4999"


NAMES = st.sampled_from([("event", str(n)) for n in range(7)])


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3), min_size=2))
def test_each_ring_comes_once_after_what_it_leads_to(drawn: dict[Name, list[Name]]) -> None:
    graph = {name: [other for other in named if other in drawn] for name, named in drawn.items()}
    rings = list(find_rings(graph))
    assert sorted(name for ring in rings for name in ring) == sorted(graph)
    place = {name: number for number, ring in enumerate(rings) for name in ring}
    for name, named in graph.items():
        assert all(place[other] <= place[name] for other in named)
    for one in graph:
        for other in graph:
            together = one in reach(graph, other) and other in reach(graph, one)
            assert (place[one] == place[other]) == (one == other or together)
    event(f"rings of several: {any(len(ring) > 1 for ring in rings)}")


def reach(graph: dict[Name, list[Name]], start: Name) -> set[Name]:
    """Everything that can be reached, by looking again and again."""
    found = set(graph[start])
    while more := {name for known in found for name in graph[known]} - found:
        found |= more
    return found
