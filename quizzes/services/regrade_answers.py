"""Marks on answers given, by what the record says now: counted, offered, and done in portions that a kill may cut."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from history.facts.reading import read_revision
from history.facts.reading_moves import read_moves
from history.facts.touched_names import SortedNames, bearing_fact, direction_in, sort_names, whole_topic
from history.facts.values import Fact
from quizzes.models import Answer, AskedQuestion, Learner, Mark, Question, Regrade
from quizzes.questions.regrading import Given, Outcome, answer_now, asks_the_same, follow_merges, outcome_of, regrade
from quizzes.questions.shown import Shown, shown_from_json
from quizzes.questions.values import GROUP_FORMS, Form
from quizzes.questions.verdicts import Verdict
from quizzes.services.foresee_effect import portions_of
from quizzes.services.refresh_questions import NO_EVENT, judge_portion
from quizzes.services.wording import current_wording

ASKED_AT_ONCE = 200
# Of so many events and directions it is kept what is asked about them now.
MOST_KEPT = 1_000
# So many events are named one by one.
MOST_NAMED = 500
# A count for somebody who waits stops here.
MOST_COUNTED = 5_000
# So often it is taken up by itself without getting on; then an editor must say so.
MOST_TRIES = 5
REASON = "regrade"


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer on one Fact, and what a regrade makes of it."""

    answer: Answer
    outcome: Outcome
    verdict: Verdict | None


@dataclass(slots=True)
class Tally:
    """How many answers on a Fact stand, are re-marked or void, and of how many learners the last two are.

    `is_all` False: there are more than were counted.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    learners: set[int] = field(default_factory=set)
    is_all: bool = True

    def add(self, weighed: Sequence[Weighed]) -> None:
        """Count some more."""
        for one in weighed:
            self.outcomes[one.outcome] += 1
            if one.outcome is not Outcome.STANDS:
                self.learners.add(one.answer.learner_id)

    @property
    def moved(self) -> int:
        """How many are marked differently."""
        return self.outcomes[Outcome.REMARKED] + self.outcomes[Outcome.VOID]


class KeysOfNow:
    """What the record asks and says now, read as far as anybody asked for it, and forgotten where it grows too much."""

    def __init__(self) -> None:
        self.facts: dict[str, Fact] = {}
        self.alike: dict[str, list[Shown]] = defaultdict(list)
        self.moves = read_moves()
        self._read: set[str] = set()

    def read(self, names: Collection[str]) -> None:
        """Add what is asked and said about these events and directions (`history.facts.touched_names`)."""
        wanted = set(names) - {""}
        if len(self._read | wanted) > MOST_KEPT:
            self.facts, self.alike, self._read = {}, defaultdict(list), set()
        wanted -= self._read
        for topic, portion in portions_of(wanted) if wanted else ():
            self.facts.update((str(fact.key), fact) for fact in portion.facts)
            for shown in judge_portion(portion, topic).shown.values():
                self.alike[shown.fact].append(shown)
                self.alike[shown.prompt].append(shown)
        self._read |= wanted

    def asking(self, shown: Shown) -> list[Shown]:
        """The live questions that ask now what this one asked."""
        found = {one.digest: one for key in (shown.fact, shown.prompt) for one in self.alike.get(key, ())}
        return [one for one in found.values() if asks_the_same(shown, one)]


def asked_about(names: Collection[str] | None, classroom: int | None = None) -> QuerySet[AskedQuestion]:
    """What was asked and answered that may be about these (names; None: anything); `is_about` says what is.

    Flashcards are left out: those are her own word. `classroom`: only in the assignments of this class.
    """
    asked = AskedQuestion.objects.answered().exclude(question__form=Form.FLASHCARD)
    if classroom is not None:
        asked = asked.filter(session__assignment__classroom=classroom)
    if names is None:
        return asked
    known = sort_names(names)
    if max(len(known.events), len(known.directions), len(known.topics)) > MOST_NAMED:
        return asked
    facts = [bearing_fact(name) for name in known.directions]
    own = Question.objects.filter(Q(event_key__in=known.events) | Q(topic__in=known.topics) | Q(fact_key__in=facts))
    topics = own.order_by().values("topic").distinct()
    return asked.filter(Q(question__in=own) | Q(question__form__in=GROUP_FORMS, question__topic__in=topics))


def find_superseded(events: Collection[str] | None, classroom: int | None = None) -> QuerySet[AskedQuestion]:
    """Of these, what was shown otherwise than the bank has it now, or marked anew before."""
    was_marked_anew = Q(answers__marks__regrade__isnull=False)
    is_other = ~Q(shown=F("question__shown")) | Q(question__is_live=False) | Q(question__form__in=GROUP_FORMS)
    return asked_about(events, classroom).filter(is_other | was_marked_anew).distinct()


def read_in_portions(asked: QuerySet[AskedQuestion], after: int = 0) -> Iterator[list[AskedQuestion]]:
    """Asked questions with their answers and marks, by their numbers."""
    answers = Answer.objects.counted().prefetch_related("marks").order_by("learner_seq")
    rows = asked.select_related("shown", "question").prefetch_related(Prefetch("answers", answers)).order_by("pk")
    while portion := list(rows.filter(pk__gt=after)[:ASKED_AT_ONCE]):
        yield portion
        after = portion[-1].pk


def weigh(portion: Sequence[AskedQuestion], names: Collection[str] | None, keys: KeysOfNow) -> list[Weighed]:
    """What a regrade makes of the answers to these questions."""
    shown = {row.shown_id: follow_merges(shown_from_json(row.shown.content), keys.moves) for row in portion}
    known = None if names is None else sort_names(names)
    concerned = [row for row in portion if known is None or is_about(row, shown[row.shown_id], known)]
    contents = [shown[row.shown_id] for row in concerned]
    keys.read({name for one in contents for name in subjects_of(one)})
    return [one for row in concerned for one in weigh_asked(row, shown[row.shown_id], keys)]


def subjects_of(shown: Shown) -> set[str]:
    """The names of the events and directions that a question asks about."""
    return {shown.event or direction_in(shown.fact), *(part.event for part in shown.parts)}


def is_about(asked: AskedQuestion, shown: Shown, names: SortedNames) -> bool:
    """Whether a question asks about one of these, as they are called now or were then."""
    if asked.question.topic in names.topics:
        return True
    about = {asked.question.event_key, *subjects_of(shown)} - {""}
    return not (about.isdisjoint(names.events) and about.isdisjoint(names.directions))


def weigh_asked(asked: AskedQuestion, shown: Shown, keys: KeysOfNow) -> Iterator[Weighed]:
    """The answers to one question, each on its Fact. `shown` has every row under the key that it has now."""
    answers = {keys.moves.fact(answer.fact_key): answer for answer in asked.answers.all()}
    given = {
        fact: Given(answer_now(shown, one.value, keys.moves), one.text, one.first_verdict)
        for fact, one in answers.items()
    }
    verdicts: Mapping[str, Verdict] = {}
    if shown.parts or shown.fact in given:
        verdicts = regrade(shown, given, keys.asking(shown), keys.facts, current_wording())
    for fact, answer in answers.items():
        # What an editor accepted stands, whatever the record says.
        verdict = None if answer.is_accepted else verdicts.get(fact)
        yield Weighed(answer, outcome_of(answer.verdict, verdict), verdict)


def tally_answers(events: Collection[str] | None, *, at_most: int | None = None) -> Tally:
    """What a regrade of these events' answers would come to, as the record stands now."""
    tally, keys, seen = Tally(), KeysOfNow(), 0
    for portion in read_in_portions(asked_about(events)):
        tally.add(weigh(portion, events, keys))
        seen += len(portion)
        if at_most is not None and seen >= at_most:
            tally.is_all = False
            break
    return tally


