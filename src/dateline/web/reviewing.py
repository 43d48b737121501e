"""What reviewers send: words on items and on pairs, and their taking back."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from dateline.ask.open import OpenRecord
from dateline.record.resolve.joined import DATELINE, decisions
from dateline.record.resolve.judge import Judgement, Verdict, named
from dateline.record.reviews import correctable
from dateline.record.schema import items
from dateline.record.store import Record
from dateline.web.entrance import reviewer
from dateline.web.snapshot import Copies
from dateline.web.views.review import Item, form

routes = APIRouter(include_in_schema=False)
MOST = 2000
Text = Annotated[str, Form(max_length=MOST)]
# A form's empty choice: nothing is told.
NONE = ""
BACK = "taken back"


@routes.get("/review/correct")
def correction(request: Request, looked: Annotated[Item, Query()]) -> Response:
    """The form for a correction."""
    copies: Copies = request.app.state.copies
    with copies.latest() as snapshot:
        page: Response = request.app.state.pages.bare(request, "correct.html", looked=looked, **form(snapshot, looked))
    return page


@routes.post("/review/item")
async def on_item(request: Request) -> Response:
    """Accept, reject or correct an item."""
    given = await request.form()
    told = {name: str(given.get(name, "")) for name in ("token", "report_id", "kind", "item_id", "verdict", "reason")}
    session = reviewer(request, told["token"])
    if told["kind"] not in {kind.name for kind in items()}:
        raise HTTPException(422, f"kind {told['kind']!r}: there is none; load the page again")
    changes = None
    if told["verdict"] == "correct":
        changes = {
            field.name: _value(field.type, [str(v) for v in given.getlist(field.name)])
            for field in correctable(told["kind"])
            if f"was:{field.name}" in given and _changed(given.getlist(field.name), str(given[f"was:{field.name}"]))
        }
    reason = told["reason"].strip()
    if not 0 < len(reason) <= MOST:
        raise HTTPException(422, f"reason: say why, in at most {MOST:,} characters; it is kept with the review")

    def keep(record: Record) -> str:
        return record.review(
            told["report_id"], told["kind"], told["item_id"], told["verdict"], changes=changes, reason=reason,
            by=session.person.name,
        )  # fmt: skip

    id = await run_in_threadpool(_write, request, keep)
    said = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[told["verdict"]]
    return _answer(request, said=said, undo={"review": id})


@routes.post("/review/pair")
def on_pair(request: Request, token: Text, left: Text, right: Text, verdict: Text, reason: Text) -> Response:
    """Judge two actors or two tellings to be one (merge) or two (split)."""
    session = reviewer(request, token)
    verdicts: dict[str, Verdict] = {"merge": "positive", "split": "negative"}
    if verdict not in verdicts or not reason.strip():
        raise HTTPException(422, "say merge or split, and why")
    # Actors and places have keys of one sort, events and rounds of talks each of another.
    if left == right or (left.partition(":")[0] != right.partition(":")[0] and not (named(left) and named(right))):
        raise HTTPException(
            422, "two different actors, places, events or rounds of talks are needed; load the page again"
        )

    def keep(record: Record) -> int:
        peace = OpenRecord(record)
        for key in (left, right):
            if not (peace.is_key(key) or peace.is_telling(key)):
                raise ValueError(f"{key!r} is nobody and nothing of this record; load the page again")
        return record.judge([Judgement(left, right, verdicts[verdict], reason.strip())], by=session.person.name)

    _write(request, keep)
    return _answer(request, said="one" if verdict == "merge" else "two", undo={"left": left, "right": right})


@routes.post("/review/undo")
def undo(request: Request, token: Text, review: Text = "", left: Text = "", right: Text = "") -> Response:
    """Take back a word on an item, or the last one on a pair."""
    session = reviewer(request, token)

    def keep(record: Record) -> None:
        if review:
            record.undo(review, by=session.person.name, reason=BACK)
            return
        with record.cursor() as cursor:
            made = [d for d in decisions(cursor) if d.pair == frozenset((left, right))]
        if not made or made[-1].by == DATELINE or made[-1].reason == BACK:
            raise ValueError(
                "no such word of a person stands; it may have been taken back already: load the page again"
            )
        before: Verdict = made[-2].verdict if len(made) > 1 else "unsure"
        record.judge([Judgement(made[-1].left, made[-1].right, before, BACK)], by=session.person.name)

    _write(request, keep)
    return _answer(request, said=BACK, undo=None)


def _write(request: Request, change: Any) -> Any:
    copies: Copies = request.app.state.copies
    try:
        return copies.write(change)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error


def _answer(request: Request, *, said: str, undo: dict[str, str] | None) -> Response:
    """What was done in the place of the task, or the review page again."""
    if request.headers.get("hx-request"):
        page: Response = request.app.state.pages.bare(request, "reviewed.html", said=said, undo=undo)
        return page
    return RedirectResponse("/review", 303)


def _changed(now: list[Any], before: str) -> bool:
    return "\n".join(sorted(map(str, now))) != before


def _value(sort: str, given: list[str]) -> Any:
    """The values of a form's field as the record holds them."""
    if sort == "list<text>":
        return [of for of in given if of]
    one = given[0].strip() if given else NONE
    if one == NONE:
        return None
    if sort in ("int", "float"):
        try:
            return float(one) if sort == "float" else int(one)
        except ValueError:
            return one
    if sort == "bool":
        return {"true": True, "false": False}.get(one, one)
    return one
