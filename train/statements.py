"""Train a network that finds who is given which words, a teacher of ``train/reader.py``.

    python train/statements.py GOLD --base DIR --to TEACHERS

GOLD is the folder of the gold data with statements/polnear_train.jsonl and polnear_dev.jsonl, DIR one with the
pretrained encoder (config.json, model.safetensors, tokenizer.json). Trains on train and scores dev after each epoch,
ends where one is no better than the one before, and keeps the best as statements.pt, its log beside it. The same seed,
machine and versions give the same weights.
"""

import argparse
import copy
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from descent import Descent, batches
from gold import Document, documents, targets
from network import Pairs
from teachers import Cues
from together import unheld
from torch import Tensor, nn

from dateline.readings.attributions.decode import contents, source
from dateline.readings.encoder.weights import word_pieces
from dateline.readings.encoder.windows import Pieces, Window, relations, windows

SEED = 0
EPOCHS = 8
PIECES_A_BATCH = 1536
BASE_RATE, NEW_RATE = 1.5e-4, 1e-3
WARM_UP = 0.06
# What counts of each score of a pair: content, source, first and last token of a content.
WEIGHTS = (0.1, 0.2, 0.5, 0.5)
# Weights are averaged over about the last thousand steps.
AVERAGED = 0.999
SHORTEST, LONGEST = 96, 200
CHOSEN_BY = "content_and_speaker_iou80"

Item = tuple[Document, Window]
bce = nn.functional.binary_cross_entropy_with_logits


class Network(nn.Module):
    """The whole network."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.encoder, self.pairs = Cues(base), Pairs()

    def scores(self, batch: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor]:
        """Cue scores, tokens as cues and tokens as what a cue may take, of the windows of a batch."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            cue, as_cue, as_token, _ = self.encoder(**unheld([w for _, w in batch]))
        return cue.float(), as_cue, as_token

    def loss(self, batch: list[Item]) -> Tensor:
        """The loss of a batch for each marked attribution in it."""
        cue, as_cue, as_token = self.scores(batch)
        wanted, weight = torch.zeros(cue.shape), torch.zeros(cue.shape)
        most = cue.shape[1]
        rows, where, near, pairs, real = [], [], [], [], []
        for n, (d, w) in enumerate(batch):
            size = w.last - w.first
            weight[n, :size] = 1
            weight[n, [i - w.first for i in d.skipped if w.first <= i < w.last]] = 0
            for label in d.labels:
                if not w.first <= label.cue < w.last:
                    continue
                wanted[n, label.cue - w.first] = 1
                rows.append(n)
                where.append(label.cue - w.first)
                near.append(np.pad(relations(d.parse, label.cue, w.first, w.last), ((0, most - size), (0, 0))))
                pairs.append(np.pad(targets(label, w.first, w.last), ((0, most - size), (0, 0))))
                real.append(np.arange(most) < size)
        loss = bce(cue, wanted, weight, reduction="sum")
        if not rows:
            return loss
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.pairs(as_cue[rows, where], as_token[rows], torch.from_numpy(np.stack(near)))
        each = bce(scores.float(), torch.from_numpy(np.stack(pairs)), reduction="none")
        each = each * torch.from_numpy(np.stack(real)).unsqueeze(-1)
        return (loss + (each.sum((0, 1)) * torch.tensor(WEIGHTS)).sum()) / len(rows)


def length(item: Item) -> int:
    """How many pieces an item's window has."""
    return len(item[1].pieces)