def offer_regrade(events: Collection[str] | None, now: datetime) -> Regrade | None:
    """Offer to mark anew what an edit of these events moved; None where it moved no answer.

    An offer that waits for the same events is brought up to date, and is gone where there is nothing left to do.
    """
    keys = None if events is None else sorted(events)
    tally, revision = Tally(), read_revision()
    known = KeysOfNow()
    for portion in read_in_portions(find_superseded(events)):
        tally.add(weigh(portion, events, known))
    with transaction.atomic():
        # The offers of events that are among these are in this one.
        for other in Regrade.objects.open().select_for_update():
            if keys is None or (other.events is not None and set(other.events) <= set(keys)):
                other.delete()
        if not tally.moved:
            return None
        counts = counts_of(tally)
        return Regrade.objects.create(events=keys, revision=revision, offered_at=now, **counts)


def names_of_topics(topics: Collection[str], names: Collection[str]) -> set[str] | None:
    """These names and what the bank asks about in these topics, by name; None (anything) where there are neither.

    Of more events than may be named, their topics.
    """
    if not topics and not names:
        return None
    bank = Question.objects.filter(topic__in=topics).exclude(form__in=GROUP_FORMS).order_by()
    events = {*bank.values_list("event_key", flat=True).distinct()[: MOST_NAMED + 1]}
    facts = {*bank.filter(event_key=NO_EVENT).values_list("fact_key", flat=True).distinct()[: MOST_NAMED + 1]}
    if max(len(events), len(facts)) > MOST_NAMED:
        return {*names, *map(whole_topic, topics)} - {""}
    return {*names, *events, *map(direction_in, facts)} - {""}


