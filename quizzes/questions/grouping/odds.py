"""With what odds a statement or place is drawn to be ticked or not, so that nobody knows it by sight. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from math import sqrt
from random import Random
from typing import TypeVar

from history.facts.values import ClaimantFact, ClaimantName, Fact, PlaceFact
from quizzes.questions.candidates import FEWEST_TO_LEARN_FROM

# Who states it; or who names the place, and of which event.
Voice = tuple[str, str]
Weights = dict[str, float]
Drawn = TypeVar("Drawn")

# How many are right and how many wrong is drawn first, so that neither number tells the other.
RIGHT, WRONG = (3, 4), (2, 3)
# How many others that are right stand beside the one that is asked about; three oftener than two.
BESIDE = 2.67
# So many are drawn of each sort; more would only be looked at in vain.
MOST_DRAWN = 40
# Of those that come last so many, for want of others.
MOST_SPARE = 12
# Each round brings the odds nearer to what they should be; a fifth would change little.
ROUNDS = 4
LEAST = 1e-9


class Odds:
    """What can be ticked in a line of Facts, by who tells it, and how often each is drawn.

    Some statements nearly everybody makes, some one claimant alone: drawn evenly, the former would be right wherever
    they are met, and the latter wrong. So each is drawn as right and as wrong about as often, as far as that can be:
    what nobody leaves unsaid can never be wrong, and stands there only where it is asked about.
    """

    def __init__(self, line: Sequence[Fact]) -> None:
        self.by_voice: dict[Voice, list[Fact]] = defaultdict(list)
        self._by_value: dict[str, list[Fact]] = defaultdict(list)
        for fact in line:
            self.by_voice[voice_of(fact)].append(fact)
            self._by_value[value_of(fact)].append(fact)
        self._asked = Counter(who for (who, _event), facts in self.by_voice.items() for _fact in facts if who)
        self._tellers = find_tellers(self._by_value, self._asked.keys())
        self._is_learnt = self._asked.total() >= FEWEST_TO_LEARN_FROM
        self._right, self._wrong, self._balance = self._weigh()
        self._wrong_for: dict[str, tuple[list[str], list[float]]] = {}
        self._right_for: dict[Voice, list[float]] = {}

    def is_asked(self, anchor: Fact, chance: Random) -> bool:
        """Whether the anchor is asked about: always, or where one claimant speaks oftener than all others, by lot.

        What these say would else have to stand among the wrong ones oftener than among the right ones.
        """
        own = self._asked[voice_of(anchor)[0]]
        lot = chance.random() * own
        return not self._is_learnt or lot < self._asked.total() - own

    def choose_numbers(self, anchor: Fact, chance: Random) -> tuple[int, int]:
        """How many are to be right beside how many wrong ones.

        What is hardly ever wrong is known by sight: so there are more of those that have to be found besides.
        """
        fewest, most = RIGHT
        is_few = chance.random() * len(RIGHT) < self._balance[value_of(anchor)]
        return fewest if is_few else most, chance.choice(WRONG)

    def draw_right(self, anchor: Fact, chance: Random) -> list[Fact]:
        """What else the anchor's voice tells, by lot."""
        voice = voice_of(anchor)
        told = self.by_voice[voice]
        if voice not in self._right_for:
            self._right_for[voice] = list(accumulate(self._right[value_of(fact)] for fact in told))
        drawn = draw(told, self._right_for[voice], chance)
        return [fact for fact in {fact.key: fact for fact in drawn}.values() if fact.key != anchor.key]

    def draw_wrong(self, anchor: Fact, chance: Random) -> list[Fact]:
        """What others tell and the anchor's claimant does not, by lot."""
        who, _event = voice_of(anchor)
        if who not in self._wrong_for:
            able = [value for value, tellers in self._tellers.items() if who not in tellers]
            self._wrong_for[who] = able, list(accumulate(self._wrong[value] for value in able))
        drawn = draw(*self._wrong_for[who], chance)
        return [chance.choice(self._by_value[value]) for value in dict.fromkeys(drawn)]

    def _weigh(self) -> tuple[Weights, Weights, Weights]:
        """How often each is drawn as right beside other anchors, how often as wrong, and how even that is (to 1)."""
        if not self._is_learnt:
            even = dict.fromkeys(self._by_value, 1.0)
            return even, even, even
        right, wrong = self._begin()
        for _round in range(ROUNDS):
            as_right, as_wrong = self._count_right(right), self._count_wrong(wrong)
            for value in self._by_value:
                if as_right[value] > 0 and as_wrong[value] > 0:
                    excess = sqrt(as_right[value] / as_wrong[value])
                    right[value] /= excess
                    wrong[value] *= excess
        even = {value: min(1.0, as_wrong[value] / as_right[value]) if as_right[value] else 1.0 for value in right}
        return right, wrong, even

    def _begin(self) -> tuple[Weights, Weights]:
        """As often as it can be both right and wrong, by how many questions are asked of those who tell it or not."""
        right, wrong, total = Weights(), Weights(), self._asked.total()
        for value, facts in self._by_value.items():
            told = sum(len(self.by_voice[voice_of(fact)]) for fact in facts if voice_of(fact)[0])
            untold = total - sum(self._asked[who] for who in self._tellers[value])
            both = min(told, untold)
            right[value], wrong[value] = both / told if told else 0.0, both / untold if untold else 0.0
        return right, wrong

    def _count_right(self, right: Mapping[str, float]) -> Weights:
        """In how many questions each is right: those that ask about it, and those in which it stands beside another."""
        share: dict[Voice, float] = {}
        for voice, facts in self.by_voice.items():
            whole = sum(right[value_of(fact)] for fact in facts)
            share[voice] = BESIDE * len(facts) / whole if whole and voice[0] else 0.0
        return {
            value: sum(bool(voice[0]) + right[value] * share[voice] for voice in map(voice_of, facts))
            for value, facts in self._by_value.items()
        }

    def _count_wrong(self, wrong: Mapping[str, float]) -> Weights:
        """In how many questions each is wrong, beside as many as are right."""
        told: dict[str, float] = defaultdict(float)
        for value, tellers in self._tellers.items():
            for who in tellers:
                told[who] += wrong[value]
        whole = sum(wrong.values())
        # Who tells all there is has no wrong ones, and sums of fractions are never quite nought.
        left = {who: whole - told[who] for who in self._asked if whole - told[who] > LEAST * whole}
        share = {who: (1 + BESIDE) * self._asked[who] / untold for who, untold in left.items()}
        total = sum(share.values())
        return {
            value: wrong[value] * (total - sum(share.get(who, 0.0) for who in tellers))
            for value, tellers in self._tellers.items()
        }


