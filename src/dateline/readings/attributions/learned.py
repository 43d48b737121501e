"""Attributions by the trained network: its scores made into cues, speakers and contents."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from dateline.marks.clauses import SUBJECTS, is_verb
from dateline.marks.parse import Parse, covering
from dateline.marks.quotes import Quote
from dateline.marks.wordlist import words
from dateline.readings.attributions.attribution import Attribution
from dateline.readings.attributions.decode import SOURCE, compete, contents, source
from dateline.readings.attributions.network import Judged, load
from dateline.readings.attributions.speakers import antecedent, by_name, hears, speaker_of
from dateline.readings.attributions.stretches import stretches
from dateline.readings.encoder.network import Seen
from dateline.span import Span

# Log-odds above which a word is a cue; chosen on development data.
LEAST = 0.5
# The kinds of verbs among the cues.
VERBS = ("say", "wish", "judgement")


def by_network(parse: Parse, quotes: Sequence[Quote], seen: Sequence[Seen]) -> list[Attribution]:
    """The attributions that the network finds, in the order of their cues."""
    out: list[Attribution | None] = []
    for _, window in groupby(load().judge(parse, seen, least=LEAST), key=lambda j: j.first):
        beside = list(window)
        for judged, scores in zip(beside, compete([j.scores for j in beside]), strict=True):
            out.append(_attribution(parse, quotes, replace(judged, scores=scores)))
    return [a for a in out if a is not None]


def _attribution(parse: Parse, quotes: Sequence[Quote], judged: Judged) -> Attribution | None:
    tokens = {judged.first + i for a, b in contents(judged.scores) for i in range(a, b)}
    tokens = _completed(parse, judged.cue, _under_noun(parse, judged.cue, tokens))
    tokens -= _coordinated(parse, judged.cue)
    tokens = _whole_quotes(parse, quotes, tokens)
    spans, direct = _spans(parse, quotes, tokens)
    if not spans:
        return None
    speaker = _speaker(parse, judged, tokens)
    if speaker is None and direct:
        speaker = speaker_of(parse, judged.cue)
    if speaker is not None and hears(parse, judged.cue, speaker):
        return None
    if speaker is None and not direct:
        # "It is widely feared that": nobody holds it.
        return None
    return Attribution(_cue(parse, judged.cue), speaker, spans, direct)


def _under_noun(parse: Parse, cue: int, tokens: set[int]) -> set[int]:
    """The content of a noun ("its promise that X was broken") without the verb that the noun is subject of."""
    verb = parse.tokens[cue].head
    if not parse.tokens[cue].tag.startswith("N") or verb <= cue or verb not in tokens:
        return tokens
    own = parse.edges(cue)[1]
    return {i for i in tokens if i < own}


def _coordinated(parse: Parse, cue: int) -> set[int]:
    """What stands under a second verb of the speaker's: "said the road was shut and blamed the army"; "said it wants a
    truce but has threatened to march": what he said himself would stand in the past."""
    verbs = [k for k in parse.kids(cue, "conj") if k > cue]
    if parse.tokens[cue].tag == "VBD":
        told = [k for verb in parse.kids(cue, "ccomp") for k in parse.kids(verb, "conj")]
        verbs += [k for k in told if not parse.kids(k, *SUBJECTS) and _perfect(parse, k)]
    return {j for k in verbs if parse.tokens[k].lemma in words("cues", "second") for j in parse.subtree(k)}


def _perfect(parse: Parse, verb: int) -> bool:
    return any(parse.tokens[k].lower in ("has", "have") for k in parse.kids(verb, "aux"))


def _completed(parse: Parse, cue: int, tokens: set[int]) -> set[int]:
    """The content with both sides of a clause that the cue interrupts: "The bridge, he said, was blown up"."""
    own = set(parse.subtree(cue))
    added: set[int] = set()
    for i in tokens:
        t = parse.tokens[i]
        if t.head in tokens or t.head == i:
            subjects = parse.kids(i, *SUBJECTS) if t.head == i or is_verb(parse, i) else []
            added.update(j for k in subjects if k < cue < i for j in parse.subtree(k))
        elif t.dep in SUBJECTS and i < cue < t.head and cue in parse.subtree(t.head):
            added.update(parse.subtree(t.head))
    return tokens | (added - own)


def _cue(parse: Parse, i: int) -> int:
    """The word that shows the attribution: of "are hopeful" the adjective."""
    if parse.tokens[i].lemma == "be":
        return next((k for k in parse.kids(i, "acomp", "attr") if k > i), i)
    return i


def _speaker(parse: Parse, judged: Judged, content: set[int]) -> int | None:
    """The main word of the speaker's phrase; of "Ann Lee, a spokeswoman" the name."""
    phrase = source(judged.scores)
    if phrase is None:
        return None
    inside = [i for i in range(judged.first + phrase[0], judged.first + phrase[1]) if i not in content]
    if not inside:
        return None
    outer = [i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    nouns = [i for i in outer if parse.tokens[i].tag.startswith(("N", "PRP", "W", "CD", "DT"))]
    nouns = nouns or [i for i in inside if parse.tokens[i].tag.startswith(("N", "PRP"))]
    head = max(nouns or outer, key=lambda i: judged.scores[i - judged.first, SOURCE])
    while parse.tokens[head].dep == "appos" and parse.tokens[head].head not in content:
        head = parse.tokens[head].head
    head = _no_verb(parse, _no_object(parse, judged.cue, head))
    return by_name(parse, antecedent(parse, head))


def _no_object(parse: Parse, cue: int, head: int) -> int:
    """Of "took in refugees and agreed to help" the subject: what the verb before did something to does not go on."""
    t = parse.tokens[cue]
    if t.dep != "conj" or not is_verb(parse, cue) or parse.kids(cue, *SUBJECTS):
        return head
    objects = {j for k in parse.kids(t.head, "dobj") for j in parse.subtree(k)}
    doer = speaker_of(parse, cue) if head in objects else None
    return head if doer is None else doer


def _no_verb(parse: Parse, head: int) -> int:
    """Of "the Kremlin rejects claims", where the parser takes "rejects" for a noun, the name before it."""
    lemma = parse.tokens[head].lemma
    names = [k for k in parse.kids(head, "compound", "nmod") if parse.tokens[k].tag.startswith("NNP")]
    if names and parse.tokens[head].tag == "NNS" and any(lemma in words("cues", kind) for kind in VERBS):
        return names[-1]
    return head


def _whole_quotes(parse: Parse, quotes: Sequence[Quote], tokens: set[int]) -> set[int]:
    """The content with every quote that it holds most of held whole, and none of one that it only touches."""
    for q in quotes:
        inside = set(covering(parse, q.inner))
        held = len(inside & tokens)
        if q.speech and held * 2 > len(inside):
            tokens = tokens | inside
        elif q.speech and held * 5 < len(inside):
            tokens = tokens - inside
    return tokens


def _spans(parse: Parse, quotes: Sequence[Quote], tokens: set[int]) -> tuple[list[Span], bool]:
    """The stretches of the content, and whether all of it is quoted."""
    quoted = [q for q in quotes if any(i in tokens for i in covering(parse, q.inner))]
    inside = {i for q in quoted for i in covering(parse, q.outer)}
    if tokens and tokens <= inside:
        return [q.inner for q in quoted], True
    return stretches(parse, sorted(tokens)), False
