"""Names as the parser's tagger of names has them, worked out for many paragraphs at once.

spaCy takes one step a word and asks each of 74 moves whether it is allowed there. But nearly all words stand outside
any name, where what a word is hangs on nothing before it: these are scored together, and so are the second words of all
names begun, then the third ones. The weights, the rules and the names found are spaCy's.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.marks.parser import ModelError

Scores = NDArray[np.float32]
Places = NDArray[np.int64]

# What a word's score is made of: the word, the first word of the name that it stands in, the word before.
FEATURES = 3
NEVER = -np.inf


class Entities:
    """The tagger of names of a spaCy pipeline; ``ner`` is its component.

    Raises ``ModelError`` for one that looks at other words than those of the models of spaCy 3.
    """

    def __init__(self, ner: Any) -> None:
        self.of_words, self.of_features, self.of_moves = ner.model.layers
        if self.of_features.get_dim("nF") != FEATURES:
            raise ModelError("the model's tagger of names is of an unknown make; use one of spaCy's own for English")
        self.bias = self.of_features.get_param("b")
        moves = [ner.moves.get_class_name(n) for n in range(ner.moves.n_moves)]
        self.labels = [move[2:] for move in moves if move.startswith("B-")]
        # The number of each move, by label.
        self.begins, self.insides, self.lasts, self.units = (
            np.array([moves.index(f"{kind}-{label}") for label in self.labels]) for kind in "BILU"
        )
        self.outside = moves.index("O")

    def find(self, docs: Sequence[Any]) -> Iterator[list[tuple[int, int, str]]]:
        """For each parsed ``Doc`` its names: first token, last (exclusive), label."""
        cached = self.of_features.predict(self.of_words.predict(docs))
        words = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs])
        lasts = np.cumsum([len(doc) for doc in docs])
        # No name goes on behind the end of a sentence or a paragraph.
        ends = np.append(words[1:, 1] == 1, True)
        ends[lasts - 1] = True
        what, label = self._outside(cached, ends, words[:, 0] != 0)
        over = self._ends(cached, ends, np.flatnonzero(what == 1), label)
        first = 0
        for last in lasts.tolist():
            found, i = [], first
            while i < last:
                stop = int(over[i]) if what[i] == 1 else i + 1
                if what[i]:
                    found.append((i - first, stop - first, self.labels[label[i]]))
                i = stop
            yield found
            first = last

    def _outside(self, cached: Scores, ends: NDArray[np.bool_], blank: NDArray[np.bool_]) -> tuple[Places, Places]:
        """What each word is where no name is open: 0 in none, 1 the first of one, 2 a name alone; and its label."""
        scores = self._scores(cached[1:, 0] + cached[0, 1] + cached[0, 2])
        begins, units = scores[:, self.begins], scores[:, self.units]
        begins[ends | blank], units[blank] = NEVER, NEVER
        best = np.stack([scores[:, self.outside], begins.max(axis=1), units.max(axis=1)], axis=1)
        what = best.argmax(axis=1)
        return what, np.where(what == 1, begins.argmax(axis=1), units.argmax(axis=1))

    def _ends(self, cached: Scores, ends: NDArray[np.bool_], starts: Places, label: Places) -> Places:
        """Where the name that begins at each of ``starts`` ends (exclusive)."""
        out = np.zeros(len(ends), dtype=np.int64)
        at = starts + 1
        while len(at):
            # A paragraph's words are counted from 1 in what is worked out for all, 0 stands for none.
            scores = self._scores(cached[at + 1, 0] + cached[starts + 1, 1] + cached[at, 2])
            rows, of = np.arange(len(at)), label[starts]
            over = ends[at] | (scores[rows, self.lasts[of]] > scores[rows, self.insides[of]])
            out[starts[over]] = at[over] + 1
            starts, at = starts[~over], at[~over] + 1
        return out

    def _scores(self, summed: Scores) -> Scores:
        scores: Scores = self.of_moves.predict((summed + self.bias).max(axis=2))
        return scores
