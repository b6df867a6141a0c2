"""Rules on who speaks."""

from history.facts.values import ClaimantFact, ClaimantName
from quizzes.questions.folding import words_of
from quizzes.questions.values import Form, Question, Rejection

# Short words and titles of office fit any side.
COMMON_WORDS = frozenset({"the", "of", "and", "for", "side", "sources", "source", "party", "third"})
SHORTEST_STEM = 5


def claimants_of(question: Question) -> list[ClaimantName]:
    """The wrong options' claimants."""
    return [option.subject for option in question.distractors if isinstance(option.subject, ClaimantName)]


def exclusive(question: Question) -> Rejection | None:
    """No wrong option took the same stance, or may be one who did; typed, nobody else did."""
    fact = question.fact
    if not isinstance(fact, ClaimantFact):
        return None
    others = claimants_of(question)
    for position, claimant in enumerate(others):
        if any(claimant.may_be(taker) for taker in fact.barred):
            return Rejection("exclusive", f"{claimant.name} takes the same stance")
        for taken in (fact.value, *others[:position]):
            if claimant.may_be(taken):
                return Rejection("exclusive", f"{claimant.name} may be {taken.name}")
    if question.form is not Form.CHOICE and any(taker.name not in question.accepted for taker in fact.barred):
        return Rejection("exclusive", "others take the same stance")
    return None


def closed_world(question: Question) -> Rejection | None:
    """Every wrong option has spoken in the same conflict."""
    fact = question.fact
    if not isinstance(fact, ClaimantFact):
        return None
    for claimant in claimants_of(question):
        if claimant.key not in fact.spoken:
            return Rejection("closed_world", f"{claimant.name} has not spoken in this conflict")
    return None


def no_identity_cue(question: Question) -> Rejection | None:
    """No word of the key's name or side stands in the stem, unless a wrong option shares it."""
    fact = question.fact
    if not isinstance(fact, ClaimantFact):
        return None
    stem = words_of(question.stem.text)
    told = [word for word in identity_words(fact.value) if any(same_word(word, other) for other in stem)]
    if not told:
        return None
    shared = [word for claimant in claimants_of(question) for word in identity_words(claimant)]
    for word in told:
        if not any(same_word(word, other) for other in shared):
            return Rejection("no_identity_cue", f"“{word}” in the stem points at the answer")
    return None


def identity_words(claimant: ClaimantName) -> list[str]:
    """The words by which a claimant or its side may be known."""
    names = (*claimant.names, *claimant.stand_ins, claimant.party_name)
    return [word for name in names for word in words_of(name) if word not in COMMON_WORDS and len(word) > 1]


def same_word(one: str, other: str) -> bool:
    """Whether two folded words are one, or forms of one: "azerbaijan" and "azerbaijani"."""
    if len(one) < SHORTEST_STEM or len(other) < SHORTEST_STEM:
        return one == other
    return one.startswith(other) or other.startswith(one)
