"""The data of this stage: who writes reports, what is furniture, which words tell a language."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache
def lexicon(name: str) -> dict[str, Any]:
    """The contents of ``lexicon/<name>.yml``.

    >>> "lines" in lexicon("furniture")
    True
    """
    text = (files("dateline") / "lexicon" / f"{name}.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data
