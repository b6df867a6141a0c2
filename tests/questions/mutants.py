"""Good questions spoilt in one way each: three ways for every rule, which must catch them in its own name."""

from dataclasses import replace

from history.dates import HistoricalDate, Precision, Shape, read_edtf
from history.facts.values import BearingFact, ClaimantFact, DateFact, PlaceFact, PlaceName, Predicate
from quizzes.questions.candidates import write_day
from quizzes.questions.drafting import ENGLISH, date_option
from quizzes.questions.prompts import HAPPENED, STATED
from quizzes.questions.values import Form, Option, Question
from tests.questions.mutants_of_agreement import AGREEMENT_MUTATORS
from tests.questions.mutants_of_names import (
    alias_of_the_key,
    cue,
    kind_without_a_word,
    nobody_spoke,
    place_of_another_kind,
    place_that_holds_the_key,
    stem_with_an_empty_kind,
    stem_without_kind,
    stranger_among_the_options,
    turned_by,
    typed_with_another_voice,
    typed_with_two_right_places,
    wrong_claimant_who_may_be_the_key,
    wrong_claimant_who_never_spoke,
    wrong_claimant_who_said_it,
    wrong_place_around,
    wrong_place_on_record,
)
from tests.questions.mutants_of_pointing import POINTING_MUTATORS
from tests.questions.mutants_of_scale import SCALE_MUTATORS
from tests.questions.spoiling import ALIENS, Mutator, place_option, with_fact, with_words, with_wrong, without_given

# The stem.


def title_of_another_event(question: Question) -> Question | None:
    event = question.fact.event
    if event is None or not question.stem.has("event"):
        return None
    # Nothing is known of the other one, so nothing tells it apart.
    apart = replace(event.apart, same_topic=ALIENS, same_place=ALIENS, same_year=ALIENS, same_date=ALIENS)
    return with_fact(question, event=replace(event, namesakes=ALIENS, twins=ALIENS, apart=apart))


def words_of_another_claim(question: Question) -> Question | None:
    claim = question.fact.claim
    if claim is None or not question.stem.has("statement"):
        return None
    return with_fact(question, claim=replace(claim, namesakes=ALIENS))


def name_of_another_place(question: Question) -> Question | None:
    return with_fact(question, namesakes=ALIENS) if isinstance(question.fact, BearingFact) else None


def answer_in_the_stem(question: Question) -> Question | None:
    if isinstance(question.fact, DateFact) and question.fact.value.earliest_day is None:
        return None
    return with_words(question, question.key.text)


def answer_in_other_words(question: Question) -> Question | None:
    match question.fact:
        case PlaceFact(value=place):
            return with_words(question, f"({place.names[-1].upper()})")
        case ClaimantFact(value=claimant):
            return with_words(question, f"({claimant.names[-1].lower()})")
        case DateFact(value=date) if date.precision is Precision.DAY and date.shape is Shape.SINGLE:
            return with_words(question, f"({date.edtf})")
    return None


def month_of_the_answer_among_others(question: Question) -> Question | None:
    """Only the answer lies in the month that the stem now names."""
    fact = question.fact
    if not isinstance(fact, DateFact) or fact.value.shape is not Shape.SINGLE or fact.value.earliest_day is None:
        return None
    moved = [write_day(fact.value.earliest_day + days) or "" for days in (90, 180)]
    wrong = [date_option(read_edtf(day), 0.5, ENGLISH) for day in moved]
    spoilt = with_wrong(question, *wrong)
    return with_words(spoilt, " ".join(fact.value.show().split()[-2:])) if spoilt else None


def pointing_outside(question: Question) -> Question | None:
    return with_words(question, "in the same year")


def citation_mark(question: Question) -> Question | None:
    return with_words(question, "[12]")


def too_many_words(question: Question) -> Question | None:
    return with_words(question, "and so on " * 15)


def without_source(family: str) -> Mutator:
    def spoil(question: Question) -> Question | None:
        return with_fact(question, citations=()) if question.family == family else None

    return spoil


def contested_and_nobody_named(question: Question) -> Question | None:
    if not isinstance(question.fact, DateFact | PlaceFact):
        return None
    return without_given(with_fact(question, contested=True, attributed_to=()), "claimant")


def one_sided_and_nobody_named(question: Question) -> Question | None:
    if not isinstance(question.fact, DateFact | PlaceFact):
        return None
    return without_given(with_fact(question, one_sided=True), "claimant")


def claimant_without_statement(question: Question) -> Question | None:
    return without_given(question, "statement") if isinstance(question.fact, ClaimantFact) else None


# Dates.


def with_template(question: Question, template: str) -> Question:
    return replace(question, stem=replace(question.stem, template=template))


def asks_when_it_was_said(question: Question) -> Question | None:
    fact = question.fact
    is_happened = isinstance(fact, DateFact) and fact.predicate is Predicate.HAPPENED
    return with_template(question, STATED["asserts"]) if is_happened else None


def asks_when_it_happened(question: Question) -> Question | None:
    return with_template(question, HAPPENED[Precision.DAY]) if question.fact.predicate is Predicate.STATED else None


def asks_for_another_precision(question: Question) -> Question | None:
    fact = question.fact
    if not isinstance(fact, DateFact) or fact.predicate is not Predicate.HAPPENED or fact.attributed_to:
        return None
    other = Precision.YEAR if fact.value.precision is not Precision.YEAR else Precision.DAY
    return with_template(question, HAPPENED[other])


def wrong_dates(question: Question, *texts: str) -> Question | None:
    if not isinstance(question.fact, DateFact):
        return None
    return with_wrong(question, *(date_option(read_edtf(text), 0.5, ENGLISH) for text in texts))


