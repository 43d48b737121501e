"""Shards: readings of some documents in one Parquet file, with a manifest that says what they rest on."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.issue import Issue
from dateline.readings.items import Reading
from dateline.record.intake import intake_row, intake_schema, many
from dateline.record.revision import Revision
from dateline.record.whole import whole
from dateline.reports.report import Report

# What wrote a shard's file beside dateline itself: other versions may give other bytes for the same readings.
WRITERS = ("pyarrow", "spacy", "onnxruntime", "numpy")


class ShardError(Exception):
    """A shard's files do not belong together or are damaged; the message says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One document as it was found: the file it stood in and the SHA-256 of what was found there."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a shard was made of, by what, and what came of it.

    ``learned`` is false where statements and events were found by rules alone; ``items`` counts rows by table,
    ``left_out`` the documents of which no report came. It holds no clock: the same documents give the same manifest.
    """

    id: str
    revision: Revision
    learned: bool
    writers: dict[str, str]
    inputs: tuple[Input, ...]
    output: str
    output_sha256: str
    reports: int
    left_out: int
    items: dict[str, int]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard's rows (:func:`dateline.record.intake.intake_schema`), read again, and what its manifest says of them."""

    id: str
    sha256: str
    revision: Revision
    rows: pa.Table
    issues: tuple[Issue, ...]

    @property
    def notes(self) -> list[list[str]]:
        """What the reader noted about each report as a whole."""
        return [reading["notes"] for reading in self.rows.column("reading").to_pylist()]


def shard_id(inputs: Iterable[Input], revision: Revision, *, learned: bool) -> str:
    """The id of the shard that a revision of the reader makes of these documents.

    >>> one = Input(file="a.txt", sha256="00")
    >>> current = Revision(version="1", code="c", lexicon="l", model="m")
    >>> shard_id([one], current, learned=True) == shard_id([one], current, learned=False)
    False
    """
    parts = [revision.id, "learned" if learned else "rules", *(f"{given.sha256} {given.file}" for given in inputs)]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def write_shard(
    folder: Path,
    inputs: Sequence[Input],
    read: Iterable[tuple[Report, Reading]],
    issues: Iterable[Issue],
    revision: Revision,
    *,
    learned: bool,
) -> Manifest:
    """Write the readings of some documents with their manifest into ``folder`` and give the manifest.

    The Parquet file comes first and the manifest last, each under another name until it is whole: a shard without its
    manifest was broken off and is made again.
    """
    id = shard_id(inputs, revision, learned=learned)
    rows, found = [], list(issues)
    for report, reading in read:
        row, odd = intake_row(report, reading, revision.id)
        found += odd
        if row is not None:
            rows.append(row)
    table = pa.Table.from_pylist(rows, schema=intake_schema())
    output = f"part-{id}.parquet"
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    data = sink.getvalue().to_pybytes()
    manifest = Manifest(
        id=id,
        revision=revision,
        learned=learned,
        writers={name: version(name) for name in WRITERS},
        inputs=tuple(inputs),
        output=output,
        output_sha256=hashlib.sha256(data).hexdigest(),
        reports=len(rows),
        left_out=sum(issue.fatal for issue in found),
        items={name: sum(len(row[name]) for row in rows) for name in many()},
        issues=tuple(found),
    )
    put(folder / output, data)
    put(folder / f"part-{id}.json", json.dumps(asdict(manifest), indent=1).encode())
    return manifest


def put(path: Path, data: bytes) -> None:
    """Write a file that is there as a whole or not at all, whatever ends the process or the machine."""
    with whole(path) as part:
        part.write_bytes(data)


def manifests(folder: Path) -> Iterator[Manifest]:
    """The manifests in a folder, by their names. Raises :class:`ShardError` for one that cannot be read."""
    for path in sorted(folder.glob("part-*.json")):
        yield _manifest(path)


def load_shard(folder: Path, manifest: Manifest) -> Shard:
    """The shard of a manifest, its bytes checked. Raises :class:`ShardError` where they are not those it tells of."""
    path = folder / manifest.output
    again = f"remove {path.with_suffix('.json').name} and read the archive again into {folder}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ShardError(f"{path}: {error.strerror}; {again}") from error
    if (seen := hashlib.sha256(data).hexdigest()) != manifest.output_sha256:
        raise ShardError(f"{path}: expected SHA-256 {manifest.output_sha256}, found {seen}; {again}")
    rows = pq.read_table(pa.BufferReader(data))
    if rows.schema.remove_metadata() != intake_schema():
        raise ShardError(f"{path}: its columns are not those of this version of dateline; {again}")
    return Shard(manifest.id, manifest.output_sha256, manifest.revision, rows, manifest.issues)


def _manifest(path: Path) -> Manifest:
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
        found |= {
            "revision": Revision(**found["revision"]),
            "inputs": tuple(Input(**given) for given in found["inputs"]),
            "issues": tuple(Issue(**issue) for issue in found["issues"]),
        }
        if found["output"] != f"{path.stem}.parquet":
            raise ValueError(f"its output is {found['output']!r}")
        return Manifest(**found)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ShardError(f"{path}: not a manifest of this version of dateline ({error}); remove it") from error
