"""Which of a report's times dates a given verb or noun."""

from collections.abc import Sequence

from dateline.marks.parse import Parse, Token
from dateline.marks.times.marks import LASTING, TimeMark
from dateline.marks.times.tenses import DONE, SPEECH
from dateline.marks.times.words import kind_of
from dateline.marks.wordlist import words

BORDERS = frozenset(["before", "until", "till", "by", "ahead", "from", "to", "through", "after"])
# A time on the object dates the verb too after one of these ("took the town in May"), not after another ("the
# first talks since May"). With "of" or a place between, only "on" is safe.
ON_OBJECT = frozenset(["on", "in", "during", "at"])
WHERE = frozenset(["in", "at", "near", "into", "with", "inside", "outside", "across", "along"])
SUBJECTS = ("nsubj", "nsubjpass", "expl")
# Verbs of a judgement or of speech take an object with a time of its own: "condemned the raid on Monday".
REMARKS = words("cues", "judgement") | SPEECH
NOT_SINCE = frozenset(["first", "only", "last"])
FRONT = 3  # words; "But on Monday ..."


def when_for(parse: Parse, times: Sequence[TimeMark], token_index: int) -> TimeMark | None:
    """The time that dates the verb or noun at ``token_index``; None where none does for certain.

    In this order: a time attached to the word itself; one attached to the verb of its clause or to a verb that
    shares its times; the only time on that verb's object ("began a round of talks on Thursday"); one at the
    sentence's front; the time of the verb above an "as" clause. Times of another clause, repeated times,
    lengths without days and mere borders ("until Friday") never date it. A time after "since" does: it is
    where the thing began.
    """
    tokens, sentence = parse.tokens, parse.sentence_of(token_index)
    verb = _clause(tokens, token_index)
    own: list[TimeMark] = []
    clause: list[TimeMark] = []
    on_object: list[TimeMark] = []
    in_front: list[TimeMark] = []
    bare = token_index == verb or (
        tokens[token_index].head == verb and tokens[token_index].dep in ("dobj", "nsubj", "nsubjpass")
    )
    for time in times:
        if not sentence.first <= time.first < sentence.last:
            continue
        governor, border = _governor(tokens, time)
        if border or not (_is_dated(time) or _up_to_now(tokens, time, governor)):
            continue
        if governor == token_index:
            own.append(time)
        elif governor == verb or _shares(tokens, governor, verb):
            clause.append(time)
        elif bare and any(v == verb or _shares(tokens, v, verb) for v in _verbs_over(tokens, time, governor)):
            on_object.append(time)
        elif bare and time.first - sentence.first < FRONT and _joined(tokens, verb, governor):
            in_front.append(time)
    for found in (own, clause, on_object, in_front):
        if found:
            return _only(found)
    above = _at_once(tokens, verb) if bare else None
    return when_for(parse, times, above) if above is not None else None


def _is_dated(time: TimeMark) -> bool:
    """Whether a time can date an event: it has days, and a length has both ends."""
    if time.type == "DURATION":
        return time.start is not None and time.end is not None and not time.ambiguous
    return time.type != "SET" and time.start is not None


def _up_to_now(tokens: list[Token], time: TimeMark, governor: int) -> bool:
    """Whether a length reaches to the report: "in two weeks the army has encircled the town"."""
    t = tokens[governor]
    return (
        time.type == "DURATION"
        and time.start is not None
        and t.tag == "VBN"
        and any(tokens[k].lower in ("has", "have") for k in t.kids)
        and time.first > 0
        and tokens[time.first - 1].lower in LASTING
        and kind_of(tokens[time.first].lower) != "approx"
    )


def _only(times: list[TimeMark]) -> TimeMark | None:
    """The one time, or the finest of times that hold each other ("on Thursday last week")."""
    times = [t for t in times if t.value != "PRESENT_REF"] or times
    spans = [(t.start, t.end or t.start, t) for t in times if t.start]
    best = min(spans, key=lambda s: s[1] - s[0])
    return best[2] if all(start <= best[0] and best[1] <= end for start, end, _ in spans) else None


def _governor(tokens: list[Token], time: TimeMark) -> tuple[int, bool]:
    """The verb or noun that a time hangs on, and whether a border word ("until") stands between."""
    first, last = time.first, time.last
    i = next((k for k in range(first, last) if not first <= tokens[k].head < last), first)
    border = False
    while tokens[i].head != i:
        child, i = tokens[i], tokens[i].head
        if child.dep == "conj":  # "on Monday or Tuesday"
            continue
        if tokens[i].tag not in ("IN", "TO", "RP", "RB"):
            break
        border = border or tokens[i].lower in BORDERS or _since_another(tokens, i)
    return _qualifier(tokens, time, i), border


