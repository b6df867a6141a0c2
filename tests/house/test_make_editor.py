from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


def make_editor(**options: str) -> tuple[User, str]:
    said = StringIO()
    call_command("make_editor", stdout=said, **options)
    password = said.getvalue().split("Password")[1].split()[0]
    return User.objects.get(username=options.get("name", "editor")), password


def test_editor_keeps_the_record_and_nothing_else() -> None:
    editor, password = make_editor()
    assert editor.check_password(password)
    assert editor.is_staff
    assert not editor.is_superuser
    rights = Permission.objects.filter(group__user=editor)
    assert {right.content_type.app_label for right in rights} == {"history"}
    assert editor.has_perm("history.change_event")
    assert not editor.has_perm("accounts.change_user")


def test_editor_signs_in_with_what_was_printed(client: Client) -> None:
    _, password = make_editor()
    client.post(reverse("account_login"), {"login": "editor", "password": password})
    assert client.get(reverse("admin:history_event_changelist")).status_code == 200


def test_second_run_gives_a_new_password_to_the_same_account() -> None:
    first, old = make_editor(name="ada")
    second, new = make_editor(name="ada")
    assert first.pk == second.pk
    assert old != new
    assert second.check_password(new)


def test_refuses_the_account_of_somebody_else() -> None:
    pupil = User.objects.create_user("ada", password="hers")
    with pytest.raises(CommandError, match="no editor"):
        make_editor(name="ada")
    pupil.refresh_from_db()
    assert pupil.check_password("hers")
    assert not pupil.is_staff


def test_refuses_what_cannot_be_a_name() -> None:
    with pytest.raises(CommandError, match="cannot be a name"):
        make_editor(name="no spaces, please")
    assert not User.objects.exists()
