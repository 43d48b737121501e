"""Who said what: attributions with their speakers resolved."""

from collections.abc import Sequence

from dateline.marks.clauses import FINITE, RELATIVES
from dateline.marks.nominals import core
from dateline.marks.parse import Parse, covering
from dateline.marks.quotes import Quote
from dateline.marks.times import TimeMark, when_for
from dateline.marks.wordlist import words
from dateline.readings.anonymity import anonymity_of
from dateline.readings.attributions import Attribution
from dateline.readings.attributions.speakers import behind
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.items import Statement
from dateline.readings.occasion import said_in, told_to
from dateline.readings.places import Sites
from dateline.span import Span


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
            if token is not None and _mute(parse, cast, a, token):
                continue
            if a.cue is not None and any(
                o.speaker is not None and o.speaker == cast.party(token) and _holds(parse, o, a.cue) for o in out
            ):
                continue
            out.append(_statement(parse, a, token, cast, sites, times, quotes, f"s{len(out) + 1}"))
    return tuple(out)


def _mute(parse: Parse, cast: Cast, a: Attribution, token: int) -> bool:
    """Whether the "speaker" is a thing that says nothing: "the war claimed lives", "mud explains the delay".

    Of a noun that the lexicon knows for no actor, a verb of saying is believed only with a clause.
    """
    subjects = [token] if a.cue is None else [token, *parse.kids(a.cue, "nsubj")]
    if any(parse.tokens[i].lemma in words("nominals", "mute") for i in subjects):
        return True
    if a.cue is None or a.direct or not cast.introduced(token):
        return False
    clause = any(parse.tokens[i].tag in FINITE for span in a.content for i in covering(parse, span))
    return parse.tokens[a.cue].lemma in words("cues", "plain") and not clause


def _holds(parse: Parse, statement: Statement, cue: int) -> bool:
    """Whether the cue stands inside what the statement says: "they said they wanted"."""
    return any(c.holds(parse.span(cue, cue + 1)) for c in statement.content)


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
    speaker, anonymous, anonymity, unresolved, span = None, None, None, None, None
    if token is None:
        unresolved = "no speaker is named beside the words"
    else:
        span = speaker_span(parse, cast, token)
        if a.cue is not None and parse.tokens[a.cue].head == token and parse.tokens[a.cue].dep == "relcl":
            span = _with_pronoun(parse, span, a.cue)
        # The statement of X says what X says.
        through = behind(parse, token) if parse.tokens[token].lemma in words("nominals", "documents") else None
        speaker = cast.party(token if through is None else through)
        if speaker is None:
            unresolved = "the words do not tell who the speaker is"
        elif cast.unnamed(speaker) and parse.tokens[token].tag.startswith("NN"):
            anonymous = span.of(parse.report.text)
            anonymity = anonymity_of(parse, cast.mentions, token)
    mark = when_for(parse, times, a.cue) if a.cue is not None else None
    cue = _cue_span(parse, a.cue) if a.cue is not None else None
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
        anonymity=anonymity,
        told_to=told_to(parse, a.cue),
        place=said_in(parse, a.cue, sites),
        when=when_of(mark),
        unresolved=unresolved,
    )


def speaker_span(parse: Parse, cast: Cast, token: int) -> Span:
    """The words that name the speaker at ``token``, without what follows the head; of "an adviser, Ann Lee" with
    the name."""
    m = cast.mentions.at.get(token)
    if m is not None and (m.head == token or m.form in ("name", "pronoun")):
        first, last = m.first, m.last
    else:
        first, last = core(parse, token)
    if m is None or m.form == "nominal":
        last = _with_phrase(parse, token, last)
    for k in parse.kids(token, "appos"):
        named = cast.mentions.at.get(k)
        if named is not None and named.form == "name" and (m is None or m.form == "nominal"):
            last = max(last, named.last)
    return parse.span(first, last)


def _with_pronoun(parse: Parse, span: Span, verb: int) -> Span:
    """ "Ann Lee, who"; the pronoun alone where it stands further from the name."""
    for k in parse.kids(verb, "nsubj"):
        if parse.tokens[k].lower in RELATIVES:
            near = 0 <= parse.tokens[k].start - span.end <= 2
            return Span(span.start if near else parse.tokens[k].start, parse.tokens[k].end)
    return span


def _cue_span(parse: Parse, cue: int) -> Span:
    """The cue with its particle and what denies it: "according to", "points out", "does not believe"."""
    first = last = cue
    for k in parse.tokens[cue].kids:
        if k == cue + 1 and (parse.tokens[k].dep == "prt" or parse.tokens[cue].lower == "according"):
            last = k
    if parse.kids(cue, "neg"):
        first = min(cue, *parse.kids(cue, "neg", "aux"))
    return parse.span(first, last + 1)


def _with_phrase(parse: Parse, head: int, last: int) -> int:
    """Where "a spokesman for the government" or "a source close to the talks" ends: after the phrase that follows."""
    close = next((k for k in parse.kids(head, "amod") if k == last and parse.tokens[k].lower == "close"), None)
    if close is not None:
        return parse.edges(close)[1]
    for k in parse.kids(head, "prep"):
        if k == last and parse.tokens[k].lower in ("of", "for", "from", "with", "at", "in", "to"):
            for o in parse.kids(k, "pobj"):
                return max(last, core(parse, o)[1])
    return last


def _mode(a: Attribution, quotes: Sequence[Quote]) -> str:
    if a.direct:
        return "direct"
    if any(q.outer.overlaps(c) for q in quotes for c in a.content):
        return "mixed"
    return "indirect"


def attributed(statements: Sequence[Statement], span: Span) -> str | None:
    """The speaker of the innermost statement whose content holds ``span``."""
    best: tuple[int, str] | None = None
    for s in statements:
        for c in s.content:
            if c.holds(span) and s.speaker is not None and (best is None or c.end - c.start < best[0]):
                best = (c.end - c.start, s.speaker)
    return best[1] if best else None
