"""What can be followed: changes as a feed, rounds and deadlines as a calendar, and word of every change as it comes."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from time import monotonic
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from dateline.ask.open import OpenRecord, within
from dateline.export.calendar import calendar
from dateline.export.syndication import Entry, atom, json_feed
from dateline.export.wording import plain, together
from dateline.web.snapshot import Copies
from dateline.web.view import Looked, Words
from dateline.web.views.changes import Asked, latest

routes = APIRouter()
# How often an open page is told that the connection lives, in seconds, and how many pages can be open.
ALIVE, LOOKED, LIVE = 15.0, 0.5, 50
EPOCH = datetime(2000, 1, 1)


class Days(Looked):
    """Which rounds of talks and proposals."""

    about: Words = Field(None, max_length=200, description="Only those one of whose sentences holds the words.")
    who: Words = Field(None, max_length=200, description="Only those in which this actor takes part.")


def _typed(media: str) -> dict[int | str, dict[str, Any]]:
    """What the description of the interface says of an answer of that type."""
    return {200: {"description": "Successful Response", "content": {media: {}}}}


@routes.get(
    "/changes.atom",
    summary="What was added, corrected and removed, as an Atom feed.",
    response_model=None,
    response_class=Response,
    responses=_typed("application/atom+xml"),
)
def as_atom(request: Request, looked: Annotated[Asked, Query()]) -> Response:
    entries, of = _entries(request, looked)
    return Response(atom(entries, **of), media_type="application/atom+xml")


@routes.get(
    "/feed.json",
    summary="What was added, corrected and removed, as a JSON feed.",
    response_model=None,
    response_class=Response,
    responses=_typed("application/feed+json"),
)
def as_json_feed(request: Request, looked: Annotated[Asked, Query()]) -> Response:
    entries, of = _entries(request, looked)
    return Response(json_feed(entries, **of), media_type="application/feed+json")


@routes.get(
    "/calendar.ics",
    summary="Rounds of talks and deadlines, as a calendar.",
    response_model=None,
    response_class=Response,
    responses=_typed("text/calendar"),
)
def as_calendar(request: Request, looked: Annotated[Days, Query()]) -> Response:
    copies: Copies = request.app.state.copies
    with copies.latest() as snapshot:
        made = snapshot.ask(_calendar, about=looked.about, who=looked.who, **looked.window)
    return Response(made, media_type="text/calendar; charset=utf-8")


@routes.get("/live", include_in_schema=False)
async def live(request: Request) -> Response:
    """Word of each change of the record, as server-sent events."""
    state = request.app.state
    if len(state.live) >= LIVE:
        raise HTTPException(503, "too many pages are open; close one", {"retry-after": "60"})
    return _Live(_told(request), media_type="text/event-stream", headers={"cache-control": "no-store"})


class _Live(StreamingResponse):
    """One open page, counted for as long as it listens."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        live: set[int] = scope["app"].state.live
        live.add(id(self))
        try:
            await super().__call__(scope, receive, send)
        finally:
            live.remove(id(self))


async def _told(request: Request) -> AsyncIterator[str]:
    state, session = request.app.state, request.state.session
    seen, quiet = request.headers.get("last-event-id") or state.copies.stamp, 0.0
    yield f"retry: 3000\nid: {state.copies.stamp}\n\n"
    while session.until > monotonic() and not await request.is_disconnected():
        now = state.copies.stamp
        if now != seen:
            seen, quiet = now, 0.0
            yield f"id: {now}\nevent: changed\ndata: {json.dumps({'stamp': now})}\n\n"
        await asyncio.sleep(LOOKED)
        quiet += LOOKED
        if quiet >= ALIVE:
            quiet = 0.0
            yield ": still here\n\n"


def _calendar(peace: OpenRecord, *, about: str | None, who: str | None, **when: Any) -> bytes:
    return calendar(peace.record, about=about, who=who, window=within(**when))


def _entries(request: Request, looked: Asked) -> tuple[list[Entry], dict[str, Any]]:
    """The changes as entries of a feed, and the feed's own title, address and day."""
    copies: Copies = request.app.state.copies
    base = str(request.base_url).rstrip("/")
    with copies.latest() as snapshot:
        found = latest(snapshot, looked)
    entries = [
        Entry(
            id=f"tag:dateline,2026:{row['report_id']}/{row['item']}/{row['item_id']}",
            title=_title(row),
            text=f"“{row['sentence']}” — {row['outlet'] or 'unknown outlet'}",
            link=f"{base}/report?id={row['report_id']}#{row['item']}-{row['item_id']}",
            published=_aware(row["at"]),
            updated=_aware(row["at"]),
            removed=row["change"] == "removed",
            author=row["outlet"] or "unknown outlet",
        )
        for row in found
    ]
    chosen = [of for of in (looked.about, looked.actor, looked.place, looked.source, looked.process) if of]
    filtered = f", {', '.join(chosen)}" if chosen else ""
    return entries, {
        "title": f"dateline: changes of {request.app.state.settings.record.stem}{filtered}",
        "id": f"{base}/changes.atom?{request.url.query}",
        "link": f"{base}/changes?{request.url.query}",
        "updated": max((entry.updated for entry in entries), default=_aware(EPOCH)),
    }


def _title(row: dict[str, Any]) -> str:
    who = together(row["who"]) or together(row["whom"])
    told = f"{plain(row['status'] or row['kind'] or row['item'])}: {row['what']}"
    day = f"{row['date']} " if row["date"] else ""
    return f"{'' if row['change'] == 'added' else row['change'].title() + ': '}{day}{who + ', ' if who else ''}{told}"


def _aware(moment: datetime | None) -> datetime:
    return (moment or EPOCH).replace(tzinfo=UTC)
