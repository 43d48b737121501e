"""Who is who within a report, on GUM: names and descriptions of people, bodies and places put together as one.

    python eval/coref.py GOLD/coref/gum.jsonl            all news texts
    python eval/coref.py GOLD/coref/gum.jsonl --part test

The mentions are those of the gold (people, organisations and places named or described; pronouns are left out); the
measure is B-cubed over them (Bagga and Baldwin 1998). What dateline has for the main word of a mention is its answer; a
mention that it passes over stands alone. Beside it: each description is the nearest name of its type before it, equal
names are one.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from pathlib import Path

from dateline.marks.mentions import find_mentions
from dateline.marks.parse import Parse, covering
from dateline.marks.parser import load
from dateline.marks.quotes import find_quotes
from dateline.readings.cast import Cast
from dateline.readings.places import Sites
from dateline.record.identity import folded
from dateline.reports.report import Report
from dateline.span import Span

TYPES = ("person", "organization", "place")
Mention = tuple[int, str, str, bool, int]


def main_word(parse: Parse, span: Span) -> int:
    """The token of a phrase that none of its others has above it; its last one of several."""
    inside = covering(parse, span)
    outer = [i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    return (outer or list(inside))[-1]


def answers(parse: Parse, mentions: Sequence[Mention]) -> list[Hashable]:
    """The key that dateline has for each mention; one of its own where it has none."""
    found = find_mentions(parse)
    cast = Cast(parse, found, find_quotes(parse.report.text, parse.paragraphs))
    sites = Sites(parse, found, cast)
    return [
        sites.at(i) or cast.clusters.key_of.get(i) or cast.key(i) or ("alone", n) for n, (i, *_) in enumerate(mentions)
    ]


def nearest_name(mentions: Sequence[Mention]) -> list[Hashable]:
    """The baseline: equal names are one, a description is the nearest name of its type before it."""
    out: list[Hashable] = []
    last: dict[str, str] = {}
    for n, (_, type_, words, named, _) in enumerate(mentions):
        if named:
            last[type_] = words
        out.append((type_, last[type_]) if type_ in last else ("alone", n))
    return out


def b_cubed(gold: Sequence[Hashable], said: Sequence[Hashable]) -> tuple[float, float]:
    """Precision and recall, summed over the mentions."""
    of, by, both = Counter(gold), Counter(said), Counter(zip(gold, said, strict=True))
    pairs = list(zip(gold, said, strict=True))
    return sum(both[p] / by[p[1]] for p in pairs), sum(both[p] / of[p[0]] for p in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--part", help="train, dev or test; else all")
    parser.add_argument("--genre", default="news")
    args = parser.parse_args()
    docs = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines()]
    docs = [d for d in docs if d["genre"] == args.genre and args.part in (None, d["split"])]
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    number = 0
    for doc, parse in zip(docs, load().parse(Report(id=d["doc_id"], text=d["text"]) for d in docs), strict=True):
        mentions: list[Mention] = []
        for n, cluster in enumerate(doc["clusters"]):
            for start, end in cluster["mentions"] if cluster["type"] in TYPES else ():
                i = main_word(parse, Span(start, end))
                t = parse.tokens[i]
                if not t.tag.startswith(("PRP", "W", "EX")) and t.lower not in ("this", "that", "these", "those"):
                    mentions.append((i, cluster["type"], folded(doc["text"][start:end]), t.tag.startswith("NNP"), n))
        mentions.sort()
        gold = [m[-1] for m in mentions]
        number += len(mentions)
        for name, said in (("dateline", answers(parse, mentions)), ("nearest name", nearest_name(mentions))):
            for k, value in enumerate(b_cubed(gold, said)):
                sums[name][k] += value
    print(f"{len(docs)} texts, {number} mentions")
    for name, (right, found) in sums.items():
        p, r = 100 * right / number, 100 * found / number
        print(f"{name:<14} B-cubed P {p:5.1f}  R {r:5.1f}  F1 {2 * p * r / (p + r):5.1f}")


if __name__ == "__main__":
    main()
