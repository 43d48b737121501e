"""The meetings of a report: sightings of one and the same put together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.marks.clauses import FINITE, is_verb, phrase_end
from dateline.marks.nominals import core
from dateline.marks.parse import Parse
from dateline.marks.times import TimeMark
from dateline.marks.wordlist import words
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.events.circumstances import day_of, site_of
from dateline.readings.items import Meeting, Standing, Statement, When
from dateline.readings.meetings.matter import agenda, outcome
from dateline.readings.meetings.people import People, people
from dateline.readings.meetings.sightings import governing, sightings, telling
from dateline.readings.meetings.standing import by_day, moved_to, put_off, sought, standing
from dateline.readings.places import Sites
from dateline.readings.statements import attributed
from dateline.span import Span

FUTURE = {"scheduled", "proposed"}


@dataclass(slots=True)
class Sighting:
    """One place where the report speaks of a meeting; ``by`` is on whose word its status rests, ``known`` says that it
    is told as known: "the talks"."""

    token: int
    known: bool
    status: str | None
    by: str | None
    when: When | None
    venue: str | None
    people: People


def find_meetings(
    parse: Parse,
    cast: Cast,
    sites: Sites,
    times: Sequence[TimeMark],
    statements: Sequence[Statement],
    published: date | None,
) -> tuple[Meeting, ...]:
    """The meetings of a report.

    Sightings of one day or one venue are one meeting; those with neither day, place nor status are only talk
    about talks and are left out.
    """
    groups: list[list[Sighting]] = []
    for i in sightings(parse):
        s = _sighting(parse, cast, sites, times, statements, published, i)
        group = next((g for g in reversed(groups) if _same(g, s)), None)
        if group is not None:
            group.append(s)
        elif s.status is not None or s.when is not None:
            groups.append([s])
        if (v := put_off(parse, i)) is not None:
            later = next((t for t in times if t.first == moved_to(parse, v)), None)
            groups[-1].append(replace(s, token=v, status="scheduled", when=when_of(later)))
    return tuple(_meeting(parse, g, published, n) for n, g in enumerate(groups, 1))


def _sighting(
    parse: Parse,
    cast: Cast,
    sites: Sites,
    times: Sequence[TimeMark],
    statements: Sequence[Statement],
    published: date | None,
    i: int,
) -> Sighting:
    t, over = parse.tokens[i], governing(parse, i)
    days = (day_of(parse, times, v) for v in telling(parse, i))
    later = moved_to(parse, over) if over is not None else None
    when = when_of(
        next((time for time in times if later is not None and time.first == later), None)
        or day_of(parse, times, i)
        or _appointed(parse, times, i)
        or _near(parse, times, i)
        or next(filter(None, days), None)
    )
    by = attributed(statements, Span(t.start, t.end))
    target = _appointed(parse, times, i)
    status = "proposed" if target or sought(parse, i) else standing(parse, i, when, published)
    if status == "proposed" and when is not None and published and when.end is not None and when.end < published:
        # "intends to resume talks that collapsed earlier this month": the day is that of the collapse.
        when = None
    known = any(parse.tokens[k].lower in ("the", "these", "those") for k in parse.kids(i, "det"))
    return Sighting(
        token=i,
        known=known,
        status=status,
        by=by,
        when=when,
        venue=_venue(parse, sites, i),
        people=people(parse, cast, i),
    )


def _appointed(parse: Parse, times: Sequence[TimeMark], i: int) -> TimeMark | None:
    """The day set for a meeting: "a target date of Feb. 25 to reconvene talks"."""
    over = i if is_verb(parse, i) else governing(parse, i)
    above = parse.tokens[over].head if over is not None else i
    for noun in (above, *parse.kids(above, "dobj")):
        if parse.tokens[noun].lemma in words("meetings", "appointments"):
            return next((t for t in times if t.start is not None and noun < t.first <= noun + 3), None)
    return None


def _near(parse: Parse, times: Sequence[TimeMark], i: int) -> TimeMark | None:
    """The day that closely follows a meeting, which the parser may have hung on another word: "meeting in X
    on Thursday"."""
    for t in times:
        if (
            t.type == "DATE"
            and t.start is not None
            and i < t.first <= i + 6
            and parse.tokens[t.first].sent == parse.tokens[i].sent
        ):
            between = parse.tokens[i + 1 : t.first]
            if (
                between
                and between[-1].lower in ("on", "in")
                and not any(b.tag.startswith("VB") or b.text in ",;" for b in between)
            ):
                return t
    return None


