"""Sign-up, sign-in, sign-out, the password: without e-mail, on pages of our own."""

import pytest
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.urls import reverse

from accounts.adapter import network_of
from accounts.models import User
from tests.accounts.people import PASSWORD, is_signed_in, make_user, sign_in, sign_out, sign_up

pytestmark = pytest.mark.django_db


def test_signs_up_with_a_name_and_a_password_and_is_signed_in(client: Client) -> None:
    assert sign_up(client, "ada")["Location"] == reverse("quizzes:home")
    assert is_signed_in(client)
    user = User.objects.get()
    assert (user.username, user.email, user.is_staff) == ("ada", "", False)
    assert "You are signed in as ada" in client.get("/").content.decode()


def test_says_beside_the_field_what_was_wrong(client: Client) -> None:
    make_user("ada")
    page = sign_up(client, "Ada", "12345678").content.decode()
    assert 'id="id_username_error"' in page
    assert 'id="id_password1_error"' in page
    assert 'aria-invalid="true"' in page
    assert not is_signed_in(client)
    assert User.objects.count() == 1


def test_signs_in_in_small_or_capital_letters_and_goes_where_she_was_going(client: Client) -> None:
    make_user("Ada")
    assert sign_in(client, "ada", next="/progress/")["Location"] == "/progress/"
    assert is_signed_in(client)


def test_goes_to_no_other_site_after_signing_in(client: Client) -> None:
    make_user("ada")
    assert sign_in(client, "ada", next="https://elsewhere.example/")["Location"] == reverse("quizzes:home")


def test_a_wrong_password_says_so_and_keeps_the_name(client: Client) -> None:
    make_user("ada")
    page = sign_in(client, "ada", "wrong").content.decode()
    assert 'value="ada"' in page
    assert 'role="alert"' in page
    assert not is_signed_in(client)


def test_signing_out_takes_a_post(client: Client) -> None:
    sign_up(client, "ada")
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client)
    sign_out(client)
    assert not is_signed_in(client)


def test_a_new_password_needs_the_old_one_and_ends_the_other_browsers(client: Client) -> None:
    sign_up(client, "ada")
    other = Client()
    sign_in(other, "ada")
    url, new = reverse("account_change_password"), "another long road"
    wrong = client.post(url, {"oldpassword": "wrong", "password1": new, "password2": new})
    assert "id_oldpassword_error" in wrong.content.decode()
    client.post(url, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert User.objects.get().check_password(new)
    assert client.get(reverse("quizzes:account")).context["user"].is_authenticated
    assert not other.get(reverse("quizzes:account")).context["user"].is_authenticated


@pytest.mark.parametrize("name", ["account_signup", "account_login", "quizzes:privacy", "quizzes:account"])
def test_pages_have_neither_inline_script_nor_inline_style(client: Client, name: str) -> None:
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "'unsafe" not in page["Content-Security-Policy"]
    for forbidden in ("<style", "style=", "onclick", "<script>"):
        assert forbidden not in page.content.decode()


# Limits.


def test_a_class_behind_one_address_signs_up_and_in_within_a_minute() -> None:
    names = [f"pupil{number}" for number in range(35)]
    for name in names:
        client = Client(REMOTE_ADDR="192.0.2.7")
        assert sign_up(client, name).status_code == 302
        assert is_signed_in(client)
    for name in names:
        client = Client(REMOTE_ADDR="192.0.2.7")
        sign_in(client, name, "mistyped")
        assert sign_in(client, name).status_code == 302
        assert is_signed_in(client)


def test_guessing_at_one_account_is_stopped_from_whatever_address() -> None:
    make_user("ada")
    make_user("ben")
    for number in range(5):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), "ada", f"guess {number}")
    late = Client(REMOTE_ADDR="192.0.2.99")
    page = sign_in(late, "ADA").content.decode()
    assert "Too many wrong passwords for this name" in page
    assert not is_signed_in(late)
    # Her classmate is not touched by it.
    assert sign_in(late, "ben").status_code == 302


def test_one_address_that_floods_the_sign_in_gets_a_readable_429(client: Client) -> None:
    for _attempt in range(300):
        last = client.post(reverse("account_login"))
        assert last.status_code == 200
    refused = client.post(reverse("account_login"))
    assert refused.status_code == 429
    assert "Too many at once" in refused.content.decode()


def test_limits_count_in_the_database_and_keep_no_address(client: Client) -> None:
    # The connection proxy hides the class of the cache.
    assert isinstance(cache._connections["default"], DatabaseCache)  # type: ignore[attr-defined]
    make_user("ada")
    sign_in(Client(REMOTE_ADDR="192.0.2.7"), "ada", "wrong")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM accounts_limits")
        keys = [row[0] for row in cursor.fetchall()]
    assert any("login_failed" in key for key in keys)
    assert not any("192.0.2.7" in key for key in keys)


def test_a_household_counts_as_one_address() -> None:
    assert network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("2001:db8:1:2::7") == network_of("2001:db8:1:2:ffff::1")
    assert network_of("2001:db8:1:2::7") != network_of("2001:db8:1:3::7")
