"""What a meeting is about and what came of it, as worded."""

from dateline.marks.clauses import is_verb, prepositions
from dateline.marks.parse import Parse
from dateline.marks.wordlist import words
from dateline.readings.meetings.sightings import governing

ENDING = ("end", "conclude", "wrap", "finish", "close", "adjourn")


def agenda(parse: Parse, i: int) -> str | None:
    """The object of "to discuss ..." under the meeting or its verb, else what stands after "on" or "over"."""
    verb = i if is_verb(parse, i) else governing(parse, i)
    for at in (i, verb) if verb is not None else (i,):
        for k in parse.kids(at, "xcomp", "advcl", "acl", "relcl"):
            if parse.tokens[k].lemma in words("meetings", "agenda"):
                for o in parse.kids(k, "dobj"):
                    return _words(parse, o)
    if not is_verb(parse, i):
        for preposition, o in prepositions(parse, i):
            about = preposition in ("on", "over", "about") and parse.tokens[o].tag.startswith("N")
            if about and not _is_day(parse, o):
                return _words(parse, o)
    return None


def outcome(parse: Parse, i: int) -> str | None:
    """What talks end with or without, or produce."""
    verb = governing(parse, i)
    if verb is None or i not in parse.kids(verb, "nsubj", "nsubjpass"):
        return None
    if parse.tokens[verb].lemma in words("meetings", "yielding"):
        return next((_words(parse, o) for o in parse.kids(verb, "dobj")), None)
    if parse.tokens[verb].lemma in ENDING:
        for preposition, o in prepositions(parse, verb):
            if preposition in ("with", "without", "in"):
                if preposition == "in" and parse.tokens[o].tag.startswith("NNP"):
                    continue
                told = _words(parse, o)
                return f"without {told}" if preposition == "without" else told
    return None


def _is_day(parse: Parse, i: int) -> bool:
    return any(name.label in ("DATE", "TIME") and name.first <= i < name.last for name in parse.names)


def _words(parse: Parse, i: int) -> str:
    """The phrase of a noun up to a clause that hangs on it."""
    first, last = parse.edges(i)
    for k in parse.kids(i, "relcl", "appos", "punct"):
        if k > i:
            last = min(last, parse.edges(k)[0])
    while last > i + 1 and parse.tokens[last - 1].dep == "punct":
        last -= 1
    return parse.words(first, last)
