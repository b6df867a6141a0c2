"""How Attest signs people in: allauth's flow, with what comes after it in our own hands."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from accounts.last_user import remember_user


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Sign-up, sign-in (after the second factor, where there is one) and the counting of attempts."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("No account has this name with this password."),
        "too_many_login_attempts": _("Too many wrong passwords for this name. Wait five minutes, then try again."),
    }

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in, and do what the apps above have to do then (`ACCOUNTS_AFTER_SIGN_IN`), together or not at all."""
        with transaction.atomic():
            super().login(request, user)
            for name in settings.ACCOUNTS_AFTER_SIGN_IN:
                import_string(name)(request, user)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **details: Any) -> HttpResponse:
        """Answer the sign-in, and let the browser know later whose session it was."""
        response: HttpResponse = super().post_login(request, user, **details)
        remember_user(response, user)
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """What stands for an address in the counting: its keyed digest, so that no address is kept."""
        network = network_of(super().get_client_ip(request))
        return salted_hmac("accounts.limits", network).hexdigest()[:32]


def network_of(address: str) -> str:
    """The address itself, or the /64 that one household or school has all of."""
    found = ip_address(address)
    return str(ip_network(f"{found}/64", strict=False)) if isinstance(found, IPv6Address) else str(found)
