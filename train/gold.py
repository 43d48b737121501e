"""Attributions marked by hand, laid over dateline's own parse."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.marks.parse import Parse, covering
from dateline.marks.parser import load
from dateline.marks.quotes import Quote, find_quotes
from dateline.reports.report import Report
from dateline.span import Span


@dataclass(slots=True)
class Labelled:
    """One marked attribution: the token that stands for its cue, and the tokens of its content and source."""

    cue: int
    content: list[range]
    source: set[int]


@dataclass(slots=True)
class Document:
    """One report with what is marked in it; tokens in ``skipped`` were not looked at by the annotators."""

    id: str
    parse: Parse
    quotes: list[Quote]
    labels: list[Labelled]
    skipped: set[int]
    gold: dict[str, Any]


def documents(path: Path) -> Iterator[Document]:
    """The reports of one PolNeAR file."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    reports = [Report(id=str(line["doc_id"]), text=line["text"]) for line in lines]
    for line, parse in zip(lines, load().parse(reports), strict=True):
        quotes = find_quotes(parse.report.text, parse.paragraphs)
        yield Document(parse.report.id, parse, quotes, labels(parse, line), skipped(parse, line), line)


def labels(parse: Parse, line: dict[str, Any]) -> list[Labelled]:
    """The attributions marked in one report of a PolNeAR file."""
    return [found for q in line["quotes"] if (found := _labelled(parse, q)) is not None]


def skipped(parse: Parse, line: dict[str, Any]) -> set[int]:
    """The tokens that the annotators of such a report did not look at."""
    return {i for a, b in line.get("discard") or [] for i in covering(parse, Span(a, b))}


def _labelled(parse: Parse, quote: dict[str, Any]) -> Labelled | None:
    cue = _tokens(parse, quote.get("cue"))
    content = [r for a, b in quote["content"] if (r := covering(parse, Span(a, b)))]
    if not cue or not content:
        return None
    source = {i for i in _tokens(parse, quote.get("source")) if parse.tokens[i].dep != "punct"}
    return Labelled(top(parse, cue), content, source)


def _tokens(parse: Parse, spans: Any) -> list[int]:
    return sorted({i for a, b in spans or [] for i in covering(parse, Span(a, b))})


def top(parse: Parse, tokens: list[int]) -> int:
    """The token that the others hang on: the first whose head is not among them, a verb before all else."""
    inside = set(tokens)
    outer = [i for i in tokens if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    verbs = [i for i in outer if parse.tokens[i].tag.startswith("VB") and parse.tokens[i].dep != "aux"]
    return (verbs or outer or tokens)[0]


def targets(label: Labelled, first: int, last: int) -> np.ndarray:
    """For each token of the window whether it is content, source, begins a content, ends one: (tokens, 4)."""
    out = np.zeros((last - first, 4), dtype=np.float32)
    for r in label.content:
        a, b = max(r.start, first), min(r.stop, last)
        if a < b:
            out[a - first : b - first, 0] = 1
            out[a - first, 2] = 1
            out[b - 1 - first, 3] = 1
    for i in label.source:
        if first <= i < last:
            out[i - first, 1] = 1
    return out
