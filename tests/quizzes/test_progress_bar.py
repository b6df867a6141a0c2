"""How far a long command has come: on a terminal only."""

from io import StringIO

import pytest
from django.core.management import call_command

from quizzes.management.progress_bar import ProgressBar


class Terminal(StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_draws_on_a_terminal_and_clears_its_line() -> None:
    terminal = Terminal()
    bar = ProgressBar(2000, terminal)
    bar(500)
    bar(1500)
    assert " 25% 500 of 2,000 events" in terminal.getvalue()
    assert "[########################################] 100% 2,000 of 2,000 events" in terminal.getvalue()
    bar.close()
    assert terminal.getvalue().endswith("\r")


def test_is_silent_in_a_pipe() -> None:
    pipe = StringIO()
    bar = ProgressBar(10, pipe)
    bar(10)
    bar.close()
    assert pipe.getvalue() == ""


@pytest.mark.django_db
def test_the_command_says_only_what_it_found_in_a_pipe(hadrut: None, capfd: pytest.CaptureFixture[str]) -> None:
    call_command("refresh_questions")
    said = capfd.readouterr()
    assert said.err == ""
    assert said.out.startswith("questions: ")
