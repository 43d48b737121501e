"""The networks that ship: the reader, which finds cues, events and asks; a judge of a token beside one of these; and
one for what one marked party does to another."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import AutoModel

from dateline.readings.encoder.windows import BRANCHES, DEPS, DISTANCES, PLACES, SENTENCES, TAGS

# Numbers of a head of the encoder, of its places, and what keeps a norm from dividing by nothing.
OF_HEAD, POSITIONS, EPS = 32, 512, 1e-12


def of_tokens(pieces: Tensor, start: Tensor) -> Tensor:
    """What stands at the first piece of each token."""
    return torch.gather(pieces, 1, start.unsqueeze(-1).expand(-1, -1, pieces.shape[-1]))


class Layer(nn.Module):
    """A layer of a transformer with any number of heads and of inner units. In and out: (B, L, W)."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        # Queries, keys and values at once; the queries come scaled.
        self.qkv = nn.Linear(width, 3 * heads * OF_HEAD)
        self.out = nn.Linear(heads * OF_HEAD, width)
        self.norm = nn.LayerNorm(width, eps=EPS)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.last = nn.LayerNorm(width, eps=EPS)

    def forward(self, pieces: Tensor, unseen: Tensor | None) -> Tensor:
        size, length, _ = pieces.shape
        parts = self.qkv(pieces).view(size, length, 3 * self.heads, OF_HEAD).split(self.heads, 2)
        query, key, value = (part.transpose(1, 2) for part in parts)
        if unseen is None:
            found = torch.softmax(query @ key.transpose(2, 3), -1) @ value
        else:
            # In 32 bits: on a processor twice as fast as in 16.
            with torch.autocast("cpu", enabled=False):
                found = nn.functional.scaled_dot_product_attention(
                    query.float(), key.float(), value.float(), attn_mask=unseen, scale=1.0
                )
        found = found.transpose(1, 2).reshape(size, length, self.heads * OF_HEAD)
        pieces = self.norm(pieces + self.out(found))
        return self.last(pieces + self.down(nn.functional.gelu(self.up(pieces))))


class Answers(NamedTuple):
    """What the reader says of tokens: see ``Cues``, ``Events`` and ``Asks`` of ``teachers.py``."""

    cue: Tensor
    as_cue: Tensor
    as_token: Tensor
    event: Tensor
    mode: Tensor
    factuality: Tensor
    as_event: Tensor
    as_party: Tensor
    force: Tensor
    polarity: Tensor
    as_ask: Tensor
    as_term: Tensor


class Sizes(NamedTuple):
    """Of the answers of a reader: types, modes, factualities, forces, polarities, without none."""

    types: int
    modes: int
    factualities: int
    forces: int
    polarities: int


class Reader(nn.Module):
    """Finder of cues, events and asks in one: the network that ships.

    In: pieces (B, L), the features of each piece's token (B, L, 3), what it is held for (B, L, 2; see ``Events``), the
    first piece of each token (B, T), and a mask (B, L) where windows of several lengths go together. Out: ``Answers``,
    a row a token.
    """

    def __init__(
        self, words: int, width: int, *, heads: Sequence[int], inner: Sequence[int], sizes: Sizes, hidden: int = 256
    ) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(words, width), nn.Embedding(POSITIONS, width)
        self.tags = nn.Embedding(len(TAGS) + 1, width)
        self.deps = nn.Embedding(len(DEPS) + 1, width)
        self.places = nn.Embedding(PLACES, width)
        self.held_types = nn.Embedding(1 + sizes.types, width)
        self.held_factualities = nn.Embedding(1 + sizes.factualities, width)
        self.norm = nn.LayerNorm(width, eps=EPS)
        self.layers = nn.ModuleList(Layer(width, *of) for of in zip(heads, inner, strict=True))

        def two(answers: int) -> nn.Sequential:
            return nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, answers))

        self.cue, self.kind, self.mode = two(1), two(1 + sizes.types), nn.Linear(width, sizes.modes)
        self.factuality, self.force = two(sizes.factualities), two(1 + sizes.forces)
        self.polarity = two(1 + sizes.polarities)
        self.as_cue, self.as_token = nn.Linear(width, hidden), nn.Linear(width, hidden)
        self.as_event, self.as_party = nn.Linear(width, hidden), nn.Linear(width, hidden)
        self.as_ask, self.as_term = nn.Linear(width, hidden), nn.Linear(width, hidden)

    def forward(
        self, pieces: Tensor, features: Tensor, held: Tensor, start: Tensor, mask: Tensor | None = None
    ) -> Answers:
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]]
        x = x + self.tags(features[..., 0]) + self.deps(features[..., 1]) + self.places(features[..., 2])
        x = self.norm(x + self.held_types(held[..., 0]) + self.held_factualities(held[..., 1]))
        unseen = None if mask is None else (1 - mask[:, None, None, :].float()) * torch.finfo(torch.float16).min
        for layer in self.layers:
            x = layer(x, unseen)
        x = of_tokens(x, start)
        return Answers(
            self.cue(x).squeeze(-1),
            self.as_cue(x),
            self.as_token(x),
            self.kind(x),
            self.mode(x),
            self.factuality(x),
            self.as_event(x),
            self.as_party(x),
            self.force(x),
            self.polarity(x),
            self.as_ask(x),
            self.as_term(x),
        )


