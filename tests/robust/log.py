"""The detector: everything that is wrong with the log of answers, and with what follows from it.

It judges what is in the database, however it came there, and shares nothing with the path that answers; only the
memory that a list of ratings leads to is computed by `quizzes.scheduling`, as in every replay.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from quizzes.models import Answer, AskedQuestion, Learner, Mark, Progress, QuizSession, ShownContent, Undo
from quizzes.scheduling import Memory, Rating, review


def check_log(using: str = "default", *, has_joined: bool = False) -> list[str]:
    """Name every double, gap, orphan, missing mark, wrong position and memory that differs; empty: all is well.

    `has_joined`: a guest became an existing learner here. Her answers then stand between others that were given
    without knowing of them, so that no longer each starts from what the one before it left.
    """
    answers = list(Answer.objects.using(using).order_by("learner_id", "learner_seq", "pk"))
    asked = {row.pk: row for row in AskedQuestion.objects.using(using)}
    taken_back = set(Undo.objects.using(using).values_list("answer_id", flat=True))
    counted = [answer for answer in answers if answer.pk not in taken_back]
    return [
        *find_doubles(answers),
        *find_halves(answers, asked, taken_back, using),
        *find_orphans(answers, asked, using),
        *find_gaps(answers, taken_back, using),
        *find_wrong_marks(answers, using),
        *find_wrong_positions(counted, asked, using),
        *find_wrong_memories(counted, using),
        *([] if has_joined else find_broken_chains(answers, taken_back)),
    ]


def find_doubles(answers: list[Answer]) -> Iterator[str]:
    """Two answers on one Fact to one question as it was asked."""
    for (pk, fact), times in Counter((answer.asked_id, answer.fact_key) for answer in answers).items():
        if times > 1:
            yield f"double: asked question {pk} has {times} answers on {fact}"


def find_halves(
    answers: list[Answer], asked: dict[int, AskedQuestion], taken_back: set[int], using: str
) -> Iterator[str]:
    """Questions that were answered, or taken back, for some of the Facts that they ask about."""
    contents = dict(ShownContent.objects.using(using).values_list("digest", "content"))
    given = defaultdict[int, list[Answer]](list)
    for answer in answers:
        given[answer.asked_id].append(answer)
    for pk, rows in given.items():
        if (question := asked.get(pk)) is None:
            continue
        content = contents[question.shown_id]
        facts = set(content.get("facts") or [content["fact"]])
        if {row.fact_key for row in rows} != facts:
            yield f"half: asked question {pk} asks about {sorted(facts)}"
        if len({row.pk in taken_back for row in rows}) > 1:
            yield f"half: asked question {pk} was taken back in part"


def find_orphans(answers: list[Answer], asked: dict[int, AskedQuestion], using: str) -> Iterator[str]:
    """Answers to nothing that was asked, or to what was asked of somebody else; marks on no answer."""
    owners = dict(QuizSession.objects.using(using).values_list("pk", "learner_id"))
    for answer in answers:
        if (question := asked.get(answer.asked_id)) is None:
            yield f"orphan: answer {answer.pk} is to a question that was not asked"
        elif owners.get(question.session_id) != answer.learner_id:
            yield f"orphan: answer {answer.pk} is to a question asked of another learner"
    known = {answer.pk for answer in answers}
    for pk, answer_id in Mark.objects.using(using).order_by("pk").values_list("pk", "answer_id"):
        if answer_id not in known:
            yield f"orphan: mark {pk} is on no answer"


def find_gaps(answers: list[Answer], taken_back: set[int], using: str) -> Iterator[str]:
    """Numbers of a learner's answers that are not 1, 2, 3 … up to her count; taking back takes a number too."""
    numbers, undos = defaultdict[int, list[int]](list), Counter[int]()
    for answer in answers:
        numbers[answer.learner_id].append(answer.learner_seq)
        undos[answer.learner_id] += answer.pk in taken_back
    for pk, given in Learner.objects.using(using).order_by("pk").values_list("pk", "answers_given"):
        steps = len(numbers[pk]) + undos[pk]
        if len(set(numbers[pk]) & set(range(1, steps + 1))) != len(numbers[pk]):
            yield f"gap: the answers of learner {pk} are numbered {numbers[pk]}"
        if given != steps:
            yield f"gap: learner {pk} took {given} numbers, and {steps} are there"


