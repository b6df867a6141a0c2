"""Somebody at a browser who signs up, in and out as people do."""

import base64
import hmac
import re
import struct
import time
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from accounts.models import User

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Reply

PASSWORD = "a long road home"


def sign_up(client: Client, name: str, password: str = PASSWORD, **more: str) -> "Reply":
    fields = {"username": name, "password1": password, "password2": password, **more}
    return client.post(reverse("account_signup"), fields)


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> "Reply":
    return client.post(reverse("account_login"), {"login": name, "password": password, **more})


def sign_out(client: Client) -> "Reply":
    return client.post(reverse("account_logout"))


def make_user(name: str) -> User:
    return User.objects.create_user(name, password=PASSWORD)


def make_chief(name: str) -> User:
    """Somebody for whom the admin opens."""
    return User.objects.create_superuser(name, password=PASSWORD)


def code_now(secret: str) -> str:
    """What the app on the phone shows (RFC 6238)."""
    key, counter = base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(key, counter, "sha1").digest()
    [number] = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"


def set_up_second_factor(client: Client) -> str:
    """Do what the pages ask, as somebody who is signed in; returns the key that the app keeps."""
    confirm = client.get(reverse("mfa_activate_totp"))
    client.post(confirm["Location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r"<kbd>([A-Z2-7]{32})</kbd>", page)
    assert found, page
    secret = found.group(1)
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert done.status_code == 302, done.content.decode()
    return secret


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
