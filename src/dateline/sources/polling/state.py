"""What must outlive a run of watching: when each feed is asked next, and what it said of itself."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.issue import Issue

START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it stands with one feed.

    ``next`` is when it is asked again, ``failures`` how often it failed since it last answered, ``moved`` where it has
    gone for good, ``gone`` that it has ended. Of a feed whose pages are fetched, ``taken`` are the links of its entries
    that are done with, and ``missed`` those that could not be fetched yet, with how often that was tried.
    """

    etag: str | None = None
    last_modified: str | None = None
    next: datetime = START
    failures: int = 0
    gone: bool = False
    moved: str | None = None
    taken: tuple[str, ...] = ()
    missed: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The robots.txt of one host, good ``until`` then; no ``text``, and ``why``, where it could not be had."""

    text: str | None
    why: str | None
    until: datetime


@dataclass(slots=True)
class State:
    """The standing of each feed by its address, and the rules of each host by its origin."""

    feeds: dict[str, Standing] = field(default_factory=dict)
    robots: dict[str, Rules] = field(default_factory=dict)


def load(path: Path) -> tuple[State, Issue | None]:
    """The state kept in the file at ``path``, a new one where there is none.

    A file that is broken is set aside under another name, and the issue says so; then all feeds are asked afresh, which
    adds nothing twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return State(), None
    except UnicodeDecodeError:
        text = ""
    try:
        kept = json.loads(text)
        feeds = {str(url): _standing(row) for url, row in kept["feeds"].items()}
        return State(feeds, {str(origin): _rules(row) for origin, row in kept["robots"].items()}), None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        aside = path.with_name(f"{path.name}.broken")
        os.replace(path, aside)
        note = f"cannot be understood ({type(error).__name__}: {error}); set aside as {aside.name}, all feeds are new"
        return State(), Issue("broken_state", note, str(path))


def save(state: State, path: Path) -> None:
    """Keep the state in the file at ``path``, whole or not at all."""
    kept = {
        "feeds": {url: asdict(standing) for url, standing in state.feeds.items()},
        "robots": {origin: asdict(rules) for origin, rules in state.robots.items()},
    }
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1, default=datetime.isoformat)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _standing(row: dict[str, Any]) -> Standing:
    if set(row) - {f.name for f in fields(Standing)}:
        raise ValueError(f"unknown keys in {sorted(row)}")
    told = Standing(**{**row, "next": _moment(row["next"]), "taken": tuple(row["taken"])})
    kinds = {"failures": int, "gone": bool, "missed": dict}
    texts = (told.etag, told.last_modified, told.moved)
    if not all(isinstance(getattr(told, name), kind) for name, kind in kinds.items()) or not all(
        text is None or isinstance(text, str) for text in (*texts, *told.taken)
    ):
        raise TypeError("a value of another type than dateline writes")
    return told


def _rules(row: dict[str, Any]) -> Rules:
    if not isinstance(row["text"], str | None) or not isinstance(row["why"], str | None):
        raise TypeError("the text of a robots.txt is none")
    return Rules(text=row["text"], why=row["why"], until=_moment(row["until"]))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return moment
