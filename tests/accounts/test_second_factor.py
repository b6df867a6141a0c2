"""The second factor: for whoever wants it, and demanded of editors where the site says so."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.accounts.people import (
    PASSWORD,
    code_now,
    is_signed_in,
    make_chief,
    set_up_second_factor,
    sign_in,
    sign_out,
    sign_up,
)

pytestmark = pytest.mark.django_db

CODE = "/account/sign-in/code/"
ADMIN = "/admin/"


def test_password_alone_no_longer_signs_in(client: Client) -> None:
    sign_up(client, "ada")
    secret = set_up_second_factor(client)
    sign_out(client)
    assert sign_in(client, "ada")["Location"].startswith(CODE)
    assert not is_signed_in(client)
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert not is_signed_in(client)
    # A code opens once, so the one that set it up will not do.
    from django.core.cache import cache

    cache.clear()
    assert client.post(CODE, {"code": code_now(secret)}).status_code == 302
    assert is_signed_in(client)


def test_a_recovery_code_opens_once(client: Client) -> None:
    sign_up(client, "ada")
    set_up_second_factor(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<kbd>(\d+)</kbd>", page)
    assert len(codes) == 10
    assert client.get(reverse("mfa_download_recovery_codes")).content.decode().split() == codes
    for attempt, opens in enumerate([True, False]):
        sign_out(client)
        sign_in(client, "ada")
        client.post(CODE, {"code": codes[0]})
        assert is_signed_in(client) is opens, attempt


def test_it_can_be_removed_again(client: Client) -> None:
    sign_up(client, "ada")
    set_up_second_factor(client)
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    sign_out(client)
    sign_in(client, "ada")
    assert is_signed_in(client)


def test_every_page_of_it_opens(client: Client) -> None:
    sign_up(client, "ada")
    assert client.get(reverse("mfa_index")).status_code == 200
    set_up_second_factor(client)
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate"):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert "<style" not in page.content.decode()


def test_admin_is_entered_through_the_sites_own_sign_in(client: Client) -> None:
    make_chief("editor")
    # What Django's own admin takes must not open it.
    client.post(reverse("admin:login"), {"username": "editor", "password": PASSWORD})
    assert not is_signed_in(client)
    opened = client.get(ADMIN, follow=True)
    assert opened.redirect_chain[-1][0] == f"{reverse('account_login')}?next=/admin/"
    assert sign_in(client, "editor", next=ADMIN)["Location"] == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_pupil_is_told_that_the_admin_is_not_hers(client: Client) -> None:
    sign_up(client, "ada")
    assert client.get(ADMIN, follow=True).status_code == 403


def test_editor_sets_up_a_second_factor_where_it_is_demanded(client: Client, settings: Settings) -> None:
    settings.DEMAND_MFA = True
    make_chief("editor")
    sign_in(client, "editor")
    for path in (ADMIN, reverse("admin:history_event_changelist"), reverse("admin:password_change")):
        to_set_up = client.get(path, follow=True)
        chain = [where for where, _status in to_set_up.redirect_chain]
        assert reverse("mfa_activate_totp") in chain, path
    assert "The admin opens once your account has a second factor" in to_set_up.content.decode()
    set_up_second_factor(client)
    assert client.get(ADMIN).status_code == 200


def test_editor_who_removes_it_is_out_again(client: Client, settings: Settings) -> None:
    settings.DEMAND_MFA = True
    make_chief("editor")
    sign_in(client, "editor")
    set_up_second_factor(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(ADMIN).status_code == 302


def test_guessing_codes_is_stopped(client: Client) -> None:
    sign_up(client, "ada")
    secret = set_up_second_factor(client)
    sign_out(client)
    sign_in(client, "ada")
    for _guess in range(6):
        client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": code_now(secret)})
    assert not is_signed_in(client)
