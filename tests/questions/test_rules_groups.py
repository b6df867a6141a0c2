"""Stories about the rules on questions about several Facts."""

from dataclasses import replace

import pytest

from quizzes.questions.rules import judge_group
from quizzes.questions.rules.groups import (
    decidable_order,
    enough_items,
    no_order_cue,
    one_voice,
    set_apart,
    unique_matching,
)
from quizzes.questions.values import Form, GroupQuestion
from tests.questions.builders import a_claimant
from tests.questions.examples import accepts, refuses
from tests.questions.groups import dated, group, match, order, seen, told

MAY, JUNE, JULY = dated("aba", "1743-05-02"), dated("belo", "1743-06-02"), dated("cari", "1743-07-02")
GENERAL, MINISTER, MAYOR = a_claimant("general"), a_claimant("minister"), a_claimant("mayor")


@accepts(enough_items)
def test_accepts_an_order_of_three() -> GroupQuestion:
    return order(MAY, JUNE, JULY)


@accepts(enough_items)
def test_accepts_one_of_two() -> GroupQuestion:
    return group(Form.BEFORE_AFTER, MAY, JUNE)


@refuses(enough_items, "2 that can stand")
def test_refuses_an_order_of_two() -> GroupQuestion:
    return order(MAY, JUNE)


@refuses(enough_items, "3 that can stand")
def test_refuses_one_of_three() -> GroupQuestion:
    return group(Form.BEFORE_AFTER, MAY, JUNE, JULY)


@refuses(enough_items, "6 that can stand")
def test_refuses_a_match_of_six() -> GroupQuestion:
    return match(*(dated(key, f"1743-0{number}") for number, key in enumerate("abcdef", start=1)))


@accepts(one_voice)
def test_accepts_dates_of_one_claimant() -> GroupQuestion:
    return order(*(dated(key, f"174{key}", said_by="general") for key in "123"))


@refuses(one_voice, "somebody else")
def test_refuses_dates_of_two_claimants() -> GroupQuestion:
    return order(dated("aba", "1741", said_by="general"), dated("belo", "1742", said_by="mayor"))


@refuses(one_voice, "somebody else")
def test_refuses_a_claimants_date_beside_the_records() -> GroupQuestion:
    return order(dated("aba", "1741"), dated("belo", "1742", said_by="mayor"))


@accepts(set_apart)
def test_accepts_events_that_have_nothing_in_common() -> GroupQuestion:
    return order(MAY, JUNE, JULY)


@refuses(set_apart, "parts of each other")
def test_refuses_a_battle_beside_its_war() -> GroupQuestion:
    return order(MAY, dated("war", "1743-09", bound_up="aba"))


@refuses(set_apart, "parts of each other")
def test_refuses_an_event_beside_one_marked_the_same() -> GroupQuestion:
    return order(dated("aba", "1743-05-02", bound_up="belo"), JUNE)


@refuses(set_apart, "stands there twice")
def test_refuses_two_events_that_read_the_same() -> GroupQuestion:
    return order(MAY, dated("belo", "1743-06-02", title="siege of Aba"))


@accepts(decidable_order)
def test_accepts_dates_of_different_precision_that_share_no_day() -> GroupQuestion:
    return order(dated("aba", "1743"), dated("belo", "1744-01"), dated("cari", "1744-02-03"))


@accepts(decidable_order)
def test_accepts_an_open_end_where_the_bound_decides() -> GroupQuestion:
    return order(dated("aba", "[..1743-05-02]"), dated("belo", "1743-05-03"))


@accepts(decidable_order)
def test_accepts_a_year_after_a_day_in_it_where_the_record_says_so() -> GroupQuestion:
    return order(dated("aba", "1743-05-02"), dated("belo", "1743", after="aba"))


@refuses(decidable_order, "need not precede")
def test_refuses_a_day_within_the_others_year() -> GroupQuestion:
    return order(dated("aba", "1743-05-02"), dated("belo", "1743"))


@refuses(decidable_order, "need not precede")
def test_refuses_two_of_one_day() -> GroupQuestion:
    return order(MAY, dated("belo", "1743-05-02"))


@refuses(decidable_order, "need not precede")
def test_refuses_what_another_live_date_turns_round() -> GroupQuestion:
    return order(dated("aba", "1743-05", "1743"), JUNE)


@refuses(decidable_order, "need not precede")
def test_refuses_an_end_left_open_to_the_other() -> GroupQuestion:
    return order(dated("aba", "[1743-05-02..]"), JUNE)


@refuses(decidable_order, "need not precede")
def test_refuses_the_wrong_order() -> GroupQuestion:
    return order(JUNE, MAY)


@refuses(decidable_order, "uncertain or approximate")
def test_refuses_about_a_year_however_far_off() -> GroupQuestion:
    return order(dated("aba", "1700~"), JUNE)


@refuses(decidable_order, "need not precede")
def test_refuses_dates_that_contradict_the_record() -> GroupQuestion:
    return order(dated("aba", "1743-05-02", after="belo"), JUNE)


@refuses(decidable_order, "need not precede")
def test_refuses_events_that_came_after_each_other() -> GroupQuestion:
    return order(dated("aba", "1743", after="aba belo"), dated("belo", "1743", after="aba belo"))


