"""The way in: who asks, and the page to say so."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from dateline.web.access import Session, same

COOKIE = "dateline"
routes = APIRouter(include_in_schema=False)


class LoginNeeded(Exception):
    """Nobody is logged in."""


def known(request: Request) -> Session:
    """The session of who asks. Raises :class:`LoginNeeded`."""
    settings = request.app.state.settings
    session: Session | None = settings.access.session(request.cookies.get(COOKIE))
    if session is None:
        # Of a program that sends name and password each time; it has no token, and so cannot send a form.
        person = settings.access.by_header(request.headers.get("authorization"))
        session = Session(person, 0.0, "") if person else None
    if session is None:
        raise LoginNeeded
    request.state.session = session
    return session


def reviewer(request: Request, token: str) -> Session:
    """The session of a reviewer whose form came from a page of this server. Raises ``HTTPException`` 403."""
    session: Session = request.state.session
    origin = urlsplit(request.headers.get("origin") or "").netloc
    if origin and origin != request.headers.get("host"):
        raise HTTPException(403, "this form came from another site; use the review page")
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
    person = settings.access.person(name, password)
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
    told = urlsplit(back)
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and not told.scheme and not told.netloc
    return back if inside and back.isprintable() else "/"
