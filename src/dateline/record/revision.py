"""Which version of the reader writes: dateline's version, its code, its lexicon and its models."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from dateline.marks.parser import FILES
from dateline.sums import listed

READERS = ("span.py", "sources", "reports", "marks", "readings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One version of the reader; two readings by the same revision of the same report are the same."""

    version: str
    code: str
    lexicon: str
    model: str

    @property
    def id(self) -> str:
        """A hash of the four.

        >>> len(Revision(version="1", code="c", lexicon="l", model="m").id)
        16
        """
        return _hash([self.version, self.code, self.lexicon, self.model])


@cache
def current() -> Revision:
    """The revision of the installed package; its own files are hashed once a process."""
    package = files("dateline")
    return Revision(
        version=version("dateline"),
        code=_hash([_tree(package.joinpath(name), (".py",)) for name in READERS]),
        lexicon=_tree(package.joinpath("lexicon"), ()),
        model=_hash([f"{name} {digest}" for name, digest in sorted({**FILES, **listed()}.items())]),
    )


def _tree(node: Traversable, endings: tuple[str, ...]) -> str:
    """A hash of a file, or of the files below a folder that end in one of ``endings`` (all, if none)."""
    if node.is_file():
        return _hash([node.name, hashlib.sha256(node.read_bytes()).hexdigest()])
    below = sorted((n for n in node.iterdir() if n.name != "__pycache__"), key=lambda n: n.name)
    return _hash([_tree(n, endings) for n in below if n.is_dir() or not endings or n.name.endswith(endings)])


def _hash(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
