"""A site that is started again makes its questions anew only if the record or the program has changed."""

import re
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from history.models import Event
from history.revise import events_changed
from quizzes.services import recipe
from quizzes.services.recipe import ROOT, is_made_of, list_sources, name_ingredients
from quizzes.services.refresh_questions import NOTHING, refresh_all

pytestmark = pytest.mark.django_db

COMMAND = "quizzes.management.commands.refresh_questions"


def start_again() -> str:
    """What the command says that each start runs."""
    out = StringIO()
    call_command("refresh_questions", if_changed=True, stdout=out)
    return out.getvalue().strip()


def retitle(event: Event) -> None:
    """An edit that moves the record, whose own refresh was lost."""
    event.title += "!"
    event.save()
    events_changed(set())


def test_nothing_is_made_when_nothing_has_changed(hadrut: None) -> None:
    with patch(f"{COMMAND}.refresh_all") as refreshed, patch(f"{COMMAND}.weigh_questions") as weighed:
        assert start_again() == "questions: nothing has changed"
    refreshed.assert_not_called()
    # How hard they are follows from answers, which may have been given since.
    weighed.assert_called_once_with()


def test_an_edit_has_them_made_anew_once(hadrut: None) -> None:
    retitle(Event.objects.earliest("pk"))
    assert "live" in start_again()
    assert start_again() == "questions: nothing has changed"


def test_another_program_has_them_made_anew(hadrut: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe, "digest_program", lambda: "a later release")
    with patch(f"{COMMAND}.refresh_all", return_value=NOTHING) as refreshed:
        assert "live" in start_again()
    refreshed.assert_called_once()


def test_whatever_makes_a_question_imports_is_part_of_the_program() -> None:
    sources = list_sources()
    assert len(sources) > 100
    names = {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in sources}
    imported = re.findall(
        r"^from ((?:history|quizzes)[.\w]*) import", "".join(map(Path.read_text, sources)), re.MULTILINE
    )
    # Rows of the bank are what is made, and this says of what.
    assert set(imported) - names == {"quizzes.models", "quizzes.services.recipe"}


def test_another_language_is_another_program(hadrut: None) -> None:
    with override("hy"):
        assert not is_made_of(name_ingredients())
    assert is_made_of(name_ingredients())


def test_what_is_edited_meanwhile_is_not_taken_for_seen(hadrut: None) -> None:
    refresh_all(lambda _events: retitle(Event.objects.earliest("pk")))
    assert not is_made_of(name_ingredients())


def test_a_topic_alone_is_not_all(hadrut: None) -> None:
    retitle(Event.objects.earliest("pk"))
    call_command("refresh_questions", topic=["battle-of-hadrut"], stdout=StringIO())
    assert not is_made_of(name_ingredients())


def test_one_or_the_other() -> None:
    with pytest.raises(CommandError, match="not allowed with"):
        call_command("refresh_questions", "--if-changed", "--topic", "war")
