"""Accounts in the admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from accounts.keyed_lists import KeyedListAdmin
from accounts.models import User


@admin.register(User)
class AccountAdmin(KeyedListAdmin, UserAdmin):  # type: ignore[type-arg]
    """Users, as Django has them."""
