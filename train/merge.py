"""What three teachers learned, in one network, and that network made smaller: where the reader begins.

The teachers began as one pretrained encoder and went no far way from it, so the sum of their ways is a network that
answers as each of them does, a little worse (Ilharco et al., *Editing models with task arithmetic*, 2023). Heads and
inner units that carry least are then left out (as Michel et al., *Are sixteen heads really better than one?*, 2019).
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import asks
import events
import statements
import torch
from network import OF_HEAD, Pairs, Reader, Sizes
from teachers import LOWER
from torch import Tensor, nn
from transformers import AutoModel

from dateline.readings.asks.network import SCORES
from dateline.readings.encoder.answers import FACTUALITIES, FORCES, POLARITIES, TYPES

# How far the way of each teacher is gone: of the finders of cues and of events, of that of asks above the first.
CUES, EVENTS, ASKS = 0.8, 0.8, 0.5
SIZES = Sizes(len(TYPES), len(events.MODES), len(FACTUALITIES), len(FORCES), len(POLARITIES))
HIDDEN = 256
# Heads and inner units of each layer of the reader, of 12 and 1,536: more where more of them matter.
HEADS, INNER = (11, 10, 8, 8, 10, 10), (832, 768, 512, 768, 1216, 1280)

TABLES = ("tags", "deps", "places")
# The parts of a layer, and where the pretrained encoder has them.
PARTS = {
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "last": "output.LayerNorm",
}

Weights = dict[str, Tensor]


class Network(nn.Module):
    """The reader with its three judges of pairs."""

    def __init__(self, words: int, width: int, heads: Sequence[int], inner: Sequence[int]) -> None:
        super().__init__()
        self.reader = Reader(words, width, heads=heads, inner=inner, sizes=SIZES, hidden=HIDDEN)
        self.pairs, self.roles, self.terms = Pairs(), Pairs(events.ROLE_SCORES, HIDDEN), Pairs(SCORES, HIDDEN)
        for part in self.modules():
            if isinstance(part, nn.Dropout):
                # Teachers answer everywhere: there is nothing to learn by heart.
                part.p = 0.0


class Teachers:
    """The three trained networks, ready to answer."""

    def __init__(self, folder: Path, base: str) -> None:
        self.cues, self.events, self.asks = statements.Network(base), events.Network(base), asks.Network(base)
        for teacher, name in ((self.cues, "statements"), (self.events, "events"), (self.asks, "asks")):
            teacher.load_state_dict(torch.load(folder / f"{name}.pt"))
            teacher.eval()


def merged(teachers: Teachers, base: str) -> Network:
    """The pretrained encoder with what each teacher learned beside it, and the teachers' answers and judges."""
    begun = AutoModel.from_pretrained(base, add_pooling_layer=False).state_dict()
    cues = _under(teachers.cues.encoder, "encoder.")
    acts = _under(teachers.events.events, "encoder.")
    upper = {_from_lower(name): of for name, of in _under(teachers.asks.asks, "base.").items()}

    def sum_of(name: str) -> Tensor:
        old = begun[name]
        new = old + CUES * (cues[f"base.{name}"] - old) + EVENTS * (acts[f"base.{name}"] - old)
        return new + ASKS * (upper[name] - old) if name in upper else new

    config = teachers.cues.encoder.encoder.base.config
    layers = range(config.num_hidden_layers)
    heads, inner = config.num_attention_heads, config.intermediate_size
    network = Network(config.vocab_size, config.hidden_size, [heads for _ in layers], [inner for _ in layers])
    weights = {
        "words.weight": sum_of("embeddings.word_embeddings.weight"),
        "positions.weight": sum_of("embeddings.position_embeddings.weight")
        + sum_of("embeddings.token_type_embeddings.weight")[0],
    }
    weights |= {f"{name}.weight": CUES * cues[f"{name}.weight"] + EVENTS * acts[f"{name}.weight"] for name in TABLES}
    for name in ("held_types.weight", "held_factualities.weight"):
        weights[name] = EVENTS * teachers.events.events.state_dict()[name]
    for kind in ("weight", "bias"):
        weights[f"norm.{kind}"] = sum_of(f"embeddings.LayerNorm.{kind}")
        for n in layers:
            of_layer = partial("encoder.layer.{}.{}.{}".format, n)
            query, key, value = (sum_of(of_layer(f"attention.self.{of}", kind)) for of in ("query", "key", "value"))
            weights[f"layers.{n}.qkv.{kind}"] = torch.cat([query * OF_HEAD**-0.5, key, value])
            for new, old in PARTS.items():
                weights[f"layers.{n}.{new}.{kind}"] = sum_of(of_layer(old, kind))
    answers = [_others(teachers.cues.encoder, "encoder."), _others(teachers.asks.asks, "base.")]
    answers.append(_others(teachers.events.events, "encoder.", "held_"))
    network.reader.load_state_dict({name: of for part in (weights, *answers) for name, of in part.items()})
    judges = (teachers.cues.pairs, teachers.events.roles, teachers.asks.terms)
    for judge, taught in zip((network.pairs, network.roles, network.terms), judges, strict=True):
        judge.load_state_dict(taught.state_dict())
    return network


