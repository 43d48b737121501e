"""A browser, a server on a free port of this machine, and records for it to show: the demo, and copies to change."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from dateline.cli.add import keep
from dateline.web.access import Access
from dateline.web.app import make
from dateline.web.guard import Rate
from dateline.web.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
# Nothing but this machine has an address, so that a page that asks another host for something fails.
ARGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)  # fmt: skip
DEMO = Path(__file__).parents[2] / "src/dateline/demo/reports"
OWNER = "Ana Editor"
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
# Longer than any page takes on a busy machine with two cores, in milliseconds.
PATIENCE = 15_000

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the tests are skipped, but not where all must be run."""
    if not CHROMIUM.exists():
        told = f"{CHROMIUM} is missing; tests/system.sh installs it"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """A function that opens an address in a window of its own.

    In the end no window may have met an error, a breach of the content security policy, a dialog, or asked another
    host for anything; ``expected`` names errors that belong to the test.
    """
    met: list[str] = []
    with ExitStack() as windows:

        def open(address: str, *, expected: tuple[str, ...] = (), **options: Any) -> Page:
            context = windows.enter_context(
                chromium.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
            )
            context.set_default_timeout(PATIENCE)
            page = context.new_page()

            def note(told: str) -> None:
                if not any(words in told for words in expected):
                    met.append(f"{page.url}: {told}")

            page.on("console", lambda message: note(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: note(str(error)))
            page.on("dialog", lambda dialog: (note(f"dialog {dialog.message}"), dialog.dismiss()))
            context.on("request", lambda request: None if _is_here(request.url) else note(f"asked {request.url}"))
            page.goto(address)
            return page

        yield open
    assert met == []


def _is_here(address: str) -> bool:
    to = urlsplit(address)
    return to.scheme in ("data", "blob") or to.hostname == "127.0.0.1"


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the demo reports; not to be changed."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    keep(path, [str(DEMO)], workers=1)
    return path


@pytest.fixture
def record_file(demo_file: Path, tmp_path: Path) -> Path:
    """A copy of the demo record that a test may change."""
    return Path(shutil.copyfile(demo_file, tmp_path / "record.duckdb"))


@pytest.fixture(scope="session")
def demo(chromium: Browser, demo_file: Path) -> Iterator[str]:
    """The address of the demo record."""
    with served(demo_file) as address:
        yield address


@pytest.fixture
def own(chromium: Browser, record_file: Path) -> Iterator[str]:
    """The address of a copy of the demo record that a test may change."""
    with served(record_file) as address:
        yield address


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The address at which a record is served."""
    app = make(Settings(record=record, access=Access(owner=OWNER), rate=Rate(1e6, 1e6)))
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=1)
    )
    thread = Thread(target=server.run)
    thread.start()
    try:
        until = monotonic() + 30
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            assert monotonic() < until, "the server did not start in time"
            sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
