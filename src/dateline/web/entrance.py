"""The way in: who asks, and the page to say so."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from dateline.web.access import Access, Guessing, Person, Session, same

COOKIE = "dateline"
routes = APIRouter(include_in_schema=False)


class LoginNeeded(Exception):
    """Nobody is logged in."""


def known(request: Request) -> Session:
    """The session of who asks. Raises :class:`LoginNeeded`."""
    access: Access = request.app.state.settings.access
    session = access.session(request.cookies.get(COOKIE))
    if session is None:
        # Of a program that sends name and password each time; it has no token, and so cannot send a form.
        person = _throttled(lambda: access.by_header(request.headers.get("authorization"), client=_client(request)))
        session = Session(person, float("inf"), "") if person else None
    if session is None:
        raise LoginNeeded
    request.state.session = session
    return session


def reviewer(request: Request, token: str) -> Session:
    """The session of a reviewer whose form has its token. Raises ``HTTPException`` 403."""
    session: Session = request.state.session
    if not session.token or not same(token, session.token):
        raise HTTPException(403, "the form is too old; load the page again")
    if not session.person.reviews:
        raise HTTPException(403, "reading only: ask for the role of a reviewer")
    return session


@routes.get("/login")
def entrance(request: Request, back: str = "/") -> Response:
    """The form for name and password."""
    page: Response = request.app.state.pages.bare(request, "login.html", back=_local(back), wrong=False)
    return page


@routes.post("/login")
def enter(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """A new session, or the form again."""
    settings = request.app.state.settings
    person = _throttled(lambda: settings.access.person(name, password, client=_client(request)))
    if person is None:
        page: Response = request.app.state.pages.bare(request, "login.html", 401, back=_local(back), wrong=True)
        return page
    response = RedirectResponse(_local(back), 303)
    response.set_cookie(
        COOKIE, settings.access.open(person), httponly=True, samesite="strict", secure=settings.secure, path="/"
    )
    return response


@routes.post("/logout")
def leave(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """The end of the session; a form of another site cannot end it."""
    id = request.cookies.get(COOKIE)
    session = request.app.state.settings.access.session(id)
    if session is not None and same(token, session.token):
        request.app.state.settings.access.close(id)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


def _local(back: str) -> str:
    """An address of this server to go back to.

    >>> _local("/talks?process=Syria"), _local("//elsewhere.example"), _local("/\\\\elsewhere.example")
    ('/talks?process=Syria', '/', '/')
    """
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    return back if inside and back.isprintable() else "/"


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _throttled(asked: Callable[[], Person | None]) -> Person | None:
    """Who is let in. Raises ``HTTPException`` 429 after too many wrong passwords."""
    try:
        return asked()
    except Guessing as error:
        wait = {"retry-after": str(int(error.seconds) + 1)}
        raise HTTPException(429, "too many wrong passwords; wait a little", wait) from error
