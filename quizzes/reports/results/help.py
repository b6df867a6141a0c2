"""Who needs help with what: Facts that a pupil misses again and again, and Facts that many miss."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from history.facts.fact_keys import Moves
from history.facts.reading_moves import read_moves
from quizzes.models import Answer, AssignedQuestion, Classroom
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.verdicts import Verdict
from quizzes.reports.results.chosen import Chosen, count_chosen, instead, verdict_now
from quizzes.reports.results.reading import describe_pupils
from quizzes.reports.results.values import COUNTED_MISSED, COUNTED_RIGHT, Pupil
from quizzes.reports.sayings import Sayings, describe_sayings

# From so many misses of one Fact on a pupil needs help with it.
MISSES = 4
# So many pupils make a Fact one that many miss.
MANY = 2
# So many Facts are told.
MOST_FACTS = 30


@dataclass(frozen=True, slots=True)
class Struggle:
    """A pupil and one Fact: how often she missed it, and whether she had it right the last time."""

    pupil: Pupil
    missed: int
    asked: int
    is_right_now: bool


@dataclass(frozen=True, slots=True)
class FactReport:
    """A Fact in the words of the question that asked about it last, with who missed it and what was chosen instead.

    `missed_by` is how many pupils missed it at least once, of `asked` who were asked.
    """

    prompt: str
    answer_text: str
    sayings: Sayings
    struggles: tuple[Struggle, ...]
    missed_by: int
    asked: int
    instead: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class HelpReport:
    """Whom to help with what (the most misses first), and what many missed (by most pupils first)."""

    struggles: tuple[FactReport, ...]
    missed_by_many: tuple[FactReport, ...]


@dataclass(slots=True)
class Tally:
    """What one learner did with one Fact."""

    missed: int = 0
    asked: int = 0
    last_seq: int = 0
    last_verdict: str = ""
    latest: int = 0

    def add(self, verdict: str, count: int, seq: int, pk: int) -> None:
        """Count some answers of one verdict, of which the last had this number."""
        self.asked += count
        self.missed += count if Verdict(verdict) in COUNTED_MISSED else 0
        if seq > self.last_seq:
            self.last_seq, self.last_verdict, self.latest = seq, verdict, pk


def report_help(classroom: Classroom) -> HelpReport:
    """Everybody who is in the class now, over all of its assignments. Six queries."""
    moves = read_moves()
    pupils = {pupil.learner: pupil for pupil in describe_pupils(classroom.enrolments.present())}
    answers = answers_in(classroom).filter(learner__in=classroom.enrolments.present().values("learner"))
    tallies = tally_facts(answers, moves)
    told = choose_facts(tallies)
    contents = read_contents(tally.latest for fact in told for tally in tallies[fact].values())
    names = {name for fact in told for name in moves.names(fact)}
    chosen = join_chosen(count_chosen(answers.filter(fact_key__in=names), "fact_key"), moves)
    reports = {fact: describe_fact(fact, tallies[fact], pupils, contents, chosen.get(fact, ())) for fact in told}
    struggles = [fact for fact in told if reports[fact].struggles]
    many = [fact for fact in told if reports[fact].missed_by >= MANY]
    return HelpReport(
        struggles=tuple(reports[fact] for fact in sorted(struggles, key=lambda one: most_missed(tallies[one]))),
        missed_by_many=tuple(reports[fact] for fact in sorted(many, key=lambda one: -reports[one].missed_by)),
    )


def answers_in(classroom: Classroom) -> QuerySet[Answer]:
    """The answers in the class's assignments to questions that nobody excused."""
    excused = AssignedQuestion.objects.filter(
        assignment=OuterRef("asked__session__assignment"), question=OuterRef("asked__question")
    ).exclude(excused_at=None)
    return Answer.objects.counted().filter(~Exists(excused), asked__session__assignment__classroom=classroom)


def tally_facts(answers: QuerySet[Answer], moves: Moves) -> dict[str, dict[int, Tally]]:
    """What each learner did with each Fact, by Fact and learner."""
    rows = (
        answers.annotate(verdict_now=verdict_now())
        .order_by()
        .values_list("learner", "fact_key", "verdict_now")
        .annotate(count=Count("pk"), seq=Max("learner_seq"), latest=Max("pk"))
    )
    found: dict[str, dict[int, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for learner, fact, verdict, count, seq, latest in rows:
        found[moves.fact(fact)][learner].add(verdict, count, seq, latest)
    return found


def choose_facts(tallies: Mapping[str, Mapping[int, Tally]]) -> list[str]:
    """The Facts worth telling: somebody missed it four times, or many missed it."""
    worst = sorted(tallies, key=lambda fact: (most_missed(tallies[fact]), -count_missed_by(tallies[fact]), fact))
    needed = [fact for fact in worst if -most_missed(tallies[fact]) >= MISSES]
    many = sorted((fact for fact in tallies), key=lambda fact: (-count_missed_by(tallies[fact]), fact))
    by_many = [fact for fact in many if count_missed_by(tallies[fact]) >= MANY]
    return list(dict.fromkeys([*needed[:MOST_FACTS], *by_many[:MOST_FACTS]]))


def most_missed(tallies: Mapping[int, Tally]) -> int:
    """How often whoever missed it most did, below nought: what sorts the worst first."""
    return -max(tally.missed for tally in tallies.values())


def count_missed_by(tallies: Mapping[int, Tally]) -> int:
    """How many pupils missed it at least once."""
    return sum(tally.missed > 0 for tally in tallies.values())


def read_contents(answers: Iterable[int]) -> dict[int, tuple[str, Shown]]:
    """What was shown when these answers were given, with the Fact as it was called."""
    rows = Answer.objects.filter(pk__in=set(answers)).select_related("asked__shown")
    return {row.pk: (row.fact_key, shown_from_json(row.asked.shown.content)) for row in rows}


def join_chosen(chosen: Mapping[object, tuple[Chosen, ...]], moves: Moves) -> dict[str, tuple[Chosen, ...]]:
    """What was answered, by what each Fact is called now."""
    found: dict[str, tuple[Chosen, ...]] = defaultdict(tuple)
    for fact, answers in chosen.items():
        found[moves.fact(str(fact))] += answers
    return found


def describe_fact(
    fact: str,
    tallies: Mapping[int, Tally],
    pupils: Mapping[int, Pupil],
    contents: Mapping[int, tuple[str, Shown]],
    chosen: tuple[Chosen, ...],
) -> FactReport:
    """One Fact."""
    name, shown = contents[max(tally.latest for tally in tallies.values())]
    part = shown.part_about(name)
    needing = sorted(
        ((pupils[learner], tally) for learner, tally in tallies.items() if tally.missed >= MISSES),
        key=lambda one: (-one[1].missed, one[0].name),
    )
    return FactReport(
        prompt=part.text if part else shown.prompt,
        answer_text=part.answer_text if part else shown.answer_text,
        sayings=describe_sayings(part or shown),
        struggles=tuple(
            Struggle(pupil, tally.missed, tally.asked, Verdict(tally.last_verdict) in COUNTED_RIGHT)
            for pupil, tally in needing
        ),
        missed_by=count_missed_by(tallies),
        asked=len(tallies),
        instead=instead(chosen),
    )
