"""The settings of Attest: one file, everything that differs between machines comes from the environment."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.sqlite import use_sound_sqlite

use_sound_sqlite()

BASE_DIR = Path(__file__).resolve().parent.parent
# Everything a running site keeps outside the repository: the database and its secret key.
VAR_DIR = Path(environ.Env().str("DJANGO_VAR_DIR", default=str(BASE_DIR / "var")))

env = environ.Env()
TESTING = "pytest" in sys.modules

DEBUG = env.bool("DJANGO_DEBUG", default=False)


def read_secret_key() -> str:
    """The key from the environment, else the one that `make serve` made and keeps beside the database."""
    given: str = env.str("DJANGO_SECRET_KEY", default="")
    if given:
        return given
    kept = VAR_DIR / "secret_key"
    if kept.exists():
        return kept.read_text().strip()
    if DEBUG or TESTING:
        return "for-development-and-tests-only-" + "x" * 40
    raise ImproperlyConfigured("Set DJANGO_SECRET_KEY, or run `make serve`, which makes and keeps one.")


SECRET_KEY = read_secret_key()


def find_leaflet() -> list[str]:
    """Where the package of Leaflet's files is, without importing it."""
    spec = find_spec("leaflet")
    return list(spec.submodule_search_locations or ()) if spec else []


HTTPS = env.bool("DJANGO_HTTPS", default=False)
ALLOWED_HOSTS: list[str] = env.list("DJANGO_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("DJANGO_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "accounts.apps.AccountsConfig",
    "history.apps.HistoryConfig",
    "quizzes.apps.QuizzesConfig",
    "accounts.apps.RecordAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Adds random bytes of its own, so that lengths tell nothing (Django's answer to BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "quizzes.views.access.SignedOutMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

LOADERS: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
if not DEBUG:
    LOADERS = [("django.template.loaders.cached.Loader", LOADERS)]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quizzes.views.pupils.pupil_of_this_browser",
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "loaders": [("template_partials.loader.Loader", LOADERS)],
        },
    }
]

# Measured: IMMEDIATE and a timeout of 20 s answer every concurrent write (DEFERRED: 35 % fail);
# synchronous=FULL because no acknowledged answer may be lost. WAL is set once, by `make serve`.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA synchronous=FULL;PRAGMA cache_size=-64000;PRAGMA mmap_size=134217728;"
        "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
        # What somebody erases is overwritten, not only unlinked.
        "PRAGMA secure_delete=ON;"
    ),
}
# No test cuts the power.
TEST_PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"


def read_database() -> dict[str, Any]:
    """The database that TEST_DATABASE_URL (under pytest) or DATABASE_URL names; an SQLite file by default."""
    default = f"sqlite:///{VAR_DIR / 'attest.sqlite3'}"
    name = "TEST_DATABASE_URL" if TESTING else "DATABASE_URL"
    database: dict[str, Any] = env.db_url(name, default=default)
    # A connection per request costs 2.6 times the p95 on SQLite and five times the work on PostgreSQL. SQLite reads
    # its figures of the tables when it opens one (`accounts.figures`).
    database["CONN_MAX_AGE"] = 600
    database["CONN_HEALTH_CHECKS"] = True
    if "sqlite3" in database["ENGINE"]:
        database["OPTIONS"] = SQLITE_OPTIONS
        if TESTING:
            # A file, as in use: threads of a live server would share the one connection that memory has.
            database["OPTIONS"] = {**SQLITE_OPTIONS, "init_command": f"{SQLITE_OPTIONS['init_command']}{TEST_PRAGMAS}"}
            database["TEST"] = {"NAME": str(Path(gettempdir()) / f"attest-test-{os.getpid()}.sqlite3")}
    return database


DATABASES = {"default": read_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "quizzes:home"
LOGOUT_REDIRECT_URL = "quizzes:home"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
# A name and a password: pupils need no e-mail address, and none is asked for.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.SignUpForm",
    "change_password": "accounts.forms.PasswordForm",
    "reauthenticate": "accounts.forms.ConfirmForm",
}
# A school stands behind one address, so what counts addresses has room for several classes in a minute.
# What counts one account (`key`, `user`) stays narrow: five wrong passwords, then five minutes' rest.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "signup": "200/m/ip",
    "login_failed": "150/m/ip,5/300s/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
# Guesses at join codes and at PINs, counted in the same way (docs/decisions/0036). Only wrong ones count.
CLASS_RATE_LIMITS = {
    "wrong_code": "100/m/ip",
    "wrong_pin_here": "150/m/ip,1000/h/ip",
    "wrong_pin": "5/300s/key,20/h/key",
    "new_pupil": "150/m/ip",
}
# Behind a proxy with TLS the address is the one that the proxy saw.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.ConfirmCodeForm",
    "activate_totp": "accounts.forms.NewCodeForm",
}
MFA_TOTP_ISSUER = "Attest"
# A clock that is half a minute off is no reason to lock somebody out.
MFA_TOTP_TOLERANCE = 1
# Whether editors must have a second factor before the admin opens.
DEMAND_MFA = env.bool("DJANGO_DEMAND_MFA", default=HTTPS)
# The limits count in the database: a process's memory forgets, and knows nothing of the other processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_limits",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = env.str("DJANGO_TIME_ZONE", default="UTC")
USE_TZ = True

STATIC_URL = "static/"
# Tests serve static files from where they are.
STATIC_ROOT = None if TESTING else VAR_DIR / "static"
# django-leaflet is there for its files alone: as an app it wants GDAL, and its tags write inline scripts.
STATICFILES_DIRS: list[Any] = [
    BASE_DIR / "static",
    *(("leaflet", str(Path(folder) / "static" / "leaflet")) for folder in find_leaflet()),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Nobody but this site may run or style anything on its pages.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# A guest's progress hangs on this cookie, so it lasts a school year and is renewed while she comes back.
SESSION_COOKIE_AGE = 400 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if DEBUG or TESTING
        else "django_tasks_db.DatabaseBackend"
    }
}

# What history needs from the apps above it, by name so that history never imports them.
HISTORY_AFTER_PUBLISH = ["quizzes.tasks.follow_record"]
HISTORY_AFTER_MERGE = ["quizzes.services.follow_merge.follow_merge"]
HISTORY_EFFECT_PREVIEW = ["quizzes.views.effects.preview_effect"]
HISTORY_EVENT_PANELS = ["quizzes.views.panels.event_panel"]
HISTORY_INVARIANTS = ["quizzes.services.keep_invariants.INVARIANTS"]
HISTORY_DESK_WAITING = ["quizzes.admin.count_open_remarks"]
HISTORY_BALANCE_CHECKS = ["quizzes.reports.balance.find_in_questions"]
# What stands on the first page of the admin above its tables.
ACCOUNTS_DESK_PANELS = ["history.admin.desk.desk_panel"]
# The same for accounts: what becomes of a guest who signs in.
ACCOUNTS_AFTER_SIGN_IN = ["quizzes.views.account.join_after_sign_in"]

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.dev.ConsoleRenderer() if DEBUG else structlog.processors.JSONRenderer(),
    ]
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("DJANGO_LOG_LEVEL", default="WARNING")},
}
