"""What a page's console says that it should not."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page

# Chromium reports every answer with an error's status, and every request that came to nothing.
STATUS = re.compile(r"Failed to load resource: the server responded with a status of (\d+)|Status Error Code (\d+)")
LOST = re.compile(r"Failed to load resource: net::ERR_|htmx:(sendError|timeout|afterRequest)")


@dataclass
class Complaints:
    """Collects errors, and everything about the content security policy, but for what the test's story brings."""

    found: list[str] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    may_be_lost: bool = False

    def listen(self, page: Page) -> None:
        """Hear what this page says from now on."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.found.append(str(error)))

    def expect(self, status: int) -> None:
        """Answers with this status belong to the story."""
        self.statuses.add(status)

    def expect_lost_network(self) -> None:
        """So do requests that never arrive."""
        self.may_be_lost = True

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error" and "Content Security Policy" not in message.text:
            return
        said = STATUS.search(message.text)
        if said and int(said.group(1) or said.group(2)) in self.statuses:
            return
        if self.may_be_lost and LOST.search(message.text):
            return
        self.found.append(message.text)