def year_beside_the_key(question: Question) -> Question | None:
    fact = question.fact
    is_year = isinstance(fact, DateFact) and fact.value.precision is Precision.YEAR
    return None if is_year else wrong_dates(question, "1812")


def about_a_date(question: Question) -> Question | None:
    return wrong_dates(question, "1812-03-04~")


def key_finer_than_the_record(question: Question) -> Question | None:
    if not isinstance(question.fact, DateFact):
        return None
    return replace(
        question,
        key=date_option(read_edtf("2020-10-09"), 1.0, ENGLISH),
        fact=replace(question.fact, value=read_edtf("2020-10")),
    )


def key_twice(question: Question) -> Question | None:
    return wrong_dates(question, question.fact.value.edtf) if isinstance(question.fact, DateFact) else None


def rival_among_the_options(question: Question) -> Question | None:
    fact = question.fact
    if not isinstance(fact, DateFact) or not question.distractors:
        return None
    rival = question.distractors[0].subject
    return with_fact(question, rivals=(*fact.rivals, rival)) if isinstance(rival, HistoricalDate) else None


def record_that_gives_another_date(question: Question) -> Question | None:
    if not isinstance(question.fact, DateFact):
        return None
    return with_fact(question, rivals=(*question.fact.rivals, read_edtf("1812-03-04")))


def member_of_the_set(position: int) -> Mutator:
    def spoil(question: Question) -> Question | None:
        fact = question.fact
        if not isinstance(fact, DateFact) or fact.value.shape is not Shape.ONE_OF:
            return None
        return wrong_dates(question, fact.value.members[position].edtf)

    return spoil


def members_of_the_set(question: Question) -> Question | None:
    fact = question.fact
    if not isinstance(fact, DateFact) or fact.value.shape is not Shape.ONE_OF:
        return None
    return wrong_dates(question, *(member.edtf for member in fact.value.members[:2]))


def option_that_is_no_date(question: Question) -> Question | None:
    if not isinstance(question.fact, DateFact):
        return None
    return with_wrong(question, Option("later", "later", "later", 0.5))


def key_that_is_no_date(question: Question) -> Question | None:
    if not isinstance(question.fact, DateFact):
        return None
    return replace(question, key=Option("then", "then", "then", 1.0))


def key_that_is_a_place(question: Question) -> Question | None:
    if not isinstance(question.fact, DateFact):
        return None
    return replace(question, key=place_option(PlaceName("x", "X", "town", ("X",), (), "", None, None)))


# Options.


def wrong_option_that_reads_like_the_key(question: Question) -> Question | None:
    if not question.distractors:
        return None
    return replace(
        question, distractors=(replace(question.distractors[0], text=question.key.text), *question.distractors[1:])
    )


def wrong_option_in_capitals(question: Question) -> Question | None:
    if not question.distractors:
        return None
    return replace(
        question,
        distractors=(replace(question.distractors[0], text=question.key.text.upper()), *question.distractors[1:]),
    )


def two_wrong_options_alike(question: Question) -> Question | None:
    if len(question.distractors) < 2:
        return None
    first, second, *rest = question.distractors
    return replace(question, distractors=(first, replace(second, text=first.text), *rest))


def with_so_many_options(number: int) -> Mutator:
    def spoil(question: Question) -> Question | None:
        return replace(question, distractors=question.distractors[:number]) if question.form is Form.CHOICE else None

    return spoil


def last_option_only(question: Question) -> Question | None:
    return replace(question, distractors=question.distractors[-1:]) if question.form is Form.CHOICE else None


MUTATORS: dict[str, tuple[Mutator, ...]] = {
    "unique_referent": (title_of_another_event, words_of_another_claim, name_of_another_place),
    "no_leak": (answer_in_the_stem, answer_in_other_words, month_of_the_answer_among_others),
    "self_contained": (pointing_outside, citation_mark, too_many_words),
    "provenance": (without_source("date"), without_source("place"), without_source("claimant")),
    "dispute_attributed": (contested_and_nobody_named, one_sided_and_nobody_named, claimant_without_statement),
    "which_date": (asks_when_it_was_said, asks_when_it_happened, asks_for_another_precision),
    "precision": (year_beside_the_key, about_a_date, key_finer_than_the_record),
    "one_right_date": (key_twice, rival_among_the_options, record_that_gives_another_date),
    "set_as_a_whole": (member_of_the_set(0), member_of_the_set(-1), members_of_the_set),
    "era": (option_that_is_no_date, key_that_is_no_date, key_that_is_a_place),
    "one_right_place": (wrong_place_on_record, wrong_place_around, typed_with_two_right_places),
    "one_bearing": (turned_by(1), turned_by(-1), turned_by(0)),
    "no_nesting": (place_that_holds_the_key, alias_of_the_key, place_of_another_kind),
    "level_stated": (stem_without_kind, stem_with_an_empty_kind, kind_without_a_word),
    "exclusive": (wrong_claimant_who_said_it, wrong_claimant_who_may_be_the_key, typed_with_another_voice),
    "closed_world": (wrong_claimant_who_never_spoke, nobody_spoke, stranger_among_the_options),
    "no_identity_cue": (
        cue(lambda claimant: claimant.name),
        cue(lambda claimant: f"{claimant.party_name}n"),
        cue(lambda claimant: claimant.stand_ins[0].upper()),
    ),
    "no_option_cue": (wrong_option_that_reads_like_the_key, wrong_option_in_capitals, two_wrong_options_alike),
    "enough_options": (with_so_many_options(0), with_so_many_options(1), last_option_only),
    **AGREEMENT_MUTATORS,
    **POINTING_MUTATORS,
    **SCALE_MUTATORS,
}
