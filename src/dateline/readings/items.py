"""What a reading holds: one frozen type for each kind of item.

Every item carries evidence; without it the constructor refuses. References to actors and places are ids of the
same reading. The fields, their meaning and their place in PLOVER, ACLED, UCDP, ETH/PRIO and FollowTheMoney are
described in ``schema/``.
"""

from dataclasses import dataclass
from datetime import date

from dateline.reports.report import Evidence
from dateline.span import Span

# What a day rests on that the text gives, or a person; the day of the report is none of its own.
SURE = ("stated", "relative", "review")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A day or a range of days.

    ``value`` is a TIMEX3 value; ``start`` and ``end`` are the first and last day it can mean. ``basis`` says
    what it rests on: ``stated`` (a full date in the text), ``relative`` (counted from the publication date or
    another date) ``publication`` (no date in the text) or
    ``review`` (a person gave it).
    """

    value: str
    start: date | None = None
    end: date | None = None
    span: Span | None = None
    ambiguous: bool = False
    basis: str = "relative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A title and what it is held in: ("foreign minister", "Russia")."""

    title: str
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymity:
    """What is told of a speaker who is not named: ("diplomat", "Western", "senior", "asked not to be named")."""

    office: str
    side: str | None = None
    rank: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A party's answer to a proposal: accepts, rejects, conditional or awaited."""

    by: str
    response: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What somebody says of where talks stand; by the report itself where ``by`` is ``None``.

    ``when`` is the day of that: for which they are scheduled, on which they opened or were broken off.
    """

    status: str
    by: str | None
    span: Span
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every item has: an id unique in its reading, and the words it rests on."""

    id: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{type(self).__name__} {self.id}: no evidence, no item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Item):
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    roles: tuple[Role, ...] = ()
    registry_id: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Item):
    name: str
    kind: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    geonames_id: int | None = None
    precision: str | None = None
    place_role: str = "mention"
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Item):
    span: Span
    type: str
    value: str
    start: date | None = None
    end: date | None = None
    ambiguous: bool = False
    basis: str = "relative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Item):
    content: tuple[Span, ...]
    mode: str
    cue: Span | None = None
    speaker: str | None = None
    speaker_span: Span | None = None
    anonymous: str | None = None
    anonymity: Anonymity | None = None
    told_to: str | None = None
    place: str | None = None
    when: When | None = None
    unresolved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Item):
    type: str
    mode: str
    trigger: Span
    phrase: Span
    factuality: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    when: When | None = None
    attributed_to: str | None = None
    background: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Item):
    name: str
    span: Span
    status: str
    venue: str | None = None
    when: When | None = None
    conveners: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    agenda: str | None = None
    outcome: str | None = None
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Item):
    kind: str
    force: str
    terms: Span
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    condition: Span | None = None
    takes_effect: When | None = None
    responses: tuple[Response, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Item):
    """A count. Figures are never added up: there is no ``+``."""

    measure: str
    span: Span
    value: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None
    unit: str | None = None
    population: str | None = None
    counted_by: str | None = None
    place: str | None = None
    period: When | None = None
    part_of: str | None = None
    cumulative: bool | None = None
    factuality: str = "happened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment(Item):
    from_: str
    to: str
    sign: str
    span: Span
    means: str | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Item):
    outcome: Span
    polarity: str
    by: str | None = None
    horizon: When | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one report."""

    report_id: str
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    figures: tuple[Figure, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    notes: tuple[str, ...] = ()
