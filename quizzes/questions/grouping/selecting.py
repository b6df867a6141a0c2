"""A Fact as the anchor of a question in which all that is right is to be ticked: what else is, and what is not."""

from collections.abc import Callable, Iterable
from random import Random

from history.facts.lines import line_of
from history.facts.values import ClaimantFact, Fact, PlaceFact
from quizzes.questions.grouping.company import Company
from quizzes.questions.grouping.drafting import MOST_TRIED, judge_anchor, plausibility_of, seed_of
from quizzes.questions.grouping.wording import write_group_stem
from quizzes.questions.rules import judge_group
from quizzes.questions.rules.groups import set_apart
from quizzes.questions.rules.selection import no_ticking_cue, none_of_the_wrong
from quizzes.questions.values import Form, GroupQuestion, JudgedGroup, Pair, family_of

Fits = Callable[[GroupQuestion], bool]
# How many are right and how many wrong is drawn first, so that neither number tells the other.
RIGHT, WRONG = (2, 3, 3, 4), (2, 3, 3)
# So many wrong ones are drawn from a line; more would only be looked at in vain.
MOST_DRAWN = 40
# What these find is mended by another option.
FOR_WANT_OF_OTHERS = frozenset({"enough_items", "right_and_wrong", "no_ticking_cue"})


def judge_known_by(anchor: Fact, form: Form, company: Company, seed: int = 0) -> JudgedGroup:
    """The question about several Facts that is known by `anchor` in this form, judged by every rule."""
    if form is Form.SELECT_ALL:
        return judge_selection(anchor, company, seed)
    return judge_anchor(anchor, form, company, seed)


def judge_selection(anchor: Fact, company: Company, seed: int) -> JudgedGroup:
    """What the anchor's claimant stated, or which places it named, among what it did not; the same for a seed."""
    own = company.pair(anchor)
    stem = write_group_stem(anchor, Form.SELECT_ALL, company.wording)
    bare = GroupQuestion(anchor, family_of(anchor), Form.SELECT_ALL, stem, (own,))
    chance = Random(seed_of(bare, seed))  # noqa: S311 - a seed that repeats is the point
    number, wrong_number = chance.choice(RIGHT), chance.choice(WRONG)
    told = [fact for fact in company.told_by(anchor, voice_of) if fact.key != anchor.key]
    # Of whoever stated one thing only nothing is asked so: no wrong ones need be looked for.
    if not told:
        return JudgedGroup(bare, judge_group(bare))
    right, wrong = draw(told, anchor, company, chance), draw_wrong(anchor, company, chance)
    # What fits at a glance nearly always fits: so all rules are run on the whole, and on each option only if need be.
    for fits in (fits_at_a_glance, may_stand):
        question = take_wrong(take_right(bare, right, number, fits), wrong, wrong_number, fits)
        judged = JudgedGroup(question, judge_group(question))
        if all(rejection.rule in FOR_WANT_OF_OTHERS for rejection in judged.rejections):
            break
    return judged


def voice_of(fact: Fact) -> tuple[str, str]:
    """Who states it, or who names the place and of which event."""
    match fact:
        case ClaimantFact(value=claimant):
            return (claimant.key, "")
        case PlaceFact(event=event) if event and fact.attributed_to:
            return (fact.attributed_to[0].key, event.key)
    return ("", "")


def draw(facts: Iterable[Fact], anchor: Fact, company: Company, chance: Random) -> list[Pair]:
    """Some of the facts as items, by lot, plausible ones sooner."""
    scored = [(fact, plausibility_of(fact, anchor, company.around)) for fact in facts]
    drawn = sorted(scored, key=lambda one: (-one[1] * chance.random(), one[0].key))
    return [company.pair(fact, plausibility) for fact, plausibility in drawn]


def take_right(bare: GroupQuestion, proposed: Iterable[Pair], number: int, fits: Fits) -> GroupQuestion:
    """The question with up to so many that are right."""
    question = bare
    for pair in proposed:
        if len(question.pairs) == number:
            break
        fuller = with_options(question, (*question.pairs, pair), ())
        if fits(fuller):
            question = fuller
    return question


def draw_wrong(anchor: Fact, company: Company, chance: Random) -> list[Pair]:
    """What others say in the anchor's line, by lot."""
    key = line_of(anchor)
    line = company.around.lines.get(key, ()) if key else ()
    some = chance.sample(line, MOST_DRAWN) if len(line) > MOST_DRAWN else line
    return draw([fact for fact in some if voice_of(fact) != voice_of(anchor)], anchor, company, chance)


def take_wrong(bare: GroupQuestion, proposed: Iterable[Pair], number: int, fits: Fits) -> GroupQuestion:
    """The question with up to so many wrong ones; those first that leave no word pointing at an answer."""
    able: list[tuple[bool, Pair]] = []
    for pair in proposed:
        alone = with_options(bare, bare.pairs, (pair,))
        if fits(alone):
            able.append((no_ticking_cue(alone) is not None, pair))
        if sum(not tells for tells, _pair in able) > number or len(able) == MOST_TRIED:
            break
    question = bare
    for _tells, pair in sorted(able, key=lambda one: one[0]):
        if len(question.wrong) == number:
            break
        fuller = with_options(question, question.pairs, (*question.wrong, pair))
        is_worse = no_ticking_cue(fuller) is not None and no_ticking_cue(question) is None
        if fits(fuller) and (not question.wrong or not is_worse):
            question = fuller
    return question


def fits_at_a_glance(question: GroupQuestion) -> bool:
    """Whether nothing stands there twice, and nothing that is offered as wrong is right."""
    return set_apart(question) is None and none_of_the_wrong(question) is None


def may_stand(question: GroupQuestion) -> bool:
    """Whether no rule finds anything that others beside it would not mend."""
    return all(rejection.rule in FOR_WANT_OF_OTHERS for rejection in judge_group(question))


def with_options(question: GroupQuestion, right: tuple[Pair, ...], wrong: tuple[Pair, ...]) -> GroupQuestion:
    """The same question with these options, by what is shown of them."""
    one, other = (tuple(sorted(pairs, key=lambda pair: pair.left.value)) for pairs in (right, wrong))
    return GroupQuestion(question.anchor, question.family, question.form, question.stem, one, other)