def counts_of(tally: Tally) -> dict[str, int]:
    """A tally as a regrade's row keeps it."""
    return {
        "stands": tally.outcomes[Outcome.STANDS],
        "remarked": tally.outcomes[Outcome.REMARKED],
        "void": tally.outcomes[Outcome.VOID],
        "learners": len(tally.learners),
    }


def decide_regrade(pk: int, user_id: int, now: datetime, *, is_wanted: bool) -> bool:
    """Start an offered regrade, or leave its answers as they are; False where somebody decided before."""
    state = Regrade.State.RUNNING if is_wanted else Regrade.State.LEFT
    fresh = {"stands": 0, "remarked": 0, "void": 0, "position": 0} if is_wanted else {}
    offered = Regrade.objects.open().filter(pk=pk)
    return bool(offered.update(state=state, decided_by_id=user_id, decided_at=now, **fresh))


def run_regrade(pk: int, now: datetime) -> None:
    """Do a regrade that was started, or what is left of it, unless somebody is at it; a done one stays as it is."""
    if not Regrade.objects.filter(pk=pk).free_to_work_on(now).update(beat_at=now, tries=F("tries") + 1):
        return
    try:
        _mark_all(Regrade.objects.get(pk=pk), now)
    except BaseException:
        # Whatever it was is told by the task; another may try at once.
        Regrade.objects.filter(pk=pk).update(beat_at=None)
        raise


def _mark_all(row: Regrade, now: datetime) -> None:
    """Portion by portion from where it stands, until it is done or somebody else took it over."""
    keys, revision, after = KeysOfNow(), read_revision(), row.position
    for portion in read_in_portions(asked_about(row.events, row.classroom_id), after):
        if (stands_at := read_revision()) != revision:
            keys, revision = KeysOfNow(), stands_at
        if not mark_portion(row.pk, after, portion, weigh(portion, row.events, keys), now):
            return
        after = portion[-1].pk
    learners = Answer.objects.filter(marks__regrade=row).values("learner").distinct().count()
    done = Regrade.objects.running().filter(pk=row.pk)
    done.update(state=Regrade.State.DONE, finished_at=now, learners=learners, beat_at=None)


def may_look_again(pk: int) -> bool:
    """Whether a regrade is still to be done, and did not stop at the same place again and again."""
    return Regrade.objects.running().filter(pk=pk, tries__lt=MOST_TRIES).exists()


def still_to_mark(row: Regrade, moved: Sequence[Weighed]) -> list[Weighed]:
    """Those of them that are there still and were not marked so meanwhile; their rows stay locked.

    Rows are locked in the order in which answering and joining take them: learners, then answers.
    """
    list(Learner.objects.select_for_update().filter(pk__in={one.answer.learner_id for one in moved}).order_by("pk"))
    pks = [one.answer.pk for one in moved]
    there = set(Answer.objects.select_for_update().filter(pk__in=pks).values_list("pk", flat=True))
    marks = Mark.objects.filter(answer__in=there).order_by("pk").values_list("answer", "verdict", "regrade")
    latest: dict[int, str] = {}
    done = set()
    for answer, verdict, regrade_pk in marks:
        latest[answer] = verdict
        done |= {answer} if regrade_pk == row.pk else set()
    return [one for one in moved if one.answer.pk in there - done and latest.get(one.answer.pk) != one.verdict]


def mark_portion(
    pk: int, after: int, portion: Sequence[AskedQuestion], weighed: Sequence[Weighed], now: datetime
) -> bool:
    """Keep the marks of the portion that begins after a place, how far it went, and a sign of life, together.

    False, and nothing is written, where somebody else is at it or ended it: it stands elsewhere then.
    """
    with transaction.atomic():
        # One after the other: two regrades never mark one answer at the same time.
        running = {row.pk: row for row in Regrade.objects.select_for_update().running()}
        row = running.get(pk)
        if row is None or row.position != after:
            return False
        kept = still_to_mark(row, [one for one in weighed if one.outcome is not Outcome.STANDS])
        Mark.objects.bulk_create(
            Mark(
                answer=one.answer,
                fact_key=one.answer.fact_key,
                verdict=str(one.verdict),
                reason=REASON,
                regrade=row,
                marked_at=now,
            )
            for one in kept
        )
        # Who may not know yet what she got in a test is not told that it changed.
        told = Answer.objects.filter(pk__in=[one.answer.pk for one in kept]).told().order_by()
        for learner, count in sorted(Counter(told.values_list("learner", flat=True)).items()):
            Learner.objects.filter(pk=learner).update(marked_anew=F("marked_anew") + count)
        row.position, row.beat_at, row.tries = portion[-1].pk, timezone.now(), 0
        row.stands += len(weighed) - len(kept)
        row.remarked += sum(one.outcome is Outcome.REMARKED for one in kept)
        row.void += sum(one.outcome is Outcome.VOID for one in kept)
        row.save(update_fields=["position", "beat_at", "tries", "stands", "remarked", "void"])
    return True
