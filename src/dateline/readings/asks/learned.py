"""Asks by the trained network: its answers made into actors of the cast and words of the report."""

from collections.abc import Sequence

from dateline.marks.parse import Parse
from dateline.readings.asks.answers import Answer, answer_over
from dateline.readings.asks.ask import Ask
from dateline.readings.asks.grammar import addressed, condition_of, force_of, joined, polarity_of, sides
from dateline.readings.asks.network import load
from dateline.readings.asks.put import Put
from dateline.readings.cast import Cast
from dateline.readings.encoder.network import Seen
from dateline.readings.items import Statement
from dateline.readings.places import Sites
from dateline.readings.pointed import nearest, parties_at
from dateline.readings.statements import attributed
from dateline.span import Span

# The shares from which a word puts or expects something by the network's word alone; chosen on development data.
PUTS, EXPECTS = 0.55, 0.65


def by_network(
    parse: Parse, seen: Sequence[Seen], cast: Cast, sites: Sites, statements: Sequence[Statement]
) -> list[Put]:
    """What is put in a report, in text order; what nobody is named for is the speaker's whose words it stands in."""
    out = []
    for ask in load().judge(parse, seen, force=PUTS, polarity=EXPECTS):
        answer = answer_over(parse, ask.token)
        by, to = _sides(parse, cast, sites, statements, ask, answer)
        for content in joined(ask.contents, ask.token):
            if ask.condition and content.start in ask.condition:
                continue
            content, condition = condition_of(parse, content)
            condition = ask.condition or condition
            force = force_of(parse, ask, content, condition)
            if not by:
                # What nobody puts is no proposal: "should arrive by noon".
                force = None
            polarity = polarity_of(parse, ask)
            if force is not None or polarity is not None:
                conditional = _words(parse, condition) if condition else None
                out.append(Put(ask.token, force, polarity, by, to, _words(parse, content), conditional, answer))
    return out


def _sides(
    parse: Parse, cast: Cast, sites: Sites, statements: Sequence[Statement], ask: Ask, answer: Answer | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of those who put an ask and of those to whom; who answers it is among these."""
    t = parse.tokens[ask.token]
    owners, asked = sides(parse, ask.token)
    answering = cast.parties([answer.doer]) if answer is not None else ()
    by = cast.parties(owners) or parties_at(parse, cast, sites, nearest(parse, t.sent, ask.by), acting=True)
    if not by and (speaker := attributed(statements, Span(t.start, t.end))) is not None:
        by = (speaker,)
    by = tuple(a for a in by if a not in answering)
    to = (
        answering or cast.parties(asked) or parties_at(parse, cast, sites, nearest(parse, t.sent, ask.to), acting=False)
    )
    if not to and ask.force == "demand":
        to = cast.parties(addressed(parse, ask.token, ask.contents))
    return by, tuple(a for a in to if a not in by)


def _words(parse: Parse, tokens: range) -> Span:
    """The words of some tokens, without marks at their edges."""
    text, (start, end) = parse.report.text, parse.span(tokens.start, tokens.stop)
    while start < end - 1 and text[start] in ",.;:-–— ":
        start += 1
    while end > start + 1 and text[end - 1] in ",.;:-–— ":
        end -= 1
    return Span(start, end)
