"""The tense of the verb that governs a stretch of words: whether a bare "Thursday" lies behind or ahead."""

from dataclasses import dataclass

from dateline.marks.parse import Token
from dateline.marks.wordlist import words

PLANNED = words("times", "planned_verbs")
APPOINTED = words("times", "appointed_verbs")
PLANNABLE = words("times", "plannable")
SLATED = frozenset({"slated", "scheduled", "upcoming"})
GRANTED = words("times", "granted_verbs")
DONE = words("times", "done_verbs")
SPEECH = words("times", "speech_verbs")
# A past verb may set an end that lies ahead: "extended it to Nov. 20".
BACKWARD = words("times", "backward_verbs")
FEW = frozenset({"first", "last", "only", "latest", "second", "third"})
NEGATIVE, REACH = frozenset({"not", "n't", "neither", "nor", "nobody"}), 12
# What takes effect or is paid out does so on a day to come.
EFFECTIVE = frozenset({"due", "effective", "payable"})
# What fixes a day fixes one to come.
SETTING = frozenset({"call", "set", "announce", "fix", "schedule"})
ENDS = frozenset({"to", "through", "until", "till", "by"})


@dataclass(frozen=True, slots=True)
class Tense:
    """The tense of the verb above a time: past, present, future or None.

    ``direct`` is true where no noun stands between the two, ``of_subject`` where the time belongs to the
    subject of the verb ("the truce on Sunday is set to ..."), and ``will`` where the verb has a modal.
    """

    name: str | None = None
    direct: bool = False
    of_subject: bool = False
    will: bool = False


def tense_at(tokens: list[Token], first: int, last: int) -> Tense:
    """The tense of the nearest verb above tokens ``first`` to ``last``."""
    i = top = next((k for k in range(first, last) if not first <= tokens[k].head < last), first)
    before = tokens[first - 1].lower if first else ""
    if before == "since":
        return Tense("past", True)
    if tokens[i].dep == "dobj":  # "set Nov. 10 as the deadline": the verb tells nothing of where it lies
        return Tense()
    if tokens[i].dep == "compound" and tokens[tokens[i].head].lemma not in PLANNABLE:
        return Tense()
    if tokens[i].dep == "poss" and tokens[tokens[i].head].lemma not in PLANNABLE:  # "Wednesday's raid"
        return Tense("past", True)
    direct, of_subject = before not in ENDS, False
    while tokens[i].head != i:
        child, i = tokens[i], tokens[i].head
        token = tokens[i]
        of_subject = of_subject or (child.dep in ("nsubj", "nsubjpass") and child.i != top and before not in ENDS)
        if token.lower in EFFECTIVE or token.lemma in APPOINTED or any(tokens[k].lemma in SLATED for k in token.kids):
            return Tense("future", True)
        if token.lemma in PLANNED:
            passive = token.tag == "VBN" and before in ("for", "by", "in")
            to_do = token.lemma == "plan" and any(tokens[k].dep == "dobj" for k in token.kids)
            if passive or to_do or not direct or child.dep == "dobj":
                return Tense("future", True, of_subject)
        if token.lemma in GRANTED and before in ENDS:
            return Tense("future", True)
        if token.tag[:2] in ("VB", "MD"):
            name = _verb_tense(tokens, i)
            if name == "future" and _is_infinitive(tokens, i):
                if token.dep in ("nsubj", "csubj") or any(tokens[k].lower in FEW for k in tokens[token.head].kids):
                    continue  # "the first countries to join on Friday were ..."
                if _failed(tokens, token.head):
                    return Tense("past", True)
                if not direct and token.lemma in BACKWARD:
                    return Tense("past", True)  # "to mark its entry on Friday"
            if name:
                will = any(tokens[k].tag == "MD" for k in token.kids)
                # "called an election for April 13"
                set_for = before == "for" and (not direct or token.lemma in SETTING)
                return Tense("future" if set_for else name, direct, of_subject, will)
        elif token.tag.startswith("N") and i != top:
            direct = False
    return Tense()


def _failed(tokens: list[Token], i: int) -> bool:
    """Whether it says that a plan came to nothing: "were meant to start", "was originally due to open"."""
    token = tokens[i]
    over = any(tokens[k].tag == "VBD" for k in (i, token.head, *token.kids))
    return over and (token.lower in ("meant", "supposed") or any(tokens[k].lower == "originally" for k in token.kids))


def _is_infinitive(tokens: list[Token], i: int) -> bool:
    return tokens[i].tag == "VB" and any(tokens[k].tag == "TO" for k in tokens[i].kids)


def _verb_tense(tokens: list[Token], i: int) -> str | None:
    """The tense of the verb at ``i``; None for a participle that takes its time from the verb above."""
    token = tokens[i]
    helps = [tokens[k] for k in token.kids if tokens[k].dep in ("aux", "auxpass")]
    lowers = {t.lower for t in helps}
    if token.tag == "MD":
        return "future"
    if "could" in lowers and any(tokens[k].lower in NEGATIVE for k in range(max(0, i - REACH), i)):
        return "past"  # "could not be reached Wednesday"
    if any(t.tag == "MD" for t in helps):
        return "past" if token.tag == "VBN" and "have" in lowers and "be" not in lowers else "future"
    if token.tag == "VBD" or "did" in lowers:
        return "past"
    if token.tag == "VBN":
        if lowers & {"is", "are", "'s", "'re", "be"} and "been" not in lowers:
            return "future" if token.lemma in PLANNED else "present"
        return "past" if helps or token.lemma not in PLANNED else "future"
    if token.tag in ("VBP", "VBZ"):
        return "past" if token.lemma in SPEECH else "present"
    if token.tag == "VBG":
        if lowers & {"was", "were", "been"}:
            return "past"
        return "future" if lowers & {"is", "are", "'re", "'s"} and token.lemma == "go" else "present" if helps else None
    if any(t.tag == "TO" for t in helps):
        head = tokens[token.head]
        return None if token.head != i and head.lemma in DONE else "future"
    return "present"
