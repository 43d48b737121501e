"""Train a network that finds what is offered, demanded, promised, threatened and expected, a teacher of
``train/reader.py``.

    python train/asks.py GOLD --base DIR --to TEACHERS

It stands on the lower layers of the finder of cues, statements.pt among the TEACHERS, which stay as they are; its own
upper layers begin as those of the pretrained encoder in DIR. GOLD is the folder of the gold data, whose texts the marks
in train/asks speak of. Every twelfth marked document is left out and measured on after each epoch; what is learned is
written as asks.pt, its log beside it.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from descent import batches, epochs
from gold import top
from marked import head, left_out, read, texts
from network import Pairs
from statements import Network as Statements
from teachers import Asks, Cues
from together import filled_up, unheld
from torch import Tensor, nn

from dateline.marks.parse import Parse, covering
from dateline.marks.parser import load
from dateline.marks.quotes import find_quotes
from dateline.readings.asks.network import CONDITION, CONTENT, SCORES
from dateline.readings.attributions.decode import contents
from dateline.readings.encoder.answers import FORCES, POLARITIES
from dateline.readings.encoder.weights import word_pieces
from dateline.readings.encoder.windows import Pieces, Window, relations, windows
from dateline.span import Span

SEED = 0
EPOCHS = 5
PIECES_A_BATCH = 768
BASE_RATE, NEW_RATE = 3e-4, 1e-3
WARM_UP = 0.06
AVERAGED = 0.99
HIDDEN = 256
# What counts of each score of a term: who puts it, to whom; content and condition inside, at their first and last
# token.
WEIGHTS = (0.3, 0.3, 0.1, 0.5, 0.5, 0.1, 0.5, 0.5)
# A content is found where it shares so much with the marked one.
ALIKE = 0.3
MARKS = Path(__file__).parent / "asks"

bce, cross = nn.functional.binary_cross_entropy_with_logits, nn.functional.cross_entropy


@dataclass(slots=True)
class Marked:
    """What is marked at one token: its force and polarity by number, 0 for none; tokens of who puts it and to whom;
    the stretches of its contents and conditions."""

    token: int
    force: int = 0
    polarity: int = 0
    by: set[int] = field(default_factory=set)
    to: set[int] = field(default_factory=set)
    contents: list[range] = field(default_factory=list)
    conditions: list[range] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """A window of a document with what is asked in it; ``read`` says for each token whether it was looked at, ``lower``
    is what the finder of cues makes of its pieces."""

    parse: Parse
    window: Window
    read: np.ndarray
    asks: list[Marked]
    lower: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))


class Network(nn.Module):
    """The whole network."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.asks = Asks(base, len(FORCES), len(POLARITIES), HIDDEN)
        self.terms = Pairs(SCORES, HIDDEN)


def asks_of(parse: Parse, mark: dict[str, Any]) -> list[Marked]:
    """The asks of one document; those marked at the same word are one with several contents."""
    found: dict[int, Marked] = {}
    for ask in mark["asks"]:
        trigger, content = covering(parse, Span(*ask["trigger"])), covering(parse, Span(*ask["content"]))
        if not trigger or not content:
            continue
        token = top(parse, list(trigger))
        at = found.setdefault(token, Marked(token))
        if ask["kind"] in FORCES:
            at.force = FORCES.index(ask["kind"]) + 1
        else:
            at.polarity = POLARITIES.index(ask["kind"]) + 1
        for role, tokens in (("by", at.by), ("to", at.to)):
            tokens.update(h for span in ask[role] if (h := head(parse, span)) is not None)
        condition = covering(parse, Span(*ask["condition"])) if ask["condition"] else range(0)
        for new, known in ((content, at.contents), (condition, at.conditions)):
            if new and all(new.stop <= old.start or old.stop <= new.start for old in known):
                known.append(new)
    return list(found.values())


