"""Whether a topic's questions ask for one side's words only (wired as `HISTORY_BALANCE_CHECKS`)."""

from history.facts.balance.values import Finding, Subject
from history.facts.streaming import stream_facts
from history.facts.values import FactKey
from quizzes.models import Question
from quizzes.questions.balance import find_keys_of_one_party


def find_in_questions(topic: Subject) -> list[Finding]:
    """What the live questions of a topic show, as the bank has them."""
    live = Question.objects.live().answerable().filter(topic=topic.key).order_by()
    asked = {FactKey(key) for key in live.values_list("fact_key", flat=True).iterator(chunk_size=2000)}
    facts = (fact for portion in stream_facts(topic.key) for fact in portion.facts)
    return list(find_keys_of_one_party(facts, asked, topic))
