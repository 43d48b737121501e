"""Train a network that finds events and their parties, a teacher of ``train/reader.py``.

    python train/events.py GOLD --base DIR --to TEACHERS

GOLD is the folder of the gold data, whose texts the marks in train/events speak of; DIR holds the pretrained encoder.
Every twelfth marked document is left out and measured on after each epoch; what is learned is written as events.pt, its
log beside it.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from descent import batches, epochs
from gold import top
from marked import head, left_out, read, texts
from network import Pairs
from teachers import Events
from together import together
from torch import Tensor, nn

from dateline.marks.parse import Parse, covering
from dateline.marks.parser import load
from dateline.marks.quotes import find_quotes
from dateline.marks.wordlist import load as load_words
from dateline.readings.encoder.answers import FACTUALITIES, TYPES
from dateline.readings.encoder.weights import word_pieces
from dateline.readings.encoder.windows import Ids, Pieces, Window, relations, windows
from dateline.readings.events.held import held_by_rules
from dateline.readings.events.triggers import find_triggers, type_of
from dateline.span import Span

SEED = 0
EPOCHS = 3
PIECES_A_BATCH = 768
BASE_RATE, NEW_RATE = 2e-4, 1e-3
WARM_UP = 0.06
# What mode, factuality and the roles of tokens count beside the finding of events.
MODE, FACTUALITY, ROLES = 0.3, 0.5, 0.3
AVERAGED = 0.995
HIDDEN = 256
ROLE_SCORES = 2
# Measured as shares of the events whose type is right.
SHARES = ("mode", "factuality", "actors", "recipients")
MARKS = Path(__file__).parent / "events"
MODES = tuple(load_words("mode", "schema")["modes"])

bce, cross = nn.functional.binary_cross_entropy_with_logits, nn.functional.cross_entropy


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked event: the token that tells it, its type, mode and factuality by number, the tokens of its parties."""

    token: int
    type: int
    mode: int
    factuality: int
    parties: tuple[frozenset[int], frozenset[int]]


@dataclass(slots=True)
class Item:
    """A window of a document with its events; ``read`` says for each token whether it was looked at, ``held`` what the
    rules hold each token of the document for."""

    parse: Parse
    window: Window
    read: np.ndarray
    events: list[Marked]
    held: Ids


class Network(nn.Module):
    """The whole network."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.events = Events(base, len(TYPES), len(MODES), len(FACTUALITIES), HIDDEN)
        self.roles = Pairs(ROLE_SCORES, HIDDEN)


def events_of(parse: Parse, mark: dict[str, Any]) -> Iterator[Marked]:
    """The events of one document; a mode that is none of the marked type gives way to the type's general one."""
    general = load_words("events")["general"]
    for event in mark["events"]:
        trigger = list(covering(parse, Span(*event["trigger"])))
        if trigger:
            parties = tuple(
                frozenset(h for span in event[role] if (h := head(parse, span)) is not None)
                for role in ("actors", "recipients")
            )
            mode = event["mode"] if type_of(event["mode"]) == event["type"] else general[event["type"]]
            codes = TYPES.index(event["type"]), MODES.index(mode), FACTUALITIES.index(event["factuality"])
            yield Marked(top(parse, trigger), *codes, (parties[0], parties[1]))


def items(gold: Path, wanted: Sequence[dict[str, Any]]) -> list[Item]:
    """The windows of the marked documents that hold a paragraph read."""
    pieces, out = Pieces(word_pieces()), []
    for mark, parse in zip(wanted, load().parse(texts(gold, wanted)), strict=True):
        quotes = find_quotes(parse.report.text, parse.paragraphs)
        looked_at = read(parse, mark)
        found, held = list(events_of(parse, mark)), held_by_rules(parse, find_triggers(parse))
        for window in windows(parse, quotes, pieces):
            a, b = window.first, window.last
            if looked_at[a:b].any():
                inside = [e for e in found if a <= e.token < b]
                out.append(Item(parse, window, looked_at[a:b], inside, held))
    return out


def length(item: Item) -> int:
    """How many pieces an item's window has."""
    return len(item.window.pieces)


