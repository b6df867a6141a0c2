"""Memory by topic, by family, by event."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from history.facts.reading import topic_titles
from quizzes.questions.values import Family
from quizzes.reports.progress.met import Home, MetFact

# More bars than this are not looked at one by one: the strongest of them are told in one line.
MOST_BARS = 12
# Shares that differ by less (in percentage points) are said to be about the same.
WORTH_SAYING = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that belong together. `now` and `later`: how many she is expected to recall now and in 30 days.

    `event` is the key of the event's page, where there is one to link to. `is_named`: it is one thing of the
    record, not what was left over.
    """

    title: str
    facts: int
    learned: int
    now: float
    later: float
    event: str = ""
    is_named: bool = True

    @property
    def percent_now(self) -> int:
        """The share recalled now, in per cent."""
        return round(100 * self.now / self.facts)

    @property
    def percent_later(self) -> int:
        """The share recalled in 30 days if she stops, in per cent."""
        return round(100 * self.later / self.facts)


@dataclass(frozen=True, slots=True)
class Grouping:
    """All facts she has met, grouped one way: the weakest group first, what was left over last."""

    groups: tuple[Group, ...]

    @property
    def named(self) -> list[Group]:
        """The groups that are one thing of the record."""
        return [group for group in self.groups if group.is_named]

    @property
    def weakest(self) -> Group:
        """The named group of which she recalls least. IndexError where there is none."""
        return self.named[0]

    @property
    def strongest(self) -> Group:
        """The named group of which she recalls most. IndexError where there is none."""
        return self.named[-1]

    @property
    def differs(self) -> bool:
        """Whether weakest and strongest are far enough apart to speak of."""
        return self.strongest.percent_now - self.weakest.percent_now >= WORTH_SAYING


def group_by_topic(facts: Iterable[MetFact]) -> Grouping:
    """One group a topic. One query, for the titles."""
    parts = part_facts(facts, lambda home: home.topic)
    titles = topic_titles(key for key in parts if key)
    return make_grouping(parts, lambda key: titles.get(key, key) or _("Without a topic"))


def group_by_family(facts: Iterable[MetFact]) -> Grouping:
    """One group a family."""
    titles = {
        Family.DATE: _("Dates"),
        Family.PLACE: _("Places"),
        Family.CLAIMANT: _("Who says so"),
    }
    return make_grouping(part_facts(facts, lambda home: home.family), lambda key: titles[Family(key)])


def group_by_event(facts: Iterable[MetFact], titles: Mapping[str, str]) -> Grouping:
    """One group an event."""
    parts = part_facts(facts, lambda home: home.event)
    return make_grouping(parts, lambda key: titles.get(key, key) or _("Not about one event"), links=True)


def part_facts(facts: Iterable[MetFact], key: Callable[[Home], str]) -> dict[str | None, list[MetFact]]:
    """The facts by what they belong to; None for those that nothing asks about any more."""
    parts: dict[str | None, list[MetFact]] = defaultdict(list)
    for fact in facts:
        parts[key(fact.home) if fact.home else None].append(fact)
    return parts


def make_grouping(
    parts: Mapping[str | None, list[MetFact]], title_of: Callable[[str], str], *, links: bool = False
) -> Grouping:
    """The groups in order, each with its title; the strongest of very many in one."""
    named = [sum_group(title_of(key), facts, event=key if links else "") for key, facts in parts.items() if key]
    named.sort(key=lambda group: (group.now / group.facts, group.title))
    left_over = [sum_group(title_of(key), facts, is_named=False) for key, facts in parts.items() if key == ""]
    if None in parts:
        left_over.append(sum_group(_("No longer asked about"), parts[None], is_named=False))
    return Grouping((*shorten(named), *left_over))


def shorten(groups: list[Group]) -> list[Group]:
    """At most twelve groups: the first eleven stand, the others become one, so that the numbers still add up."""
    if len(groups) <= MOST_BARS:
        return groups
    kept, others = groups[: MOST_BARS - 1], groups[MOST_BARS - 1 :]
    rest = Group(
        title=ngettext("%(count)d other, held better", "%(count)d others, held better", len(others))
        % {"count": len(others)},
        facts=sum(group.facts for group in others),
        learned=sum(group.learned for group in others),
        now=sum(group.now for group in others),
        later=sum(group.later for group in others),
        is_named=False,
    )
    return [*kept, rest]


def sum_group(title: str, facts: Iterable[MetFact], *, event: str = "", is_named: bool = True) -> Group:
    """One group of these facts."""
    facts = list(facts)
    return Group(
        title=title,
        facts=len(facts),
        learned=sum(fact.is_learned for fact in facts),
        now=sum(fact.now for fact in facts),
        later=sum(fact.later for fact in facts),
        event=event,
        is_named=is_named,
    )
