"""The built wheel holds its data and works when unpacked elsewhere (about ten seconds)."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "dateline"
DATA = ("schema", "lexicon", "demo", "export", "readings/attributions/model")
SCRIPT = """
import sys
sys.meta_path[:] = [f for f in sys.meta_path if "editable" not in str(f).lower()]
sys.path.insert(0, sys.argv[1])
import dateline
from pathlib import Path
assert Path(dateline.__file__).is_relative_to(sys.argv[1]), dateline.__file__
reading = dateline.read("Rebels bombed the army on Tuesday despite the truce.", published="2016-02-10")
print(dateline.__version__, len(reading.events), reading.times[0].value)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_all_data_files(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder in DATA:
        files = [p for p in (PACKAGE / folder).rglob("*") if p.is_file() and p.suffix != ".pyc"]
        assert files, folder
        missing = {f"dateline/{p.relative_to(PACKAGE).as_posix()}" for p in files} - inside
        assert not missing
    assert not [name for name in inside if name.startswith("tests/") or name.endswith(".pyc")]


def test_the_unpacked_wheel_reads_a_report(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    command = [sys.executable, "-I", "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    version, events, day = done.stdout.split()
    assert (int(events) > 0, day) == (True, "2016-02-09")
    assert f"-{version}-" in wheel.name
