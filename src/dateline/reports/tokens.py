"""Texts whose words a tokeniser parted (Penn Treebank marks) joined again."""

import re

MARKS = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "``": '"',
    "''": '"',
    "\\/": "/",
}
MARK = re.compile("|".join(map(re.escape, MARKS)))


def is_tokenised(text: str) -> bool:
    """Whether ``text`` is tokenised: blanks before its commas and full stops.

    >>> is_tokenised("He said , `` no '' ."), is_tokenised("He said, no.")
    (True, False)
    """
    parted = len(re.findall(r"\w [.,](?=\s|$)", text))
    return parted > 0 and parted > len(re.findall(r"\w[.,](?=\s|$)", text))


def detokenised(text: str) -> str:
    """``text`` as it was printed, in one paragraph; the lines of tokenised files are sentences.

    >>> detokenised("`` No , '' he did n't say -LRB- Reuters -RRB- - at 3 p.m. .")
    '"No," he didn\\'t say (Reuters) - at 3 p.m.'
    """
    # One blank a gap: where thousands stand in a row, each could begin what is looked for.
    text = " ".join(text.split())
    # The two kinds of quote marks tell where blanks belong, so this comes before they are made alike.
    text = re.sub(r"``\s+", "``", text)
    text = re.sub(r"\s+''", "''", text)
    text = re.sub(r"\s*-(R[RSC]B)-", r"-\1-", text)
    text = re.sub(r"-(L[RSC]B)-\s*", r"-\1-", text)
    text = MARK.sub(lambda m: MARKS[m[0]], text)
    text = re.sub(r"\s+(?=[.,;:?!%](?:[\s\"')\]]|$))", "", text)
    text = re.sub(r"\s+(?=(?:'s|'re|'ve|'ll|'d|'m|n't|')\b)|(?<=s)\s+(?='\s)", "", text)
    text = re.sub(r"(?<=[$£€#])\s+(?=\d)|(?<=\d)\s+(?=%)", "", text)
    text = re.sub(r"(?<=\w\.)\.(?=\s|$)", "", text)
    return re.sub(r"\s+", " ", text).strip()
