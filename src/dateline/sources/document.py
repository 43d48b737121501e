"""One document as it was found, before anything is read from it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes (or, for items of JSON and feeds, the text) of one report and where they stood.

    ``shape`` says how to read ``data``: ``front_matter``, ``headers`` (``Key: value`` lines), ``page``
    (HTML), ``warc_page``, ``feed_item`` (an HTML fragment), ``json`` (``data`` is the text, to be kept
    verbatim) or ``pasted`` (plain text). ``file`` and ``offset`` (bytes) say where it came from; ``meta``
    holds what the container states under our names: id, title, published, modified, url, original_url,
    authors, publisher, agency, language.
    """

    data: bytes | str
    shape: str
    file: str
    offset: int = 0
    meta: dict[str, str] = field(default_factory=dict)
