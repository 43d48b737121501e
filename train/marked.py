"""Texts of the gold folder marked by hand for training: by offsets, so that no text comes along."""

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dateline.marks.parse import Parse, covering
from dateline.reports.report import Report
from dateline.span import Span

SEED, LEFT_OUT = 0, 12


def marks(folder: Path) -> list[dict[str, Any]]:
    """The marked documents: file and hashed id of the text, the paragraphs read, what is marked in them by offsets."""
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text().splitlines()]


def left_out(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The marked documents to measure on, every twelfth in a random order, and the others."""
    every = marks(folder)
    random.Random(SEED).shuffle(every)
    return every[::LEFT_OUT], [mark for n, mark in enumerate(every) if n % LEFT_OUT]


def hashed(id: str) -> str:
    """A document's id without the words in it: the first 16 digits of its SHA-256."""
    return hashlib.sha256(id.encode()).hexdigest()[:16]


def documents(path: Path) -> dict[str, dict[str, Any]]:
    """The documents of a file of the gold folder by their hashed ids."""
    lines = map(json.loads, path.open(encoding="utf-8"))
    return {hashed(str(d.get("doc_id") or d.get("id") or n)): d for n, d in enumerate(lines)}


def texts(gold: Path, wanted: Sequence[dict[str, Any]]) -> Iterator[Report]:
    """The marked texts, each up to the end of its last paragraph read."""
    files: dict[str, dict[str, dict[str, Any]]] = {}
    for mark in wanted:
        name = mark["file"]
        if name not in files:
            files[name] = documents(gold / name)
        yield Report(id=mark["doc"], text=files[name][mark["doc"]]["text"][: mark["paragraphs"][-1][1]])


def head(parse: Parse, span: Sequence[int]) -> int | None:
    """The main word of a party's phrase: its last noun that hangs on none of the others."""
    inside = covering(parse, Span(*span))
    outer = [i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i]
    nouns = [i for i in outer if parse.tokens[i].tag.startswith(("N", "PRP", "J", "W", "CD", "DT"))]
    return next(iter((nouns or outer)[-1:]), None)


def read(parse: Parse, mark: dict[str, Any]) -> np.ndarray:
    """For each token whether it stands in a paragraph that was read: (tokens,)."""
    out = np.zeros(len(parse.tokens), dtype=bool)
    for span in mark["paragraphs"]:
        out[list(covering(parse, Span(*span)))] = True
    return out
