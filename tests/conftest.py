"""What all tests share: the record of Hadrut, people, and where the clock stands."""

import gc
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from django.test import Client
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from history.models import Event
from quizzes.models import Bank, Question, ShownContent
from quizzes.reports.tally import forget_tallies
from quizzes.services.read_facts import forget_facts
from quizzes.services.refresh_questions import refresh_all
from tests.standing import StandingRecord, wants_record
from tests.turns import piece_of_work

ROOT = Path(__file__).resolve().parent.parent
HADRUT_FILE = ROOT / "history" / "records" / "battle_of_hadrut.json"
# The same examples on every machine: a failure that CI saw is seen at home.
settings.register_profile("attest", derandomize=True, deadline=None, database=None)
settings.load_profile("attest")

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: begun last, it would keep one process busy while the others have nothing to do.

    Then those that share a database, so that a process changes it seldom; those that flush theirs stay last.
    """
    items.sort(key=lambda item: (item.get_closest_marker("long") is None, not wants_record(item)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Give one piece of work after another to whichever process is free."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = piece_of_work
    return scheduler


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays to the end, Django and all tests: an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


@pytest.fixture(autouse=True)
def fresh_facts() -> Iterator[None]:
    """Tests roll the record back without moving its revision on, so nothing read may outlive one."""
    for forget in (forget_facts, forget_tallies):
        forget()
    yield
    for forget in (forget_facts, forget_tallies):
        forget()


@pytest.fixture(autouse=True)
def same_keys(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the keys of learners and sessions (UUIDs) from the test's name.

    What a session asks and in which order follows from them: what failed once fails again.
    """
    monkeypatch.setattr(uuid, "os", SimpleNamespace(urandom=Random(request.node.nodeid).randbytes))


class KeptRows:
    """The rows of a record and its questions, made once a process in an empty database and then only inserted again."""

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make
        self.rows: list[tuple[type[Model], list[Model]]] = []

    def put(self) -> None:
        """Make the record as its users do, the first time; afterwards insert the very same rows."""
        if self.rows:
            # One transaction: the rows point at each other in circles.
            with transaction.atomic():
                for model, rows in self.rows:
                    model._default_manager.bulk_create(rows)
            return
        models: list[type[Model]] = [ShownContent, Question, Bank]
        models += apps.get_app_config("history").get_models(include_auto_created=True)
        assert not Event.objects.exists()
        self.make()
        self.rows = [(model, list(model._default_manager.order_by("pk"))) for model in models]


def import_hadrut() -> None:
    """Import the shipped record as its users do."""
    call_command("import_history", str(HADRUT_FILE), publish=True, stdout=StringIO())
    refresh_all()


kept_rows = KeptRows(import_hadrut)
standing = StandingRecord(kept_rows.put)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Choose the database before the first fixture opens a transaction in it."""
    standing.choose(item)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[None]:
    """pytest-django's, and beside its database one with the shipped record."""
    standing.set_up(django_db_blocker, is_wanted=any(map(wants_record, request.session.items)))
    yield
    standing.tear_down()


@pytest.fixture
def hadrut(db: None) -> None:
    """The shipped record, published, with its bank of questions."""
    if not standing.is_chosen:
        kept_rows.put()


@pytest.fixture
def now() -> datetime:
    """Noon of a Monday."""
    return NOON


@pytest.fixture
def browser_client() -> Client:
    """A browser that checks CSRF tokens, as real ones are made to."""
    return Client(enforce_csrf_checks=True)
