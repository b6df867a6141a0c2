"""The balance of a topic, read from the record, with links to what each finding is about."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from history.facts.balance.checking import check_balance, sort_findings
from history.facts.balance.values import TITLES, Finding, Subject, Text
from history.facts.reading_places import ROWS_AT_ONCE, in_portions
from history.facts.streaming import MOST_READ_WHOLE, stream_facts
from history.models import Attribution, Citation, Claim, Claimant, Event, Source, Topic

BalanceCheck = Callable[[Subject], list[Finding]]


@dataclass(frozen=True, slots=True)
class FoundAlike:
    """Findings of one check with one reason, each with the address of its row in the admin (empty: none)."""

    reason: str
    subjects: tuple[tuple[Subject, str], ...]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What one check found, under its title for people."""

    check: str
    title: str
    found: tuple[FoundAlike, ...]


def is_quickly_checked(topic: Topic) -> bool:
    """Whether the topic is small enough to be checked while somebody waits for a page."""
    return Event.objects.published().at_home_in(topic.key).count() <= MOST_READ_WHOLE


def report_balance(topic: Topic) -> list[CheckReport]:
    """All findings about the published events at home in the topic, gathered by check and reason."""
    findings = find_imbalances(topic)
    addresses = find_addresses(finding.subject for finding in findings)
    alike: dict[str, dict[str, list[tuple[Subject, str]]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        subject = finding.subject
        alike[finding.check][finding.reason].append((subject, addresses.get((subject.kind, subject.key), "")))
    return [
        CheckReport(check, title, tuple(FoundAlike(why, tuple(found)) for why, found in alike[check].items()))
        for check, title in TITLES.items()
        if check in alike
    ]


def find_imbalances(topic: Topic) -> list[Finding]:
    """What the checks here and those of the apps above (`HISTORY_BALANCE_CHECKS`) find in a topic."""
    whole = Subject("topic", topic.key, topic.title)
    facts = (fact for portion in stream_facts(topic.key) for fact in portion.facts)
    found = check_balance(facts, whole, read_texts(topic), read_names())
    for path in settings.HISTORY_BALANCE_CHECKS:
        check: BalanceCheck = import_string(path)
        found += check(whole)
    return sort_findings(found)


def read_texts(topic: Topic) -> Iterator[Text]:
    """The words that the topic and its published events say in the site's own voice."""
    whole = Subject("topic", topic.key, topic.title)
    yield Text(whole, topic.title, is_title=True)
    yield Text(whole, topic.description)
    for some in in_portions(Event.objects.published().at_home_in(topic.key).order_by("pk").iterator(ROWS_AT_ONCE)):
        for event in some:
            subject = Subject("event", event.key, event.title)
            yield Text(subject, event.title, is_title=True)
            yield Text(subject, f"{event.summary}\n{event.time_note}")
        yield from read_claim_texts([event.pk for event in some])


def read_claim_texts(events: list[int]) -> Iterator[Text]:
    """Statements, with what the sources say word for word, and the notes on who said them."""
    quoted: dict[int, list[str]] = defaultdict(list)
    cited = Citation.objects.filter(attribution__claim__event__in=events).exclude(quote="").order_by("pk")
    for claim, quote in cited.values_list("attribution__claim_id", "quote"):
        quoted[claim].append(quote)
    for claim, key, statement in (
        Claim.objects.filter(event__in=events).order_by("pk").values_list("pk", "key", "statement")
    ):
        yield Text(Subject("claim", key, statement), statement, tuple(quoted[claim]))
    noted = Attribution.objects.live().filter(claim__event__in=events).exclude(note="", time_note="").order_by("pk")
    for key, statement, note, time_note in noted.values_list("claim__key", "claim__statement", "note", "time_note"):
        yield Text(Subject("claim", key, statement), f"{note}\n{time_note}")


def read_names() -> Iterator[str]:
    """Names in which no word is loaded: those of sources and claimants."""
    yield from Source.objects.order_by("pk").values_list("title", flat=True).iterator(chunk_size=2000)
    claimants = Claimant.objects.order_by("pk").values_list("name", "aliases")
    for name, aliases in claimants.iterator(chunk_size=2000):
        yield from (name, *map(str, aliases))


def find_addresses(subjects: Iterable[Subject]) -> dict[tuple[str, str], str]:
    """By kind and key: where the row is edited. One query a kind and portion."""
    keys: dict[str, set[str]] = defaultdict(set)
    for subject in subjects:
        keys[subject.kind].add(subject.key)
    addresses: dict[tuple[str, str], str] = {}
    for kind, wanted in sorted(keys.items()):
        rows = apps.get_model("history", kind)._default_manager.order_by()
        for some in in_portions(sorted(wanted)):
            for pk, key in rows.filter(key__in=some).values_list("pk", "key"):
                addresses[kind, key] = reverse(f"admin:history_{kind}_change", args=[pk])
    return addresses