def voice_of(fact: Fact) -> Voice:
    """Who states it, or who names the place and of which event; nobody where the record itself speaks."""
    match fact:
        case ClaimantFact(value=claimant):
            return (claimant.key, "")
        case PlaceFact(event=event) if event and fact.attributed_to:
            return (fact.attributed_to[0].key, event.key)
    return ("", "")


def value_of(fact: Fact) -> str:
    """The key of what can be ticked: of the statement or the place."""
    match fact:
        case ClaimantFact(claim=claim) if claim:
            return claim.key
        case PlaceFact(value=place):
            return place.key
    return fact.key


def find_tellers(told: Mapping[str, Sequence[Fact]], speakers: Collection[str]) -> Mapping[str, frozenset[str]]:
    """By what can be ticked the keys of those of the speakers who may be said to tell it: for them it is never wrong.

    Rules look closer (`none_of_the_wrong`); this is what can be seen of many at once.
    """
    names = {one.key: one for facts in told.values() for fact in facts for one in those_who_tell(fact)}
    alike: dict[str, set[str]] = {key: {key, *one.kin} for key, one in names.items()}
    for key, one in names.items():
        for other in one.kin & alike.keys():
            alike[other].add(key)
    among = frozenset(speakers)
    return {
        value: frozenset().union(*(alike[one.key] for fact in facts for one in those_who_tell(fact))) & among
        for value, facts in told.items()
    }


def those_who_tell(fact: Fact) -> tuple[ClaimantName, ...]:
    """The claimants on record with it, held back or not."""
    match fact:
        case ClaimantFact(value=claimant, barred=barred):
            return (claimant, *barred)
    return fact.attributed_to


def draw(things: Sequence[Drawn], odds: Sequence[float], chance: Random) -> list[Drawn]:
    """Some of the things, by odds (summed up one after another); behind them some by lot, so that none is wanting."""
    spare = chance.sample(things, min(len(things), MOST_SPARE))
    if not odds or odds[-1] <= 0:
        return spare
    return chance.choices(things, cum_weights=odds, k=MOST_DRAWN) + spare