def _under(part: nn.Module, prefix: str) -> Weights:
    return {name.removeprefix(prefix): of for name, of in part.state_dict().items() if name.startswith(prefix)}


def _others(part: nn.Module, *prefixes: str) -> Weights:
    return {name: of for name, of in part.state_dict().items() if not name.startswith(prefixes)}


def _from_lower(name: str) -> str:
    """The name in the whole encoder of a weight of the layers above the lower ones: "0.output.dense.bias"."""
    number, _, rest = name.partition(".")
    return f"encoder.layer.{LOWER + int(number)}.{rest}"


@torch.no_grad()
def smaller(network: Network, batches: Iterable[Any], look: Callable[[Network, Any], object]) -> Network:
    """The network with the ``HEADS`` and ``INNER`` units of each layer that carry most on ``batches``, which ``look``
    shows it; a batch counts as much as another, and what fills up its windows counts too."""
    carried: dict[nn.Module, Tensor] = {}

    def count(part: nn.Module, given: tuple[Tensor, ...]) -> None:
        seen = given[0].float().flatten(0, 1).square().mean(0)
        carried[part] = carried[part] + seen if part in carried else seen

    network.eval()
    reader = network.reader
    hooks = [part.register_forward_pre_hook(count) for of in reader.layers for part in (of.out, of.down)]
    for batch in batches:
        look(network, batch)
    for hook in hooks:
        hook.remove()
    for n, layer in enumerate(reader.layers):
        by_head = (carried[layer.out] * layer.out.weight.square().sum(0)).view(-1, OF_HEAD).sum(1)
        heads = by_head.topk(HEADS[n]).indices.sort().values
        kept = (heads[:, None] * OF_HEAD + torch.arange(OF_HEAD)).flatten()
        third = layer.out.in_features
        _keep(layer.qkv, rows=torch.cat([kept, third + kept, 2 * third + kept]))
        _keep(layer.out, columns=kept)
        layer.heads = HEADS[n]
        units = (carried[layer.down] * layer.down.weight.square().sum(0)).topk(INNER[n]).indices.sort().values
        _keep(layer.up, rows=units)
        _keep(layer.down, columns=units)
    return network


def _keep(part: nn.Linear, *, rows: Tensor | None = None, columns: Tensor | None = None) -> None:
    if rows is not None:
        part.weight, part.bias = nn.Parameter(part.weight[rows]), nn.Parameter(part.bias[rows])
        part.out_features = len(rows)
    if columns is not None:
        part.weight = nn.Parameter(part.weight[:, columns])
        part.in_features = len(columns)
