"""The course of things in a window: its lines gathered and its rounds of talks put together, once for all questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from dateline.across.judged import Judged, judged
from dateline.across.lines import gather
from dateline.across.rounds import Round, fill, rounds
from dateline.across.seen import seen
from dateline.across.window import Window
from dateline.record.store import Record


@dataclass(frozen=True, slots=True)
class Course:
    """A cursor with the tables ``line``, ``party``, ``spot`` and ``step``, the rounds that the steps are of, and
    what people have judged of the tellings."""

    cursor: duckdb.DuckDBPyConnection
    rounds: list[Round]
    known: Judged


@contextmanager
def course(record: Record, window: Window) -> Iterator[Course]:
    """What the reports of the window tell, line by line."""
    with seen(record, window) as cursor:
        gather(cursor, window.process)
        known = judged(cursor)
        found = rounds(cursor, known)
        fill(cursor, found)
        yield Course(cursor, found, known)
