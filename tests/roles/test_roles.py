"""Roles by address by method, from the resolver: who sees what, who does what, and that no address is forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.roles.addresses import desk_addresses, site_addresses
from tests.roles.expected import LINES, SIGN_IN, Line, Statuses
from tests.roles.school import ROLES, School, browser_as

pytestmark = pytest.mark.django_db

# Whose path is a code or a link that was given away.
FOR_WHOEVER_HAS_IT = ("quizzes:join-class", "quizzes:join-new", "quizzes:set-shared", "quizzes:set-shared-copy")
SITE = {found.name: found for found in site_addresses()}


@dataclass
class Two:
    """Our class and one of a stranger."""

    ours: School
    theirs: School


@pytest.fixture
def two(hadrut: None) -> Two:
    """Both, founded."""
    return Two(School.found(), School.found())


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done here was never done."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def status_of(reply: Any) -> int:
    """Its status; that of a way to the sign-in has a number of its own."""
    doors = (reverse("account_login"), reverse("admin:login"))
    if reply.status_code == 302 and urlsplit(reply["Location"]).path in doors:
        return SIGN_IN
    return int(reply.status_code)


def ask(browser: Client, method: str, name: str, path: dict[str, Any]) -> int:
    """What a browser gets there."""
    kept = deepcopy(browser.cookies)
    try:
        with taken_back():
            return status_of(getattr(browser, method.lower())(reverse(name, kwargs=path)))
    finally:
        # Whoever was signed out there was not.
        browser.cookies = kept


def seen_by(browser: Client, method: str, school: School) -> Statuses:
    """What a browser gets at every address, by its name."""
    return {name: ask(browser, method, name, line.path(school)) for name, line in LINES.items()}


def wanted_by(role: str, method: str) -> Statuses:
    """What this role is to get there."""
    return {name: (line.get if method == "GET" else line.post)[role] for name, line in LINES.items()}


def test_every_address_of_the_site_has_its_line() -> None:
    assert sorted(SITE) == sorted(LINES)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", ROLES)
def test_each_gets_what_is_hers(two: Two, role: str, method: str) -> None:
    got = seen_by(browser_as(role, two.ours, two.theirs), method, two.ours)
    wanted = wanted_by(role, method)
    assert {name: (got[name], wanted[name]) for name in wanted if got[name] != wanted[name]} == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_of_another_owner_no_part_of_a_path_is_hers(two: Two, method: str) -> None:
    swapped = [
        (role, name, part)
        for role in ("own pupil", "teacher")
        for name, line in LINES.items()
        if name not in FOR_WHOEVER_HAS_IT
        for part in owned_parts(line, two)
        if is_hers(line, role, method)
        if ask(browser_as(role, two.ours, two.theirs), method, name, swap(line, part, two)) != 404
    ]
    assert swapped == []


def owned_parts(line: Line, two: Two) -> list[str]:
    """What of the path differs between the two classes."""
    ours, theirs = line.path(two.ours), line.path(two.theirs)
    return [part for part in ours if ours[part] != theirs[part]]


def swap(line: Line, part: str, two: Two) -> dict[str, Any]:
    """Our path with this part of theirs."""
    return line.path(two.ours) | {part: line.path(two.theirs)[part]}


def is_hers(line: Line, role: str, method: str) -> bool:
    """Whether she sees anything there, or does something; a GET of what takes POST only leads back."""
    return line.get[role] == 200 if method == "GET" else line.post[role] not in (SIGN_IN, 404, 405)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", ["anonymous", "own pupil", "teacher"])
def test_nobody_without_a_place_at_the_desk_gets_anything_there(two: Two, role: str, method: str) -> None:
    browser = browser_as(role, two.ours, two.theirs)
    told = {name: ask(browser, method, name, path) for name, path in desk_paths()}
    # Signing oneself out is anybody's.
    assert told.pop("admin:logout") == 302
    assert {name: status for name, status in told.items() if status not in (SIGN_IN, 403, 404, 405)} == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_editor_has_no_say_over_accounts_and_tasks(two: Two, method: str) -> None:
    browser = browser_as("editor", two.ours, two.theirs)
    kept = ("admin:accounts_", "admin:auth_", "admin:account_", "admin:mfa_", "admin:django_tasks_database_")
    told = {name: ask(browser, method, name, path) for name, path in desk_paths() if name.startswith(kept)}
    assert len(told) > 20
    assert {name: status for name, status in told.items() if status not in (403, 404, 302)} == {}


def desk_paths() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address of the desk with something in its path."""
    values: dict[str, Any] = {"version": 1, "pk": 1, "object_id": "1", "id": "1", "content_type_id": "1", "url": "x"}
    values["app_label"] = "history"
    for found in desk_addresses():
        yield found.name, {part: values[part] for part in found.takes if part in values}
