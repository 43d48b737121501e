"""Where talks stand on the day of the report, by the words over them and by their day."""

from datetime import date

from dateline.marks.clauses import factuality, is_verb, modal, negated, passive
from dateline.marks.parse import Parse
from dateline.marks.wordlist import load, words
from dateline.readings.items import When
from dateline.readings.meetings.sightings import governing

AWAITING = ("when", "once", "if", "unless", "until", "before")
COMING = ("due", "set", "scheduled", "expected", "slated", "planned", "supposed", "meant")
HELD = ("held", "resumed", "under_way")


def standing(parse: Parse, i: int, when: When | None, published: date | None) -> str | None:
    """The status that the words over the meeting give it; else the one of its day; ``None`` where neither tells."""
    telling = [i if is_verb(parse, i) else parse.tokens[i].head, *parse.kids(i, "relcl")]
    over = any(parse.tokens[v].tag in ("VBD", "VBN") for v in telling)
    timed = by_day(when, published, over=over)
    for v in _verbs(parse, i):
        told = _told(parse, i, v, timed)
        if told is not None:
            return told
    return timed


def sought(parse: Parse, i: int) -> bool:
    """Whether the meeting is only what a plan is for: "agreed a road map for a truce, talks and elections"."""
    t = parse.tokens[i]
    while t.dep == "conj" and t.head != t.i:
        t = parse.tokens[t.head]
    over = parse.tokens[t.head]
    plan = parse.tokens[over.head].lemma in words("meetings", "plans")
    return plan and t.dep == "pobj" and over.lower in ("for", "on", "of")


def put_off(parse: Parse, i: int) -> int | None:
    """The verb that puts the meeting at ``i`` off, joined to the one that governs it: "were due on Monday but the
    envoy has pushed them back to Friday"."""
    over = governing(parse, i)
    for v in parse.kids(over, "conj") if over is not None else ():
        pronoun = any(parse.tokens[k].lower in ("it", "them") for k in parse.kids(v, "dobj"))
        if pronoun and _stage(parse, v) == "suspended" and moved_to(parse, v) is not None:
            return v
    return None


def by_day(when: When | None, published: date | None, *, over: bool = False) -> str | None:
    """The status of a meeting whose day alone is told; ``over`` says that it is told in the past."""
    if when is None or when.start is None or published is None:
        return None
    if when.start > published:
        return "scheduled"
    if when.end is not None and when.end < published:
        return "held"
    if when.start == when.end:
        return "under_way"
    return "held" if over else "scheduled"


def moved_to(parse: Parse, v: int) -> int | None:
    """The first token of the time until which verb ``v`` puts a meeting off: "postponed until Friday"."""
    small = parse.kids(v, "prt", "advmod")
    for k in (*parse.kids(v, "prep", "mark"), *(p for s in small for p in parse.kids(s, "prep"))):
        if parse.tokens[k].lower in ("until", "till", "to") and parse.kids(k, "pobj"):
            return k + 1
    return None


def _verbs(parse: Parse, i: int) -> list[int]:
    """The verbs that tell of the meeting, the one over it first; not those that say who leads it."""
    if is_verb(parse, i):
        return [i]
    over = governing(parse, i)
    if over is not None and (effort := _effort(parse, over)) is not None:
        # "halted his attempts to hold talks": what becomes of the attempts becomes of the talks.
        return [effort]
    own = [k for k in parse.kids(i, "acl", "amod", "relcl") if not parse.kids(k, "npadvmod")]
    convening = words("meetings", "convening") | words("meetings", "mediating")
    own = [k for k in own if is_verb(parse, k) and not (parse.tokens[k].lemma in convening and passive(parse, k))]
    return [*([over] if over is not None else []), *own]


def _effort(parse: Parse, v: int) -> int | None:
    """The verb that tells what becomes of attempts to do ``v``, where that is the end of them."""
    noun = parse.tokens[v].head
    if parse.tokens[v].dep != "acl" or parse.tokens[noun].lemma not in words("meetings", "efforts"):
        return None
    over = governing(parse, noun)
    ended = ("suspended", "collapsed", "cancelled")
    return over if over is not None and _stage(parse, over) in ended else None


def _told(parse: Parse, i: int, v: int, timed: str | None) -> str | None:
    """What verb ``v`` says of the meeting at ``i``; ``None`` where it says nothing."""
    stage = _stage(parse, v)
    if stage is None:
        return None
    lemma = parse.tokens[v].lemma
    if parse.tokens[v].dep == "xcomp" and parse.tokens[parse.tokens[v].head].lower in COMING:
        # "were to have begun", "is due to open"
        return "scheduled"
    if stage == "suspended" and moved_to(parse, v) is not None:
        return "scheduled"
    if stage == "under_way" and lemma == "lead" and parse.tokens[i].dep != "nsubj":
        return timed
    if stage == "held" and negated(parse, v):
        # "The talks were not held" is news, "the two have never met" is not.
        return "cancelled" if v != i else None
    if factuality(parse, v) in ("hypothetical", "denied") or _awaited(parse, v):
        return timed
    if lemma == "end" and parse.tokens[i].dep == "dobj":
        return "collapsed"
    if modal(parse, v) in ("will", "would", "shall") or (timed == "scheduled" and stage in HELD):
        return "scheduled"
    wished = parse.tokens[v].dep in ("acl", "ccomp") and parse.tokens[parse.tokens[v].head].lemma in words(
        "meetings", "wishes"
    )
    if stage in HELD and (modal(parse, v) is not None or wished):
        # "should resume", "could begin", "a commitment that the parties return to talks"
        return "proposed"
    if stage == "under_way" and lemma in words("meetings", "joining") and parse.tokens[v].tag == "VB":
        # "pressure on them to attend talks"
        return timed
    intended = stage in ("resumed", "under_way") or (stage == "held" and timed != "held")
    if intended and parse.tokens[v].tag == "VB":
        return "scheduled" if timed == "scheduled" else "proposed"
    progressive = parse.tokens[v].tag == "VBG" and factuality(parse, v) == "ongoing"
    if stage == "held" and (progressive or (lemma == "convene" and timed == "under_way")):
        return "under_way"
    return stage


def _stage(parse: Parse, v: int) -> str | None:
    """The stage that a verb stands for, with the small word behind it: "called off"."""
    stages: dict[str, list[str]] = load("meetings")["status"]
    phrases: dict[str, list[str]] = load("meetings")["phrases"]
    t = parse.tokens[v]
    if t.lower in COMING and passive(parse, v):
        return "scheduled"
    if t.lemma in ("be", "get") and any(parse.tokens[k].lower in COMING for k in parse.kids(v, "acomp", "xcomp")):
        return "scheduled"
    small = [parse.tokens[k].lower for k in parse.kids(v, "prt", "advmod", "prep", "acomp")]
    said = {f"{t.lemma} {word}" for word in small}
    found = next((stage for stage, of in phrases.items() if said & set(of)), None)
    if found is not None:
        return found
    if t.lemma == "take" and not any(parse.tokens[k].lower == "place" for k in parse.kids(v, "dobj")):
        return None
    if t.lemma == "call" and parse.kids(v, "dobj") and not small:
        return None
    return next((stage for stage, lemmas in stages.items() if t.lemma in lemmas), None)


def _awaited(parse: Parse, v: int) -> bool:
    """Whether the verb only says when something else will be: "once talks resume", "before they began"."""
    return any(parse.tokens[k].lower in AWAITING for k in parse.kids(v, "mark", "advmod"))
