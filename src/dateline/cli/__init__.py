"""The command line: a thin skin over the library that asks, reads and prints."""

from dateline.cli.app import main

__all__ = ["main"]
