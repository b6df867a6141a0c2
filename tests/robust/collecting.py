"""Settings to collect static files with: as the site's, but not compressed, which takes five seconds."""

from config.settings import *  # noqa: F403 - these are the site's settings but for one line
from config.settings import STORAGES as SITE_STORAGES

STORAGES = {
    **SITE_STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