def find_wrong_marks(answers: list[Answer], using: str) -> Iterator[str]:
    """Answers without exactly one first mark, or with one for another Fact."""
    firsts = defaultdict[int, list[str]](list)
    for answer_id, fact in Mark.objects.using(using).filter(reason="first").values_list("answer_id", "fact_key"):
        firsts[answer_id].append(fact)
    for answer in answers:
        if firsts[answer.pk] != [answer.fact_key]:
            yield f"mark: answer {answer.pk} has first marks for {firsts[answer.pk]}"


def find_wrong_positions(counted: list[Answer], asked: dict[int, AskedQuestion], using: str) -> Iterator[str]:
    """Sessions whose version is not the count of what is behind them, or in which not just one question waits."""
    answered, positions = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for row in asked.values():
        positions[row.session_id].append(row.position)
    for answer in counted:
        if (question := asked.get(answer.asked_id)) is not None:
            answered[question.session_id].append(question.position)
    for session in QuizSession.objects.using(using).order_by("pk"):
        done, waiting = sorted(set(answered[session.pk])), [at for at in positions[session.pk] if at >= session.version]
        # In a test a question may be left for later, and handing in moves the session on as well.
        fits = len(done) <= session.version if session.is_test else len(done) + session.skipped == session.version
        if any(at >= session.version for at in done) or not fits:
            yield f"position: session {session.pk} is at {session.version}, and {done} are answered"
        # A test in which everything is answered waits to be handed in.
        is_complete = session.is_test and not session.plan and not waiting
        if waiting != ([session.version] if session.finished_at is None and not is_complete else []):
            yield f"position: session {session.pk} is at {session.version}, and {waiting} wait"


def find_wrong_memories(counted: list[Answer], using: str) -> Iterator[str]:
    """Memories that are not what the answers lead to, one step for each."""
    expected = replay(counted)
    for row in Progress.objects.using(using).order_by("pk"):
        name = f"memory: learner {row.learner_id} and fact {row.fact_key}"
        memory = expected.pop((row.learner_id, row.fact_key), None)
        if memory is None:
            yield f"{name} have a memory and no answer"
        elif row.reviews != memory.reviews:
            yield f"{name} have {row.reviews} reviews, and {memory.reviews} answers"
        elif row.memory != memory.to_json() or (row.due_at, row.lapses) != (memory.due, memory.lapses):
            yield f"{name} differ from the replay"
    for learner, fact in expected:
        yield f"memory: learner {learner} and fact {fact} have answers and no memory"


def find_broken_chains(answers: list[Answer], taken_back: set[int]) -> Iterator[str]:
    """Answers that did not start from what the answer before them on the same Fact had left."""
    left: dict[tuple[int, str], object] = {}
    for answer in answers:
        key = answer.learner_id, answer.fact_key
        if answer.memory_before != left.get(key):
            yield f"chain: answer {answer.pk} did not start from what the one before it left"
        if answer.pk not in taken_back:
            left[key] = answer.memory_after


def replay(answers: Iterable[Answer]) -> dict[tuple[int, str], Memory]:
    """The memory of each learner and Fact, one review for each answer that counts, in the order of their numbers.

    An answer without a rating says too little about its Fact, and moves nothing.
    """
    memories: dict[tuple[int, str], Memory] = {}
    for answer in answers:
        if answer.rating is None:
            continue
        key = answer.learner_id, answer.fact_key
        memories[key] = review(memories.get(key), Rating(answer.rating), answer.answered_at, answer.scheduler)
    return memories