def items(gold: Path, wanted: Sequence[dict[str, Any]]) -> list[Item]:
    """The windows of the marked documents that hold a paragraph read."""
    pieces, out = Pieces(word_pieces()), []
    for mark, parse in zip(wanted, load().parse(texts(gold, wanted)), strict=True):
        quotes = find_quotes(parse.report.text, parse.paragraphs)
        looked_at, asks = read(parse, mark), asks_of(parse, mark)
        for window in windows(parse, quotes, pieces):
            a, b = window.first, window.last
            if looked_at[a:b].any():
                inside = [ask for ask in asks if a <= ask.token < b]
                out.append(Item(parse, window, looked_at[a:b], inside))
    return out


@torch.no_grad()
def stand(found: Sequence[Item], cues: Cues) -> Sequence[Item]:
    """The windows with what the lower layers of ``cues`` make of them."""
    for item in found:
        item.lower = cues(**unheld([item.window]))[-1][0].numpy()
    return found


def length(item: Item) -> int:
    """How many pieces an item's window has."""
    return len(item.window.pieces)


def judged(network: Network, batch: Sequence[Item]) -> tuple[Tensor, ...]:
    """What the network says of a batch."""
    lower = filled_up([item.lower for item in batch])
    mask = filled_up([np.ones(len(item.lower), dtype=np.int64) for item in batch])
    start = filled_up([item.window.start for item in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        force, polarity, as_ask, as_term = network.asks(lower, mask, start)
    return force.float(), polarity.float(), as_ask, as_term


def wanted_scores(ask: Marked, window: Window) -> np.ndarray:
    """What each token of the window is to the ask: (tokens, scores)."""
    out = np.zeros((window.last - window.first, SCORES), dtype=np.float32)
    for number, tokens in enumerate((ask.by, ask.to)):
        out[[i - window.first for i in tokens if window.first <= i < window.last], number] = 1
    for number, stretches in ((CONTENT, ask.contents), (CONDITION, ask.conditions)):
        for stretch in stretches:
            a, b = max(stretch.start, window.first) - window.first, min(stretch.stop, window.last) - window.first
            if a < b:
                out[a:b, number] = out[a, number + 1] = out[b - 1, number + 2] = 1
    return out


def loss_of(network: Network, batch: Sequence[Item]) -> Tensor:
    """The loss of a batch for each ask in it."""
    force, polarity, as_ask, as_term = judged(network, batch)
    most = force.shape[1]
    forces, polarities = torch.zeros((2, *force.shape[:2]), dtype=torch.long)
    weight = torch.zeros(force.shape[:2])
    rows, where, near, scores, real = [], [], [], [], []
    for n, item in enumerate(batch):
        first, size = item.window.first, item.window.last - item.window.first
        weight[n, :size] = torch.from_numpy(item.read.astype(np.float32))
        for ask in item.asks:
            at = ask.token - first
            forces[n, at], polarities[n, at] = ask.force, ask.polarity
            rows.append(n)
            where.append(at)
            near.append(np.pad(relations(item.parse, ask.token, first, item.window.last), ((0, most - size), (0, 0))))
            scores.append(np.pad(wanted_scores(ask, item.window), ((0, most - size), (0, 0))))
            real.append(np.arange(most) < size)
    loss = torch.zeros(())
    for said, wanted in ((force, forces), (polarity, polarities)):
        each = cross(said.flatten(0, 1), wanted.flatten(), reduction="none")
        loss = loss + (each * weight.flatten()).sum()
    if rows:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            said = network.terms(as_ask[rows, where], as_term[rows], torch.from_numpy(np.stack(near)))
        each = bce(said.float(), torch.from_numpy(np.stack(scores)), reduction="none")
        each = each * torch.from_numpy(np.stack(real)).unsqueeze(-1)
        loss = loss + (each.sum((0, 1)) * torch.tensor(WEIGHTS)).sum()
    return loss / max(8, len(rows))


def train(network: Network, found: Sequence[Item], held: Sequence[Item]) -> Iterator[tuple[Network, dict[str, Any]]]:
    """The averaged network after each epoch, with its loss, seconds and figures on what was left out."""
    shuffle = random.Random(SEED)
    rounds = [batches(found, length, PIECES_A_BATCH, shuffle) for _ in range(EPOCHS)]
    rates = BASE_RATE, NEW_RATE
    trained = epochs(network, rounds, loss_of, pretrained="asks.base.", rates=rates, warm_up=WARM_UP, most=AVERAGED)
    for averaged, line in trained:
        averaged.eval()
        yield averaged, line | measured(partial(judged, averaged), averaged.terms, held)


@torch.no_grad()
def measured(
    judge: Callable[[Sequence[Item]], Sequence[Tensor]], terms: nn.Module, held: Sequence[Item]
) -> dict[str, Any]:
    """What a network and its judge of terms find.

    Of proposals and of expectations: how many words are found, and found with their right kind (F1); and of the found
    ones the share with the content and with one of those who put it.
    """
    count: Counter[str] = Counter()
    for batch in batches(held, length, PIECES_A_BATCH):
        force, polarity, as_ask, as_term = judge(batch)
        for n, item in enumerate(batch):
            first, size = item.window.first, item.window.last - item.window.first
            for name, odds in (("force", force), ("polarity", polarity)):
                gold = {ask.token - first: ask for ask in item.asks if getattr(ask, name)}
                said = (odds[n, :size].softmax(-1)[:, 0] < 0.5).numpy() & item.read
                count.update({f"{name} gold": len(gold), f"{name} said": int(said.sum())})
                for i in (i for i in np.flatnonzero(said) if i in gold):
                    near = torch.from_numpy(relations(item.parse, first + int(i), first, item.window.last))[None]
                    with torch.autocast("cpu", dtype=torch.bfloat16):
                        scores = terms(as_ask[n, [i]], as_term[n, :size], near)[0].float().numpy()
                    ask = gold[i]
                    stretches = contents(scores[:, [CONTENT, 0, CONTENT + 1, CONTENT + 2]])
                    got = {first + k for a, b in stretches for k in range(a, b)}
                    real = {k for stretch in ask.contents for k in stretch}
                    by = {first + int(k) for k in np.flatnonzero(scores[:, 0] > 0)}
                    of = {k for k in ask.by if first <= k < first + size}
                    count[f"{name} found"] += 1
                    count[f"{name} right"] += int(odds[n, i, 1:].argmax()) + 1 == getattr(ask, name)
                    count[f"{name} content"] += bool(got) and len(got & real) >= ALIKE * len(got | real)
                    count[f"{name} by"] += bool(by & of) if of else not by
    out: dict[str, Any] = {}
    for name in ("force", "polarity"):
        both, found = count[f"{name} gold"] + count[f"{name} said"], max(1, count[f"{name} found"])
        out[name] = {of: round(200 * count[f"{name} {of}"] / max(1, both), 1) for of in ("found", "right")}
        out[name] |= {of: round(100 * count[f"{name} {of}"] / found, 1) for of in ("content", "by")}
        out[name] |= {of: count[f"{name} {of}"] for of in ("gold", "said")}
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="folder of the gold data")
    parser.add_argument("--base", required=True, help="folder with the pretrained encoder")
    parser.add_argument("--to", type=Path, required=True, help="folder of the teachers, with statements.pt")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    args.to.mkdir(parents=True, exist_ok=True)
    statements = Statements(args.base)
    statements.load_state_dict(torch.load(args.to / "statements.pt"))
    cues = statements.eval().encoder
    held, found = (stand(items(args.gold, of), cues) for of in left_out(MARKS))
    with (args.to / "asks.jsonl").open("w", encoding="utf-8") as log:
        trained = network = Network(args.base)
        for trained, line in train(network, found, held):  # noqa: B007
            text = json.dumps(line)
            print(text, flush=True)
            print(text, file=log, flush=True)
    torch.save(trained.state_dict(), args.to / "asks.pt")


if __name__ == "__main__":
    main()
