"""Bytes to text, with a note where the bytes were not plain UTF-8."""

import codecs
import re

from charset_normalizer import from_bytes

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{3,20})""", re.I)
# Below this share of bytes that are not ASCII, a text that is not UTF-8 is taken for Windows-1252.
MOSTLY_ASCII = 0.03
# A UTF-8 text with so few broken places is still UTF-8.
BROKEN_SHARE = 0.05
SAMPLE = 100_000
# What Python can decode but no page is in: escapes that make up letters, and a form of host names that takes for ever.
NO_LETTERS = (
    "punycode",
    "idna",
    "unicode-escape",
    "raw-unicode-escape",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-7",
)
# Halves of characters that JSON can write as an escape and no file can hold.
HALVES = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> tuple[str, str | None]:
    """The text of ``data`` and a note on how it was decoded; no note for sound UTF-8.

    >>> decode("Bogotá".encode("utf-8"))
    ('Bogotá', None)
    >>> decode("Talks in Bogotá were put off until the end of the month.".encode("cp1252"))[1]
    'decoded as cp1252, not UTF-8'
    """
    for bom, name in BOMS:
        if data.startswith(bom):
            text = data.decode(name, "replace").removeprefix("\ufeff")
            return text, None if name == "utf-8" else f"decoded as {name} by its byte-order mark"
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), f"decoded as {wide}, which its zero bytes show"
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    high = sum(b > 127 for b in data[:SAMPLE]) or 1
    if broken / (high if len(data) <= SAMPLE else high * len(data) / SAMPLE) < BROKEN_SHARE:
        return text, f"{broken} broken UTF-8 sequences replaced by U+FFFD"
    name = _guess(data, high)
    return data.decode(name, "replace"), f"decoded as {name}, not UTF-8"


def whole(text: str) -> str:
    r"""A text of the same length in which each half of a character is U+FFFD.

    >>> whole("talks \ud83d open") == "talks \ufffd open"
    True
    """
    return HALVES.sub("\ufffd", text)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of western text is zero."""
    head = data[:2000]
    if len(head) < 20 or b"\0" not in head:
        return None
    half = len(head) // 2
    odd, even = head[1::2].count(0) / half, head[0::2].count(0) / half
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    if even > 0.7 and odd < 0.05:
        return "utf-16-be"
    return None


def _guess(data: bytes, high: int) -> str:
    declared = DECLARED.search(data[:2000])
    if declared:
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            if name not in NO_LETTERS:
                data.decode(name)
                return "cp1252" if name == "iso8859-1" else name
        except (LookupError, ValueError):
            pass
    if high / min(len(data), SAMPLE) < MOSTLY_ASCII:
        return "cp1252"
    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding if best else "cp1252"
