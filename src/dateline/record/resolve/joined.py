"""Which keys are read as one: what the judgements on pairs come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from dateline.record.resolve.judge import Judgement, named, rank

# Who signs the judgements that dateline makes itself; those of people go before them.
DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class Decision(Judgement):
    """A judgement as the record keeps it: by whom, and when."""

    by: str
    at: datetime


def decisions(cursor: duckdb.DuckDBPyConnection, keys: Sequence[str] | None = None) -> list[Decision]:
    """All judgements of the record, or those on two of these ``keys``, in the order in which they were made."""
    among = "" if keys is None else 'WHERE "left" IN (SELECT unnest($keys)) AND "right" IN (SELECT unnest($keys))'
    rows = cursor.execute(
        f'SELECT "left", "right", verdict, reason, "by", "at" FROM judgement {among} ORDER BY rowid',
        None if keys is None else {"keys": keys},
    )
    return [Decision(*row) for row in rows.fetchall()]


def standing(made: Iterable[Decision]) -> dict[frozenset[str], Decision]:
    """The judgement that stands on each pair, the last one made of it; those of people first."""
    last = {decision.pair: decision for decision in made}
    return dict(sorted(last.items(), key=lambda item: item[1].by == DATELINE))


def joined(made: Iterable[Decision]) -> Mapping[str, str]:
    """For each key that is read as another one: that other one.

    What is the same as the same is one actor too, but never against a judgement that two are not: then the later link
    of the chain does not hold.

    >>> at = datetime(2026, 11, 22)
    >>> links = [("name:a", "name:b", "positive"), ("name:b", "registry:c", "positive")]
    >>> joined(Decision(*link, "", DATELINE, at) for link in links)
    {'name:a': 'registry:c', 'name:b': 'registry:c'}
    """
    stand = standing(made).values()
    apart = {decision.pair for decision in stand if decision.verdict == "negative"}
    group: dict[str, set[str]] = {}
    for decision in stand:
        if decision.verdict != "positive" or not named(decision.left):
            continue
        one, other = (group.get(key) or {key} for key in (decision.left, decision.right))
        if one is other or any(frozenset((a, b)) in apart for a in one for b in other):
            continue
        together = one | other
        group.update(dict.fromkeys(together, together))
    return {key: head for key, of in sorted(group.items()) if (head := min(of, key=rank)) != key}
