"""What a document of an archive is known by, and how many make a shard."""

import hashlib
from collections.abc import Iterable

from dateline.issue import Issue
from dateline.record.shards import Input
from dateline.sources.document import Document

# Documents of one shard: about a minute of reading, which is what a kill costs at most.
SIZE = 250

Found = Document | Issue


def input_of(found: Found) -> Input:
    """The file and the SHA-256 of what was found there, bytes and all that its container states.

    >>> input_of(Document(b"Talks opened.", "pasted", "a.txt")).sha256[:8]
    '83836e2d'
    """
    if isinstance(found, Issue):
        return Input(file=found.file or "-", sha256=_hash([found.code, found.note]))
    data = found.data.encode("utf-8", "surrogatepass") if isinstance(found.data, str) else found.data
    stated = [f"{key} {value}" for key, value in sorted(found.meta.items())]
    digest = hashlib.sha256(data).hexdigest()
    return Input(file=found.file, sha256=_hash([digest, found.shape, str(found.offset), *stated]))


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
