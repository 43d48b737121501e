"""Records to serve: the demo reports as they are read, and copies that a test may change."""

import shutil
from pathlib import Path

import pytest

from dateline.cli.add import keep
from dateline.record.store import Record

DEMO = Path(__file__).parents[2] / "src/dateline/demo/reports"


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    """The record of the demo reports; not to be changed."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    with Record.open(path) as record:
        keep(record, [str(DEMO)], workers=1)
    return path


@pytest.fixture
def record_file(demo_file, tmp_path):
    """A copy of the demo record that a test may change."""
    return Path(shutil.copyfile(demo_file, tmp_path / "record.duckdb"))
