"""Which proposals of several reports are one, and who answered it how, in those reports and after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb

# An offer that nobody speaks of for so long is another one when it is made again.
GAP = timedelta(days=14)
# How forces read when several reports tell one proposal: what one calls an offer another calls a promise.
FAMILIES = {
    "offer": "offer",
    "promise": "offer",
    "demand": "demand",
    "precondition": "demand",
    "deadline": "deadline",
    "threat": "threat",
}
# What everybody makes of everything is no one matter.
UNSPECIFIC = "other"

PROPOSALS = """
SELECT l.line, l.sort AS kind, l.mode AS force, CAST(l.published AS DATE) AS told,
    CASE WHEN l.dated THEN l.date END AS takes_effect, s.country AS scene,
    coalesce((SELECT list(DISTINCT p.key) FROM party p WHERE p.line = l.line AND p.role = 'who'), []) AS by,
    coalesce((SELECT list(DISTINCT p.key) FROM party p WHERE p.line = l.line AND p.role = 'whom'), []) AS to
FROM line l
LEFT JOIN about s ON s.reading = l.reading
WHERE l.item = 'proposal' ORDER BY l.published NULLS LAST, l.line
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A proposal as one report tells it; ``by`` and ``to`` are keys."""

    line: int
    kind: str
    force: str
    told: date | None
    takes_effect: date | None
    scene: str | None
    by: frozenset[str]
    to: frozenset[str]


@dataclass(slots=True)
class Offer:
    """Tellings of one proposal."""

    tellings: list[Told] = field(default_factory=list)

    def takes(self, other: Told) -> bool:
        """Whether the other, told next, is of the same: its kind and force, made by the same, and no other day to begin
        on."""
        first = self.tellings[0]
        if first.kind == UNSPECIFIC or FAMILIES[first.force] != FAMILIES[other.force]:
            return False
        if not any(t.by & other.by for t in self.tellings):
            return False
        days = {t.takes_effect for t in (*self.tellings, other) if t.takes_effect}
        return len(days) < 2

    def lasts(self, other: Told) -> bool:
        """Whether it is spoken of so shortly before the other's day that it may go on."""
        last = self.tellings[-1].told
        return last is not None and other.told is not None and other.told - last <= GAP


def offers(cursor: duckdb.DuckDBPyConnection) -> list[Offer]:
    """The proposals that the lines of the cursor tell of, each with all its tellings, the first made first."""
    told: list[Told] = []
    for row in cursor.sql(PROPOSALS).to_arrow_table().to_pylist():
        by, to = (frozenset(k for k in row.pop(side) if not k.startswith("only:")) for side in ("by", "to"))
        told.append(Told(**row, by=by, to=to))
    return sorted(put_together(told), key=lambda offer: offer.tellings[0].line)


def put_together(told: Iterable[Told]) -> list[Offer]:
    """Each telling, in the order of telling, with the last offer of its matter that it is of; those by nobody known
    stand alone."""
    found: list[Offer] = []
    lately: dict[tuple[str | None, str], list[Offer]] = defaultdict(list)
    for one in told:
        # What has not been spoken of lately takes no later telling either.
        beside = lately[one.scene, one.kind] = [offer for offer in lately[one.scene, one.kind] if offer.lasts(one)]
        same = next((offer for offer in reversed(beside) if offer.takes(one)), None)
        if same is None:
            found.append(Offer([one]))
            beside.append(found[-1])
        else:
            same.tellings.append(one)
    return found
