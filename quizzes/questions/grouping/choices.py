"""Each item of a group question as a choice of its own, so that the rules on choices can judge it."""

from collections.abc import Iterator

from quizzes.questions.values import Form, GroupQuestion, Pair, Question, Stem, family_of


def as_choices(question: GroupQuestion) -> Iterator[Question]:
    """Every item in turn, with what belongs to the others as wrong options."""
    return (as_choice(question.stem, pair, question.pairs) for pair in question.pairs)


def as_choice(stem: Stem, pair: Pair, pairs: tuple[Pair, ...]) -> Question:
    """One item as a choice among what belongs to all of `pairs`."""
    others = tuple(other.right for other in pairs if other is not pair)
    words = stem_of_pair(stem, pair)
    return Question(pair.fact, family_of(pair.fact), Form.CHOICE, words, pair.right, others, (), ())


def stem_of_pair(stem: Stem, pair: Pair) -> Stem:
    """The words by which one Fact is asked about: those above all items, and its own."""
    return Stem(f"{stem.text} {pair.left.text}", stem.template, (*stem.given, *pair.given))
