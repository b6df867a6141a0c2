"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# After Django is set up: quizzes reads its settings when imported.
from quizzes.questions.marking import load_languages  # noqa: E402 - nothing of quizzes may be imported before

load_languages()
