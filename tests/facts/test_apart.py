"""Events of one title, and what tells them apart."""

from dataclasses import replace

from history.dates import read_edtf
from history.facts.rows import EventRow, NamesakeRow
from history.facts.values import Fact
from quizzes.questions.generating import generate
from quizzes.questions.prompts import write_stem
from tests.facts.builders import a_claim, an_event, fact_of, gather, said


def twin(key: str, happened: str = "", places: str = "", **links: str) -> EventRow:
    """An event that bears the title of event a."""
    return replace(an_event(key, happened=happened, places=places, **links), title="Event a")


def stem(*events: EventRow, key: str, elsewhere: tuple[NamesakeRow, ...] = ()) -> tuple[str, bool]:
    """The stem of a fact, and whether it is refused for fitting another event."""
    around = gather(*events, elsewhere=elsewhere)
    fact: Fact = fact_of(around, key)
    judged = list(generate(around, only=[fact]))
    refused = {rejection.rule for one in judged for rejection in one.rejections}
    return write_stem(fact, str, "en").text, "unique_referent" in refused


DAY, PLACE = "happened:event/a", "place:event/a/abar/at"


def test_a_day_is_asked_with_the_place_that_tells_two_events_apart() -> None:
    events = (an_event("a", happened="1862-04-06", places="abar"), twin("b", "1862-05-06", "belo"))
    assert stem(*events, key=DAY) == ("On which day did this happen: Event a (Abar)?", False)


def test_a_day_is_asked_with_the_year_where_the_place_is_one() -> None:
    events = (an_event("a", happened="1862-04-06", places="abar"), twin("b", "1863-05-06", "abar"))
    assert stem(*events, key=DAY) == ("On which day did this happen: Event a (1862)?", False)


def test_a_place_around_the_other_or_within_it_tells_nothing() -> None:
    for other in ("gorn", "mark", ""):
        events = (an_event("a", happened="1862-04-06", places="abar"), twin("b", "1862-05-06", other))
        assert stem(*events, key=DAY) == ("On which day did this happen: Event a?", True)


def test_a_year_is_not_told_where_it_is_asked_or_where_the_other_has_none() -> None:
    asked = (an_event("a", happened="1862"), twin("b", "1863"))
    assert stem(*asked, key=DAY) == ("In which year did this happen: Event a?", True)
    unknown = (an_event("a", happened="1862-04-06"), twin("b"))
    assert stem(*unknown, key=DAY)[1]


def test_a_year_that_a_claim_gives_the_other_tells_nothing() -> None:
    claim = a_claim("c", said("gazette"), about="date", happened="1862-07-01")
    other = replace(twin("b", "1863-05-06"), claims=(claim,))
    assert stem(an_event("a", happened="1862-04-06"), other, key=DAY)[1]


def test_a_place_is_asked_with_the_date_that_tells_two_events_apart() -> None:
    events = (an_event("a", happened="1862-04-06", places="abar"), twin("b", "1862-05-06", "belo"))
    assert stem(*events, key=PLACE) == ("In which town did this happen, dated 6 April 1862: Event a?", False)
    same_day = (events[0], replace(events[1], happened="1862-04"))
    assert stem(*same_day, key=PLACE)[1]


def test_an_event_of_another_topic_is_told_apart_by_the_topic() -> None:
    event = an_event("a", happened="1862-04-06", places="abar")
    other = NamesakeRow("z", "EVENT A", frozenset({"Another war"}), (read_edtf("1862"),))
    assert stem(event, key=DAY, elsewhere=(other,)) == ("On which day did this happen: Event a (The war)?", False)
    both = replace(other, topics=frozenset({"Another war", "The war"}))
    assert stem(event, key=DAY, elsewhere=(both,))[1], "it is gathered under this topic as well"


def test_two_things_are_told_where_neither_is_enough() -> None:
    events = (
        an_event("a", happened="1862-04-06", places="abar"),
        twin("b", "1863-05-06", "abar"),
        twin("c", "1862-05-06", "belo"),
    )
    assert stem(*events, key=DAY) == ("On which day did this happen: Event a (Abar, 1862)?", False)


def test_a_title_that_nobody_else_bears_is_told_alone() -> None:
    event = an_event("a", happened="1862-04-06", places="abar")
    assert stem(event, key=DAY) == ("On which day did this happen: Event a?", False)
