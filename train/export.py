"""Trained networks as the ONNX files of the package, their weights in 8 bits."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from network import Answers, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

Axes = Mapping[str, Mapping[int, str]]


def export(
    network: nn.Module, given: Sequence[Tensor], to: Path, *, axes: Axes, outputs: Sequence[str], small: bool = False
) -> Path:
    """Write a network to the file ``to``; ``small`` makes its weights 8 bits, a scale for each channel.

    ``given`` is an example of its inputs; ``axes`` names the sizes that may vary, inputs first, then ``outputs``.
    """
    network.eval()
    full = to.with_suffix(".fp32.onnx") if small else to
    torch.onnx.export(
        network,
        tuple(given),
        full,
        input_names=[name for name in axes if name not in outputs],
        output_names=list(outputs),
        dynamic_axes={name: dict(of) for name, of in axes.items()},
        opset_version=17,
        dynamo=False,
    )
    if small:
        # A range that fits 7 bits: older processors overflow at more.
        quantize_dynamic(full, to, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        full.unlink()
    return to


# The size that varies of what has a row a word piece, a row a token.
PIECES, TOKENS = {1: "l"}, {1: "t"}


def export_reader(reader: Reader, to: Path) -> Path:
    """``reader.onnx``: see ``network.Reader``. It takes one window at a time, so needs no mask."""
    axes = dict.fromkeys(("pieces", "features", "held"), PIECES) | dict.fromkeys(("start", *Answers._fields), TOKENS)
    pieces, start = torch.ones((1, 9), dtype=torch.int64), torch.zeros((1, 7), dtype=torch.int64)
    features, held = (torch.zeros((1, 9, size), dtype=torch.int64) for size in (3, 2))
    given = (pieces, features, held, start)
    return export(reader, given, to / "reader.onnx", axes=axes, outputs=Answers._fields, small=True)


def export_pairs(pairs: nn.Module, hidden: int, to: Path) -> Path:
    """A judge of tokens beside a cue, an event or an ask: see ``network.Pairs``."""
    axes = {"cues": {0: "n"}, "tokens": {0: "t"}, "relations": {0: "n", 1: "t"}, "scores": {0: "n", 1: "t"}}
    given = (torch.zeros((2, hidden)), torch.zeros((7, hidden)), torch.zeros((2, 7, 3), dtype=torch.int64))
    return export(pairs, given, to, axes=axes, outputs=("scores",), small=True)


def export_relations(network: nn.Module, to: Path) -> Path:
    """``relations.onnx``: see ``network.Relations``."""
    one = torch.ones((2, 9), dtype=torch.int64)
    pieces = {0: "b", 1: "l"}
    axes = {"pieces": pieces, "mask": pieces, "marks": {0: "b"}, "odds": {0: "b"}}
    given = (one, one, torch.ones((2, 2), dtype=torch.int64))
    return export(network, given, to / "relations.onnx", axes=axes, outputs=("odds",), small=True)
