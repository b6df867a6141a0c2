"""Pupils who know nothing guess no better where a record is uneven: short wars, one place mostly, few speakers."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from benchmarks.raw_checker.guessing import solve_forms
from benchmarks.raw_checker.report import beaten
from benchmarks.raw_checker.solvers import solve_all
from history.dates import from_day_number
from history.facts.gathering import gather_facts
from history.facts.rows import AttributionRow, ClaimantRow, ClaimRow, EventRow, PlaceRow, Rows
from quizzes.exports.questions import question_to_json
from quizzes.questions.generating import judge_fact
from quizzes.questions.values import Form
from tests.facts.builders import CITED

JSON = dict[str, Any]
FIRST_DAY = 680_000
LETTERS = "abcdefghijklmnoprstuvz"


def name(number: int) -> str:
    """A name for each number, all as long."""
    return f"{LETTERS[number % 22].upper()}{LETTERS[number // 22 % 22]}{LETTERS[number // 484]}ton"


def write_day(number: int) -> str:
    year, month, day = from_day_number(number)
    return f"{year}-{month:02d}-{day:02d}"


def live_choices(rows: Rows, family: str, seed: int = 0) -> list[JSON]:
    """The choice questions of a family about a topic."""
    around = gather_facts(rows)
    judged = [judge_fact(fact, Form.CHOICE, around, seed) for fact in around.facts]
    return [q for q in (question_to_json(one) for one in judged if one.is_live) if q["family"] == family]


def short_wars(chance: Random) -> Iterator[Rows]:
    """Wars of two years with three to fourteen battles each."""
    for war in range(150):
        first = FIRST_DAY + 1000 * war
        battles = [
            EventRow(
                f"e{war}.{n}", f"Battle {name(20 * war + n)}", f"war{war}", happened=write_day(day), citations=CITED
            )
            for n, day in enumerate(first + chance.randrange(700) for _ in range(chance.randint(3, 14)))
        ]
        yield Rows(f"war{war}", tuple(battles), (), ())


def test_short_wars_tell_nothing() -> None:
    bank = [
        question for rows in short_wars(Random(5)) for seed in range(2) for question in live_choices(rows, "date", seed)
    ]
    assert len(bank) >= 2000
    assert beaten(solve_all(bank)) == {}


def campaigns(chance: Random) -> Iterator[Rows]:
    """Wars of eight years with two to four campaigns, in each of which a few battles follow one another closely."""
    for war in range(70):
        first = FIRST_DAY + 4000 * war
        begins = [first + chance.randrange(2900) for _ in range(chance.randint(2, 4))]
        days = [begin + chance.randrange(90) for begin in begins for _ in range(chance.randint(1, 5))]
        battles = [
            EventRow(
                f"e{war}.{n}", f"Battle {name(20 * war + n)}", f"war{war}", happened=write_day(day), citations=CITED
            )
            for n, day in enumerate(days)
        ]
        yield Rows(f"war{war}", tuple(battles), (), ())


def test_no_place_on_a_scale_nor_what_stands_there_tells_the_date() -> None:
    bank = [
        question_to_json(one)
        for rows in campaigns(Random(8))
        for around in [gather_facts(rows)]
        for fact in around.facts
        for one in [judge_fact(fact, Form.TIMELINE, around)]
        if one.is_live
    ]
    assert len(bank) >= 500
    assert sum(bool(question["marks"]) for question in bank) >= 100
    assert beaten(solve_forms(bank)["timeline"]) == {}


def a_front(share: float, chance: Random, countries: tuple[str, ...]) -> Rows:
    """A war of 120 battles, most of them in the first of these countries."""
    weights = [share, *[(1 - share) / (len(countries) - 1)] * (len(countries) - 1)]
    places = chance.choices(countries, weights, k=120)
    events = tuple(
        EventRow(
            f"e{n}",
            f"Battle {name(n)}",
            "war",
            happened=write_day(FIRST_DAY + 9 * n),
            places=((at, "at"),),
            citations=CITED,
        )
        for n, at in enumerate(places)
    )
    return Rows("war", events, (), tuple(PlaceRow(key, key.replace("-", " ").title(), "country") for key in countries))


def test_a_country_of_most_battles_is_no_better_a_guess_than_another() -> None:
    countries = ("marn", "belo", "cari", "dunin", "essar", "fallow", "gorun")
    bank = [q for seed in range(8) for q in live_choices(a_front(0.6, Random(seed), countries), "place")]
    asked = Counter(question["answer"][0] for question in bank)
    assert asked["marn"] > 100
    assert "most frequent" not in beaten(solve_all(bank))


def test_a_country_of_few_questions_is_always_asked() -> None:
    rows = a_front(0.6, Random(1), ("marn", "belo", "cari", "dunin", "essar"))
    few = Rows("war", rows.events[:20], (), rows.places)
    assert len(live_choices(few, "place")) == 20


def test_what_cannot_stand_beside_the_commonest_is_an_option_as_often_as_its_answers_ask() -> None:
    others = ("belo", "cari", "dunin", "essar", "fallow", "gorun", "hesper", "ilver", "jaran", "kolm")
    countries = ("virna", "west-virna", *others)
    bank = [q for seed in range(8) for q in live_choices(a_front(0.2, Random(seed), countries), "place")]
    wrong: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for question in bank:
        right[question["answer"][0]] += 1
        wrong.update(choice["value"] for choice in question["choices"] if choice["value"] not in question["answer"])
    assert not any({"virna", "west-virna"} <= {choice["value"] for choice in q["choices"]} for q in bank)
    # Three wrong options stand beside each key.
    assert 2 <= wrong["west-virna"] / right["west-virna"] <= 4


def works_that_agree(chance: Random) -> Rows:
    """Five works date a hundred battles alike, but one of them at times; a sixth dates few."""
    works = [f"work-{letter}" for letter in "abcdef"]
    events = []
    for number in range(100):
        speakers = works if number % 10 == 0 else works[:5]
        odd = chance.choice(works[:5])
        claims = tuple(
            ClaimRow(
                f"c{number}.{day}",
                f"The day of Battle {name(number)} was {day}",
                "date",
                happened=write_day(FIRST_DAY + 30 * number + day),
                attributions=tuple(AttributionRow(who, "asserts", citations=CITED) for who in them),
            )
            for day, them in ((0, [who for who in speakers if who != odd]), (1, [odd]))
        )
        events.append(EventRow(f"e{number}", f"Battle {name(number)}", "war", claims=claims, citations=CITED))
    return Rows("war", tuple(events), tuple(ClaimantRow(who, who.title(), "scholar") for who in works), ())


def test_a_work_that_says_little_is_no_wrong_option_everywhere() -> None:
    bank = [q for seed in range(4) for q in live_choices(works_that_agree(Random(seed)), "claimant")]
    assert len(bank) >= 300
    assert "least frequent" not in beaten(solve_all(bank))