@refuses(decidable_order, "need not precede")
def test_refuses_the_records_after_as_a_claimants_word() -> GroupQuestion:
    early, late = dated("aba", "1743", said_by="mayor"), dated("belo", "1743", said_by="mayor", after="aba")
    return order(early, late)


@accepts(no_order_cue)
def test_accepts_titles_that_tell_no_order() -> GroupQuestion:
    return order(MAY, JUNE, JULY)


@refuses(no_order_cue, "“second”")
def test_refuses_a_second_battle() -> GroupQuestion:
    return order(MAY, dated("belo", "1743-06-02", title="Second battle of Aba"))


@refuses(no_order_cue, "“3rd”")
def test_refuses_a_numbered_attempt() -> GroupQuestion:
    return order(MAY, dated("belo", "1743-06-02", title="3rd assault on Aba"))


@refuses(no_order_cue, "“aftermath”")
def test_refuses_an_aftermath() -> GroupQuestion:
    return group(Form.BEFORE_AFTER, MAY, dated("belo", "1743-06-02", title="Aftermath at Aba"))


@accepts(unique_matching)
def test_accepts_three_dates_that_share_no_day() -> GroupQuestion:
    return match(MAY, JUNE, JULY)


@accepts(unique_matching)
def test_accepts_three_who_said_nothing_of_the_others() -> GroupQuestion:
    return match(told("aba", GENERAL), told("belo", MINISTER), told("cari", MAYOR))


@accepts(unique_matching)
def test_accepts_three_directions_apart() -> GroupQuestion:
    return match(seen("belo", "N"), seen("cari", "SE"), seen("dunin", "W"))


@refuses(unique_matching, "2 ways")
def test_refuses_dates_that_fit_either_event() -> GroupQuestion:
    return match(dated("aba", "1743-05-02", "1743-06-02"), dated("belo", "1743-06-02", "1743-05-02"), JULY)


@refuses(unique_matching, "as well")
def test_refuses_a_date_that_another_event_may_have_too() -> GroupQuestion:
    return match(dated("aba", "1743-05-02", "1743-06-02"), JUNE, JULY)


@refuses(unique_matching, "as well")
def test_refuses_somebody_who_said_another_of_them_too() -> GroupQuestion:
    return match(told("aba", GENERAL, barred=(MAYOR,)), told("belo", MINISTER), told("cari", MAYOR))


@refuses(unique_matching, "ways")
def test_refuses_an_office_and_its_holder() -> GroupQuestion:
    return match(told("aba", GENERAL), told("belo", a_claimant("marshal", kin="general")), told("cari", MAYOR))


@refuses(unique_matching, "ways")
def test_refuses_directions_next_to_each_other() -> GroupQuestion:
    return match(seen("belo", "N"), seen("cari", "NW"), seen("dunin", "S"))


# The rules on choices, applied to items.


def rules_broken(question: GroupQuestion) -> set[str]:
    return {rejection.rule for rejection in judge_group(question)}


def test_questions_in_order_are_live() -> None:
    assert judge_group(order(MAY, JUNE, JULY)) == ()
    assert judge_group(match(MAY, JUNE, JULY)) == ()
    assert judge_group(match(told("aba", GENERAL), told("belo", MINISTER), told("cari", MAYOR))) == ()
    assert judge_group(match(seen("belo", "N"), seen("cari", "SE"), seen("dunin", "W"))) == ()


@pytest.mark.parametrize("title", ["Siege of 1743", "Siege of 2 May", "Siege of Aba in May 1743"])
def test_refuses_a_title_that_holds_its_own_date(title: str) -> None:
    leaking, others = (
        dated("aba", "1743-05-02", title=title),
        (dated("belo", "1744-06-02"), dated("cari", "1745-07-02")),
    )
    assert "no_leak" in rules_broken(order(leaking, *others))
    assert "no_leak" in rules_broken(match(leaking, *others))


def test_a_year_that_all_share_is_no_leak() -> None:
    titled = [
        dated(fact.event.key, fact.value.edtf, title=f"{fact.event.title} (1743)")
        for fact in (MAY, JUNE, JULY)
        if fact.event
    ]
    assert judge_group(order(*titled)) == ()


def test_refuses_an_item_without_a_source() -> None:
    assert rules_broken(order(MAY, JUNE, replace(JULY, citations=()))) == {"provenance"}


def test_refuses_an_item_on_which_the_sources_disagree() -> None:
    assert rules_broken(order(MAY, JUNE, replace(JULY, contested=True))) == {"dispute_attributed"}


def test_refuses_an_item_with_a_namesake_elsewhere() -> None:
    assert JULY.event is not None
    twin = replace(JULY, event=replace(JULY.event, namesakes=frozenset({"x"}), twins=frozenset({"x"})))
    assert rules_broken(order(MAY, JUNE, twin)) == {"unique_referent"}


def test_refuses_a_statement_that_names_who_made_it() -> None:
    named = told("aba", GENERAL, statement="A general had left")
    assert "no_leak" in rules_broken(match(named, told("belo", MINISTER), told("cari", MAYOR)))


def test_a_match_asks_for_dates_of_one_precision() -> None:
    assert "precision" in rules_broken(match(MAY, JUNE, dated("cari", "1744")))
