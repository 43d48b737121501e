"""A network that is not the one listed, or cannot be read, stops with what to do."""

from hashlib import sha256
from pathlib import Path

import pytest

from dateline import sums
from dateline.marks.parser import ModelError
from dateline.readings.encoder import weights

NAME = "dateline/readings/encoder/model/reader.onnx"


@pytest.mark.parametrize("content", [None, b"", b"no model"])
def test_a_missing_or_broken_model_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "readings/encoder/model/reader.onnx"
    path.parent.mkdir(parents=True)
    if content is not None:
        path.write_bytes(content)
    # The list is the very one, or one that the broken file fits: then the network itself cannot be read.
    for listed in (sums.listed(), {NAME: sha256(content or b"").hexdigest()}):
        monkeypatch.setattr(sums, "files", lambda package: tmp_path)
        monkeypatch.setattr(sums, "listed", lambda listed=listed: listed)
        with pytest.raises(ModelError, match=r"reader\.onnx.*use --no-model"):
            weights.session("dateline.readings.encoder", "reader.onnx")
