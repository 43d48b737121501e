"""Trained networks as the ONNX files of the package, the encoder's layers in 8 bits."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
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


PIECES, TOKENS = {0: "b", 1: "l"}, {0: "b", 1: "t"}


def export_cues(cues: nn.Module, to: Path) -> Path:
    """``encoder.onnx``: see ``network.Cues``."""
    one = torch.ones((2, 9), dtype=torch.int64)
    outputs = ("cue", "as_cue", "as_token", "lower")
    axes = dict.fromkeys(("pieces", "mask", "features", "lower"), PIECES)
    axes |= dict.fromkeys(("start", *outputs[:3]), TOKENS)
    given = (one, one, torch.zeros((2, 9, 3), dtype=torch.int64), torch.zeros((2, 7), dtype=torch.int64))
    return export(cues, given, to / "encoder.onnx", axes=axes, outputs=outputs, small=True)


def export_asks(asks: nn.Module, width: int, to: Path) -> Path:
    """``asks.onnx``: see ``network.Asks``."""
    outputs = ("force", "polarity", "as_ask", "as_term")
    axes = dict.fromkeys(("lower", "mask"), PIECES) | dict.fromkeys(("start", *outputs), TOKENS)
    one = torch.ones((2, 9), dtype=torch.int64)
    given = (torch.zeros((2, 9, width)), one, torch.zeros((2, 7), dtype=torch.int64))
    return export(asks, given, to / "asks.onnx", axes=axes, outputs=outputs, small=True)


def export_events(events: nn.Module, to: Path) -> Path:
    """``events.onnx``: see ``network.Events``."""
    one = torch.ones((2, 9), dtype=torch.int64)
    outputs = ("event", "mode", "factuality", "as_event", "as_party")
    axes = dict.fromkeys(("pieces", "mask", "features", "held"), PIECES) | dict.fromkeys(("start", *outputs), TOKENS)
    features, held = (torch.zeros((2, 9, size), dtype=torch.int64) for size in (3, 2))
    given = (one, one, features, held, torch.zeros((2, 7), dtype=torch.int64))
    return export(events, given, to / "events.onnx", axes=axes, outputs=outputs, small=True)


def export_pairs(pairs: nn.Module, hidden: int, to: Path) -> Path:
    """A judge of tokens beside a cue, an event or an ask: see ``network.Pairs``."""
    axes = {"cues": {0: "n"}, "tokens": {0: "t"}, "relations": {0: "n", 1: "t"}, "scores": {0: "n", 1: "t"}}
    given = (torch.zeros((2, hidden)), torch.zeros((7, hidden)), torch.zeros((2, 7, 3), dtype=torch.int64))
    return export(pairs, given, to, axes=axes, outputs=("scores",))


def export_relations(network: nn.Module, to: Path) -> Path:
    """``relations.onnx``: see ``network.Relations``."""
    one = torch.ones((2, 9), dtype=torch.int64)
    axes = {"pieces": PIECES, "mask": PIECES, "marks": {0: "b"}, "odds": {0: "b"}}
    given = (one, one, torch.ones((2, 2), dtype=torch.int64))
    return export(network, given, to / "relations.onnx", axes=axes, outputs=("odds",), small=True)
