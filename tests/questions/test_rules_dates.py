"""Stories about the rules on dates."""

from dataclasses import replace

from quizzes.questions.rules.dates import era, one_right_date, precision, set_as_a_whole, which_date
from quizzes.questions.values import Option, Question
from tests.questions.builders import a_claimant, ask, date_fact, place_fact, stated_fact
from tests.questions.examples import accepts, refuses

SET = "[2020-10-14,2020-10-15]"


@accepts(precision)
def test_accepts_days_beside_a_day() -> Question:
    return ask(date_fact(), "2020-10-11", "2020-10-13")


@accepts(precision)
def test_accepts_sets_beside_a_set() -> Question:
    return ask(date_fact(SET), "[2020-10-16,2020-10-17]", "[2020-10-12,2020-10-13]")


@refuses(precision, "another precision")
def test_refuses_month_beside_a_day() -> Question:
    return ask(date_fact(), "2020-11", "2020-10-13")


@refuses(precision, "another precision")
def test_refuses_day_beside_a_set() -> Question:
    return ask(date_fact(SET), "2020-10-17")


@refuses(precision, "without a qualifier")
def test_refuses_key_that_is_about_a_day() -> Question:
    return ask(date_fact("2020-10-09~"), "2020-10-20", "2020-10-25")


@refuses(precision, "another precision")
def test_refuses_option_that_is_about_a_day() -> Question:
    return ask(date_fact(), "2020-10-20~")


@refuses(precision, "leaves an end open")
def test_refuses_key_of_by_then() -> Question:
    return ask(date_fact("[..2020-10-09]"))


@refuses(precision, "too coarse")
def test_refuses_key_of_a_century() -> Question:
    return ask(date_fact("19XX"))


@refuses(precision, "as it stands on record")
def test_refuses_key_finer_than_the_record() -> Question:
    question = ask(date_fact("2020-10"))
    return replace(question, key=ask(date_fact("2020-10-09")).key)


@accepts(one_right_date)
def test_accepts_dates_a_day_apart() -> Question:
    return ask(date_fact(), "2020-10-08", "2020-10-10")


@accepts(one_right_date)
def test_accepts_coarser_date_on_record_that_holds_the_key() -> Question:
    return ask(date_fact(rivals="2020-10"), "2020-11-09", "2020-09-10")


@refuses(one_right_date, "overlaps")
def test_refuses_distractor_whose_dates_overlap() -> Question:
    return ask(date_fact(SET), "[2020-10-15,2020-10-16]")


@refuses(one_right_date, "overlaps")
def test_refuses_distractor_that_another_live_row_gives() -> Question:
    return ask(date_fact("2020-10-09", rivals="2020-10"), "2020-10-13")


@refuses(one_right_date, "overlaps")
def test_refuses_distractors_that_overlap_each_other() -> Question:
    return ask(date_fact("[2020-10-01,2020-10-02]"), "[2020-10-14,2020-10-15]", "[2020-10-15,2020-10-16]")


@refuses(one_right_date, "the record also gives")
def test_refuses_key_that_another_live_row_contradicts() -> Question:
    return ask(date_fact(rivals="2020-10-12"), "2020-10-20")


@accepts(set_as_a_whole)
def test_accepts_set_among_other_sets() -> Question:
    return ask(date_fact(SET), "[2020-10-16,2020-10-17]")


@refuses(set_as_a_whole, "14 October 2020 is one of")
def test_refuses_first_day_of_the_set_as_an_option() -> Question:
    return ask(date_fact(SET), "2020-10-14")


@refuses(set_as_a_whole, "15 October 2020 is one of")
def test_refuses_last_day_of_the_set_as_an_option() -> Question:
    return ask(date_fact(SET), "2020-10-20", "2020-10-15")


@accepts(era)
def test_accepts_year_before_the_common_era() -> Question:
    return ask(date_fact("-0479"), "-0480", "-0478")


@accepts(era)
def test_accepts_month_of_no_stated_year() -> Question:
    return ask(date_fact("XXXX-05"), "XXXX-04")


@refuses(era, "is no date")
def test_refuses_option_that_is_no_date() -> Question:
    question = ask(date_fact())
    return replace(question, distractors=(Option("later", "later", "later", 0.5),))


@refuses(era, "is no date")
def test_refuses_key_that_is_no_date() -> Question:
    return replace(ask(date_fact()), key=ask(place_fact()).key)


@accepts(which_date)
def test_accepts_stem_that_asks_when_it_happened() -> Question:
    return ask(date_fact())


@accepts(which_date)
def test_accepts_stem_that_asks_when_it_was_said() -> Question:
    return ask(stated_fact())


@accepts(which_date)
def test_accepts_stem_that_asks_when_somebody_says_it_happened() -> Question:
    return ask(date_fact(attributed_to=a_claimant("general")))


@refuses(which_date, "another date")
def test_refuses_stem_about_the_saying_with_the_date_of_the_event() -> Question:
    return replace(ask(date_fact()), stem=ask(stated_fact()).stem)


@refuses(which_date, "another date")
def test_refuses_stem_about_the_event_with_the_date_of_the_saying() -> Question:
    return replace(ask(stated_fact()), stem=ask(date_fact()).stem)


@refuses(which_date, "another precision")
def test_refuses_stem_that_asks_for_a_day_where_the_key_is_a_year() -> Question:
    return replace(ask(date_fact("2020")), stem=ask(date_fact()).stem)