class Pairs(nn.Module):
    """What each token is to a cue (content, source, a content's first token, its last), to an event (actor, recipient)
    or to an ask (who puts it, to whom; content and condition with their first and last tokens).

    In: cues or events (N, H), tokens (N, T, H) or (T, H) of one window, relations (N, T, 3). Out: scores (N, T, S).
    """

    def __init__(self, scores: int = 4, hidden: int = 256) -> None:
        super().__init__()
        self.scores = scores
        self.distance = nn.Embedding(DISTANCES, hidden)
        self.branch = nn.Embedding(BRANCHES, hidden)
        self.sentence = nn.Embedding(SENTENCES, hidden)
        for table in (self.distance, self.branch, self.sentence):
            nn.init.normal_(table.weight, std=0.1)
        self.norm = nn.LayerNorm(hidden)
        self.mix = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, scores)
        self.both = nn.Linear(hidden, scores * 64)
        self.each = nn.Linear(hidden, scores * 64)
        self.drop = nn.Dropout(0.1)

    def forward(self, cues: Tensor, tokens: Tensor, relations: Tensor) -> Tensor:
        near = self.distance(relations[..., 0]) + self.branch(relations[..., 1]) + self.sentence(relations[..., 2])
        h = self.norm(nn.functional.gelu(cues.unsqueeze(1) + tokens + near))
        h = nn.functional.gelu(self.mix(self.drop(h)))
        left = self.both(cues).unflatten(-1, (self.scores, 64)).unsqueeze(1)
        right = self.each(tokens).unflatten(-1, (self.scores, 64))
        return self.out(self.drop(h)) + (left * right).sum(-1) / 8


class Relations(nn.Module):
    """What the marked source does to the marked target.

    In: pieces (B, L), mask (B, L), the places of the two opening marks (B, 2). Out: the odds of each answer (B, A).
    """

    def __init__(self, folder: str, answers: int) -> None:
        super().__init__()
        self.base = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.1, attn_implementation="sdpa"
        )
        width = self.base.config.hidden_size
        self.drop = nn.Dropout(0.2)
        self.mix = nn.Linear(4 * width, width)
        self.out = nn.Linear(width, answers)

    def forward(self, pieces: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        out = self.base(input_ids=pieces, attention_mask=mask).last_hidden_state
        at = torch.gather(out, 1, marks.unsqueeze(-1).expand(-1, -1, out.shape[-1]))
        weight = mask.unsqueeze(-1).to(out.dtype)
        mean = (out * weight).sum(1) / weight.sum(1)
        seen = torch.cat([at[:, 0], at[:, 1], out[:, 0], mean], -1)
        return self.out(self.drop(nn.functional.gelu(self.mix(self.drop(seen)))))
