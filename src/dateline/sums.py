"""The networks and tables that decide what is read are the very ones that dateline was made with.

``sums.txt`` lists them with their SHA-256, in the form of ``sha256sum``: in the folder where the packages are
installed, ``sha256sum -c dateline/sums.txt`` looks at them too. Where networks were trained anew,
``python -m dateline.sums`` brings the list up to date. The parser's own files are in :mod:`dateline.marks.parser`.
"""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

LIST = "sums.txt"


class ModelError(Exception):
    """A model or table that decides what is read is missing or is not the one expected; the message says which."""


def checked(name: str) -> bytes:
    """The bytes of the file ``name``, a package and the path in it. Raises ``ModelError`` where they are others.

    >>> len(checked("dateline/readings/events/model/modes.json"))
    1351
    """
    path, expected = _path(name), listed().get(name)
    content = path.read_bytes() if path.is_file() else None
    seen = sha256(content).hexdigest() if content is not None else "no file"
    if content is None or seen != expected:
        package = name.partition("/")[0]
        raise ModelError(f"{path}: expected SHA-256 {expected}, found {seen}; install {package} again as locked")
    return content


@cache
def listed() -> dict[str, str]:
    """The SHA-256 of each file of the list by its name."""
    lines = (files("dateline") / LIST).read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def _path(name: str) -> Traversable:
    package, _, inside = name.partition("/")
    return files(package).joinpath(*inside.split("/"))


if __name__ == "__main__":
    lines = [f"{sha256(_path(name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(listed())]
    Path(__file__).with_name(LIST).write_text("".join(lines), encoding="ascii")
