"""An editor has answers marked anew, and the process that answers her is killed: arguments REGRADE EDITOR WHEN.

WHEN is `queueing`: as the task is about to be written; or `replying`: when all is committed and nobody was told.
"""

import os
import signal
import sys
from typing import NoReturn
from unittest.mock import patch

import django


def kill_oneself(*_arguments: object, **_options: object) -> NoReturn:
    """What no program can catch."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody outlives it")


def main(regrade: str, editor: str, when: str) -> None:
    """Send the form, and die."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.test import Client
    from django.urls import reverse
    from django_tasks_db.models import DBTaskResult

    from accounts.models import User

    browser = Client(headers={"host": "localhost"})
    browser.force_login(User.objects.get(pk=editor))
    address = reverse("admin:quizzes_regrade_decide", args=[regrade])
    if when == "queueing":
        with patch.object(DBTaskResult, "save", kill_oneself):
            browser.post(address, {"decision": "start"})
    elif browser.post(address, {"decision": "start"}).status_code == 302:
        kill_oneself()
    sys.exit("it was not killed")


if __name__ == "__main__":
    main(*sys.argv[1:])
