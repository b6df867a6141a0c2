"""Some events of a topic with all that judging their questions needs, read by indexes: for topics of any size.

Facts come out as they would of the whole topic, for they are judged by what they themselves look at: events marked the
same, titles and statements in the same words, linked claims. Wrong answers come from what lies near: the events named
as neighbours, the places nearest by, those who speak there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from history.facts.bare import find_same
from history.facts.fact_keys import split_fact
from history.facts.gathering import gather_facts
from history.facts.kin import read_kin
from history.facts.nearest_places import find_near
from history.facts.outlines import Outline, read_lines, read_surroundings
from history.facts.reading_places import NO_TOPIC, find_above, find_named_places, in_portions, place_rows
from history.facts.rows import Rows
from history.facts.streaming import read_portion
from history.facts.touched_names import PLACE, direction_in
from history.facts.values import Neighbourhood
from history.models import Attribution, Claim, Event, Place, PlaceName, Status
from history.search.alike import find_alike_names, find_sharing_last

# Of more events of one name, or claims in the same words, nobody can say which is meant.
MOST_ALIKE: Final = 300
# Of more events that came before or stand above nobody asks which came first.
MOST_LINKED: Final = 300

Some = TypeVar("Some")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a window is for: the home topic, the keys of the facts asked about and of the events that these are about.

    `near` are keys of events that lie near them, from which wrong answers come. `together`: they are asked about
    together with these. `typed`: names are typed, so others that are spelt nearly alike matter.
    """

    topic: str
    facts: tuple[str, ...] = ()
    events: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    together: bool = False
    typed: bool = False

    @property
    def directions(self) -> list[str]:
        """Keys of the places whose directions are asked about."""
        return [name.removeprefix(PLACE) for fact in self.facts if (name := direction_in(fact))]

    def named(self, kind: str) -> list[str]:
        """Keys of the rows of a kind that the facts' keys name."""
        return [key for fact in self.facts for of_kind, key in split_fact(fact)[1] if of_kind == kind]


def read_window(asked: Asked) -> Neighbourhood:
    """The facts of the events and directions asked about, with what lies near; none of what is not at home there."""
    return Window(asked).read()


