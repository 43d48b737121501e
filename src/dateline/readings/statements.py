"""Who said what: attributions with their speakers resolved."""

from collections.abc import Sequence

from dateline.marks.clauses import prepositions
from dateline.marks.nominals import core
from dateline.marks.parse import Parse
from dateline.marks.quotes import Quote
from dateline.marks.times import TimeMark, when_for
from dateline.marks.wordlist import words
from dateline.readings.attributions import Attribution
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.items import Statement
from dateline.readings.places import Sites
from dateline.span import Span

OCCASIONS = {
    "conference",
    "speech",
    "interview",
    "briefing",
    "statement",
    "address",
    "letter",
    "tweet",
    "broadcast",
    "communique",
    "call",
    "meeting",
}


def find_statements(
    parse: Parse,
    attributions: Sequence[Attribution],
    cast: Cast,
    sites: Sites,
    times: Sequence[TimeMark],
    quotes: Sequence[Quote],
) -> tuple[Statement, ...]:
    """One statement for each attribution and speaker; coordinated speakers ("Russia and Iran say") each
    have their own."""
    out: list[Statement] = []
    for a in attributions:
        speakers = _speakers(cast, a.speaker)
        for token in speakers:
            # A belief or a wish needs a holder who can have one; words that are said stay, their speaker
            # unresolved.
            if token is not None and a.cue is not None and cast.key(token) is None and not _says(parse, a.cue):
                continue
            if a.cue is not None and any(
                o.speaker is not None and o.speaker == cast.party(token) and _holds(parse, o, a.cue) for o in out
            ):
                continue
            out.append(_statement(parse, a, token, cast, sites, times, quotes, f"s{len(out) + 1}"))
    return tuple(out)


def _holds(parse: Parse, statement: Statement, cue: int) -> bool:
    """Whether the cue stands inside what the statement says: "they said they wanted"."""
    return any(c.holds(parse.span(cue, cue + 1)) for c in statement.content)


def _says(parse: Parse, cue: int) -> bool:
    return parse.tokens[cue].lemma in words("cues", "plain") or parse.tokens[cue].lower == "according"


def _speakers(cast: Cast, token: int | None) -> list[int | None]:
    if token is None:
        return [None]
    return [token, *(k for k in cast.parse.kids(token, "conj") if cast.parse.tokens[k].tag.startswith("N"))]


def _statement(
    parse: Parse,
    a: Attribution,
    token: int | None,
    cast: Cast,
    sites: Sites,
    times: Sequence[TimeMark],
    quotes: Sequence[Quote],
    id_: str,
) -> Statement:
    speaker, anonymous, unresolved, span = None, None, None, None
    if token is None:
        unresolved = "no speaker is named beside the words"
    else:
        span = speaker_span(parse, cast, token)
        speaker = cast.party(token)
        if speaker is None:
            unresolved = "the words do not tell who the speaker is"
        elif cast.kind(speaker) == "unnamed_source":
            anonymous = span.of(parse.report.text)
    mark = when_for(parse, times, a.cue) if a.cue is not None else None
    cue = parse.span(a.cue, a.cue + 1) if a.cue is not None else None
    evidence = tuple(parse.report.cite(*s) for s in a.content)
    return Statement(
        id=id_,
        evidence=evidence,
        content=tuple(a.content),
        cue=cue,
        mode=_mode(a, quotes),
        speaker=speaker,
        speaker_span=span,
        anonymous=anonymous,
        told_to=_told_to(parse, a.cue),
        place=_said_in(parse, a.cue, sites),
        when=when_of(mark),
        unresolved=unresolved,
    )


def speaker_span(parse: Parse, cast: Cast, token: int) -> Span:
    """The words that name the speaker at ``token``, without what follows the head."""
    m = cast.mentions.at.get(token)
    if m is not None and (m.head == token or m.form in ("name", "pronoun")):
        return parse.span(m.first, m.last)
    return parse.span(*core(parse, token))


def _mode(a: Attribution, quotes: Sequence[Quote]) -> str:
    if a.direct:
        return "direct"
    if any(q.outer.overlaps(c) for q in quotes for c in a.content):
        return "mixed"
    return "indirect"


def _told_to(parse: Parse, cue: int | None) -> str | None:
    """The words for who or what was told: "Reuters", "a news conference"."""
    if cue is None:
        return None
    if parse.tokens[cue].lemma == "tell":
        for k in parse.kids(cue, "dobj", "dative"):
            if parse.tokens[k].tag.startswith("NN"):
                first, last = core(parse, k)
                return parse.words(first, last)
    for preposition, o in prepositions(parse, cue):
        if preposition in ("in", "at", "during", "on") and parse.tokens[o].lemma in OCCASIONS:
            return parse.words(*core(parse, o))
        if (
            preposition == "to"
            and parse.tokens[cue].lemma in words("cues", "say")
            and parse.tokens[o].tag.startswith("NNP")
        ):
            return parse.words(*core(parse, o))
    return None


def _said_in(parse: Parse, cue: int | None, sites: Sites) -> str | None:
    if cue is None:
        return None
    for preposition, o in prepositions(parse, cue):
        if preposition in ("in", "at", "from"):
            found = sites.at(o)
            if found is None:
                found = next(
                    (s for p, q in prepositions(parse, o) if p == "in" and (s := sites.at(q)) is not None),
                    None,
                )
            if found is not None:
                return found
    return None
