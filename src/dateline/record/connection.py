"""The database in a record's file, opened so that it reaches nothing but that file."""

from pathlib import Path

import duckdb

# No extension is ever fetched, and a query reaches no file but the record itself.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": "v1.4.0",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
}


class RecordError(Exception):
    """The file is no record, is held by another writer, or is of another version; the message says which."""


def connect(path: str | Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """The database in the file ``path``, made where there is none and ``read_only`` is false.

    A query cannot change the settings. Raises :class:`RecordError` where it cannot be opened.
    """
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=SETTINGS)
    except duckdb.Error as error:
        raise RecordError(
            f"{path}: cannot be opened as a record: {error}. Check the path; a record has one writer at a time."
        ) from error
    connection.execute("SET lock_configuration = true")
    return connection


def log_of(path: Path) -> Path:
    """Where DuckDB keeps what was written and is not in the file yet.

    >>> log_of(Path("peace.duckdb")).name
    'peace.duckdb.wal'
    """
    return path.with_name(f"{path.name}.wal")
