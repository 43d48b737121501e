"""Trained weights of the package as ONNX sessions on one thread."""

from typing import TYPE_CHECKING, Any

from dateline.sums import ModelError, checked

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer


# Takes several times as long as the two steps that it stands for.
SLOWER = ["SkipLayerNormFusion"]


def session(package: str, name: str) -> "onnxruntime.InferenceSession":
    """The ONNX file ``model/name`` of a package. Raises ``ModelError`` where it is another or can't be read."""
    import onnxruntime

    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        weights = checked(f"{package.replace('.', '/')}/model/{name}")
        return onnxruntime.InferenceSession(
            weights, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
    except Exception as error:
        raise ModelError(f"{name}: cannot be read ({error}); install dateline again, or use --no-model") from error


def word_pieces() -> "Tokenizer":
    """The tokenizer of the encoder that all models start from."""
    from tokenizers import Tokenizer

    found: Tokenizer = Tokenizer.from_str(checked("dateline/readings/encoder/model/tokenizer.json").decode())
    found.no_padding()
    found.no_truncation()
    return found
