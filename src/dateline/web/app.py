"""The application: a page and its data for each view, reviews, what can be followed, and the way in."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from secrets import token_hex
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from dateline.across.processes import ProcessError
from dateline.version import VERSION
from dateline.web import following, reviewing
from dateline.web.entrance import LoginNeeded, known, routes
from dateline.web.frame import basis_of, processes_of
from dateline.web.guard import HEADERS, Guard
from dateline.web.pages import STATIC, Pages, is_data
from dateline.web.settings import Settings
from dateline.web.snapshot import Busy, Copies, Snapshot
from dateline.web.view import Looked, NotFound, View
from dateline.web.views import VIEWS

# How often the record is looked at for changes, in seconds.
WATCHED = 1.0
# What pages of data answer where they cannot answer; told in the description that /openapi.json gives.
ANSWERS: dict[int | str, dict[str, Any]] = {
    401: {"description": "A name and password are needed."},
    403: {"description": "This needs another role, or a form without its token."},
    404: {"description": "There is nothing of that name in the record."},
    413: {"description": "The form is too large."},
    414: {"description": "The address is too long."},
    421: {"description": "This server is not called by that name."},
    422: {"description": "A value cannot be understood; the answer says which and what to write."},
    429: {"description": "Too many requests; Retry-After says how many seconds to wait."},
    503: {"description": "Another program is writing to the record, or too many pages are open."},
}
log = logging.getLogger("dateline.web")


def make(settings: Settings) -> FastAPI:
    """The application for a record. Raises ``RecordError`` where it cannot be opened."""
    copies = Copies(settings.record)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(_watch(copies))
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        copies.close()

    app = FastAPI(
        title="dateline",
        version=VERSION,
        description="The record of a peace process: every page's data under its address with .json.",
        docs_url=None,
        redoc_url=None,
        lifespan=running,
        responses=ANSWERS,
    )
    app.state.copies, app.state.settings = copies, settings
    app.state.pages, app.state.live = Pages(settings), set()
    app.add_middleware(Guard, hosts=settings.hosts, rate=settings.rate)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(routes)
    guarded = [Depends(known)]
    app.include_router(reviewing.routes, dependencies=guarded)
    app.include_router(following.routes, dependencies=guarded)

    @app.get("/", include_in_schema=False, dependencies=guarded)
    def front() -> Response:
        return RedirectResponse("/today")

    for view in VIEWS:
        _add(app, view, guarded)
    for error in (RequestValidationError, HTTPException, NotFound, Busy, LoginNeeded, ProcessError, Exception):
        app.add_exception_handler(error, _failed)
    return app


def _add(app: FastAPI, view: View, guarded: list[Any]) -> None:
    """A page's address, and the same with .json for its data."""
    asked: Any = Annotated[view.looked, Query()]

    def page(request: Request, looked: Looked) -> Response:
        return _shown(request, view, looked)

    def data(request: Request, looked: Looked) -> Response:
        return _shown(request, view, looked)

    for route in (page, data):
        route.__annotations__["looked"] = asked
    app.get(view.path, name=view.name, include_in_schema=False, dependencies=guarded)(page)
    app.get(
        f"{view.path}.json", name=f"{view.name}.json", summary=view.question, description=view.limits,
        dependencies=guarded, response_model=None,
    )(data)  # fmt: skip


def _shown(request: Request, view: View, looked: Looked) -> Response:
    """The page, or its data."""
    copies: Copies = request.app.state.copies
    pages: Pages = request.app.state.pages
    with copies.latest() as snapshot:
        found = {"basis": basis_of(snapshot, looked), **view.answer(snapshot, looked)}
        return (
            pages.data(view, looked, found) if is_data(request) else pages.page(request, snapshot, view, looked, found)
        )


async def _watch(copies: Copies) -> None:
    """Read the record anew whenever it changes, and have the first answers ready."""
    while True:
        try:
            await asyncio.to_thread(_renew, copies)
        except Exception:
            log.exception("the record could not be read anew")
        await asyncio.sleep(WATCHED)


def _renew(copies: Copies) -> None:
    copies.refresh()
    with copies.latest() as snapshot:
        if not snapshot.warm:
            snapshot.warm = True
            _warm(snapshot)


def _warm(snapshot: Snapshot) -> None:
    """Ask what every page asks first, of the whole record and of the process that it tells most of."""
    first = [process["id"] for process in processes_of(snapshot)[:1]]
    for process in (None, *first):
        for view in VIEWS:
            if view.in_menu:
                view.answer(snapshot, view.looked(process=process))
        basis_of(snapshot, Looked(process=process))


async def _failed(request: Request, error: Exception) -> Response:
    """What went wrong, in words of this application alone: no trace, no path of the machine."""
    pages: Pages = request.app.state.pages
    headers: Mapping[str, str] | None = None
    if isinstance(error, LoginNeeded):
        return pages.login_needed(request)
    if isinstance(error, RequestValidationError):
        status, told = 422, "; ".join(f"{part['loc'][-1]}: {part['msg']}" for part in error.errors())
    elif isinstance(error, HTTPException):
        status, told, headers = error.status_code, str(error.detail), error.headers
    elif isinstance(error, ProcessError):
        # Its own words name a folder of this machine.
        asked = request.query_params.get("process")
        status, told = 422, f"process {asked!r}: there is none of that name; choose one that the pages list"
    elif isinstance(error, NotFound):
        status, told = 404, str(error)
    elif isinstance(error, Busy):
        status, told, headers = 503, str(error), {"retry-after": "2"}
    else:
        number = token_hex(4)
        log.error("%r failed (%s)", request.scope["path"], number, exc_info=error)
        status, told = 500, f"something went wrong here; the server's log has it as {number}"
        # This answer alone is given outside the guard.
        headers = {**HEADERS, "cache-control": "no-store"}
    return pages.failed(request, status, told, headers)