def _since_another(tokens: list[Token], since: int) -> bool:
    """Whether "since" tells when the like last was: "held their first talks since 2014"."""
    if tokens[since].lower != "since":
        return False
    clause = tokens[max(0, since - 8) : since]
    return any(t.tag in ("JJS", "RBS") or t.lower in NOT_SINCE for t in clause)


def _qualifier(tokens: list[Token], time: TimeMark, i: int) -> int:
    """The verb beside a subject that a time follows at once, where the parser took it to the main verb.

    In "Powers meeting in Geneva on Thursday aim to revive talks" the time belongs to "meeting".
    """
    if time.first > i or not _is_verb(tokens[i]) or tokens[time.first - 1].lower != "on":
        return i
    for k in tokens[i].kids:
        if tokens[k].dep in SUBJECTS and k < time.first:
            for v in tokens[k].kids:
                if tokens[v].dep == "acl" and k < v < time.first:
                    between = tokens[v : time.first]
                    return i if any(t.tag in (",", ":", "``", "''") for t in between) else v
    return i


def _is_verb(token: Token) -> bool:
    return token.tag.startswith("VB")


def _clause(tokens: list[Token], i: int) -> int:
    """The verb of the clause that token ``i`` stands in."""
    while not _is_verb(tokens[i]) and tokens[i].head != i:
        i = tokens[i].head
    return i


def _verbs_over(tokens: list[Token], time: TimeMark, governor: int) -> list[int]:
    """The verb that a time on a noun dates, if any: the noun is its object, part of that, or its place."""
    before, i = tokens[time.first - 1].lower if time.first else "", governor
    # "in the Spring Offensive", "on Monday's raid": the time is part of the noun's own phrase
    within = any(tokens[k].head == governor for k in range(time.first, time.last))
    if before not in ON_OBJECT or within:
        return []
    t = tokens[i]
    while t.dep == "pobj" and (tokens[t.head].lower == "of" or t.tag == "NNP"):
        if before != "on" and t.tag != "NNP":
            return []
        i = tokens[t.head].head
        t = tokens[i]
    if _is_verb(t):
        return [i] if i != governor else []
    if t.dep == "pobj" and before == "on" and tokens[t.head].lower in WHERE:
        i = tokens[t.head].head
    elif t.dep == "dobj":
        i = t.head
    else:
        return []
    return [i] if _is_verb(tokens[i]) and tokens[i].lemma not in REMARKS else []


def _shares(tokens: list[Token], governor: int, verb: int) -> bool:
    """Whether a time on one verb dates another that has no subject of its own.

    So it is with joined verbs ("shelled the town and killed five on Friday"), with participles ("left on
    Friday, accusing the army") and with what was managed or begun ("strained to keep talks alive on Monday").
    """
    for one, other in ((governor, verb), (verb, governor)):
        t = tokens[one]
        if t.head != other or any(tokens[k].dep in ("nsubj", "nsubjpass") for k in t.kids):
            continue
        if t.dep == "conj" or (t.dep == "xcomp" and tokens[other].lemma in DONE):
            return True
        if t.dep == "advcl" and t.tag == "VBG" and one == verb:
            return True
    return False


def _joined(tokens: list[Token], verb: int, first: int) -> bool:
    """Whether ``verb`` is joined to ``first`` by "and", both in the past: a time in front holds for both."""
    i = verb
    while tokens[i].dep == "conj" and i != first:
        i = tokens[i].head
    return i == first != verb and tokens[verb].tag == tokens[first].tag == "VBD"


def _at_once(tokens: list[Token], verb: int) -> int | None:
    """The past verb before a past "as" clause: what happened as the other did."""
    t = tokens[verb]
    if t.dep == "xcomp" and tokens[t.head].lemma in DONE:  # "as the army tried to take the hill"
        t = tokens[t.head]
    above = tokens[t.head]
    while above.dep == "xcomp" and above.tag == "VB":
        above = tokens[above.head]
    if t.dep != "advcl" or t.tag != "VBD" or t.lemma == "be" or above.tag != "VBD" or above.i > t.i:
        return None
    return above.i if any(tokens[k].dep == "mark" and tokens[k].lower == "as" for k in t.kids) else None
