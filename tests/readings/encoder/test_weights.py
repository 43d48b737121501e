"""A model that cannot be read stops with what to do."""

from pathlib import Path

import pytest

from dateline.marks.parser import ModelError
from dateline.readings.encoder import weights


@pytest.mark.parametrize("content", [None, b"", b"no model"])
def test_a_missing_or_broken_model_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    (tmp_path / "model").mkdir()
    if content is not None:
        (tmp_path / "model" / "encoder.onnx").write_bytes(content)
    monkeypatch.setattr(weights, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match=r"encoder\.onnx.*use --no-model"):
        weights.session("dateline", "encoder.onnx")
