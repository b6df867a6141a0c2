"""How often may be guessed at codes and PINs (`CLASS_RATE_LIMITS`, decision 36).

Only what was wrong stays counted, so that a class behind one address is never kept out by its own number.
"""

from typing import Any

from allauth.account.adapter import get_adapter

# The public door of allauth's limits counts no GET, and a link with a code is a guess like any other.
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

KNOWN_SECONDS = 12 * 60 * 60


def count_try(request: HttpRequest, action: str, key: str | None = None) -> Any:
    """Count one try; what is returned can `rollback()`. None where there were too many before."""
    return ratelimit.consume(
        request, app="quizzes", action=action, config=settings.CLASS_RATE_LIMITS, key=key, limit_get=True
    )


def is_spent(request: HttpRequest, action: str) -> bool:
    """Whether no more tries are left, without counting one."""
    left = ratelimit.consume(
        request, app="quizzes", action=action, config=settings.CLASS_RATE_LIMITS, dry_run=True, limit_get=True
    )
    return left is None


def is_known_here(request: HttpRequest, code: str) -> bool:
    """Whether this code is in use at this address: a teacher showed it there, or somebody came in with it."""
    return bool(code) and cache.get(_known_key(request, code)) is not None


def note_known_here(request: HttpRequest, code: str) -> None:
    """From now on this code opens at this address, however many wrong ones are tried there."""
    if code and not is_known_here(request, code):
        cache.set(_known_key(request, code), 1, KNOWN_SECONDS)


def _known_key(request: HttpRequest, code: str) -> str:
    address = get_adapter(request).get_client_ip(request)
    return f"quizzes:known:{salted_hmac('quizzes.known', f'{address}:{code}').hexdigest()}"
