"""Train the network that tells what a marked source does to a marked target, and write it as the package's model.

    python train/relations.py GOLD --base DIR            train on all pairs, write the model
    python train/relations.py GOLD --base DIR --folds    cross-validate first, and write the answers beside the model

GOLD is a folder with plv_train.jsonl, DIR one with the pretrained encoder (config.json, model.safetensors,
tokenizer.json). Besides GOLD it learns from the project's own sentences in train/pairs. With --folds each fifth of GOLD
(by sentence_id, shuffled with seed 0) is answered by a network that saw only the other four and the project's own
sentences; make eval scores these answers, and the temperature that makes shares of the odds is fitted on them.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from descent import Descent
from network import Relations
from tokenizers import Tokenizer
from torch import Tensor

import dateline.readings.relations as package
from dateline.cli.evaluation import unmark
from dateline.readings.encoder.answers import TYPES
from dateline.readings.encoder.weights import word_pieces
from dateline.readings.relations.marked import Marked, marked
from dateline.readings.relations.relate import NONE
from export import export_relations

SEED = 0
FOLDS = 5
EPOCHS = 7
BATCH = 32
BASE_RATE, NEW_RATE = 1.5e-4, 1e-3
WARM_UP = 0.1
# What the loss gives to all types alike, so that scores stay humble.
SMOOTHED = 0.05
OWN = Path(__file__).parent / "pairs"
# The gold is older than PLOVER's split of YIELD: either answer is right.
SPLIT = {"YIELD": ("CONCEDE", "RETREAT")}


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence with its marks, and the types that are right."""

    id: str
    group: str
    seen: Marked
    right: tuple[int, ...]


def pairs(lines: Sequence[dict[str, Any]], tokenizer: Tokenizer) -> Iterator[Pair]:
    """Pairs of GOLD or of the project's own."""
    known = (*TYPES, NONE)
    for number, line in enumerate(lines):
        text, spans = unmark(line.get("marked") or line["text"])
        type_ = line.get("root") or line["type"]
        right = tuple(known.index(t) for t in SPLIT.get(type_, (type_,)))
        seen = marked(text, spans.get("s"), spans.get("t"), tokenizer)
        yield Pair(line.get("id", str(number)), line.get("sentence_id", ""), seen, right)


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def folds(found: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs in fifths, those of one sentence together."""
    groups = sorted({p.group for p in found})
    random.Random(SEED).shuffle(groups)
    number = {group: n % FOLDS for n, group in enumerate(groups)}
    return [[p for p in found if number[p.group] == n] for n in range(FOLDS)]


def batches(found: Sequence[Pair], shuffle: random.Random | None = None) -> list[list[Pair]]:
    """Pairs of like length together, in a random order where ``shuffle`` is given."""
    order = sorted(found, key=lambda p: len(p.seen.pieces) + (shuffle.random() * 8 if shuffle else 0))
    out = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    if shuffle:
        shuffle.shuffle(out)
    return out


def padded(batch: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Pieces, mask and places of the marks."""
    longest = max(len(p.seen.pieces) for p in batch)
    pieces, mask = torch.zeros((2, len(batch), longest), dtype=torch.long)
    for n, p in enumerate(batch):
        pieces[n, : len(p.seen.pieces)] = torch.tensor(p.seen.pieces)
        mask[n, : len(p.seen.pieces)] = 1
    return pieces, mask, torch.tensor([[p.seen.source, p.seen.target] for p in batch])


def train(base: str, found: Sequence[Pair]) -> Relations:
    """A network trained on the pairs."""
    torch.manual_seed(SEED)
    shuffle = random.Random(SEED)
    network = Relations(base, len(TYPES) + 1)
    total = EPOCHS * len(batches(found))
    descent = Descent(network, "base.", rates=(BASE_RATE, NEW_RATE), total=total, warm_up=WARM_UP, least=0.0)
    begun = time.time()
    for epoch in range(1, EPOCHS + 1):
        losses = 0.0
        for batch in batches(found, shuffle):
            right = torch.full((len(batch), len(TYPES) + 1), -torch.inf)
            for n, p in enumerate(batch):
                right[n, list(p.right)] = 0
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds = network(*padded(batch))
            shares = odds.float().log_softmax(-1)
            missed = -torch.logsumexp(shares + right, -1)
            loss = ((1 - SMOOTHED) * missed - SMOOTHED * shares.mean(-1)).mean()
            descent.step(loss)
            losses += loss.item() * len(batch)
        print(f"epoch {epoch}, loss {losses / len(found):.3f}, {time.time() - begun:.0f} s", file=sys.stderr)
    return network.eval()


def answered(model: Path, found: Sequence[Pair]) -> np.ndarray:
    """The odds that an exported network gives: a row a pair."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    rows = []
    for p in found:
        pieces, mask, marks = padded([p])
        given = {"pieces": pieces.numpy(), "mask": mask.numpy(), "marks": marks.numpy()}
        rows.append(session.run(None, given)[0][0])
    return np.stack(rows)


def temperature(odds: np.ndarray, found: Sequence[Pair]) -> float:
    """By what the odds have to be divided for the likeliest answers."""

    def missed(by: float) -> float:
        shares = torch.tensor(odds / by).log_softmax(-1)
        return -sum(float(torch.logsumexp(s[list(p.right)], -1)) for s, p in zip(shares, found, strict=True))

    return min((n / 50 for n in range(20, 150)), key=missed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="folder with plv_train.jsonl")
    parser.add_argument("--base", required=True, help="folder with the pretrained encoder")
    parser.add_argument("--to", type=Path, default=Path(package.__path__[0]) / "model", help="where the model goes")
    parser.add_argument("--folds", action="store_true", help="cross-validate first")
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    tokenizer = word_pieces()
    gold = list(pairs(read(args.gold / "plv_train.jsonl"), tokenizer))
    own = [p for path in sorted(OWN.glob("*.jsonl")) for p in pairs(read(path), tokenizer)]
    print(f"{len(gold)} pairs of gold, {len(own)} of our own", file=sys.stderr)
    if args.folds:
        held = folds(gold)
        odds = []
        for n, part in enumerate(held):
            others = [p for m, other in enumerate(held) if m != n for p in other]
            odds.append(answered(export_relations(train(args.base, [*others, *own]), args.to), part))
        every, rows = [p for part in held for p in part], np.concatenate(odds)
        by = temperature(rows, every)
        print(f"temperature {by:g}")
        with (args.to / "folds.jsonl").open("w", encoding="utf-8") as out:
            for p, row in zip(every, torch.tensor(rows / by).softmax(-1).tolist(), strict=True):
                shares = {name: round(share, 4) for name, share in zip((*TYPES, NONE), row, strict=True)}
                print(json.dumps({"id": p.id, "shares": shares}), file=out)
    export_relations(train(args.base, [*gold, *own]), args.to)


if __name__ == "__main__":
    main()
