"""A Fact as the anchor of a question in which all that is right is to be ticked: what else is, and what is not."""

from collections.abc import Callable, Iterable
from random import Random

from history.facts.values import Fact
from quizzes.questions.grouping.company import Company
from quizzes.questions.grouping.drafting import MOST_TRIED, judge_anchor, plausibility_of, seed_of
from quizzes.questions.grouping.wording import write_group_stem
from quizzes.questions.rules import judge_group
from quizzes.questions.rules.groups import set_apart
from quizzes.questions.rules.selection import no_ticking_cue, none_of_the_wrong
from quizzes.questions.values import Form, GroupQuestion, JudgedGroup, Pair, family_of

Fits = Callable[[GroupQuestion], bool]
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
    odds = company.odds_beside(anchor)
    number, wrong_number = odds.choose_numbers(anchor, chance)
    told = odds.draw_right(anchor, chance)
    # Of whoever stated one thing only nothing is asked so: no wrong ones need be looked for.
    if not told:
        return JudgedGroup(bare, judge_group(bare))
    untold = odds.draw_wrong(anchor, chance) if odds.is_asked(anchor, chance) else []
    right, wrong = (draw(facts, anchor, company, chance) for facts in (told, untold))
    # What fits at a glance nearly always fits: so all rules are run on the whole, and on each option only if need be.
    for fits in (fits_at_a_glance, may_stand):
        question = take_wrong(take_right(bare, right, number, fits), wrong, wrong_number, fits)
        judged = JudgedGroup(question, judge_group(question))
        if all(rejection.rule in FOR_WANT_OF_OTHERS for rejection in judged.rejections):
            break
    return judged


def draw(facts: Iterable[Fact], anchor: Fact, company: Company, chance: Random) -> list[Pair]:
    """The facts as items in the order drawn, but that one is put off the oftener the less plausible it is."""
    pairs = (company.pair(fact, plausibility_of(fact, anchor, company.around)) for fact in facts)
    return sorted(pairs, key=lambda pair: chance.random() > pair.left.plausibility)


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
