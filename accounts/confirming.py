"""Whether it is really she: her password once more, with the attempts counted as at sign-in."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


def is_own_password(request: HttpRequest, user: AbstractBaseUser, password: str) -> bool:
    """Whether this is her password. Raises ValidationError after too many wrong ones."""
    return bool(get_adapter(request).reauthenticate(user, password))
