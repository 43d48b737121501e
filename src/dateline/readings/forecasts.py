"""What is expected to happen, by whom, and how surely."""

from collections.abc import Iterator, Sequence

from dateline.marks.clauses import is_verb, modal, negated, subject
from dateline.marks.parse import Parse, covering
from dateline.marks.times import TimeMark, when_for
from dateline.marks.wordlist import load, words
from dateline.readings.asks.put import Put
from dateline.readings.attributions import Attribution
from dateline.readings.cast import Cast
from dateline.readings.dating import when_of
from dateline.readings.items import Forecast, When
from dateline.span import Span

BEHIND = 20  # characters
DOUBTS = {"doubt", "doubtful", "sceptical", "skeptical", "pessimistic"}
MODALS = {"will": "will", "shall": "will", "would": "will", "could": "may", "may": "may", "might": "may"}


def find_forecasts(
    parse: Parse, attributions: Sequence[Attribution], asks: Sequence[Put], cast: Cast, times: Sequence[TimeMark]
) -> tuple[Forecast, ...]:
    """The forecasts of a report: what the network found; then foretelling cues, modal clauses in what is said, odds
    ("little hope of")."""
    out: list[Forecast] = []
    for by, outcome, polarity, confidence in [
        *_put(parse, asks),
        *_said(parse, attributions, cast),
        *_odds(parse, cast),
        *_likely(parse),
    ]:
        if any(f.outcome.overlaps(outcome) for f in out):
            continue
        sentence = parse.sentence_of(covering(parse, outcome)[0])
        verb = next((i for i in covering(parse, outcome) if is_verb(parse, i)), None)
        out.append(
            Forecast(
                id=f"f{len(out) + 1}",
                evidence=(parse.report.cite(*parse.span(sentence.first, sentence.last)),),
                outcome=outcome,
                polarity=polarity,
                by=by,
                confidence=confidence,
                horizon=_horizon(parse, times, outcome, verb),
            )
        )
    return tuple(out)


def _horizon(parse: Parse, times: Sequence[TimeMark], outcome: Span, verb: int | None) -> When | None:
    """The time of the outcome's verb, else the only time among its words or right behind: "by August 1"."""
    found = when_for(parse, times, verb) if verb is not None else None
    if found is None:
        sentence = parse.sentence_of(covering(parse, outcome)[0])
        near = Span(outcome.start, min(outcome.end + BEHIND, parse.tokens[sentence.last - 1].end))
        inside = [time for time in times if near.holds(time.span) and time.type == "DATE" and time.start is not None]
        found = inside[0] if len(inside) == 1 else None
    when, published = when_of(found), parse.report.published
    # What lies behind the report is no horizon: another day was meant.
    past = when is not None and when.end is not None and published is not None and when.end < published.date()
    return None if past else when


Found = tuple[str | None, Span, str, str | None]


def _put(parse: Parse, asks: Sequence[Put]) -> Iterator[Found]:
    for put in asks:
        if put.polarity is not None:
            by = next(iter(put.by), None)
            yield by, _trimmed(parse, put.content), put.polarity, parse.tokens[put.token].text


def _said(parse: Parse, attributions: Sequence[Attribution], cast: Cast) -> Iterator[Found]:
    cues: dict[str, list[str]] = load("forecasts")["cues"]
    for a in attributions:
        cue = parse.tokens[a.cue] if a.cue is not None else None
        expected = next((p for p, lemmas in cues.items() if cue is not None and cue.lemma in lemmas), None)
        # "do not believe", "doubt", "few expect": what follows is not to be.
        against = cue is not None and (negated(parse, cue.i) or cue.lemma in DOUBTS or _few(parse, a.speaker))
        for content in a.content:
            inside = covering(parse, content)
            if expected is not None and a.cue is not None:
                polarity = "will_not" if against else _polarity(parse, inside) or expected
                yield cast.party(a.speaker), content, polarity, parse.tokens[a.cue].text
                continue
            for i in inside:
                said = modal(parse, i) if is_verb(parse, i) else None
                if said not in MODALS or not _main(parse, i, inside) or _counterfactual(parse, i):
                    continue
                if said == "would" and (cue is None or cue.tag not in ("VBD", "VBN", "VBG")):
                    continue
                first, last = parse.edges(i)
                span = parse.span(max(first, inside[0]), min(last, inside[-1] + 1))
                yield (
                    cast.party(a.speaker),
                    _trimmed(parse, span),
                    "will_not" if against or negated(parse, i) or _denied_subject(parse, i) else MODALS[said],
                    said,
                )
                break


