"""Names as teachers paste them."""

import pytest

from quizzes.roster import LONGEST_FOLDED, MOST_PUPILS, Problem, clean_name, fold_name, read_roster


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        ("Ani K.", "Ani K."),
        ("  Ani \u00a0 K.  ", "Ani K."),
        ("1. Ani K.", "Ani K."),
        ("12) Ani K.", "Ani K."),
        ("7 Ani K.", "Ani K."),
        ("7\tAni\tK.", "Ani K."),
        ("3;Kirakosyan;Ani", "Kirakosyan Ani"),
        ("Kirakosyan, Ani", "Ani Kirakosyan"),
        ("4. Kirakosyan, Ani Maria", "Ani Maria Kirakosyan"),
        ("Ani,", "Ani"),
        ("- Ani K.", "Ani K."),
        ('"Ani K."', "Ani K."),
        ("\ufeffAni\u200b K.", "Ani K."),
        ("Անի Կիրակոսյան", "Անի Կիրակոսյան"),
        ("Əli Qarayev", "Əli Qarayev"),
        ("Юлия О’Коннор-Петрова", "Юлия О’Коннор-Петрова"),
        ("李小龍", "李小龍"),
        ("علی‌رضا", "علی‌رضا"),
        ("Ani 2", "Ani 2"),
        ("Jean-Luc", "Jean-Luc"),
    ],
)
def test_a_name_is_what_is_left_without_the_list_around_it(pasted: str, name: str) -> None:
    assert clean_name(pasted) == name


def test_a_name_is_found_however_it_is_written() -> None:
    assert fold_name("Ani  k.") == fold_name("Ani K.") == fold_name("ANI K")
    assert fold_name("Əli") == fold_name("əli")
    assert fold_name("Ani") != fold_name("Ana")
    assert 0 < len(fold_name("龍" * 80)) <= LONGEST_FOLDED


def test_each_line_says_what_is_wrong_with_it() -> None:
    text = "Ani K.\n\n  \n2.\nBen\nani k\nDora\n" + "x" * 81
    lines = read_roster(text, there={"dora"})
    assert [(line.number, line.problem, line.first_line) for line in lines] == [
        (1, None, 0),
        (4, Problem.NO_LETTERS, 0),
        (5, None, 0),
        (6, Problem.TWICE, 1),
        (7, Problem.THERE, 0),
        (8, Problem.TOO_LONG, 0),
    ]


def test_a_class_has_an_end() -> None:
    text = "\n".join(f"Pupil {number}" for number in range(MOST_PUPILS + 1))
    assert [line.number for line in read_roster(text, set()) if line.problem] == [MOST_PUPILS + 1]


def test_line_ends_of_every_system_end_lines() -> None:
    assert [line.name for line in read_roster("Ani\r\nBen\rDora\n", set())] == ["Ani", "Ben", "Dora"]
