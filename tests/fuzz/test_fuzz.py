"""Every format with bytes that nobody would write: from Hypothesis, from a fuzzer, and those found before.

``make fuzz`` does the same for longer.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fuzz.targets import TARGETS

HERE = Path(__file__).parent
# What a text is broken up by, put into or cut out of the seeds; the fuzzer has the same.
TOKENS = [
    line.strip()[1:-1].encode().decode("unicode_escape").encode("latin-1")
    for line in (HERE / "tokens.dict").read_text("ascii").splitlines()
]
# Some take milliseconds for an input, those that read a text to its end a tenth of a second.
EXAMPLES = {"reader": 4, "import": 8}
SECONDS = 1


def seeds(name: str) -> list[bytes]:
    """The invented inputs of a format, in the order of their names."""
    return [path.read_bytes() for path in sorted((HERE / "seeds" / name).iterdir())]


def found() -> list[Path]:
    """Inputs that something went wrong with once."""
    return sorted(path for path in (HERE / "found").rglob("*") if path.is_file())


@pytest.mark.parametrize("path", found(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_sound_inputs_are_read(name: str) -> None:
    for data in seeds(name):
        TARGETS[name](data)


@st.composite
def spoiled(draw: st.DrawFn, whole: list[bytes]) -> bytes:
    """A seed with pieces cut out, doubled and put in."""
    data = draw(st.sampled_from(whole))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        to = draw(st.integers(at, min(len(data), at + 200)))
        data = data[:at] + draw(st.sampled_from(TOKENS) | st.binary(max_size=8) | st.just(data[at:to] * 2)) + data[to:]
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_spoiled_inputs_break_nothing(name: str) -> None:
    @settings(
        max_examples=EXAMPLES.get(name, 60), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    @given(spoiled(seeds(name)) | st.binary(max_size=300))
    def try_it(data: bytes) -> None:
        TARGETS[name](data)

    try_it()


def test_the_fuzzer_finds_nothing(tmp_path: Path) -> None:
    # A process of its own: the fuzzer changes the code it loads, and ends the process.
    command = [sys.executable, "-m", "fuzz.drive", "--seconds", str(SECONDS), "--kept", str(tmp_path)]
    done = subprocess.run(command, cwd=HERE.parent, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
