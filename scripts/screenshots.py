"""`make screenshots`: take the pictures of the README and the docs.

Serves the site as `make serve` does, with the shipped record and a database that is thrown away, and walks
through it in Debian's Chromium as a guest would. CHROMIUM names another browser of that family.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import Error, Page, ViewportSize, sync_playwright

from scripts.picture_class import PASSWORD, TEACHER
from scripts.serve import ROOT, say

PICTURES = ROOT / "docs" / "pictures"
LARGEST_PICTURE = 200 * 1024
DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=360, height=740)
# Without the sandbox because containers give it no rights; nothing but our own pages is opened.
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]

# What the sitting asks after its first question, which chance chooses: the pictures show the same each time.
DISPUTED = "happened:claim/hadrut-taken-14-or-15-october/third-party-sources#choice"
PLAN = [
    DISPUTED,
    "denied:claim/hadrut-taken/arayik-harutyunyan#choice",
    "bearing:place/qaracalli#choice",
    "stated:claim/flight-of-a-battalion/azerbaijani-mod/asserts#choice",
    "place:claim/edise-taken/azerbaijani-mod/edise#choice",
    "happened:event/clashes-of-20-october#choice",
    "asserted:claim/soldiers-who-fled/arayik-harutyunyan#choice",
]
DISPUTED_ANSWER = "14 or 15 October 2020"
EVENT = "record/events/capture-of-hadrut/"


def find_chromium() -> str:
    """The browser's path; ends the program with a sentence where there is none."""
    found = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    return found or sys.exit("The pictures need Chromium: apt-get install chromium, or set CHROMIUM to its path.")


def find_free_port() -> int:
    """A port on which nobody serves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serve_site(folder: Path) -> Iterator[str]:
    """Serve the site with everything that it keeps in `folder`; gives its address."""
    port = find_free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_"))}
    serving = subprocess.Popen(
        [sys.executable, "-m", "scripts.serve"],
        cwd=ROOT,
        env={**kept, "DJANGO_VAR_DIR": str(folder), "HOST": "127.0.0.1", "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_until_served(serving)
        yield f"http://127.0.0.1:{port}/"
    finally:
        serving.terminate()
        serving.communicate()


def wait_until_served(serving: subprocess.Popen[str]) -> None:
    """Read what `make serve` prints until it says how to stop it; ends the program where it stops first."""
    said = ""
    for line in serving.stdout or ():
        said += line
        if "Ctrl-C" in line:
            return
    sys.exit(f"The site could not be served:\n{said}")


def plan_sitting(database: Path) -> None:
    """Have the one session that runs ask what the pictures are to show."""
    plan = json.dumps([[key, False] for key in PLAN])
    with closing(sqlite3.connect(database, timeout=20)) as connection, connection:
        changed = connection.execute("UPDATE quizzes_quizsession SET plan = ?", [plan]).rowcount
        known = connection.execute(
            "SELECT count(*) FROM quizzes_question WHERE is_live AND key IN (SELECT value FROM json_each(?))",
            [json.dumps(PLAN)],
        ).fetchone()[0]
    if (changed, known) != (1, len(PLAN)):
        sys.exit(f"{known} of the {len(PLAN)} questions for the pictures are live: choose others in PLAN.")


class Camera:
    """Takes pictures of one page, and refuses those too large for a repository."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def take(self, name: str, *, size: ViewportSize = DESKTOP, dark: bool = False, whole: bool = False) -> None:
        """Save the page as `docs/pictures/NAME.png`; `whole`: as far down as it goes."""
        self.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        self.page.set_viewport_size(size)
        if whole:
            # A window as tall as the page, because what sticks to the window's edge would lie over the rest.
            height: int = self.page.evaluate("document.documentElement.scrollHeight")
            self.page.set_viewport_size(ViewportSize(width=size["width"], height=height))
        # The pointer would light up what it last clicked, and the focus ring what a script last focused.
        self.page.mouse.move(0, 0)
        self.page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
        file = PICTURES / f"{name}.png"
        self.page.screenshot(path=file, animations="disabled", caret="hide")
        if (bytes_taken := file.stat().st_size) > LARGEST_PICTURE:
            sys.exit(f"{file.name} has {bytes_taken} bytes; a picture may have {LARGEST_PICTURE}.")
        say(f"{file.relative_to(ROOT)}  {bytes_taken // 1024} KB")


def go_on(page: Page) -> None:
    """From the verdict to the next question, or to the end."""
    page.locator("[data-continue]").click()
    page.locator("[data-continue]").wait_for(state="detached")


def answer(page: Page, text: str | None = None) -> None:
    """Choose the option with this text, else the first; type a word where there are no options."""
    options = page.locator("#question button[name=value]")
    if options.count():
        (options.filter(has_text=text) if text else options).first.click()
    else:
        page.locator("#question input[name=text]").fill(text or "2020")
        page.locator("#question .button--main").click()
    page.locator("[data-continue]").wait_for()


def finish(page: Page) -> None:
    """Answer all that is left, right or not."""
    while page.locator("#prompt").count():
        answer(page)
        go_on(page)


def walk(page: Page, address: str, database: Path) -> None:
    """Go through the site as a guest does, with a picture wherever it is worth one."""
    camera = Camera(page)
    page.goto(address)
    camera.take("home", whole=True)
    page.get_by_role("button", name="Practise now").click()
    page.locator("#prompt").wait_for()
    plan_sitting(database)
    page.locator("#question button[name=unknown]").click()
    go_on(page)
    camera.take("question", whole=True)
    camera.take("question-phone", size=PHONE, whole=True)
    answer(page, DISPUTED_ANSWER)
    camera.take("feedback", whole=True)
    camera.take("feedback-phone-dark", size=PHONE, dark=True, whole=True)
    go_on(page)
    finish(page)
    page.goto(f"{address}progress/")
    camera.take("progress")
    page.goto(f"{address}{EVENT}")
    camera.take("event", size=ViewportSize(width=1280, height=1200))


def fill_class(folder: Path) -> list[str]:
    """Have a class sit a test; the paths of its page, its wall, its set and its grid."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_"))}
    command = [sys.executable, "-m", "scripts.picture_class"]
    done = subprocess.run(
        command, cwd=ROOT, env={**kept, "DJANGO_VAR_DIR": str(folder)}, stdout=subprocess.PIPE, check=True, text=True
    )
    return done.stdout.split()


def teach(page: Page, address: str, paths: list[str]) -> None:
    """Go through a teacher's pages."""
    camera = Camera(page)
    page.goto(f"{address}account/sign-in/")
    page.locator("#id_login").fill(TEACHER)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(address)
    wide = ViewportSize(width=1280, height=960)
    for name, path in zip(("class", "wall", "set", "grid"), paths, strict=True):
        page.goto(f"{address}{path}")
        camera.take(name, size=wide)


def main() -> None:
    """Serve, walk, teach, stop."""
    chromium = find_chromium()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_site(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        try:
            page = browser.new_page(viewport=DESKTOP, locale="en-GB")
            walk(page, address, Path(folder) / "attest.sqlite3")
            paths = fill_class(Path(folder))
            teach(browser.new_page(viewport=DESKTOP, locale="en-GB"), address, paths)
        except Error as error:
            sys.exit(f"The pictures could not be taken: {error.message}")
        finally:
            browser.close()


if __name__ == "__main__":
    main()
