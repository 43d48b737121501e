"""Rounds of talks and summits: where they stand on the day of the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.marks.clauses import (
    FINITE,
    factuality,
    is_verb,
    modal,
    negated,
    passive,
    phrase_end,
    prepositions,
    subject,
)
from dateline.marks.nominals import core
from dateline.marks.parse import Parse
from dateline.marks.times import TimeMark
from dateline.marks.wordlist import load, words
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.events.circumstances import day_of, site_of
from dateline.readings.items import Meeting, When
from dateline.readings.places import Sites

FUTURE = {"scheduled", "proposed"}


@dataclass(slots=True)
class Sighting:
    """One place where the report speaks of a meeting."""

    token: int
    status: str | None
    when: When | None
    venue: str | None
    participants: tuple[str, ...]
    conveners: tuple[str, ...]


def find_meetings(
    parse: Parse, cast: Cast, sites: Sites, times: Sequence[TimeMark], published: date | None
) -> tuple[Meeting, ...]:
    """The meetings of a report.

    Sightings of one day or one venue are one meeting; those with neither day, place nor status are only talk
    about talks and are left out.
    """
    groups: list[list[Sighting]] = []
    for s in _sightings(parse, cast, sites, times, published):
        group = next((g for g in groups if _same(g, s)), None)
        if group is not None:
            group.append(s)
        elif s.status is not None or s.when is not None:
            groups.append([s])
    return tuple(_meeting(parse, g, published, n) for n, g in enumerate(groups, 1))


def _sightings(
    parse: Parse, cast: Cast, sites: Sites, times: Sequence[TimeMark], published: date | None
) -> list[Sighting]:
    out = []
    nouns, plural, banned, verbs = (words("meetings", k) for k in ("nouns", "plural_only", "not_after", "verbs"))
    for t in parse.tokens:
        if t.tag in ("NN", "NNS") and t.lemma in nouns:
            before = parse.tokens[t.i - 1].lower if t.i else ""
            if (t.lemma in plural and t.tag != "NNS") or before in banned or (t.dep == "compound" and t.head > t.i):
                continue
            if t.lemma == "round" and not _of_talks(parse, t.i):
                continue
            up = parse.tokens[parse.tokens[t.head].head] if t.dep == "pobj" else None
            if up is not None and up.lemma == "round":
                continue
        elif not (is_verb(parse, t.i) and t.lemma in verbs and _people_meet(parse, t.i)):
            continue
        when = when_of(
            day_of(parse, times, t.i)
            or _near(parse, times, t.i)
            or next((d for v in _qualifying(parse, t.i) if (d := day_of(parse, times, v))), None)
        )
        people = _people(parse, cast, t.i)
        out.append(Sighting(t.i, _status(parse, t.i, when, published), when, _venue(parse, sites, t.i), *people))
    return out


def _of_talks(parse: Parse, i: int) -> bool:
    """Whether a round is one of talks: "a round of negotiations", "the second round"."""
    of = any(p == "of" and parse.tokens[o].lemma in words("meetings", "nouns") for p, o in prepositions(parse, i))
    return of or any(parse.tokens[k].lower in words("meetings", "ordinals") for k in parse.kids(i, "amod"))


def _people_meet(parse: Parse, v: int) -> bool:
    """Whether the verb tells of a meeting: not "demands were met", "meeting a target", "the rivers meet"."""
    t = parse.tokens[v]
    if (
        t.dep == "amod"
        or passive(parse, v)
        or any(parse.tokens[k].lemma in words("events", "idle_objects") for k in parse.kids(v, "dobj"))
    ):
        return False
    doer = subject(parse, v)
    return doer is None or parse.tokens[doer].lemma not in words("meetings", "not_parties")


def _qualifying(parse: Parse, i: int) -> list[int]:
    """The verbs of a clause that qualifies the meeting, with their infinitives: "talks, slated to begin on
    Thursday"."""
    own = [k for k in parse.kids(i, "acl", "relcl") if is_verb(parse, k)]
    return own + [x for k in own for x in parse.kids(k, "xcomp")]


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
    """The town or building of a meeting, else the country; one that follows within its phrase counts too."""
    found = [s for k in parse.kids(i, "compound", "nmod", "amod") if (s := sites.at(k)) is not None]
    found += [s for v in (i, *_qualifying(parse, i)) if (s := site_of(parse, v, sites)) is not None]
    for j in range(i + 1, min(i + 15, parse.sentence_of(i).last)):
        t = parse.tokens[j]
        if t.tag in FINITE or t.text == ",":
            break
        if parse.tokens[t.head].lower in ("in", "at") and (s := sites.at(j)) is not None:
            found.append(s)
    towns = [s for s in found if not sites.is_country(s)]
    return next(iter([*towns, *found]), None)


