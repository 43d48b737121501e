"""Damaged characters mended: mojibake, stray entities, control characters, terminal escapes."""

import html
import re

import ftfy

CONFIG = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_control_chars=False,
    remove_terminal_escapes=False,
    uncurl_quotes=False,
    fix_latin_ligatures=True,
    fix_character_width=False,
    normalization="NFC",
)
ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
# Zero-width marks, the byte-order mark, marks of the direction; and joiners where they join Latin letters.
HIDDEN = (
    r"[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    r"|(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])"
)
# These and control characters; tabs and line ends stay.
CONTROL = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|{HIDDEN}")
# A word with a Latin letter beside one of Greek, Cyrillic, Armenian or Cherokee, many of which look the same.
TWO_SCRIPTS = re.compile(
    r"\b\w{0,40}(?:[A-Za-z][\u0370-\u058f\u13a0-\u13ff]|[\u0370-\u058f\u13a0-\u13ff][A-Za-z])\w{0,40}"
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.I)


def repaired(text: str, *, entities: bool = True) -> tuple[str, list[str]]:
    """``text`` with its damage mended, and what was changed, in words; ``entities`` are left alone in markup.

    >>> repaired("the envoy\\u00e2\\u20ac\\u2122s plan &amp; terms\\x07")
    ('the envoy’s plan & terms', ['entities', 'mojibake', 'control characters'])
    """
    changes = []
    if "\x1b" in text:
        text, changes = ESCAPE.sub("", text), ["terminal escapes"]
    if entities and ENTITY.search(text):
        unescaped = html.unescape(text)
        if unescaped != text:
            text = unescaped
            changes.append("entities")
    if not text.isascii():
        fixed = ftfy.fix_text(text, CONFIG)
        # ftfy also settles line ends and composes letters, which is no repair to report.
        if _letters(fixed) != _letters(text):
            changes.append("mojibake")
        text = fixed
    plain = CONTROL.sub("", text)
    if plain != text:
        if re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text.replace("\n", "").replace("\t", "")):
            changes.append("control characters")
        text = plain
    return text, changes


def is_hidden(text: str) -> bool:
    """Whether a text holds a character that nobody sees and that parts a name from the one that is known.

    >>> is_hidden("Mos\u200bcow"), is_hidden("Moscow")
    (True, False)
    """
    return not text.isascii() and re.search(HIDDEN, text) is not None


def words_of_two_scripts(text: str) -> list[str]:
    """The words of a text in which letters of another script stand beside Latin ones, as in a forged name.

    >>> words_of_two_scripts("M\u043escow and \u041c\u043e\u0441\u043a\u0432\u0430") == ["M\u043escow"]
    True
    """
    return [] if text.isascii() else TWO_SCRIPTS.findall(text)


def _letters(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u200b\ufeff\u00ad]+", "", ftfy.fix_text(text, PLAIN))


PLAIN = CONFIG._replace(fix_encoding=False, fix_c1_controls=False)
