"""The lexicon and the schema: small YAML files that a researcher edits."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str, folder: str = "lexicon") -> dict[str, Any]:
    """The contents of ``lexicon/<name>.yml``, or of a file of another ``folder`` of the package.

    Raises ``FileNotFoundError`` where there is no such file.

    >>> "say" in load("cues")["say"]
    True
    """
    text = (files("dateline") / folder / f"{name}.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The words of one list of ``lexicon/<name>.yml``."""
    return frozenset(str(w) for w in load(name)[key])
