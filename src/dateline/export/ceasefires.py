"""The truces of the record in the columns of the ETH/PRIO Civil Conflict Ceasefire Dataset."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from dateline.across.window import ALL, Window
from dateline.ask.matrix import matrix
from dateline.export import sheet
from dateline.export.columns import columns
from dateline.marks.wordlist import load
from dateline.record.store import Record

# After Clayton, Nygård, Strand, Rustad, Wiehler, Sagård, Landsverk, Ryland, Sticher, Wink and Bara (2023), "Introducing
# the Civil Conflict Ceasefire Dataset", Journal of Conflict Resolution 67; what no report tells is left empty.
COLUMNS = columns("ceasefires")
HEAD = sheet.head(COLUMNS)
DECLARING = ("offer", "promise", "deadline")


def entries(record: Record, window: Window = ALL) -> Iterator[str]:
    """One line of CSV a truce."""
    return (sheet.row(COLUMNS, truce) for truce in ceasefires(record, window))


def ceasefires(record: Record, window: Window = ALL) -> Iterator[dict[str, Any]]:
    """One row a truce that somebody offers, promises or sets a day for, with the columns of COLUMNS.

    ``side`` declares, ``side_b`` is asked; ``type`` is unilateral, bilateral or multilateral by who accepts;
    ``purpose``, ``partial``, ``written`` and ``mechanism`` rest on the words of the sentences that tell it (see
    ``lexicon/issues.yml``). ``violations`` counts the breaches alleged after it took effect.
    """
    words = {name: re.compile(rf"\b(?:{of})\b", re.IGNORECASE) for name, of in load("issues")["truces"].items()}
    for row in matrix(record, kind="ceasefire", window=window).to_pylist():
        if row["force"] not in DECLARING:
            continue
        by_answer = {
            answer: sorted({a["party"] for a in row["answers"] if a["response"] == answer})
            for answer in ("accepts", "rejects", "conditional")
        }
        told = " ".join(filter(None, (row["terms"], row["sentence"], row["condition"])))
        sides = len(set(row["by"]) | set(by_answer["accepts"]))
        yield {
            "id": f"{row['report_id']}-{row['item_id']}",
            "side": "; ".join(row["by"]),
            "side_b": "; ".join(sorted({a["party"] for a in row["answers"]})),
            **_day("cf_dec", row["made"]),
            **_day("cf_effect", row["takes_effect"]),
            **_day("cf_end", row["ended"]),
            "type": {0: "", 1: "unilateral", 2: "bilateral"}.get(sides, "multilateral"),
            "purpose": _first(words, told, "humanitarian", "peace_process", "holiday"),
            "partial": "partial" if words["partial"].search(told) else "",
            "written": "written" if words["written"].search(told) else "",
            "mediator": "; ".join(row["mediators"]),
            "mechanism": "yes" if words["mechanism"].search(told) else "",
            **{answer: "; ".join(parties) for answer, parties in by_answer.items()},
            "violations": len(row["violations"]),
            "violations_by": "; ".join(sorted({name for v in row["violations"] for name in v["against"]})),
            **{name: row[name] for name in ("sources", "report_id", "item_id", "sentence")},
        }


def _first(words: dict[str, re.Pattern[str]], told: str, *names: str) -> str:
    return next((name for name in names if words[name].search(told)), "")


def _day(column: str, day: date | None) -> dict[str, int | None]:
    parts = (day.year, day.month, day.day) if day else (None, None, None)
    return {f"{column}_{part}": of for part, of in zip(("yr", "month", "day"), parts, strict=True)}
