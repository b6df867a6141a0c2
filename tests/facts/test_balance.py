"""What the balance check finds in facts, and what it leaves alone."""

from dataclasses import replace

import pytest

from history.facts.balance.checking import check_balance
from history.facts.balance.values import Check, Finding, Subject, Text
from history.facts.balance.words import find_loaded_words
from history.facts.rows import AttributionRow, EventRow, PlaceRow
from history.facts.values import Passage
from tests.facts.builders import PLACES, a_claim, an_event, gather, said

WAR = Subject("topic", "war", "The war")
HERE = Subject("event", "fall", "Fall of Abar")


def found(*events: EventRow, places: tuple[PlaceRow, ...] = PLACES) -> list[Finding]:
    return check_balance(gather(*events, places=places).facts, WAR)


def about(findings: list[Finding], check: Check) -> set[tuple[str, str]]:
    """Kind and key of what a check found."""
    return {(finding.subject.kind, finding.subject.key) for finding in findings if finding.check is check}


def cited(claimant: str, *sources: str, stance: str = "asserts") -> AttributionRow:
    """A stance, each of whose sources says it on a page of its own."""
    passages = tuple(Passage(source, source.title(), "", "", f"{claimant} {source}") for source in sources)
    return replace(said(claimant, stance), citations=passages)


def words_found(*texts: str, quotations: tuple[str, ...] = (), is_title: bool = False, names: str = "") -> list[str]:
    told = [Text(HERE, text, quotations, is_title=is_title) for text in texts]
    return [one.reason.split("”")[0].removeprefix("“") for one in find_loaded_words(told, filter(None, [names]))]


# One side speaks.


def test_event_that_one_side_alone_speaks_about_is_found() -> None:
    one_sided = an_event("e1", a_claim("c1", said("camp"), said("crown", "confirms")))
    findings = found(one_sided, an_event("e2", a_claim("c2", said("camp"), said("mira", "denies"))))
    assert about(findings, Check.ONE_SIDED_CLAIMANTS) == {("event", "e1")}
    [finding] = [one for one in findings if one.check is Check.ONE_SIDED_CLAIMANTS]
    assert finding.reason == "Only claimants that speak for Northland say anything about it."


@pytest.mark.parametrize("other", ["mira", "gazette", "rumour"])
def test_event_that_somebody_else_speaks_about_too_is_not(other: str) -> None:
    findings = found(an_event("e1", a_claim("c1", said("camp")), a_claim("c2", said(other))))
    assert about(findings, Check.ONE_SIDED_CLAIMANTS) == set()


def test_event_that_nobody_of_a_side_speaks_about_is_not() -> None:
    assert about(found(an_event("e1", a_claim("c1", said("gazette")))), Check.ONE_SIDED_CLAIMANTS) == set()


def test_held_back_voice_does_not_count_as_another_side() -> None:
    findings = found(an_event("e1", a_claim("c1", said("camp"), said("mira", "denies", held=True))))
    assert about(findings, Check.ONE_SIDED_CLAIMANTS) == {("event", "e1")}


def test_side_that_says_nearly_everything_is_found_for_the_whole() -> None:
    claims = [a_claim(f"c{n}", cited("camp", f"paper{n}")) for n in range(5)]
    findings = found(an_event("e1", *claims, a_claim("other", cited("mira", "diary"))))
    [finding] = [one for one in findings if one.check is Check.ONE_SIDED_CLAIMANTS]
    assert finding.subject == WAR
    assert finding.reason == "5 of 6 statements come from claimants that speak for Northland."


def test_one_announcement_of_many_places_is_one_statement() -> None:
    claims = [a_claim(f"c{n}", said("camp")) for n in range(15)]
    claims.append(a_claim("third", cited("gazette", "weekly")))
    findings = found(an_event("e1", *claims, a_claim("other", cited("mira", "diary", "letters", "maps"))))
    assert about(findings, Check.ONE_SIDED_CLAIMANTS) == set()


# Places.


def test_place_that_one_side_alone_mentions_is_found() -> None:
    claims = [a_claim("c1", said("camp"), places="abar"), a_claim("c2", said("mira"), places="belo")]
    findings = found(an_event("e1", *claims))
    assert about(findings, Check.NAMED_BY_ONE_SIDE) == {("place", "abar"), ("place", "belo")}
    assert {one.reason for one in findings if one.check is Check.NAMED_BY_ONE_SIDE} == {
        "Only claimants that speak for Northland mention it.",
        "Only claimants that speak for Southland mention it.",
    }