@torch.no_grad()
def measured(
    judge: Callable[[Sequence[Item]], Sequence[Tensor]], pairs: nn.Module, docs: list[Document], score: Any
) -> dict[str, float]:
    """What score.py says of a network and its judge of pairs alone, without the package's rules, in percent."""
    pieces = Pieces(word_pieces())
    items = [(d, w) for d in docs for w in windows(d.parse, d.quotes, pieces)]
    said: dict[str, list[dict[str, Any]]] = {d.id: [] for d in docs}
    for batch in batches(items, length, PIECES_A_BATCH):
        cue, as_cue, as_token = judge(batch)
        for n, (d, w) in enumerate(batch):
            size = w.last - w.first
            found = [i for i in range(size) if cue[n, i] > 0]
            if not found:
                continue
            near = np.stack([relations(d.parse, w.first + i, w.first, w.last) for i in found])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                judged = pairs(as_cue[n, found], as_token[n, :size], torch.from_numpy(near))
            for scores in judged.float().numpy():
                by = source(scores)
                content = [d.parse.span(w.first + a, w.first + b) for a, b in contents(scores)]
                speaker = d.parse.span(w.first + by[0], w.first + by[1]) if by else None
                said[d.id].append({"content": content, "speaker_span": speaker})
    acc: dict[str, Any] = defaultdict(score.PRF)
    for d in docs:
        score.statement_scores(d.gold["quotes"], said[d.id], d.gold["text"], acc)
    return {k: v.out()["r" if k.startswith(("recall", "wrong")) else "f1"] for k, v in acc.items()}


def train(
    network: Network, docs: list[Document], pieces: Pieces, epochs: int
) -> Iterator[tuple[Network, dict[str, Any]]]:
    """The averaged network after each epoch, with the loss and the seconds so far."""
    shuffle = random.Random(SEED)
    rounds = [
        batches(
            [(d, w) for d in docs for w in windows(d.parse, d.quotes, pieces, longest)], length, PIECES_A_BATCH, shuffle
        )
        for longest in (shuffle.randrange(SHORTEST, LONGEST) for _ in range(epochs))
    ]
    total = sum(map(len, rounds))
    descent = Descent(
        network, "encoder.encoder.base.", rates=(BASE_RATE, NEW_RATE), total=total, warm_up=WARM_UP, least=0.02
    )
    averaged = copy.deepcopy(network)
    begun = time.time()
    for epoch, round_ in enumerate(rounds, 1):
        network.train()
        losses = 0.0
        for n, batch in enumerate(round_, 1):
            loss = network.loss(batch)
            descent.step(loss)
            descent.average(averaged, AVERAGED)
            losses += loss.item()
            if n % 50 == 0:
                seconds = time.time() - begun
                at = f"epoch {epoch}, batch {n} of {len(round_)}"
                print(f"{at}, loss {losses / n:.3f}, {seconds:.0f} s", file=sys.stderr)
        mean = losses / len(round_)
        yield averaged, {"epoch": epoch, "loss": round(mean, 3), "seconds": round(time.time() - begun)}


def scorer(path: Path) -> Any:
    """The scorer as a module."""
    sys.path.insert(0, str(path.parent))
    import score

    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="folder of the gold data")
    parser.add_argument("--base", required=True, help="folder with the pretrained encoder")
    parser.add_argument("--score", type=Path, help="score.py (beside the gold: ../eval/score.py)")
    parser.add_argument("--to", type=Path, required=True, help="folder of the teachers")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    args.to.mkdir(parents=True, exist_ok=True)
    docs, dev = (list(documents(args.gold / f"statements/polnear_{part}.jsonl")) for part in ("train", "dev"))
    pieces = Pieces(word_pieces())
    score = scorer(args.score or args.gold.parent / "eval" / "score.py")
    begun = Network(args.base)
    best, reached = copy.deepcopy(begun), 0.0
    with (args.to / "statements.jsonl").open("w", encoding="utf-8") as log:
        for reader, line in train(begun, docs, pieces, args.epochs):
            scores = measured(reader.eval().scores, reader.pairs, dev, score)
            text = json.dumps({**line, **scores})
            print(text, flush=True)
            print(text, file=log, flush=True)
            if scores[CHOSEN_BY] <= reached:
                break
            reached = scores[CHOSEN_BY]
            best.load_state_dict(reader.state_dict())
    torch.save(best.state_dict(), args.to / "statements.pt")


if __name__ == "__main__":
    main()
