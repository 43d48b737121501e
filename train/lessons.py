"""What the teachers say of many texts, and the marks of some: what the reader learns from.

The texts of all files that have marks, but for those that statements are measured on: those that are marked first, up
to so many characters a file; of PolNeAR, which has its own marks, the whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asks
import events
import numpy as np
import torch
from gold import Labelled, labels, skipped, targets
from marked import documents, marks, read
from merge import Teachers
from network import Pairs
from together import together, unheld
from torch import Tensor

from dateline.marks.parse import Parse
from dateline.marks.parser import load
from dateline.marks.quotes import find_quotes
from dateline.readings.encoder.weights import word_pieces
from dateline.readings.encoder.windows import Ids, Pieces, Window, relations, windows
from dateline.readings.events.held import held_by_rules
from dateline.readings.events.triggers import find_triggers
from dateline.reports.report import Report

# Characters from each file at most.
MOST = 1_000_000
WHOLE = "statements/polnear_train.jsonl"
# Statements are measured on these.
MEASURED = "statements/gum_news.jsonl"
# What a mark counts beside the teachers' word.
MARK = 0.5
# From this share on a token is taken for a cue, an event or an ask, and the roles of others beside it are learned.
LIKELY = 0.05

Numbers = np.ndarray


@dataclass(slots=True)
class Beside:
    """What the T tokens of a window are to N of them: the numbers of these, how likely they are what they are taken
    for, their vectors by the teacher (N, H) and the others' (T, H), how the others stand to them (N, T, 3) and the
    shares of each role (N, T, S)."""

    tokens: Numbers
    likely: Numbers
    ones: Numbers
    others: Numbers
    near: Numbers
    shares: Numbers


@dataclass(slots=True)
class Lesson:
    """A window and what is to be said of it: shares of each answer (T, answers), of ``mode`` and ``factuality`` only
    for the tokens of ``events``."""

    window: Window
    held: Ids
    cue: Numbers
    event: Numbers
    force: Numbers
    polarity: Numbers
    mode: Numbers
    factuality: Numbers
    cues: Beside
    events: Beside
    asks: Beside


@dataclass(slots=True)
class Marked:
    """What is marked in a document, and which tokens were looked at for it; nothing where nobody looked."""

    cues: Sequence[Labelled]
    events: Sequence[events.Marked]
    asks: Sequence[asks.Marked]
    read: dict[str, Numbers]


def lessons(gold: Path, teachers: Teachers, left_out: set[str], most: int = MOST) -> Iterator[Lesson]:
    """The windows of these texts, but for those ``left_out``; with less than ``MOST`` also less of PolNeAR."""
    marked: dict[str, dict[str, dict[str, Any]]] = {}
    for kind, folder in (("events", events.MARKS), ("asks", asks.MARKS)):
        for mark in marks(folder):
            marked.setdefault(mark["file"], {}).setdefault(mark["doc"], {})[kind] = mark
    pieces = Pieces(word_pieces())
    for name in sorted(marked.keys() - {MEASURED}):
        known = documents(gold / name)
        room = most if name != WHOLE else sum(len(d["text"]) for d in known.values()) * most // MOST
        chosen = []
        for doc in sorted(known.keys() - left_out, key=lambda doc: (doc not in marked[name], doc)):
            if room > 0:
                chosen.append(Report(id=doc, text=known[doc]["text"]))
                room -= len(known[doc]["text"])
        for parse in load().parse(chosen):
            of, doc = marked[name].get(parse.report.id, {}), known[parse.report.id]
            looked_at = {kind: read(parse, mark) for kind, mark in of.items()}
            if name == WHOLE:
                looked_at["cues"] = ~np.isin(np.arange(len(parse.tokens)), list(skipped(parse, doc)))
            told = Marked(
                labels(parse, doc) if name == WHOLE else [],
                list(events.events_of(parse, of["events"])) if "events" in of else [],
                asks.asks_of(parse, of["asks"]) if "asks" in of else [],
                looked_at,
            )
            held = held_by_rules(parse, find_triggers(parse))
            for window in windows(parse, find_quotes(parse.report.text, parse.paragraphs), pieces):
                yield lesson(parse, window, held, teachers, told)


@torch.no_grad()
def lesson(parse: Parse, w: Window, held: Ids, teachers: Teachers, told: Marked) -> Lesson:
    """What the teachers say of a window; where somebody looked for marks, half of it is what the marks say."""
    alone = unheld([w])
    cue, as_cue, as_token, lower = teachers.cues.encoder(**alone)
    event, mode, factuality, as_event, as_party = teachers.events.events(**together([(w, held)]))
    force, polarity, as_ask, as_term = teachers.asks.asks(lower, alone["mask"], alone["start"])
    shares = {"cue": cue[0].sigmoid().numpy()}
    of_all = {"event": event, "mode": mode, "factuality": factuality, "force": force, "polarity": polarity}
    shares |= {name: odds[0].softmax(-1).numpy() for name, odds in of_all.items()}
    of_cues = {m.cue - w.first: m for m in told.cues if w.first <= m.cue < w.last}
    of_events = {m.token - w.first: m for m in told.events if w.first <= m.token < w.last}
    of_asks = {m.token - w.first: m for m in told.asks if w.first <= m.token < w.last}
    roles = {
        "cues": {i: targets(m, w.first, w.last) for i, m in of_cues.items()},
        "events": {i: _parties(m, w) for i, m in of_events.items()},
        "asks": {i: asks.wanted_scores(m, w) for i, m in of_asks.items()},
    }
    judges = {
        "cues": (teachers.cues.pairs, as_cue, as_token),
        "events": (teachers.events.roles, as_event, as_party),
        "asks": (teachers.asks.terms, as_ask, as_term),
    }
    for kind, looked_at in told.read.items():
        for i in np.flatnonzero(looked_at[w.first : w.last]).tolist():
            answers: dict[str, int]
            if kind == "cues":
                shares["cue"][i] += MARK * ((i in of_cues) - shares["cue"][i])
                continue
            if kind == "events":
                m = of_events.get(i)
                answers = {"event": m.type + 1, "mode": m.mode, "factuality": m.factuality} if m else {"event": 0}
            else:
                answers = {name: getattr(of_asks.get(i), name, 0) for name in ("force", "polarity")}
            for name, answer in answers.items():
                shares[name][i] *= 1 - MARK
                shares[name][i, answer] += MARK
    beside = {kind: _beside(parse, w, of, judges[kind], roles[kind]) for kind, of in _likely(shares).items()}
    for name in ("mode", "factuality"):
        shares[name] = shares[name][beside["events"].tokens]
    return Lesson(w, held, **{name: _half(of) for name, of in shares.items()}, **beside)


def _likely(shares: dict[str, Numbers]) -> dict[str, Numbers]:
    """How likely each token is a cue, an event, an ask."""
    none = np.minimum(shares["force"][:, 0], shares["polarity"][:, 0])
    return {"cues": shares["cue"], "events": 1 - shares["event"][:, 0], "asks": 1 - none}


def _beside(
    parse: Parse, w: Window, likely: Numbers, judge: tuple[Pairs, Tensor, Tensor], marked: dict[int, Numbers]
) -> Beside:
    """What a judge says of all tokens beside those that are likely or ``marked``."""
    pairs, ones, others = judge
    tokens = np.array(sorted({*np.flatnonzero(likely > LIKELY).tolist(), *marked}), dtype=np.int64)
    near = np.zeros((len(tokens), w.last - w.first, 3), dtype=np.int64)
    for n, i in enumerate(tokens.tolist()):
        near[n] = relations(parse, w.first + i, w.first, w.last)
    shares = pairs(ones[0, tokens], others[0], torch.from_numpy(near)).sigmoid().numpy()
    for n, i in enumerate(tokens.tolist()):
        if i in marked:
            shares[n] += MARK * (marked[i] - shares[n])
    vectors = _half(ones[0, tokens].numpy()), _half(others[0].numpy())
    return Beside(tokens, likely[tokens], *vectors, near.astype(np.uint8), _half(shares))


def _parties(event: events.Marked, w: Window) -> Numbers:
    """What each token of a window is to a marked event: (T, 2)."""
    out = np.zeros((w.last - w.first, events.ROLE_SCORES), dtype=np.float32)
    for number, party in enumerate(event.parties):
        out[[i - w.first for i in party if w.first <= i < w.last], number] = 1
    return out


def _half(numbers: Numbers) -> Numbers:
    """In half the bytes: all lessons lie in memory."""
    return numbers.astype(np.float16)
