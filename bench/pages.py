"""How long the pages of a record take: at the server, asked for the first time and again, and until they are painted.

``python bench/pages.py RECORD [PROCESS]``: medians over the pages of the menu for the whole record, one process, and a
day on each clock; with Debian's Chromium also the first paint of each page.
"""

import sys
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter, sleep
from urllib.parse import quote
from urllib.request import urlopen

import uvicorn

from dateline.web.access import Access
from dateline.web.app import make
from dateline.web.guard import Rate
from dateline.web.settings import Settings
from dateline.web.views import VIEWS

CHROMIUM = Path("/usr/bin/chromium")
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def main(record: Path, process: str) -> None:
    app = make(Settings(record=record, access=Access(owner="bench"), rate=Rate(1e6, 1e6)))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.05)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    # The first answers are worked out in the background after the start.
    sleep(15)
    paths = [view.path for view in VIEWS if view.in_menu]
    try:
        asked = {
            "as the menu opens them": "",
            "of one process": f"process={quote(process)}",
            "known by a day": "as_of=2016-02-10",
            "happened by a day, one process": f"happened_by=2016-02-10&process={quote(process)}",
        }
        print(f"{'milliseconds at the server, median of pages':48} first  again  slowest")
        every: list[float] = []
        for label, query in asked.items():
            first = [_ask(f"{base}{path}?{query}") for path in paths]
            again = [_ask(f"{base}{path}?{query}") for path in paths]
            every += first + again
            print(f"{label:48} {median(first):5.0f}  {median(again):5.0f}  {max(first):7.0f}")
        print(f"{'all of them':48} {median(every):5.0f}")
        if CHROMIUM.exists():
            _paint(base, paths)
    finally:
        server.should_exit = True
        thread.join()


def _ask(address: str) -> float:
    start = perf_counter()
    with urlopen(address) as answer:
        answer.read()
    return 1000 * (perf_counter() - start)


def _paint(base: str, paths: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        found = {}
        for path in paths:
            page.goto(base + path)
            while (painted := page.evaluate(PAINT)) is None:
                sleep(0.02)
            found[path] = painted
        browser.close()
    print(f"first paint, milliseconds: median {median(found.values()):.0f}, slowest {max(found.values()):.0f}", end=" ")
    print(f"({max(found, key=lambda path: found[path])})")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "Syria")
