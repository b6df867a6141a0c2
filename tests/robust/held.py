"""Settings of a site that holds a reply back between the commit and its sending, when a request asks it to.

The product is as it is; this middleware stands before all of it. A request with the header `X-Hold-Reply: FILE` is
answered in full, then the worker writes its process id into FILE and sleeps, so that it can be killed there.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from config.settings import *  # noqa: F403 - these are the site's settings with one more middleware
from config.settings import MIDDLEWARE as SITE_MIDDLEWARE

MIDDLEWARE = ["tests.robust.held.hold_reply", *SITE_MIDDLEWARE]


def hold_reply(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if file := request.headers.get("X-Hold-Reply"):
            finished = Path(f"{file}.part")
            finished.write_text(str(os.getpid()))
            finished.rename(file)
            time.sleep(60)
        return response

    return answer
