"""`manage.py make_editor`: an account with which somebody can keep the record."""

import os
import secrets

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.shortcuts import resolve_url

from accounts.models import User

GROUP = "Editors"
# By its label, for accounts knows nothing of the apps above it.
RECORD_APP = "history"
# Without letters that look alike, for it will be typed from a screen or a slip of paper.
PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # noqa: S105 (an alphabet, not a password)


class Command(BaseCommand):
    """Makes an editor, or gives an editor a new password."""

    help = "Make (or reset) an editor's account and print how to sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name to sign in with."""
        parser.add_argument("--name", default="editor", help="the name to sign in with (editor)")

    def handle(self, *args: object, name: str, **options: object) -> None:
        """Make the account and print its name and password, the only time the password is shown."""
        password = make_password()
        made = make_editor(name, password)
        host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
        here = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 (compared with, not served)
        self.stdout.write(
            f"{'New editor' if made else 'New password for the editor'} {name}\n\n"
            f"  Sign in   http://{here}:{port}{resolve_url(settings.LOGIN_URL)} (while `make serve` runs)\n"
            f"  Name      {name}\n"
            f"  Password  {password}\n\n"
            "The password is shown this once; `make editor` makes another."
        )


def make_password() -> str:
    """Three groups of five letters and figures: 75 bits."""
    return "-".join("".join(secrets.choice(PASSWORD_LETTERS) for _ in range(5)) for _ in range(3))


@transaction.atomic
def make_editor(name: str, password: str) -> bool:
    """Give `name` this password and every right on the record; True when the account is new.

    Raises `CommandError` for a name that somebody else's account has, or that cannot be one.
    """
    group, _ = Group.objects.get_or_create(name=GROUP)
    # Set each time, so that a table added since is in it.
    group.permissions.set(Permission.objects.filter(content_type__app_label=RECORD_APP))
    user, made = User.objects.get_or_create(username=name)
    if not made and not user.groups.filter(pk=group.pk).exists():
        raise CommandError(f"{name!r} is the account of somebody who is no editor. Choose another NAME.")
    user.is_staff = True
    user.is_active = True
    user.set_password(password)
    try:
        user.full_clean()
    except ValidationError as error:
        raise CommandError(f"{name!r} cannot be a name: {' '.join(error.messages)}") from error
    user.save()
    user.groups.add(group)
    return made
