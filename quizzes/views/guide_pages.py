"""What the style guide shows of the pages beside the session: forms, pictures, and pages on which there is nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest

from accounts.adapter import AccountAdapter
from accounts.forms import SignInForm, SignUpForm
from quizzes.forms.learning import ErasureForm
from quizzes.reports.progress import DAYS_AHEAD, ProgressReport
from quizzes.reports.progress.answers import WEEKS_BACK, Calendar, DayQuestions
from quizzes.reports.progress.groups import Group, Grouping
from quizzes.reports.progress.hardest import HardFact
from quizzes.reports.progress.loads import DayLoad
from quizzes.reports.progress.report import DayRecall

TODAY = date(2026, 3, 6)
MONDAY = TODAY - timedelta(days=TODAY.weekday())
LONG_TITLE = "Azərbaycan Respublikası Müdafiə Nazirliyinin Mətbuat Xidmətinin məlumatları"


def list_page_states(request: HttpRequest) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each state's name, its template (or a partial of it), and what it is given."""
    yield from list_forms(request)
    for word, progress in (("one fact", progress_of_one_fact()), ("thousands", progress_of_thousands())):
        given = {"progress": progress}
        yield f"Progress, {word}: the forgetting curve", "quizzes/progress/known.html", given
        yield f"Progress, {word}: the coming days", "quizzes/progress/coming.html", given
        yield f"Progress, {word}: memory by topic, family, event", "quizzes/progress/holds.html", given
        yield f"Progress, {word}: what is hardest", "quizzes/progress/hardest.html", given
        yield f"Progress, {word}: her days", "quizzes/progress/practised.html", given
    idle = {"progress": progress_of_somebody_who_paused()}
    yield "Progress: nothing falls due", "quizzes/progress/coming.html", idle
    yield "Progress: no answer for weeks", "quizzes/progress/practised.html", idle
    for name in ("home", "progress", "answers", "set_aside"):
        yield f"Nothing here: {name.replace('_', ' ')}", f"quizzes/{name}.html#nothing", {}


def list_forms(request: HttpRequest) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Forms about an account, as they come and as they come back."""
    yield "A form: sign-up", "_form.html", {"form": SignUpForm()}
    refused = SignUpForm({"username": "Ada & Ben", "password1": "short", "password2": "other"})
    yield "The same, refused", "_form.html", {"form": refused}
    unknown = SignInForm({"login": "ada"})
    unknown.add_error(None, AccountAdapter.error_messages["username_password_mismatch"])
    yield "Sign-in, refused as a whole and in one field", "_form.html", {"form": unknown}
    yield "Erasing everything, without the word", "_form.html", {"form": ErasureForm({}, request=request)}


def progress_of_one_fact() -> ProgressReport:
    """Somebody who has answered one question, today."""
    one = Grouping((Group("A topic", facts=1, learned=0, now=1.0, later=0.68),))
    return ProgressReport(
        due=0,
        learning=1,
        learned=0,
        unseen=63,
        recall=fade(1.0, 0.68),
        days=load({2: 1}),
        later=0,
        calendar=practise({TODAY: 1}, before=0),
        topics=one,
        families=one,
        events=one,
        hardest=(HardFact("In which year was the town founded?", "", "", lapses=0, percent_now=100),),
        no_longer_asked=0,
    )


def progress_of_thousands() -> ProgressReport:
    """Somebody who practises daily."""
    groups = [
        Group(
            LONG_TITLE if number == 3 else f"Topic {number}", 400 + number, 40 * number, 90 + 30 * number, 25 * number
        )
        for number in range(1, 11)
    ]
    left_over = Group("No longer asked about", facts=12, learned=2, now=7.0, later=3.0, is_named=False)
    grouping = Grouping((*groups, left_over))
    prompts = ("On which day was the bridge said to have been taken?", f"Who stated this: “{LONG_TITLE}”?")
    return ProgressReport(
        due=118,
        learning=2_600,
        learned=1_467,
        unseen=12_345,
        recall=fade(3_650.0, 1_410.0),
        days=load({ahead: 20 + 37 * ahead % 100 for ahead in range(1, DAYS_AHEAD + 1)}),
        later=1_204,
        calendar=practise({TODAY - timedelta(days=ahead): ahead * 31 % 140 for ahead in range(90)}, before=8_000),
        topics=grouping,
        families=grouping,
        events=grouping,
        hardest=tuple(HardFact(prompt, "", "", lapses=9, percent_now=31) for prompt in prompts),
        no_longer_asked=12,
        drawn=1_987,
    )


def progress_of_somebody_who_paused() -> ProgressReport:
    """Somebody who holds one fact for long, and gave no answer for months."""
    return replace(progress_of_one_fact(), days=load({}), later=1, calendar=practise({}, before=4))


def fade(now: float, later: float) -> tuple[DayRecall, ...]:
    """A month in which so many facts become so few, fast at first."""
    return tuple(
        DayRecall(TODAY + timedelta(days=ahead), later + (now - later) * (1 - ahead / 30) ** 2) for ahead in range(31)
    )


def load(facts: dict[int, int]) -> tuple[DayLoad, ...]:
    """The coming days with so many facts on some of them."""
    return tuple(DayLoad(TODAY + timedelta(days=ahead), facts.get(ahead, 0)) for ahead in range(1, DAYS_AHEAD + 1))


def practise(questions: dict[date, int], before: int) -> Calendar:
    """Twelve weeks with so many questions answered on some days, and some before them."""
    first = MONDAY - timedelta(weeks=WEEKS_BACK - 1)
    days = tuple(
        DayQuestions(day, questions.get(day, 0))
        for day in (first + timedelta(days=ahead) for ahead in range((TODAY - first).days + 1))
    )
    return Calendar(days, total=before + sum(day.questions for day in days))
