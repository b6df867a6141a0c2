"""Rules on whether accounts agree."""

from history.facts.values import Account, Agreement, AgreementFact, Standing
from quizzes.questions.folding import words_of
from quizzes.questions.values import Question, Rejection

# How many questions more may have one answer than the other: in a large topic whoever always gives the same is then
# right half of the time, and a small one with few of either is still asked about.
MOST_MORE = 2
# Words that say by themselves that something is in dispute, or is not.
DISPUTE_WORDS = frozenset(
    words_of(
        "alleged allegedly claimed claims reported reportedly rumoured rumored denied denies deny denial disputed "
        "disputes dispute undisputed contested uncontested controversial conflicting contradictory supposed supposedly "
        "purported purportedly so-called unconfirmed confirmed unproven"
    )
) - {"so", "called"}
STANDING_OF = {Agreement.AGREE: Standing.CORROBORATED, Agreement.DISPUTED: Standing.CONTESTED}


def several_accounts(question: Question) -> Rejection | None:
    """The answer rests on two cited accounts by different claimants; where they agree, by independent ones."""
    fact = question.fact
    if not isinstance(fact, AgreementFact):
        return None
    is_agreed = fact.value is Agreement.AGREE
    pairs = fact.concords if is_agreed else fact.clashes
    found = [(fact.accounts[one], fact.accounts[other]) for one, other in pairs]
    if any(are_two(one, other) and (not is_agreed or share_no_side(one, other)) for one, other in found):
        return None
    return Rejection("several_accounts", "there are no two cited accounts of it that are independent of each other")


def are_two(one: Account, other: Account) -> bool:
    """Whether both are cited, and neither claimant may be the other."""
    return bool(one.citations and other.citations) and not one.claimant.may_be(other.claimant)


def share_no_side(one: Account, other: Account) -> bool:
    """Whether nothing that is known of the claimants makes them one voice."""
    first, second = one.claimant, other.claimant
    return "unnamed" not in (first.kind, second.kind) and not (first.party and first.party == second.party)


def one_right_agreement(question: Question) -> Rejection | None:
    """Accounts disagree where two contradict each other, and agree where two say the same and none contradicts."""
    fact = question.fact
    if not isinstance(fact, AgreementFact):
        return None
    if question.key.value != fact.value or any(option.value == fact.value for option in question.distractors):
        return Rejection("one_right_agreement", "the answer is not what the accounts come to")
    if (fact.value is Agreement.DISPUTED) != bool(fact.clashes) or not (fact.clashes or fact.concords):
        return Rejection("one_right_agreement", "the accounts do not come to this answer")
    if fact.contested != (fact.value is Agreement.DISPUTED):
        return Rejection("one_right_agreement", "the record says otherwise of the matter as a whole")
    if fact.claim is not None and fact.claim.standing is not STANDING_OF[fact.value]:
        return Rejection("one_right_agreement", f"the claim is {fact.claim.standing}")
    return None


def nothing_pending(question: Question) -> Rejection | None:
    """Nothing is held back that could turn agreement into dispute."""
    fact = question.fact
    if isinstance(fact, AgreementFact) and fact.is_pending:
        return Rejection("nothing_pending", "a stance on it is held back")
    return None


def no_dispute_cue(question: Question) -> Rejection | None:
    """No word of the title or statement says that it is in dispute: no “reported”, no “denied”, no “alleged”."""
    if not isinstance(question.fact, AgreementFact):
        return None
    for _name, text in question.stem.given:
        for word in words_of(text):
            if word in DISPUTE_WORDS:
                return Rejection("no_dispute_cue", f"“{word}” in the stem points at the answer")
    return None


def both_answers(question: Question) -> Rejection | None:
    """Both answers are asked for in a topic, neither by more than two questions oftener than the other."""
    fact = question.fact
    if not isinstance(fact, AgreementFact):
        return None
    alike, others = question.among
    if others and alike < others + MOST_MORE:
        return None
    if not others:
        return Rejection("both_answers", f"everything of which it can be asked here has one answer, “{fact.value}”")
    return Rejection("both_answers", f"“{fact.value}” is the answer too often in this topic")