def test_place_that_the_record_or_both_sides_mention_is_not() -> None:
    denied = a_claim("c1", said("camp"), said("mira", "denies"), places="abar")
    recorded = an_event("e2", a_claim("c2", said("camp"), places="belo"), places="belo")
    assert about(found(an_event("e1", denied), recorded), Check.NAMED_BY_ONE_SIDE) == set()


def test_place_with_names_of_one_party_only_is_found() -> None:
    north, south, nobody = ("north", "Northland"), ("south", "Southland"), ("", "")
    owners = {"abar": (north,), "belo": (north, south), "gorn": (north, nobody), "mark": ()}
    places = tuple(replace(row, owners=owners[row.key]) for row in PLACES)
    findings = found(an_event("e1", places="abar belo gorn mark"), places=places)
    assert about(findings, Check.NAMED_BY_ONE_SIDE) == {("place", "abar")}


# Sources.


def test_claim_with_one_source_is_found_and_one_with_two_is_not() -> None:
    claims = [a_claim("lone", cited("mira", "diary")), a_claim("firm", cited("camp", "diary", "letters"))]
    findings = found(an_event("e1", *claims))
    assert about(findings, Check.ONE_SOURCE) == {("claim", "lone")}


def test_one_source_for_everything_is_said_once_of_the_source() -> None:
    findings = found(an_event("e1", *(a_claim(f"c{n}", said("camp"), said("mira")) for n in range(6))))
    assert about(findings, Check.ONE_SOURCE) == {("source", "chronicle")}


def test_what_a_work_says_itself_needs_no_second_source() -> None:
    own = replace(said("gazette"), citations=(Passage("p7", "Gazette, 7 May", "", "", "p. 2"),))
    retold = replace(said("courier"), citations=(Passage("p7", "Gazette, 7 May", "", "", "p. 2"),))
    findings = found(an_event("e1", a_claim("own", own), a_claim("retold", retold)))
    assert about(findings, Check.ONE_SOURCE) == {("claim", "retold")}


# Words.


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Abar was liberated.", "liberated"),
        ("The enemy withdrew", "enemy"),
        ("A so-called republic", "so-called"),
        ("Heroic defence", "Heroic"),
        ("It ended. Terrorists fled", "Terrorists"),
        ("Город был освобождён", "освобождён"),
        ("Оккупанты отступили", "Оккупанты"),
        ("şəhər azad edildi", "azad edildi"),
        ("işğalçılar geri çəkildi", "işğalçılar"),
        ("այսպես կոչված", "այսպես կոչված"),
        ("sözde cumhuriyet", "sözde"),
    ],
)
def test_loaded_word_is_found(text: str, word: str) -> None:
    assert words_found(text) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "Forces took Abar",
        "He called them “terrorists”",
        'He called them "terrorists"',
        "Он назвал их «оккупантами»",
        "He called them ‘heroes’ and left",
        "The Kosovo Liberation Army withdrew",
        "Savage's Station",
        "They took the hour and the flour, bravery aside",
        "Four and sour colours",
    ],
)
def test_plain_word_quotation_and_name_are_not(text: str) -> None:
    assert words_found(text) == []


def test_title_may_begin_with_a_name() -> None:
    assert words_found("Glorious First of June", is_title=True) == []
    assert words_found("Glorious victory at Abar", "Liberation of Abar", is_title=True) == ["Glorious", "Liberation"]
    assert words_found("Separatist Northlanders withdrew") == ["Separatist"]


def test_statement_that_a_source_has_word_for_word_is_a_quotation() -> None:
    assert words_found("Our forces liberated Abar", quotations=("… our  forces\nliberated Abar and …",)) == []
    assert words_found("Our forces liberated Abar", quotations=("our forces hold Abar",)) == ["Our", "liberated"]


def test_names_of_sources_hold_no_loaded_words() -> None:
    assert words_found("as the Voice of the brave has it", names="Voice of the brave") == []
    assert words_found("as the brave have it", names="Voice of the brave") == ["brave"]


def test_facts_alone_bring_titles_and_statements() -> None:
    event = replace(
        an_event("e1", replace(a_claim("c1", said("camp")), statement="Heroes held Abar")), title="The enemy"
    )
    findings = found(event)
    assert about(findings, Check.LOADED_WORDS) == {("event", "e1"), ("claim", "c1")}


def test_findings_come_check_by_check() -> None:
    event = replace(an_event("e1", a_claim("c1", said("camp"), places="abar")), title="The enemy")
    assert [one.check for one in found(event)] == [
        Check.ONE_SIDED_CLAIMANTS,
        Check.LOADED_WORDS,
        Check.NAMED_BY_ONE_SIDE,
        Check.ONE_SOURCE,
    ]
