"""A site with processes and a database of its own, on the kind of database that the tests were told to run on."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from tests.robust.log import check_log
from tests.robust.scratch import Scratch, prepare
from tests.robust.site import Site


@pytest.fixture(scope="session")
def pattern(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[Scratch]:
    """A database with the shipped record that nobody uses: the others are copied from it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with django_db_blocker.unblock():
        scratch = Scratch.invent(tmp_path_factory.mktemp("scratch"), shared / "robust")
        scratch.create()
        prepare(scratch)
        yield scratch
        scratch.drop()


@contextmanager
def make_scratch(pattern: Scratch, paths: pytest.TempPathFactory, blocker: DjangoDbBlocker) -> Iterator[Scratch]:
    """A copy of it, gone afterwards."""
    with blocker.unblock():
        scratch = Scratch.invent(paths.mktemp("scratch"), pattern.var)
        scratch.create(like=pattern)
        yield scratch
        scratch.drop()


@pytest.fixture(scope="session")
def own_scratch(
    pattern: Scratch, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Scratch]:
    """A database for this test process and the site that it starts."""
    with make_scratch(pattern, tmp_path_factory, django_db_blocker) as scratch:
        yield scratch


@pytest.fixture(scope="session")
def unserved_scratch(
    pattern: Scratch, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Scratch]:
    """One that no site serves: the site's own task worker would take what a test's worker is to be killed at."""
    with make_scratch(pattern, tmp_path_factory, django_db_blocker) as scratch:
        yield scratch


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory, own_scratch: Scratch) -> Iterator[Site]:
    """The site on that database, started once."""
    site = Site(own_scratch, log=tmp_path_factory.mktemp("site") / "log")
    site.start()
    yield site
    site.stop()


@pytest.fixture
def scratch(own_scratch: Scratch, django_db_blocker: DjangoDbBlocker) -> Iterator[Scratch]:
    """That database, for this process and its threads the default one. After the test the log of answers is sound."""
    with django_db_blocker.unblock(), own_scratch.used():
        yield own_scratch
        assert check_log() == []


@pytest.fixture
def site(scratch: Scratch, own_site: Site) -> Iterator[Site]:
    """The site on that database. After the test none of its requests had failed."""
    before = len(own_site.said)
    yield own_site
    assert "Traceback" not in own_site.said[before:], own_site.said[before:]


@pytest.fixture
def queued(settings: Settings) -> None:
    """Tasks go to the database, as on a site that serves."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def alone(unserved_scratch: Scratch, django_db_blocker: DjangoDbBlocker, queued: None) -> Iterator[Scratch]:
    """A database without a site, and without tasks that other tests left. After the test its log is sound."""
    with django_db_blocker.unblock(), unserved_scratch.used():
        DBTaskResult.objects.all().delete()
        yield unserved_scratch
        DBTaskResult.objects.all().delete()
        assert check_log() == []
