"""Who was signed in with this browser last: a signed cookie that outlives the sign-in.

It grants nothing. It only lets a page say "sign in again" instead of "nothing here" to somebody who was signed
out in the middle of something of hers (docs/decisions/0013).
"""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

COOKIE = "last_user"
SALT = "accounts.last_user"


def remember_user(response: HttpResponse, user: AbstractBaseUser) -> None:
    """Write her number into the browser, signed."""
    response.set_signed_cookie(
        COOKIE,
        str(user.pk),
        salt=SALT,
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def find_last_user(request: HttpRequest) -> int | None:
    """Her number; None where nobody was signed in, or the cookie is not ours."""
    value = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    return int(value) if value and value.isdecimal() else None


def forget_last_user(response: HttpResponse) -> None:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, samesite="Lax")
