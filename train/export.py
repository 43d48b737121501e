"""A trained network as the two ONNX files of the package, the encoder in 8 bits."""

from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn


def export(encoder: nn.Module, pairs: nn.Module, to: Path) -> None:
    """Write ``encoder.onnx`` and ``pairs.onnx`` into the folder ``to``."""
    encoder.eval(), pairs.eval()
    one = torch.ones((2, 9), dtype=torch.int64)
    features = torch.zeros((2, 9, 3), dtype=torch.int64)
    start = torch.zeros((2, 7), dtype=torch.int64)
    full = to / "encoder.fp32.onnx"
    torch.onnx.export(
        encoder,
        (one, one, features, start),
        full,
        input_names=["pieces", "mask", "features", "start"],
        output_names=["cue", "as_cue", "as_token"],
        dynamic_axes={
            "pieces": {0: "b", 1: "l"},
            "mask": {0: "b", 1: "l"},
            "features": {0: "b", 1: "l"},
            "start": {0: "b", 1: "t"},
            "cue": {0: "b", 1: "t"},
            "as_cue": {0: "b", 1: "t"},
            "as_token": {0: "b", 1: "t"},
        },
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(full, to / "encoder.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    hidden = encoder.as_cue.out_features
    torch.onnx.export(
        pairs,
        (torch.zeros((2, hidden)), torch.zeros((7, hidden)), torch.zeros((2, 7, 3), dtype=torch.int64)),
        to / "pairs.onnx",
        input_names=["cues", "tokens", "relations"],
        output_names=["scores"],
        dynamic_axes={"cues": {0: "n"}, "tokens": {0: "t"}, "relations": {0: "n", 1: "t"}, "scores": {0: "n", 1: "t"}},
        opset_version=17,
        dynamo=False,
    )
