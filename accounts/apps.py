"""The accounts app, and the admin that is entered through it."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "accounts"
    verbose_name = "Accounts"


class RecordAdminConfig(AdminConfig):
    """Django's admin behind our own sign-in."""

    default_site = "accounts.admin_site.RecordAdminSite"