def _few(parse: Parse, speaker: int | None) -> bool:
    """Whether hardly anybody holds it: "few believe"."""
    if speaker is None:
        return False
    near = [speaker, *parse.tokens[speaker].kids]
    return any(parse.tokens[k].lower in words("forecasts", "hardly_any") for k in near)


def _counterfactual(parse: Parse, v: int) -> bool:
    """ "would have shot", and "could not cross on Sunday" in a tale of what was."""
    perfect = any(parse.tokens[k].lower in ("have", "'ve") for k in parse.kids(v, "aux"))
    return perfect or (modal(parse, v) == "could" and negated(parse, v))


def _main(parse: Parse, i: int, inside: range) -> bool:
    """Whether the verb is the main one of the content, or coordinated with it."""
    t = parse.tokens[i]
    while t.dep == "conj" and t.head in inside:
        t = parse.tokens[t.head]
    return t.head not in inside or t.head == t.i or t.dep in ("ccomp", "ROOT")


def _denied_subject(parse: Parse, i: int) -> bool:
    return any(
        parse.tokens[d].lower == "no" for k in parse.kids(i, "nsubj", "attr", "dobj") for d in parse.kids(k, "det")
    )


def _polarity(parse: Parse, inside: range) -> str | None:
    for i in inside:
        if is_verb(parse, i) and (said := modal(parse, i)) in MODALS:
            return "will_not" if negated(parse, i) or _denied_subject(parse, i) else MODALS[said]
    return None


def _odds(parse: Parse, cast: Cast) -> Iterator[Found]:
    """ "little hope of a breakthrough", "at risk of being encircled"."""
    for t in parse.tokens:
        if t.tag not in ("NN", "NNS") or t.lemma not in words("forecasts", "nouns_for"):
            continue
        lessened = next(
            (parse.tokens[k].lower for k in t.kids if parse.tokens[k].lower in words("forecasts", "lessening")),
            None,
        )
        if lessened is None and t.lemma not in ("risk", "danger"):
            continue
        for k in parse.kids(t.i, "prep"):
            if parse.tokens[k].lower != "of" or not parse.kids(k):
                continue
            first, last = parse.edges(k)
            verb = next((a for a in parse.ancestors(t.i) if is_verb(parse, a)), None)
            holder = cast.party(subject(parse, verb)) if verb is not None and lessened and t.dep == "dobj" else None
            confidence = f"{lessened} {t.lower}" if lessened else f"at {t.lower}"
            yield (
                holder,
                _trimmed(parse, parse.span(first + 1, last)),
                "will_not" if lessened else "may",
                confidence,
            )


def _likely(parse: Parse) -> Iterator[Found]:
    """ "is expected to arrive", "is unlikely to halt"."""
    likely, unlikely = words("forecasts", "likely"), words("forecasts", "unlikely")
    for t in parse.tokens:
        if (t.lower not in likely and t.lower not in unlikely) or t.tag in ("VBD", "VBP"):
            # "They set to work"
            continue
        for k in parse.kids(t.i, "xcomp"):
            if parse.tokens[k].tag == "VB":
                negative = t.lower in unlikely or negated(parse, t.head if t.tag == "JJ" else t.i)
                yield (
                    None,
                    _trimmed(parse, parse.span(*parse.edges(k))),
                    "will_not" if negative else "will",
                    t.lower,
                )


def _trimmed(parse: Parse, span: Span) -> Span:
    text = parse.report.text
    start, end = span
    while end > start + 1 and not text[end - 1].isalnum():
        end -= 1
    while start < end - 1 and not text[start].isalnum():
        start += 1
    for word in ("to ", "that "):
        if text.startswith(word, start) and start + len(word) < end:
            start += len(word)
    return Span(start, end)
