"""Somebody at a browser, over plain HTTP from the standard library."""

import http.client
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from threading import Barrier
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

SECONDS_TO_REPLY = 60
Fields = dict[str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    location: str
    body: str

    @property
    def verdict(self) -> str:
        """The verdict that the page shows; empty where it shows none."""
        found = re.search(r'class="verdict verdict--([\w-]+)"', self.body)
        return found.group(1) if found else ""


class AnswerFormReader(HTMLParser):
    """Reads the form that sends an answer: its hidden fields, and every way to fill in the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: Fields = {}
        self.ways: list[Fields] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("action", "").endswith("/answer/")
        elif self.inside and given.get("type") == "hidden":
            self.hidden[given["name"]] = given["value"]
        elif self.inside and tag == "button" and given.get("name") == "value":
            self.ways.append({"value": given["value"]})
        elif self.inside and given.get("type") == "text":
            self.ways += [{given["name"]: "Hadrut"}, {given["name"]: "9 October 2020"}]

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"


@dataclass(frozen=True)
class Form:
    """A form that waits to be sent: `fill(0)`, `fill(1)` … are different answers."""

    hidden: Fields
    ways: tuple[Fields, ...]

    @property
    def position(self) -> int:
        return int(self.hidden["position"])

    def fill(self, way: int) -> Fields:
        return {**self.hidden, **self.ways[way % len(self.ways)]}


def read_form(body: str) -> Form | None:
    """The answer's form on a page; None on a page without one."""
    reader = AnswerFormReader()
    reader.feed(body)
    return Form(reader.hidden, tuple(reader.ways)) if "position" in reader.hidden else None


@dataclass
class Browser:
    """A browser with its cookies. Every request has a connection of its own, so that windows can send at once."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Reply:
        return self.send("POST", path, fields, headers)

    def follow(self, reply: Reply) -> Reply:
        """The page that a reply leads to."""
        return self.get(reply.location) if reply.status == 302 else reply

    def send(self, method: str, path: str, fields: Mapping[str, str] | None, headers: Mapping[str, str]) -> Reply:
        connection = self.ask(method, path, fields, headers)
        try:
            response = connection.getresponse()
            body = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return Reply(response.status, response.headers.get("Location", ""), body)

    def ask(
        self, method: str, path: str, fields: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> http.client.HTTPConnection:
        """Send a request and leave the reply to be read, or not."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_REPLY)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": cookies, "Connection": "close", "Content-Type": "application/x-www-form-urlencoded"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, urlencode(fields) if fields is not None else None, {**sent, **named})
        return connection


class NothingToAskError(Exception):
    """The record bears no question just now, and the page says so."""


@dataclass
class Window:
    """A session in a browser; several windows may show the same one."""

    browser: Browser
    key: UUID

    @classmethod
    def begin(cls, port: int) -> "Window":
        """Open the first page as a stranger and press the button."""
        return cls.begin_in(Browser(port))

    @classmethod
    def begin_in(cls, browser: Browser) -> "Window":
        """Press the button on the first page."""
        body = browser.get("/").body
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        if token is None:
            raise NothingToAskError
        reply = browser.post("/session/", {"csrfmiddlewaretoken": token.group(1), "topic": "battle-of-hadrut"})
        found = re.search(r"/session/([0-9a-f-]{36})/", reply.location)
        if found is None:
            assert "nothing-due" in reply.location, reply
            raise NothingToAskError
        return cls(browser, UUID(found.group(1)))

    @property
    def path(self) -> str:
        return f"/session/{self.key}/"

    def open(self) -> Reply:
        """The session's page."""
        return self.browser.get(self.path)

    def form(self) -> Form | None:
        """The form of the question that waits; None at the end."""
        reply = self.open()
        assert reply.status == 200, reply
        return read_form(reply.body)

    def waiting(self) -> Form:
        """The same where a question must wait."""
        form = self.form()
        assert form is not None
        return form

    def answer(self, fields: Mapping[str, str], **headers: str) -> Reply:
        """Send an answer."""
        return self.browser.post(f"{self.path}answer/", fields, **headers)


def together(*calls: Callable[[], T]) -> list[T]:
    """Do all of these at the same moment, each in a thread of its own; what they returned, in their order."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], T]) -> T:
        barrier.wait(30)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
