"""Who works at the desk, each with a browser of her own."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from tests.factories import UserFactory

make_groups = import_module("history.migrations.0004_who_may_do_what").make_groups
let_upload = import_module("history.migrations.0007_uploads").let_upload


def sign_in(group: str, name: str = "") -> Client:
    """The browser of somebody in this group ("Contributors", "Editors", "Admins")."""
    if not Group.objects.filter(name=group).exists():
        # A test that truncates its tables has none.
        make_groups(apps, None)
        let_upload(apps, None)
    user: User = UserFactory.create(is_staff=True, **({"username": name} if name else {}))
    user.groups.add(Group.objects.get(name=group))
    browser = Client()
    browser.force_login(user)
    return browser