def _venue(parse: Parse, sites: Sites, i: int) -> str | None:
    """The town or building of a meeting, else the country; one that follows within its phrase counts too.

    A country before it is what the talks are about: "Syria talks".
    """
    before = [s for k in parse.kids(i, "compound", "nmod", "amod") if (s := sites.at(k)) is not None]
    found = [s for s in before if not sites.is_country(s)]
    found += [s for v in (i, *telling(parse, i)) if (s := site_of(parse, v, sites)) is not None]
    for j in range(i + 1, min(i + 15, parse.sentence_of(i).last)):
        t = parse.tokens[j]
        if t.tag in FINITE or t.text == ",":
            break
        if parse.tokens[t.head].lower in ("in", "at") and (s := sites.at(j)) is not None and not sites.is_country(s):
            found.append(s)
    towns = [s for s in found if not sites.is_country(s)]
    return next(iter([*towns, *found]), None)


def _same(group: list[Sighting], s: Sighting) -> bool:
    for other in group:
        if other.when is not None and s.when is not None:
            if other.when.start == s.when.start and other.when.start is not None:
                return other.venue is None or s.venue is None or other.venue == s.venue
            continue
        if other.venue is not None and other.venue == s.venue:
            return (other.status in FUTURE) == (s.status in FUTURE) or s.status is None
        undated = other.when is None and s.when is None and (s.venue is None or other.venue is None)
        if undated and other.status == s.status and not _of_others(group, s):
            return True
    bare = s.when is None and s.venue is None and s.known
    return bare and not _of_others(group, s)


def _of_others(group: list[Sighting], s: Sighting) -> bool:
    """Whether a sighting names people and none of them is of the group's, which names some too."""
    known = {a for other in group for a in (*other.people.participants, *other.people.conveners)}
    here = {*s.people.participants, *s.people.conveners}
    return bool(known and here) and not known & here


def _meeting(parse: Parse, group: list[Sighting], published: date | None, n: int) -> Meeting:
    best = max(group, key=lambda s: (s.when is not None) + (s.venue is not None) + (s.status is not None))
    first, last = core(parse, best.token)
    last = phrase_end(parse, best.token, last)
    when = next((s.when for s in group if s.when is not None), None)
    status = best.status or next((s.status for s in group if s.status), None) or by_day(when, published) or "proposed"
    span = parse.span(first, last)
    sentences = dict.fromkeys(parse.tokens[s.token].sent for s in group)
    evidence = tuple(
        parse.report.cite(*parse.span(parse.sentences[n].first, parse.sentences[n].last)) for n in sentences
    )
    told = {(s.status, s.by, s.when and s.when.start): s for s in reversed(group) if s.status is not None}
    told = told or {(status, best.by, None): best}
    sides = {
        side: tuple(dict.fromkeys(a for s in group for a in getattr(s.people, side)))
        for side in ("participants", "conveners", "mediators", "absent")
    }
    return Meeting(
        id=f"m{n}",
        evidence=evidence,
        name=parse.words(first, last),
        span=span,
        status=status,
        when=when,
        venue=next((s.venue for s in group if s.venue), None),
        **sides,
        agenda=next((of for s in group if (of := agenda(parse, s.token))), None),
        # What somebody says came of talks is a verdict on them.
        outcome=next((of for s in group if s.by is None and (of := outcome(parse, s.token))), None),
        standings=tuple(
            Standing(status=stage, by=by, span=parse.span(s.token, s.token + 1), when=s.when)
            for (stage, by, _), s in sorted(told.items(), key=lambda item: item[1].token)
        ),
    )
