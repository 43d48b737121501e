"""What people have judged of tellings: that two are of one happening or of one round of talks, or that they are not."""

from dataclasses import dataclass

import duckdb

from dateline.record.resolve.joined import decisions, standing

# The kinds of items whose tellings can be judged; a telling's key is "meeting:<report id>:<item id>".
TELLINGS = ("event", "meeting")


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of tellings' keys that are to be kept apart, and those that are to be put together."""

    apart: frozenset[frozenset[str]] = frozenset()
    same: tuple[tuple[str, str], ...] = ()

    def parts(self, some: set[str], others: set[str]) -> bool:
        """Whether one of the first is judged to be none of the others."""
        return bool(self.apart) and any(frozenset((a, b)) in self.apart for a in some for b in others)


def is_telling(key: str) -> bool:
    """Whether a key is that of a telling, and not of an actor or a place.

    >>> is_telling("event:9f2c:e3"), is_telling("registry:un")
    (True, False)
    """
    return key.partition(":")[0] in TELLINGS


def judged(cursor: duckdb.DuckDBPyConnection) -> Judged:
    """The judgements on tellings that stand in the record of the cursor."""
    found = [d for d in standing(decisions(cursor)).values() if is_telling(d.left)]
    return Judged(
        frozenset(d.pair for d in found if d.verdict == "negative"),
        tuple((d.left, d.right) for d in found if d.verdict == "positive"),
    )