def _people(parse: Parse, cast: Cast, i: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    heads: list[int] = []
    conveners: tuple[str, ...] = ()
    verb = i if is_verb(parse, i) else parse.tokens[i].head
    if is_verb(parse, verb):
        found = subject(parse, verb)
        if found is not None and found != i and not passive(parse, verb):
            if parse.tokens[verb].lemma in ("host", "convene", "chair", "suspend", "halt", "broker"):
                conveners = cast.parties([found])
            elif verb == i or parse.tokens[verb].lemma in (
                "hold",
                "attend",
                "begin",
                "resume",
                "open",
                "join",
                "cancel",
            ):
                heads.append(found)
        heads += parse.kids(verb, "dobj") if verb == i else []
        heads += [o for p, o in prepositions(parse, verb) if p == "with"]
    heads += [o for p, o in prepositions(parse, i) if p in ("between", "with", "of", "among")]
    return cast.parties(heads), conveners


def _status(parse: Parse, i: int, when: When | None, published: date | None) -> str | None:
    """What the verb over the meeting says of it; else what its day says."""
    stages: dict[str, list[str]] = load("meetings")["status"]
    timed = _by_day(when, published, over=_told_as_past(parse, i))
    if is_verb(parse, i):
        verbs = [i]
    else:
        # "UN-led talks" says who leads, not where they stand.
        own = [k for k in parse.kids(i, "acl", "amod", "relcl") if not parse.kids(k, "npadvmod")]
        verbs = [k for k in own if is_verb(parse, k)]
        verbs += [a for a in list(parse.ancestors(i))[:2] if is_verb(parse, a)][:1]
    for v in verbs:
        lemma = parse.tokens[v].lemma
        stage = next((s for s, lemmas in stages.items() if lemma in lemmas), None)
        if stage is None:
            continue
        if lemma == "hold" and negated(parse, v):
            return "cancelled"
        if factuality(parse, v) in ("hypothetical", "denied") or _awaited(parse, v):
            return timed
        if any(parse.tokens[k].lower == "off" for k in parse.kids(v, "prt", "prep", "advmod")):
            return "cancelled"
        if lemma == "end" and parse.tokens[i].dep == "dobj":
            stage = "collapsed"
        if modal(parse, v) in ("will", "would", "shall") or (
            timed == "scheduled" and stage in ("held", "under_way", "resumed")
        ):
            return "scheduled"
        if stage in ("held", "resumed") and parse.tokens[v].tag == "VB" and timed != "held":
            return "scheduled" if timed == "scheduled" else "proposed"
        return stage
    return timed


def _awaited(parse: Parse, v: int) -> bool:
    """Whether the verb only says when something else will be: "once talks resume", "before they began"."""
    before = parse.kids(v, "mark", "advmod")
    return any(parse.tokens[k].lower in ("when", "once", "if", "unless", "until", "before") for k in before)


def _told_as_past(parse: Parse, i: int) -> bool:
    up = i if is_verb(parse, i) else parse.tokens[i].head
    return parse.tokens[up].tag in ("VBD", "VBN")


def _by_day(when: When | None, published: date | None, *, over: bool = False) -> str | None:
    if when is None or when.start is None or published is None:
        return None
    if when.start > published:
        return "scheduled"
    if when.end is not None and when.end < published:
        return "held"
    if when.start == when.end:
        return "under_way"
    return "held" if over else "scheduled"


def _same(group: list[Sighting], s: Sighting) -> bool:
    for other in group:
        if other.when is not None and s.when is not None:
            if other.when.start == s.when.start and other.when.start is not None:
                return other.venue is None or s.venue is None or other.venue == s.venue
            continue
        if other.venue is not None and other.venue == s.venue:
            return (other.status in FUTURE) == (s.status in FUTURE) or s.status is None
        if (
            other.when is None
            and s.when is None
            and other.status == s.status
            and (s.venue is None or other.venue is None)
        ):
            return True
    return False


def _meeting(parse: Parse, group: list[Sighting], published: date | None, n: int) -> Meeting:
    best = max(group, key=lambda s: (s.when is not None) + (s.venue is not None) + (s.status is not None))
    first, last = core(parse, best.token)
    last = phrase_end(parse, best.token, last)
    when = next((s.when for s in group if s.when is not None), None)
    status = best.status or next((s.status for s in group if s.status), None) or _by_day(when, published) or "proposed"
    span = parse.span(first, last)
    sentences = dict.fromkeys(parse.tokens[s.token].sent for s in group)
    evidence = tuple(
        parse.report.cite(*parse.span(parse.sentences[n].first, parse.sentences[n].last)) for n in sentences
    )
    return Meeting(
        id=f"m{n}",
        evidence=evidence,
        name=parse.words(first, last),
        span=span,
        status=status,
        when=when,
        venue=next((s.venue for s in group if s.venue), None),
        participants=tuple(dict.fromkeys(p for s in group for p in s.participants)),
        conveners=tuple(dict.fromkeys(p for s in group for p in s.conveners)),
    )
