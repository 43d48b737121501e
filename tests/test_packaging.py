"""The built wheel holds the package and nothing else, is the same each time, and works beside what is locked alone.

About half a minute. What is locked is linked into an empty environment instead of fetched again, which takes minutes
and a network: `make setup` is the true installation of the lock, with its hashes.
"""

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path

import pytest

from dateline.version import VERSION

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "dateline"
WHEEL, SDIST = f"dateline-{VERSION}-py3-none-any.whl", f"dateline-{VERSION}.tar.gz"
# A report's text may come in these; the package has such files only where its own are.
TEXTS = {".html", ".txt", ".xml", ".jsonl", ".json", ".gz", ".csv"}
OWN = ("demo/", "web/templates/", "web/static/vendor/", "export/templates/", "sums.txt")
SCRIPT = """
import sys
from pathlib import Path
import dateline
assert Path(dateline.__file__).is_relative_to(sys.prefix), dateline.__file__
reading = dateline.read("Rebels bombed the army on Tuesday despite the truce.", published="2016-02-10")
print(dateline.__version__, len(reading.events), reading.times[0].value)
"""


def run(command: Sequence[object], folder: Path, **more: str) -> str:
    """What the command prints, without anything of this environment; it must end well."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder, env=clean | more, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(source: Path, to: Path) -> Path:
    """The folder ``to`` with a wheel and a source distribution in it."""
    run([sys.executable, "-m", "hatchling", "build", "-d", to], source)
    return to


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def empty(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the locked packages, in their versions, and the wheel."""
    home = tmp_path_factory.mktemp("empty")
    venv.create(home, symlinks=True)
    (site,) = home.glob("lib/python*/site-packages")
    pinned = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.M)
    for name, version in pinned:
        found = distribution(name)
        assert found.version == version, f"{name} {found.version} is installed, {version} is locked; run make setup"
        for top in {path.parts[0] for path in found.files or () if path.parts[0] not in ("..", "__pycache__")}:
            (site / top).symlink_to(Path(str(found.locate_file(top))))
    pip = [Path(sys.base_prefix, "bin", "python3"), "-m", "pip", "--python", home / "bin/python"]
    run([*pip, "install", "--quiet", "--disable-pip-version-check", "--no-index", dist / WHEEL], home)
    return home / "bin"


def test_the_wheel_holds_the_package_and_nothing_else(dist: Path) -> None:
    inside = {name for name in zipfile.ZipFile(dist / WHEEL).namelist() if ".dist-info/" not in name}
    there = {path.relative_to(PACKAGE.parent) for path in PACKAGE.rglob("*") if path.is_file()}
    assert inside == {path.as_posix() for path in there if "__pycache__" not in path.parts}
    texts = {name.removeprefix("dateline/") for name in inside if Path(name).suffix in TEXTS}
    assert not [name for name in texts if not (name.startswith(OWN) or "/model/" in name)]


def test_built_again_from_the_source_distribution_it_is_the_same(dist: Path, tmp_path: Path) -> None:
    with tarfile.open(dist / SDIST) as packed:
        packed.extractall(tmp_path, filter="data")
    source = tmp_path / SDIST.removesuffix(".tar.gz")
    (source / "PKG-INFO").unlink()  # made with it, no file of the source
    again = built(source, tmp_path / "dist")
    for name in (WHEEL, SDIST):
        assert (again / name).read_bytes() == (dist / name).read_bytes(), name


def test_the_installed_wheel_reads(empty: Path, tmp_path: Path) -> None:
    version, events, day = run([empty / "python", "-c", SCRIPT], tmp_path).split()
    assert (version, int(events) > 0, day) == (VERSION, True, "2016-02-09")


def test_the_installed_commands_run(empty: Path, tmp_path: Path) -> None:
    assert run([empty / "dateline", "--version"], tmp_path) == f"dateline {VERSION}\n"
    shown = run([empty / "dateline", "demo", "--record", "demo.duckdb"], tmp_path)
    assert "From 13 reports of 5 outlets" in shown
    verified = run([empty / "dateline", "--record", "demo.duckdb", "verify"], tmp_path)
    assert "every item borne out by its words" in verified
    run([empty / "dateline", "--record", "demo.duckdb", "export", "--format", "html", "--to", "brief.html"], tmp_path)
    # All that the pages are made of is loaded.
    pages = "import dateline.web.app, dateline.web.pages, sys; assert not {'pytest', 'mypy'} & sys.modules.keys()"
    run([empty / "python", "-c", pages], tmp_path)
