"""What lighthouse makes of the first page, a question, an answer, the progress and the record.

`.venv/bin/python -m scripts.lighthouse` serves the site as `make serve` does, in production mode, with a database
that is thrown away. It needs Node.js, the npm registry (npx fetches the pinned version) and Debian's Chromium; it
is never part of `make check` or CI.
Ends with 1 where a page has fewer than 100 points for accessibility or best practices, or 95 for performance.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.screenshots import CHROMIUM_ARGUMENTS, answer, find_chromium, finish, go_on, serve_site
from scripts.serve import say

VERSION = "12.8.2"
# The best of so many runs counts: what else the machine does only ever makes a page slower.
RUNS = 3
LEAST = {"accessibility": 100, "best-practices": 100, "performance": 95}


def visit_site(chromium: str, address: str) -> tuple[str, dict[str, str]]:
    """Take a session to its end and begin another, as a guest does; gives the cookie and the pages to look at."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(base_url=address)
        page.goto(address)
        page.get_by_role("button", name="Practise now").click()
        page.locator("#prompt").wait_for()
        answer(page)
        answered = f"{page.url}0/"
        go_on(page)
        finish(page)
        page.goto(address)
        page.get_by_role("button", name="Practise now").click()
        page.locator("#prompt").wait_for()
        cookies = "; ".join(f"{cookie.get('name')}={cookie.get('value')}" for cookie in page.context.cookies())
        pages = {"first page": address, "question": page.url, "answer": answered, "progress": f"{address}progress/"}
        pages["record"] = f"{address}record/"
        browser.close()
    return cookies, pages


def measure(chromium: str, url: str, cookie: str, report: Path) -> dict[str, int]:
    """The points of one page, from 0 to 100, as a phone on a slow network gets it."""
    npx = shutil.which("npx") or sys.exit("lighthouse needs Node.js: apt-get install nodejs npm")
    subprocess.run(
        [
            npx, "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json", f"--output-path={report}",
            f"--only-categories={','.join(LEAST)}", f"--extra-headers={json.dumps({'Cookie': cookie})}",
            "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": chromium},
        check=True,
    )  # fmt: skip
    result = json.loads(report.read_text(encoding="utf-8"))
    for audit in result["audits"].values():
        if audit["score"] is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] != "informative":
            say(f"    {audit['score']:.2f}  {audit['title']}  {audit.get('displayValue', '')}")
    return {name: round(100 * result["categories"][name]["score"]) for name in LEAST}


def main() -> int:
    """Serve, visit, measure, say."""
    chromium = find_chromium()
    is_short = False
    with tempfile.TemporaryDirectory() as folder, serve_site(Path(folder)) as address:
        cookie, pages = visit_site(chromium, address)
        for name, url in pages.items():
            runs = [measure(chromium, url, cookie, Path(folder) / "report.json") for _run in range(RUNS)]
            points = {category: max(run[category] for run in runs) for category in LEAST}
            say(f"{name:12}" + "".join(f"  {category} {score}" for category, score in points.items()))
            is_short |= any(points[category] < least for category, least in LEAST.items())
    return int(is_short)


if __name__ == "__main__":
    sys.exit(main())
