"""Paths, globs, addresses and stdin to single documents."""

import glob
import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from dateline.issue import Issue
from dateline.sources.document import Document
from dateline.sources.fetch import fetch
from dateline.sources.items import from_feed, from_json, from_lines
from dateline.sources.sniff import HEAD, binary_kind, shape_of
from dateline.sources.warc import from_warc

LARGEST = 20_000_000
# Text packs to a tenth or so; what unpacks to a hundred times its size is a bomb.
LARGEST_RATIO = 100


class Bomb(OSError):
    """A compressed file that unpacks to far more than text would."""


class _Unpacked(io.RawIOBase):
    """A gzip stream that raises :class:`Bomb` past LARGEST bytes where they came of too few packed ones."""

    def __init__(self, packed: BinaryIO) -> None:
        self.packed, self.plain = packed, gzip.GzipFile(fileobj=packed)
        self.count = self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self.plain.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        if self.count > LARGEST and self.count > LARGEST_RATIO * self.packed.tell():
            raise Bomb(f"unpacks to over {LARGEST_RATIO} times its size")
        return len(data)


class _Replayed(io.RawIOBase):
    """A stream whose first bytes were already read, from its beginning."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.head, self.rest, self.at = head, rest, 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self.head[: len(buffer)] or self.rest.read(len(buffer))
        self.head = self.head[len(data) :]
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)


def gather(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Document | Issue]:
    """Every document that ``paths`` name: files, directories, globs, addresses of feeds, ``-`` for ``stdin``.

    Files of a directory come sorted, hidden ones are left out. What can't be read is an Issue, no error.
    """
    for path in paths:
        if path == "-":
            if stdin is None:
                yield Issue("no_stdin", "'-' was given but there is no standard input", path, fatal=True)
            else:
                yield from _stream(stdin, "-")
        elif path.startswith(("http://", "https://")):
            got = fetch(path, limit=LARGEST)
            yield from [got] if isinstance(got, Issue) else documents_of(got, path)
        elif os.path.isdir(path):
            yield from _directory(path)
        elif os.path.exists(path):
            yield from _file(path)
        elif glob.has_magic(path):
            found = sorted(glob.glob(path, recursive=True))
            if not found:
                yield Issue(
                    "no_match",
                    "no file fits this pattern; check it, and quote it for the shell",
                    path,
                    fatal=True,
                )
            for name in found:
                if not os.path.isdir(name):
                    yield from _file(name)
        else:
            yield Issue("not_found", "there is no such file or directory", path, fatal=True)


def documents_of(data: bytes, file: str) -> Iterator[Document | Issue]:
    """The documents in the bytes of one file or answer, unpacked where they are gzip."""
    yield from _stream(io.BytesIO(data), file)


def _directory(top: str) -> Iterator[Document | Issue]:
    root = Path(top).resolve()
    failed: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=failed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files + [f for f in folders if os.path.islink(os.path.join(folder, f))]):
            path = os.path.join(folder, name)
            if name.startswith("."):
                continue
            if os.path.islink(path) and not Path(os.path.realpath(path)).is_relative_to(root):
                yield Issue(
                    "link_leads_out",
                    f"a link that leads out of {_shown(top)}; give its target by name",
                    _shown(path),
                    fatal=True,
                )
            # A link to a folder within has its files read where they stand.
            elif not os.path.isdir(path):
                yield from _file(path)
    for error in failed:
        yield Issue("unreadable", f"{error.strerror}; check its permissions", _shown(error.filename), fatal=True)


def _file(path: str) -> Iterator[Document | Issue]:
    name = _shown(path)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            yield Issue("unreadable", "no file with text but a pipe, socket or device; leave it out", name, fatal=True)
            return
        with open(path, "rb") as stream:
            yield from _stream(stream, name)
    except OSError as error:
        yield Issue("unreadable", f"{error.strerror or error}; check it and its permissions", name, fatal=True)


def _shown(path: str) -> str:
    r"""The path as text; bytes that are no letters, which a record cannot hold, are written out.

    >>> print(_shown("a\udcff.txt"))
    a\xff.txt
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _stream(stream: BinaryIO, file: str) -> Iterator[Document | Issue]:
    """The documents of one byte stream, unpacked where it is gzip."""
    try:
        head = stream.read(HEAD)
        whole: BinaryIO = io.BufferedReader(_Replayed(head, stream), HEAD)
        if head.startswith(b"\x1f\x8b"):
            whole = io.BufferedReader(_Unpacked(whole), HEAD)
            head = whole.read(HEAD)
            whole = io.BufferedReader(_Replayed(head, whole), HEAD)
        yield from _documents(head, whole, file)
    except Bomb as error:
        yield Issue("bomb", f"a compressed file that {error}; unpack it by hand if it is sound", file, fatal=True)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Issue("broken_gzip", f"the compressed file is damaged: {error}", file, fatal=True)


def _documents(head: bytes, stream: BinaryIO, file: str) -> Iterator[Document | Issue]:
    if not head.strip():
        yield Issue("empty_file", "there is nothing in this file", file, 0, fatal=True)
        return
    binary = binary_kind(head)
    if binary:
        yield Issue("binary", f"{binary}, not text; give the report as text or HTML", file, 0, fatal=True)
        return
    shape = shape_of(head, os.path.basename(file))
    if shape == "warc":
        yield from from_warc(stream, file, limit=LARGEST)
        return
    if shape == "jsonl":
        yield from from_lines(stream, file, limit=LARGEST)
        return
    if shape == "table":
        yield Issue(
            "not_a_report",
            "a table of tab-separated columns; give one JSON object a line",
            file,
            0,
            fatal=True,
        )
        return
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        note = f"more than {LARGEST:,} bytes; split it into single reports, or give one JSON object a line"
        yield Issue("too_large", note, file, 0, fatal=True)
    elif shape == "json_file":
        yield from from_json(data, file)
    elif shape == "feed":
        yield from from_feed(data, file)
    else:
        yield Document(data, shape, file, 0)
