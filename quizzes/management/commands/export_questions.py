"""`manage.py export_questions`: the questions of the record as JSON lines."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from history.facts.reading import list_topics
from history.facts.streaming import stream_facts
from quizzes.exports.questions import any_to_json
from quizzes.management.thrift import read_thriftily
from quizzes.questions.generating import generate
from quizzes.questions.values import AnyJudged, Family, Form
from quizzes.services.refresh_questions import judge_together, read_companions
from quizzes.services.wording import current_wording


class Command(BaseCommand):
    """Write the questions of the record as JSON lines, the same for the same record and seed."""

    help = "Write the questions of the record as JSON lines, the same for the same record and seed."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to write."""
        parser.add_argument("--family", choices=[family.value for family in Family])
        parser.add_argument("--form", choices=[form.value for form in Form])
        parser.add_argument("--topic", help="key of a topic")
        parser.add_argument("--limit", type=int, help="at most so many questions")
        parser.add_argument("--seed", type=int, default=0, help="another seed chooses other wrong options")
        parser.add_argument("--rejected", action="store_true", help="write the refused questions too, with why")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a question, as they are made."""
        read_thriftily()
        for judged in islice(choose(**pick_options(options)), options["limit"]):
            self.stdout.write(json.dumps(any_to_json(judged), ensure_ascii=False))


def pick_options(options: dict[str, Any]) -> dict[str, Any]:
    """The options that choose questions."""
    return {name: options[name] for name in ("family", "form", "topic", "seed", "rejected")}


def choose(
    *, family: str | None, form: str | None, topic: str | None, seed: int, rejected: bool
) -> Iterator[AnyJudged]:
    """The questions asked for, topic by topic; each once, where two topics share a place."""
    told: set[str] = set()
    for key in list_topics() if topic is None else [topic]:
        for judged in make_questions(key, seed):
            question = judged.question
            wanted = family in (None, question.family) and form in (None, question.form)
            if not wanted or question.identity in told or not (judged.is_live or rejected):
                continue
            if question.fact.event is None:
                told.add(question.identity)
            yield judged


def make_questions(topic: str, seed: int) -> Iterator[AnyJudged]:
    """The questions of one topic, made portion by portion."""
    whole = read_companions(topic)
    for portion in stream_facts(topic):
        yield from generate(portion.around, seed=seed, wording=current_wording(), only=portion.facts)
        yield from judge_together(whole, portion, seed)