def judged(network: Network, batch: Sequence[Item]) -> tuple[Tensor, ...]:
    """What the network says of a batch."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        type_, mode, factuality, as_event, as_party = network.events(
            **together([(item.window, item.held) for item in batch])
        )
    return type_.float(), mode.float(), factuality.float(), as_event, as_party


def loss_of(network: Network, batch: Sequence[Item]) -> Tensor:
    """The loss of a batch for each event in it."""
    type_, mode, factuality, as_event, as_party = judged(network, batch)
    most = type_.shape[1]
    wanted, weight = torch.zeros(type_.shape[:2], dtype=torch.long), torch.zeros(type_.shape[:2])
    rows, where, modes, values, near, roles, real = [], [], [], [], [], [], []
    for n, item in enumerate(batch):
        first, size = item.window.first, item.window.last - item.window.first
        weight[n, :size] = torch.from_numpy(item.read.astype(np.float32))
        for event in item.events:
            at = event.token - first
            wanted[n, at] = event.type + 1
            rows.append(n)
            where.append(at)
            modes.append(event.mode)
            values.append(event.factuality)
            beside = relations(item.parse, event.token, first, item.window.last)
            near.append(np.pad(beside, ((0, most - size), (0, 0))))
            role = np.zeros((most, 2), dtype=np.float32)
            for number, party in enumerate(event.parties):
                role[[i - first for i in party if 0 <= i - first < size], number] = 1
            roles.append(role)
            real.append(np.arange(most) < size)
    each = cross(type_.flatten(0, 1), wanted.flatten(), reduction="none")
    loss = (each * weight.flatten()).sum()
    if rows:
        loss = loss + MODE * cross(mode[rows, where], torch.tensor(modes), reduction="sum")
        loss = loss + FACTUALITY * cross(factuality[rows, where], torch.tensor(values), reduction="sum")
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = network.roles(as_event[rows, where], as_party[rows], torch.from_numpy(np.stack(near)))
        each = bce(scores.float(), torch.from_numpy(np.stack(roles)), reduction="none")
        loss = loss + ROLES * (each * torch.from_numpy(np.stack(real)).unsqueeze(-1)).sum()
    return loss / max(8, len(rows))


def train(network: Network, found: Sequence[Item], held: Sequence[Item]) -> Iterator[tuple[Network, dict[str, float]]]:
    """The averaged network after each epoch, with its loss, seconds and figures on what was left out."""
    shuffle = random.Random(SEED)
    rounds = [batches(found, length, PIECES_A_BATCH, shuffle) for _ in range(EPOCHS)]
    rates = BASE_RATE, NEW_RATE
    trained = epochs(
        network, rounds, loss_of, pretrained="events.encoder.base.", rates=rates, warm_up=WARM_UP, most=AVERAGED
    )
    for averaged, line in trained:
        averaged.eval()
        yield averaged, line | measured(partial(judged, averaged), averaged.roles, held)


@torch.no_grad()
def measured(
    judge: Callable[[Sequence[Item]], Sequence[Tensor]], roles: nn.Module, held: Sequence[Item]
) -> dict[str, float]:
    """What a network and its judge of roles find.

    How many words that tell events are found, with their type, and with one right party on each side: F1; and the
    share of right modes, factuality, actors and recipients where the type is right.
    """
    count: Counter[str] = Counter()
    for batch in batches(held, length, PIECES_A_BATCH):
        type_, mode, factuality, as_event, as_party = judge(batch)
        for n, item in enumerate(batch):
            first, size = item.window.first, item.window.last - item.window.first
            gold = {event.token: event for event in item.events}
            likely = (1 - type_[n, :size].softmax(-1)[:, 0] > 0.5).numpy() & item.read
            found = [int(i) for i in np.flatnonzero(likely)]
            count.update(gold=len(gold), said=len(found))
            for i in found:
                event = gold.get(first + i)
                if event is None:
                    continue
                count["found"] += 1
                if int(type_[n, i, 1:].argmax()) != event.type:
                    continue
                near = torch.from_numpy(relations(item.parse, event.token, first, item.window.last))[None]
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    scores = roles(as_event[n, [i]], as_party[n, :size], near)[0]
                right = []
                for number, party in enumerate(event.parties):
                    said = {first + int(k) for k in torch.nonzero(scores[:, number] > 0)}
                    party = frozenset(k for k in party if first <= k < first + size)
                    right.append(bool(party & said) if party else not said)
                count.update(type=1, actors=right[0], recipients=right[1], parties=all(right))
                count["mode"] += int(mode[n, i].argmax()) == event.mode
                count["factuality"] += int(factuality[n, i].argmax()) == event.factuality
    out = {
        name: round(200 * count[name] / max(1, count["gold"] + count["said"]), 1)
        for name in ("found", "type", "parties")
    }
    of = {name: round(100 * count[name] / max(1, count["type"]), 1) for name in SHARES}
    return {**out, **of, "gold": count["gold"], "said": count["said"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="folder of the gold data")
    parser.add_argument("--base", required=True, help="folder with the pretrained encoder")
    parser.add_argument("--to", type=Path, required=True, help="folder of the teachers")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    args.to.mkdir(parents=True, exist_ok=True)
    held, found = (items(args.gold, of) for of in left_out(MARKS))
    with (args.to / "events.jsonl").open("w", encoding="utf-8") as log:
        trained = network = Network(args.base)
        for trained, line in train(network, found, held):  # noqa: B007
            text = json.dumps(line)
            print(text, flush=True)
            print(text, file=log, flush=True)
    torch.save(trained.state_dict(), args.to / "events.pt")


if __name__ == "__main__":
    main()