class Window:
    """One window while it is being read. Of its own are the events of which facts are told."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.here = Event.objects.published().at_home_in(asked.topic)

    def read(self) -> Neighbourhood:
        """Everything in it."""
        near = ids_with(self.here, self.asked.near)
        own = ids_with(self.here, self.asked.events) | (near if self.asked.together else set())
        linked = self._follow(own) if self.asked.together else None
        outline = self._outline(own, near | (linked or set()))
        if outline is None:
            return replace(gather_facts(Rows(self.asked.topic, (), (), ())), is_whole=False)
        rows = read_portion(outline, own, linked)
        spots = self._directions()
        around = read_surroundings(outline, self._places(outline, rows, spots), self._claimants(outline, rows))
        places = tuple(row for row in place_rows(spots, spots) if row.bearing is not None)
        told = gather_facts(replace(rows, places=places), around)
        # Facts may stand together only where all is told that they came after and are part of.
        is_told = linked is not None or not own
        return replace(told, is_whole=False, lines=told.lines if is_told else {})

    def _follow(self, own: set[int]) -> set[int] | None:
        """Ids of all here that these came after, are the same as, or are part of, by way of others; None: very many."""
        found = waiting = own
        while waiting:
            if len(found) > MOST_LINKED + len(own):
                return None
            steps = set[int]()
            for some in in_portions(sorted(waiting)):
                earlier = Event.after.through.objects.filter(from_event__in=some).order_by()
                upper = Event.objects.filter(pk__in=some, part_of__isnull=False).order_by()
                steps.update(earlier.values_list("to_event_id", flat=True))
                steps.update(upper.values_list("part_of_id", flat=True))
            waiting = keep_ids(self.here, steps | find_same(self.here, waiting | steps)) - found
            found = found | waiting
        return found

    def _outline(self, own: set[int], others: set[int]) -> Outline | None:
        """These in outline with all of their titles and the claims in the words of theirs; None: they are very many."""
        names = set(Event.objects.filter(pk__in=own).order_by().values_list("title_name", flat=True))
        alike = keep_few(self.here.filter(title_name__in=names).order_by().values_list("pk", flat=True))
        wordings = self._wordings(own)
        if alike is None or wordings is None:
            return None
        wanted = own | others | find_same(self.here, own) | set(alike)
        lines = [line for some in in_portions(sorted(wanted)) for line in read_lines(self.here.filter(pk__in=some))]
        parts = self.here.filter(part_of=OuterRef("pk")).order_by()
        roots = Event.objects.filter(pk__in=[line.pk for line in lines if line.part_of_id is None]).order_by()
        upper = frozenset(roots.filter(Exists(parts)).values_list("pk", flat=True))
        return Outline(self.asked.topic, lines, wordings, upper)

    def _wordings(self, own: set[int]) -> list[tuple[str, str]] | None:
        """The wordings of claims about these events, each with the keys of all claims here that have it."""
        theirs = set(Claim.objects.filter(event__in=own).order_by().values_list("wording", flat=True))
        alike = Claim.objects.filter(wording__in=theirs, event__status=Status.PUBLISHED).order_by()
        found = keep_few(alike.values_list("wording", "key", "event_id"))
        if found is None:
            return None
        home = keep_ids(self.here, {event for _wording, _key, event in found})
        return [(wording, key) for wording, key, event in found if event in home]

    def _directions(self) -> set[int]:
        """Ids of the places whose directions are asked about here: something here names them, or nothing anywhere."""
        keys = self.asked.directions
        pks = set(Place.objects.filter(key__in=keys).order_by().values_list("pk", flat=True)) if keys else set()
        return {pk for pk in pks if self._is_named_here(pk)}

    def _is_named_here(self, place: int) -> bool:
        if self.here.filter(event_places__place=place).exists() or self.here.filter(claims__places=place).exists():
            return True
        alone = Place.objects.filter(pk=place, event_places__isnull=True, claims__isnull=True)
        return self.asked.topic == NO_TOPIC and alone.exists()

    def _places(self, outline: Outline, rows: Rows, spots: set[int]) -> set[int]:
        """Ids of the places that the events name, of those nearest by, and of those with names like what is asked."""
        outside = [claim.key for claim in rows.outside_claims]
        linked = {pk for some in in_portions(outside) for pk in ids_of(self.here.filter(claims__key__in=some))}
        own = set(Place.objects.filter(key__in=self.asked.named("place")).order_by().values_list("pk", flat=True))
        found = find_named_places({*outline.keys, *linked}) | spots
        if not spots:
            found |= find_near(own)
        named = own | find_above(spots) if spots else own
        return found | (places_called_alike(named) if self.asked.typed or spots else set())

    def _claimants(self, outline: Outline, rows: Rows) -> list[Any]:
        """Those who speak here, and those with names like whose is asked, with their kin."""
        claims = [claim for row in rows.events for claim in row.claims] + list(rows.outside_claims)
        found = {said.claimant for claim in claims for said in claim.attributions}
        for some in in_portions(outline.keys):
            voices = Attribution.objects.filter(claim__event__in=some, needs_review=False).order_by()
            found.update(voices.values_list("claimant__key", flat=True))
        if self.asked.typed and (own := self.asked.named("claimant")):
            names = [name for row in read_kin(own) for name in (row.name, *row.aliases)]
            found |= find_alike_names("claimant", names) | find_sharing_last("claimant", names)
        return read_kin(found)


def ids_with(events: QuerySet[Event], keys: Collection[str]) -> set[int]:
    """Ids of those of the events that have one of these keys."""
    return ids_of(events.filter(key__in=keys)) if keys else set()


def ids_of(events: QuerySet[Event]) -> set[int]:
    """The ids of these events."""
    return set(events.order_by().values_list("pk", flat=True))


def keep_ids(events: QuerySet[Event], pks: Iterable[int]) -> set[int]:
    """Those of these ids that belong to one of the events."""
    return {pk for some in in_portions(sorted(set(pks))) for pk in ids_of(events.filter(pk__in=some))}


def keep_few(rows: QuerySet[Any, Some]) -> list[Some] | None:
    """All of them; None where they are too many to tell apart."""
    found = list(rows[: MOST_ALIKE + 1])
    return found if len(found) <= MOST_ALIKE else None


def places_called_alike(places: Collection[int]) -> set[int]:
    """Ids of places with names nearly those of these (ids)."""
    names = list(Place.objects.filter(pk__in=places).order_by("pk").values_list("name", flat=True))
    names += PlaceName.objects.filter(place__in=places).order_by("pk").values_list("name", flat=True)
    keys = find_alike_names("place", dict.fromkeys(names))
    return set(Place.objects.filter(key__in=keys).order_by().values_list("pk", flat=True))
