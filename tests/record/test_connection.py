"""The file that older databases read too, and the queries that reach nothing else."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dateline.record.store import Record
from record.tellings import full

# DuckDB's number of the storage format of its releases 1.4; see "Storage versions" in its documentation.
STORAGE = 67


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "peace.duckdb") as record:
        record.add([full().pair])
    return tmp_path / "peace.duckdb"


def test_the_file_is_of_the_older_storage(path: Path) -> None:
    header = path.read_bytes()[:64]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") <= STORAGE


@pytest.mark.parametrize("read_only", [True, False])
def test_the_database_reaches_nothing_but_its_file(path: Path, tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "other.csv").write_text("a\n1\n")
    (tmp_path / "other.json").write_text('{"a": 1}')
    with Record.open(path, read_only=read_only) as record:
        names = "'autoinstall_known_extensions', 'autoload_known_extensions', 'enable_external_access'"
        found = record.query(f"SELECT name, value FROM duckdb_settings() WHERE name IN ({names})").to_pylist()
        assert [row["value"] for row in found] == ["false"] * 3
        for sql in (
            f"SELECT * FROM read_csv('{tmp_path}/other.csv')",
            f"SELECT * FROM '{tmp_path}/other.csv'",
            f"SELECT * FROM read_json('{tmp_path}/other.json')",
            f"SELECT * FROM read_text('{tmp_path}/other.csv')",
            "SELECT * FROM read_csv('https://example.org/other.csv')",
            "SELECT * FROM 'https://example.org/other.parquet'",
            f"ATTACH '{tmp_path}/second.duckdb'",
            f"COPY report TO '{tmp_path}/out.csv'",
            f"EXPORT DATABASE '{tmp_path}/out'",
            "INSTALL httpfs",
            "LOAD httpfs",
            "SET enable_external_access = true",
            "SET autoinstall_known_extensions = true",
            "SELECT * FROM glob('/etc/*')",
        ):
            with pytest.raises(duckdb.Error):
                record.query(sql)
    assert {file.name for file in tmp_path.iterdir()} == {"peace.duckdb", "other.csv", "other.json"}


def test_a_process_that_makes_a_record_leaves_no_half_of_one(tmp_path: Path) -> None:
    path = tmp_path / "peace.duckdb"
    path.touch()
    code = (
        "import os, sys; from dateline.record import layout; from pathlib import Path;"
        "layout.make = lambda connection: os._exit(9); layout.make_file(Path(sys.argv[1]))"
    )
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == 9
    assert path.stat().st_size == 0
    with Record.open(path) as record:
        assert record.reports().num_rows == 0
    assert [file.name for file in tmp_path.iterdir()] == ["peace.duckdb"]
