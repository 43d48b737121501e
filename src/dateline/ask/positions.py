"""What an actor said on each issue, in order of time, and where the wording of the position moved."""

import re
from functools import cache

import pyarrow as pa

from dateline.across.window import ALL, Window
from dateline.ask.statements import pattern, statements, whole_words
from dateline.marks.wordlist import load
from dateline.record.store import Record

SAYS = "says"


def positions(record: Record, name: str, *, on: str | None = None, window: Window = ALL) -> pa.Table:
    """One row a statement and issue, by issue and day; ``on`` keeps one issue of ``lexicon/issues.yml``.

    ``stance`` is how the statement words it: wants, accepts, refuses, doubts, conditional, or only says.
    ``moved_from`` is the speaker's last other stance on the issue, "says" left out: a change of wording, shown with
    both sentences and not judged. Raises ``ValueError`` for an issue that there is none of.
    """
    issues = list(load("issues")["issues"])
    if on is not None and on not in issues:
        raise ValueError(f"no issue {on!r}; there are: {', '.join(issues)}")
    table = statements(record, by=name, window=window)
    rows = sorted(
        table.to_pylist(), key=lambda r: (str(r["date"] or r["published"] or ""), r["report_id"], r["item_id"])
    )
    out = []
    for issue in [on] if on is not None else issues:
        held: dict[str, str] = {}
        words = re.compile(pattern(issue) or "", re.IGNORECASE)
        for row in rows:
            if not words.search(row["content"]):
                continue
            now = stance(row["cue"] or "", row["content"])
            before = held.get(row["speaker"])
            if now != SAYS:
                held[row["speaker"]] = now
            moved = before if now != SAYS and before != now else None
            out.append({"issue": issue, "stance": now, "moved_from": moved, **row})
    first = [("issue", pa.string()), ("stance", pa.string()), ("moved_from", pa.string())]
    return pa.Table.from_pylist(out, schema=pa.schema([*first, *table.schema]))


def stance(cue: str, content: str) -> str:
    """How a statement words a position, by its cue and its content.

    >>> stance("said", "it will not return to the talks"), stance("urged", "both sides to stop")
    ('refuses', 'wants')
    >>> stance("said", "no truce was possible unless the sieges ended")
    'conditional'
    """
    for name, parts in _stances().items():
        if ("cue" in parts and parts["cue"].fullmatch(cue)) or (
            "content" in parts and parts["content"].search(content)
        ):
            return name
    return SAYS


@cache
def _stances() -> dict[str, dict[str, re.Pattern[str]]]:
    found = load("issues")["stances"]
    return {
        name: {part: re.compile(whole_words(of), re.IGNORECASE) for part, of in parts.items()}
        for name, parts in found.items()
    }
