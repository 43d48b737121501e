"""dateline keeps the record of a peace process, read from raw news reports."""

__version__ = "0.1.0"
