"""axe on a page as it stands: every rule it has, best practices included."""

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

PHONE = ViewportSize(width=360, height=640)
DESKTOP = ViewportSize(width=1280, height=800)
# How a page is looked at: the size of the window, and the scheme of colours.
Way = tuple[ViewportSize, Literal["light", "dark"]]
EVERY_WAY: tuple[Way, ...] = ((PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark"))
TWO_WAYS: tuple[Way, ...] = ((PHONE, "dark"), (DESKTOP, "light"))


def find_barriers(page: Page) -> list[str]:
    """What axe finds wrong, one line an element."""
    # Colours that are still on their way to the next ones would be measured half-way.
    page.evaluate("Promise.allSettled(document.getAnimations().map((movement) => movement.finished))")
    violations = Axe().run(page).response["violations"]
    return [f"{found['id']}: {node['html'][:160]}" for found in violations for node in found["nodes"]]


def find_overflow(page: Page) -> list[str]:
    """The elements that reach over the side of the window, so that the page has to be pushed about to be read."""
    found: list[str] = page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          return [...document.querySelectorAll("body *")]
            .filter((element) => {
              const box = element.getBoundingClientRect();
              return box.right > root.clientWidth + 1 || box.left < -1;
            })
            .map((element) => `reaches over the side: ${element.outerHTML.slice(0, 120)}`);
        }"""
    )
    return found


def find_barriers_everywhere(page: Page, ways: Sequence[Way] = EVERY_WAY) -> list[str]:
    """The same on a phone and at a desk, in the light scheme and in the dark one; and whether large text holds."""
    found = []
    for size, scheme in ways:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        barriers = [*find_barriers(page), *find_overflow(page)]
        found += [f"{size['width']} px, {scheme}: {barrier}" for barrier in barriers]
    return [*found, *find_overflow_of_large_text(page)]


def find_overflow_of_large_text(page: Page) -> list[str]:
    """What reaches over the side of a phone with text of twice the size, then from right to left as well."""
    page.set_viewport_size(PHONE)
    # A reader's own text size: what everything in rem follows.
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    found = [f"200 %: {barrier}" for barrier in find_overflow(page)]
    page.evaluate("document.documentElement.dir = 'rtl'")
    found += [f"200 %, right to left: {barrier}" for barrier in find_overflow(page)]
    page.evaluate("document.documentElement.removeAttribute('dir')")
    page.evaluate("document.documentElement.style.removeProperty('font-size')")
    return found
