"""Train the network that reads statements, events and asks in one, and write it as the package's models.

    python train/reader.py GOLD --base DIR --teachers DIR          train, measure, write the models
    python train/reader.py GOLD --base DIR --teachers DIR --to X   the same into another folder

It begins as what its three teachers learned, added up and made smaller (``merge.py``), and learns to answer as they do
and as the marks say (``lessons.py``). What the teachers left out to measure on is left out here as well; the log is
written beside the model.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import asks
import events
import numpy as np
import onnxruntime
import statements
import torch
from descent import batches, epochs
from gold import documents
from lessons import MOST, Beside, Lesson, lessons
from marked import left_out
from merge import HIDDEN, Network, Teachers, merged, smaller
from network import Answers, Pairs
from together import filled_up, together
from torch import Tensor, nn

import dateline.readings as package
from dateline.readings.encoder.windows import Ids, Window, given
from dateline.readings.events.held import held_by_rules
from dateline.readings.events.triggers import find_triggers
from export import export_pairs, export_reader

SEED = 0
EPOCHS = 3
PIECES_A_BATCH = 1536
RATE = 3e-4
WARM_UP = 0.04
AVERAGED = 0.998
# So many windows show which heads and units carry most.
SHOWN = 400
# Of a batch at most so many cues, events and asks each are looked at for what stands beside them.
ROWS = 64
# What each answer counts, cues and asks more than events since they are fewer; what each score of the judges does, and
# how near the vectors are to the teachers', for the tokens beside others and for these themselves.
FOUND = {"event": 1.0, "force": 1.5, "polarity": 1.5}
CUE, MODE, FACTUALITY = 2.0, events.MODE, events.FACTUALITY
SCORES = {
    "cues": [1.5 * weight for weight in statements.WEIGHTS],
    "events": [events.ROLES] * events.ROLE_SCORES,
    "asks": [1.5 * weight for weight in asks.WEIGHTS],
}
OTHERS, ONES = 0.03, 0.1

bce = nn.functional.binary_cross_entropy_with_logits


def look(network: Network, found: Sequence[tuple[Window, Ids]]) -> Answers:
    """What the network says of windows, with what the rules hold the tokens of their reports for."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        said: Answers = network.reader(**together(found))
    return said


def loss_of(network: Network, batch: Sequence[Lesson], shuffle: random.Random) -> Tensor:
    """The loss of a batch for each cue, event and ask in it."""
    said = look(network, [(of.window, of.held) for of in batch])
    real = filled_up([np.ones(len(of.cue), dtype=np.float32) for of in batch])
    cue = filled_up([of.cue for of in batch]).float()
    loss = CUE * (bce(said.cue.float(), cue, reduction="none") * real).sum()
    for name, weight in FOUND.items():
        shares = filled_up([getattr(of, name) for of in batch]).float()
        loss = loss - weight * (shares * getattr(said, name).float().log_softmax(-1)).sum()
    rows, tokens, likely = _rows([of.events for of in batch])
    for name, weight in (("mode", MODE), ("factuality", FACTUALITY)):
        shares = torch.from_numpy(np.concatenate([getattr(of, name) for of in batch])).float()
        odds = getattr(said, name)[rows, tokens].float().log_softmax(-1)
        loss = loss - weight * ((shares * odds).sum(-1) * likely).sum()
    for kind, judge, ones, others in (
        ("cues", network.pairs, said.as_cue, said.as_token),
        ("events", network.roles, said.as_event, said.as_party),
        ("asks", network.terms, said.as_ask, said.as_term),
    ):
        beside = [getattr(of, kind) for of in batch]
        loss = loss + _loss_beside(judge, ones, others, beside, real, torch.tensor(SCORES[kind]), shuffle)
    found = sum(float(of.cue.sum()) + float(of.events.likely.sum()) + float(of.asks.likely.sum()) for of in batch)
    return loss / max(8.0, found)


def _loss_beside(
    judge: Pairs,
    ones: Tensor,
    others: Tensor,
    beside: Sequence[Beside],
    real: Tensor,
    weights: Tensor,
    shuffle: random.Random,
) -> Tensor:
    """The loss of a judge's scores and of the vectors it is given, those of some tokens standing for all."""
    wanted = filled_up([of.others for of in beside]).float()
    loss = OTHERS * (_distance(others, wanted) * real).sum()
    total = sum(len(of.tokens) for of in beside)
    if not total:
        return loss
    chosen = sorted(shuffle.sample(range(total), min(ROWS, total)))
    rows, tokens, likely = _rows(beside, chosen)
    likely = likely * (total / len(chosen))
    vectors = torch.from_numpy(np.concatenate([of.ones for of in beside])[chosen]).float()
    loss = loss + ONES * (_distance(ones[rows, tokens], vectors) * likely).sum()
    most = others.shape[1]
    near, shares = (
        torch.from_numpy(np.concatenate([np.pad(x, ((0, 0), (0, most - x.shape[1]), (0, 0))) for x in of])[chosen])
        for of in ([of.near for of in beside], [of.shares for of in beside])
    )
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = judge(ones[rows, tokens], others[rows], near.long())
    each = (bce(scores.float(), shares.float(), reduction="none") * real[rows].unsqueeze(-1)).sum(1)
    return loss + ((each * weights).sum(-1) * likely).sum()


def _rows(beside: Sequence[Beside], chosen: Sequence[int] | slice = slice(None)) -> tuple[Tensor, Tensor, Tensor]:
    """Of the tokens of several windows, counted through, those ``chosen``: their windows, their places there and how
    likely they are what they are taken for."""
    rows = np.repeat(np.arange(len(beside)), [len(of.tokens) for of in beside])[chosen]
    tokens = np.concatenate([of.tokens for of in beside])[chosen]
    likely = np.concatenate([of.likely for of in beside])[chosen]
    return torch.from_numpy(rows), torch.from_numpy(tokens), torch.from_numpy(likely)


