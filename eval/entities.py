"""Persons, organisations and places found in re3d's reports on Syria and Iraq, beside spaCy's own names.

    python eval/entities.py ../shared/gold/entities/re3d_dev.jsonl

Gold are the entities of re3d with a confidence of at least a half, described ones ("the city", "ISIL tactical units")
as well as named; pronouns are left out of both sides. One counts as found where type and words agree, articles apart.
re3d's organisations are all that acts: states, forces, bodies and groups of people. Both readers see the same parse.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.marks.mention import span_of
from dateline.marks.mentions import find_mentions
from dateline.marks.parse import Parse
from dateline.marks.parser import load
from dateline.marks.quotes import find_quotes
from dateline.readings.cast import Cast
from dateline.readings.places import Sites
from dateline.reports.report import Report

TYPES = ("Person", "Organisation", "Location")
SURE = 0.5
SPACY = {"PERSON": "Person", "ORG": "Organisation", "NORP": "Organisation"} | dict.fromkeys(
    ("GPE", "LOC", "FAC"), "Location"
)
KINDS = {"person": "Person", "place": "Location"} | dict.fromkeys(
    ("organisation", "armed_group", "government", "population"), "Organisation"
)
PRONOUNS = {
    *("i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "her", "them"),
    *("my", "our", "your", "his", "its", "their", "who", "which", "that"),
}
Entity = tuple[str, int, int]


def entity(type_: str, text: str, start: int, end: int) -> Entity:
    """An entity without its article."""
    for article in ("the ", "a ", "an "):
        if text[start:end].lower().startswith(article):
            start += len(article)
    return type_, start, end


def gold_of(doc: dict[str, Any]) -> Iterator[Entity]:
    """The entities of one gold document."""
    text = doc["text"]
    for e in doc["entities"]:
        if e["type"] in TYPES and e["confidence"] >= SURE and text[e["begin"] : e["end"]].lower() not in PRONOUNS:
            yield entity(e["type"], text, e["begin"], e["end"])


def by_spacy(parse: Parse) -> Iterator[Entity]:
    """The names that spaCy's model finds."""
    for name in parse.names:
        if name.label in SPACY:
            yield entity(SPACY[name.label], parse.report.text, *parse.span(name.first, name.last))


def by_dateline(parse: Parse) -> Iterator[Entity]:
    """The named and described actors and places that dateline finds."""
    mentions, text = find_mentions(parse), parse.report.text
    cast = Cast(parse, mentions, find_quotes(text, parse.paragraphs))
    for m in mentions.all:
        if m.form == "pronoun":
            continue
        one = parse.tokens[m.head].tag in ("NN", "NNP")
        type_ = KINDS.get(m.kind or "")
        if m.kind == "state":
            type_ = "Location" if cast.sited(m) else "Organisation"
        elif m.kind == "unnamed_source":
            type_ = "Person" if one else "Organisation"
        if type_ is not None:
            yield entity(type_, text, *span_of(parse, m))
    for place in Sites(parse, mentions, cast).places():
        for span in place.mentions:
            yield entity("Location", text, *span)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    args = parser.parse_args()
    docs = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines()]
    count: Counter[tuple[str, str, str]] = Counter()
    reports = [Report(id=d["id"], text=d["text"], title=d["title"]) for d in docs]
    for doc, parse in zip(docs, load().parse(reports), strict=True):
        gold = set(gold_of(doc))
        for name, said in (("dateline", set(by_dateline(parse))), ("spaCy", set(by_spacy(parse)))):
            for what, of in (("gold", gold), ("said", said), ("right", gold & said)):
                count.update((name, what, type_) for type_, _, _ in of)
    print(f"{'':<14}{'dateline':>24}{'spaCy':>24}\n{'':<14}" + f"{'P':>8}{'R':>8}{'F1':>8}" * 2)
    for type_ in TYPES:
        row(count, type_, (type_,))
    row(count, "all three", TYPES)


def row(count: Counter[tuple[str, str, str]], name: str, types: tuple[str, ...]) -> None:
    """Print precision, recall and F1 of both readers for some types together."""
    cells = ""
    for who in ("dateline", "spaCy"):
        gold, said, right = (sum(count[who, what, t] for t in types) for what in ("gold", "said", "right"))
        cells += f"{100 * right / said:>8.1f}{100 * right / gold:>8.1f}{200 * right / (said + gold):>8.1f}"
    print(f"{name:<14}{cells}")


if __name__ == "__main__":
    main()
