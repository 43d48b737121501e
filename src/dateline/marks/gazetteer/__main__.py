"""Builds the file of places ahead of time, where it is not built yet."""

from dateline.marks.gazetteer.store import build, cache_file

if not cache_file().exists():
    build(cache_file())