def _distance(said: Tensor, wanted: Tensor) -> Tensor:
    """How far vectors are from what they should be: squares, as a share of how much these differ among themselves."""
    return (said.float() - wanted).square().mean(-1) / wanted.var()


def train(network: Network, found: Sequence[Lesson]) -> Iterator[tuple[Network, dict[str, Any]]]:
    """The averaged network after each epoch, with its loss and seconds."""
    shuffle = random.Random(SEED)
    # Words are kept as they are: most are rare.
    network.reader.words.weight.requires_grad_(requires_grad=False)
    rounds = [batches(found, length, PIECES_A_BATCH, shuffle) for _ in range(EPOCHS)]

    def loss(network: Network, batch: Sequence[Lesson]) -> Tensor:
        return loss_of(network, batch, shuffle)

    yield from epochs(network, rounds, loss, pretrained="reader.", rates=(RATE, RATE), warm_up=WARM_UP, most=AVERAGED)


def length(of: Lesson) -> int:
    """How many pieces a lesson's window has."""
    return len(of.window.pieces)


Look = Callable[[Sequence[tuple[Window, Ids]]], Answers]


class Held:
    """What the teachers are measured on, and the reader too."""

    def __init__(self, gold: Path) -> None:
        of_events, of_asks = left_out(events.MARKS)[0], left_out(asks.MARKS)[0]
        self.documents = {mark["doc"] for mark in (*of_events, *of_asks)}
        self.events, self.asks = events.items(gold, of_events), asks.items(gold, of_asks)
        self.statements = list(documents(gold / "statements/polnear_dev.jsonl"))
        self.score = statements.scorer(gold.parent / "eval" / "score.py")
        parses = [of.parse for of in (*self.events, *self.asks, *self.statements)]
        self.held = {id(parse): held_by_rules(parse, find_triggers(parse)) for parse in parses}

    def measure(self, look: Look, judges: Network) -> dict[str, Any]:
        """The figures of ``train/statements.py``, ``events.py`` and ``asks.py``."""

        def of_statements(batch: Sequence[statements.Item]) -> tuple[Tensor, ...]:
            said = look([(w, self.held[id(d.parse)]) for d, w in batch])
            return said.cue, said.as_cue, said.as_token

        def of_events(batch: Sequence[events.Item]) -> tuple[Tensor, ...]:
            said = look([(of.window, self.held[id(of.parse)]) for of in batch])
            return said.event, said.mode, said.factuality, said.as_event, said.as_party

        def of_asks(batch: Sequence[asks.Item]) -> tuple[Tensor, ...]:
            said = look([(of.window, self.held[id(of.parse)]) for of in batch])
            return said.force, said.polarity, said.as_ask, said.as_term

        judges.eval()
        return {
            "statements": statements.measured(of_statements, judges.pairs, self.statements, self.score),
            "events": events.measured(of_events, judges.roles, self.events),
            "asks": asks.measured(of_asks, judges.terms, self.asks),
        }


def shipped(file: Path) -> Look:
    """What the network says as it ships: in 8 bits, each window alone."""
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])

    def see(found: Sequence[tuple[Window, Ids]]) -> Answers:
        each = [session.run(None, given(w, held)) for w, held in found]
        return Answers(*(filled_up([answer[0] for answer in of]) for of in zip(*each, strict=True)))

    return see


def begun(teachers: Teachers, base: str, found: Sequence[Lesson]) -> Network:
    """Where the reader begins."""
    shown = random.Random(SEED).sample(found, min(SHOWN, len(found)))
    show = batches(shown, length, PIECES_A_BATCH)
    return smaller(merged(teachers, base), [[(of.window, of.held) for of in batch] for batch in show], look)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="folder of the gold data")
    parser.add_argument("--base", required=True, help="folder with the pretrained encoder")
    parser.add_argument("--teachers", type=Path, required=True, help="folder with the teachers")
    parser.add_argument("--to", type=Path, default=Path(package.__path__[0]), help="where the models go")
    parser.add_argument(
        "--most", type=int, default=MOST, help=f"characters from each file, with less also less of PolNeAR ({MOST:,})"
    )
    args = parser.parse_args()
    torch.manual_seed(SEED)
    teachers = Teachers(args.teachers, args.base)
    held = Held(args.gold)
    found = list(lessons(args.gold, teachers, held.documents, args.most))
    for name in ("encoder", "attributions", "events", "asks"):
        (args.to / name / "model").mkdir(parents=True, exist_ok=True)
    network = begun(teachers, args.base, found)
    with (args.to / "encoder/model/training.jsonl").open("w", encoding="utf-8") as log:

        def write(line: dict[str, Any]) -> None:
            text = json.dumps(line)
            print(text, flush=True)
            print(text, file=log, flush=True)

        write({"epoch": 0, "windows": len(found), **held.measure(partial(look, network), network)})
        trained = network
        for trained, line in train(network, found):
            write(line | held.measure(partial(look, trained.eval()), trained))
        file = export_reader(trained.reader, args.to / "encoder/model")
        write({"as it ships": held.measure(shipped(file), trained)})
    judges = {"attributions/model/pairs": trained.pairs, "events/model/roles": trained.roles}
    for name, judge in (judges | {"asks/model/terms": trained.terms}).items():
        export_pairs(judge, HIDDEN, args.to / f"{name}.onnx")
    (args.to / "events/model/modes.json").write_text(json.dumps(events.MODES) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
