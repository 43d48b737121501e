"""Pages from templates, and the data behind them as JSON."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from dateline.export import wording
from dateline.readings.items import SURE
from dateline.web.frame import processes_of, span_of
from dateline.web.settings import Settings
from dateline.web.snapshot import Snapshot
from dateline.web.view import Looked, View
from dateline.web.views import VIEWS
from dateline.web.views.report import facts, linked

STATIC = Path(__file__).parent / "static"
DATA = ".json"
BASIC = 'Basic realm="dateline", charset="UTF-8"'


class Pages:
    """The templates, with what they call on. All text is escaped; templates add no facts."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.templates = Environment(
            loader=PackageLoader("dateline.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        self.templates.filters |= wording.FILTERS
        self.templates.globals |= {
            "VIEWS": VIEWS,
            "facts": facts,
            "linked": linked,
            "infinite": float("inf"),
            "SURE": SURE,
        }

    def page(
        self, request: Request, snapshot: Snapshot, view: View, looked: Looked, found: Mapping[str, Any]
    ) -> Response:
        """A view's page."""
        first, last = span_of(snapshot)
        return self._html(
            request, f"{view.name}.html", view=view, looked=looked, first=first, last=last,
            stamp=snapshot.stamp, processes=processes_of(snapshot), **found,
        )  # fmt: skip

    def data(self, view: View, looked: Looked, found: Mapping[str, Any]) -> Response:
        """A view's data; days as 2016-02-03, moments as 2016-02-03T09:00:00."""
        told = {"view": view.name, "question": view.question, "limits": view.limits, "asked": looked.address, **found}
        return Response(json.dumps(told, ensure_ascii=False, default=_plain), media_type="application/json")

    def bare(self, request: Request, template: str, status: int = 200, /, **found: Any) -> Response:
        """A page without the frame of a view."""
        return self._html(request, template, status, **found)

    def failed(self, request: Request, status: int, told: str, headers: Mapping[str, str] | None = None) -> Response:
        """What went wrong, in the form that was asked for."""
        if is_data(request):
            return JSONResponse({"error": told}, status, dict(headers or {}))
        page = self._html(request, "failed.html", status, told=told, status=status)
        page.headers.update(headers or {})
        return page

    def login_needed(self, request: Request) -> Response:
        """The way to the login page, or the request for a name and password."""
        if is_data(request) or request.method != "GET":
            return JSONResponse({"error": "a name and password are needed"}, 401, {"www-authenticate": BASIC})
        back = request.scope["path"] + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?back={quote(back, safe='')}", 303)

    def _html(self, request: Request, template: str, status: int = 200, /, **found: Any) -> Response:
        session = getattr(request.state, "session", None)
        looked = found.get("looked")
        # What the record is called is for those who are let in.
        name = self.settings.record.stem if session else ""
        frame = looked.window if isinstance(looked, Looked) else {}

        def url(to: str, **more: Any) -> str:
            """The address of a view for the same part of the record."""
            path = next((view.path for view in VIEWS if view.name == to), to)
            given = {**frame, **{name: value for name, value in more.items() if value not in (None, "", False)}}
            return path + (f"?{urlencode(given)}" if given else "")

        def here(**more: Any) -> str:
            """This page's own address, with some of it changed; what is None is taken out."""
            now = looked.address if isinstance(looked, Looked) else {}
            given = {name: value for name, value in {**now, **more}.items() if value not in (None, "", False)}
            return request.url.path + (f"?{urlencode(given)}" if given else "")

        html = self.templates.get_template(template).render(
            {"looked": None, "view": None, **found, "name": name, "session": session, "url": url, "here": here}
        )
        return HTMLResponse(html, status)


def is_data(request: Request) -> bool:
    """Whether a program asks, and not a person."""
    path: str = request.scope["path"]
    return path.endswith((DATA, ".atom", ".ics"))


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
