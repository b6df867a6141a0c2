"""Rows that point at rows: nothing runs in a circle or points at itself, and pairs fit together."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q

from history.facts.invariants import Breach, Invariant
from history.facts.reading_places import in_portions
from history.integrity.circles import find_circles
from history.integrity.reading import keys_by_id, name_rows, stream
from history.models import Claim, Claimant, Event, Place

OPPOSES: Any = Claim.opposes.through.objects
SAME_AS: Any = Claim.same_as.through.objects
PAIR = ("from_claim__key", "to_claim__key")


def check_circles(model: type[Model], column: str) -> Callable[[], Iterator[Breach]]:
    """Finds the circles in which rows of a table point at one another by a column."""
    kind = str(model._meta.model_name)

    def check() -> Iterator[Breach]:
        circles = list(find_circles(stream_links(model, column)))
        keys = keys_by_id(model, sorted({pk for circle in circles for pk in circle}))
        for circle in circles:
            way = " → ".join(keys[pk] for pk in (*circle, circle[0]))
            yield Breach(kind, keys[circle[0]], f"it leads back to itself: {way}")

    return check


def stream_links(model: type[Model], column: str) -> Iterator[tuple[int, int]]:
    """Which row points at which, by a foreign key or a table of links."""
    field: Any = model._meta.get_field(column)
    if field.many_to_many:
        name = model._meta.model_name
        links = stream(field.remote_field.through.objects.all(), f"from_{name}_id", f"to_{name}_id")
    else:
        links = stream(model._default_manager.exclude(**{column: None}), "pk", f"{column}_id")
    yield from links


def check_same_events() -> Iterator[Breach]:
    """Events marked the same as themselves."""
    return name_rows(Event.objects.filter(same_as=F("pk")), "it is marked the same as itself")


def repair_same_events() -> int:
    """Unmark them: it says nothing."""
    return Event.objects.filter(same_as=F("pk")).update(same_as=None)


def check_claims_linked() -> Iterator[Breach]:
    """Claims that oppose themselves or are marked the same as themselves."""
    for links, word in ((OPPOSES, "it opposes itself"), (SAME_AS, "it is marked the same as itself")):
        for (key,) in stream(links.filter(from_claim=F("to_claim")), "from_claim__key"):
            yield Breach("claim", key, word)


def repair_claims_linked() -> int:
    """Take the links away."""
    return sum(links.filter(from_claim=F("to_claim")).delete()[0] for links in (OPPOSES, SAME_AS))


def one_way() -> Any:
    """Links of a claim to one marked the same that do not lead back."""
    back = SAME_AS.filter(from_claim=OuterRef("to_claim"), to_claim=OuterRef("from_claim"))
    return SAME_AS.filter(~Exists(back)).exclude(from_claim=F("to_claim"))


def check_both_ways() -> Iterator[Breach]:
    """Claims marked the same as one that is not marked the same as they are."""
    for key, other in stream(one_way(), *PAIR):
        yield Breach("claim", other, f"“{key}” is marked the same as it, and not the other way round")


def repair_both_ways() -> int:
    """Add the way back."""
    missing = list(stream(one_way(), "to_claim_id", "from_claim_id"))
    for some in in_portions(missing):
        rows = [Claim.same_as.through(from_claim_id=start, to_claim_id=end) for start, end in some]
        SAME_AS.bulk_create(rows)
    return len(missing)


def check_opposed_not_same() -> Iterator[Breach]:
    """Claims that oppose what they are marked the same as."""
    same = SAME_AS.filter(from_claim=OuterRef("from_claim"), to_claim=OuterRef("to_claim"))
    for key, other in stream(OPPOSES.filter(Exists(same)).exclude(from_claim=F("to_claim")), *PAIR):
        yield Breach("claim", key, f"it opposes “{other}” and is marked the same as it")


def check_opposed_about_one_event() -> Iterator[Breach]:
    """Claims that oppose one about another event."""
    start, end = "from_claim__event", "to_claim__event"
    one = Q(**{start: F(end)})
    one |= Q(**{f"{start}__same_as": F(end)}) | Q(**{f"{end}__same_as": F(start)})
    one |= Q(**{f"{start}__same_as": F(f"{end}__same_as")})
    # A negated comparison with null would leave such rows out: those that fit are named, and the others taken.
    rows = OPPOSES.exclude(pk__in=OPPOSES.filter(one).values("pk"))
    for key, other in stream(rows, *PAIR):
        yield Breach("claim", key, f"it opposes “{other}”, which is about another event")


def check_offices() -> Iterator[Breach]:
    """Claimants that hold what is no office."""
    held: Any = Claimant.holds.through.objects
    rows = held.exclude(to_claimant__kind=Claimant.Kind.OFFICE) | held.filter(from_claimant=F("to_claimant"))
    for key, office in stream(rows, "from_claimant__key", "to_claimant__key"):
        yield Breach("claimant", key, f"it holds “{office}”, which is itself or no office")


INVARIANTS = (
    Invariant(
        "within_no_circle", "No place lies within itself, by way of others either.", check_circles(Place, "within")
    ),
    Invariant(
        "part_of_no_circle", "No event is part of itself, by way of others either.", check_circles(Event, "part_of")
    ),
    Invariant("after_no_circle", "No event came after itself, by way of others either.", check_circles(Event, "after")),
    Invariant(
        "bodies_no_circle",
        "No claimant is part of itself, by way of others either.",
        check_circles(Claimant, "part_of"),
    ),
    Invariant("offices_held", "What a claimant holds is an office, and not the claimant itself.", check_offices),
    Invariant("same_events_two", "An event is not marked the same as itself.", check_same_events, repair_same_events),
    Invariant(
        "linked_claims_two",
        "A claim neither opposes itself nor is marked the same as itself.",
        check_claims_linked,
        repair_claims_linked,
    ),
    Invariant(
        "same_claims_both_ways",
        "Of two claims marked the same, each is marked the same as the other.",
        check_both_ways,
        repair_both_ways,
    ),
    Invariant("opposed_not_same", "No claim opposes one that it is marked the same as.", check_opposed_not_same),
    Invariant(
        "opposed_about_one_event",
        "Two claims that oppose each other are about one event, or about two marked the same.",
        check_opposed_about_one_event,
    ),
)
