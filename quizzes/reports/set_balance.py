"""Whether a set asks for one side's words only: hints for its teacher, with reasons."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from history.facts.balance.checking import check_balance, sort_findings
from history.facts.balance.values import TITLES, Check, Finding, Subject
from history.facts.streaming import stream_facts
from history.facts.values import Fact
from quizzes.models import Question
from quizzes.questions.balance import find_keys_of_one_party

# What the teacher chose; the other checks tell of what is on record, whoever chooses from it.
OF_THE_CHOICE = frozenset({Check.KEYS_OF_ONE_PARTY, Check.ONE_SIDED_CLAIMANTS, Check.LOADED_WORDS})


@dataclass(frozen=True, slots=True)
class FoundView:
    """What one check found, for one reason, about these."""

    title: str
    reason: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BalanceView:
    """What the checks found: in the choice of questions, and in the record that they are chosen from."""

    choice: tuple[FoundView, ...]
    record: tuple[FoundView, ...]


def describe_balance(title: str, questions: Sequence[Question]) -> BalanceView:
    """The findings about a set of questions, gathered by check and reason."""
    findings = find_imbalances(title, questions)
    return BalanceView(
        choice=gather([finding for finding in findings if finding.check in OF_THE_CHOICE]),
        record=gather([finding for finding in findings if finding.check not in OF_THE_CHOICE]),
    )


def find_imbalances(title: str, questions: Sequence[Question]) -> list[Finding]:
    """What all balance checks find in the Facts that these questions ask about."""
    whole = Subject("set", "", title)
    asked = {key for question in questions for key in (question.fact_key, *question.companions)}
    around = facts_around(questions)
    facts = [fact for fact in around if fact.key in asked]
    found = check_balance(facts, whole)
    found += find_keys_of_one_party(around, {fact.key for fact in facts}, whole)
    return sort_findings(found)


def facts_around(questions: Sequence[Question]) -> list[Fact]:
    """All Facts of the events that the questions are about: who else speaks there is among them."""
    events: dict[str, set[str]] = defaultdict(set)
    for question in questions:
        events[question.topic].add(question.event_key)
    companions = {key for question in questions for key in question.companions}
    if companions:
        beside = Question.objects.filter(fact_key__in=companions).order_by()
        for topic, event in beside.values_list("topic", "event_key").distinct():
            events[topic].add(event)
    return [
        fact
        for topic, keys in sorted(events.items())
        for portion in stream_facts(topic, keys)
        for fact in portion.facts
    ]


def gather(findings: Sequence[Finding]) -> tuple[FoundView, ...]:
    """Findings of one check with one reason, together."""
    alike: dict[tuple[Check, str], list[str]] = defaultdict(list)
    for finding in findings:
        alike[finding.check, finding.reason].append(finding.subject.label)
    return tuple(FoundView(TITLES[check], reason, tuple(labels)) for (check, reason), labels in alike.items())
