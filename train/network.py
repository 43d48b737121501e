"""The networks that are trained.

An encoder of word pieces, on it a finder of cues and one of events, each trained for itself, and on the lower layers of
the first a finder of asks; a judge of a token beside a cue, an event or an ask; and a network for what one marked party
does to another.
"""

import torch
from torch import Tensor, nn
from transformers import AutoModel

from dateline.readings.encoder.windows import BRANCHES, DEPS, DISTANCES, PLACES, SENTENCES, TAGS

# So many layers of the finder of cues are the lower ones.
LOWER = 4


class Encoder(nn.Module):
    """Word pieces with the tag, dependency and place of their token to a vector for each token.

    In: pieces (B, L), mask (B, L), the features of each piece's token (B, L, 3), the first piece of each token
    (B, T), and what else is to be added to the pieces (B, L, W). Out: (B, T, W), and the pieces after the lower layers
    (B, L, W).
    """

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.base = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, attn_implementation="sdpa"
        )
        width = self.base.config.hidden_size
        self.width = width
        self.tags = nn.Embedding(len(TAGS) + 1, width)
        self.deps = nn.Embedding(len(DEPS) + 1, width)
        self.places = nn.Embedding(PLACES, width)
        for table in (self.tags, self.deps, self.places):
            nn.init.zeros_(table.weight)
        self.drop = nn.Dropout(0.1)

    def forward(
        self, pieces: Tensor, mask: Tensor, features: Tensor, start: Tensor, more: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        words = self.base.get_input_embeddings()(pieces)
        words = words + self.tags(features[..., 0]) + self.deps(features[..., 1]) + self.places(features[..., 2])
        words = words if more is None else words + more
        layers = self.base(inputs_embeds=words, attention_mask=mask, output_hidden_states=True).hidden_states
        return self.drop(of_tokens(layers[-1], start)), layers[LOWER]


class Cues(nn.Module):
    """Finder of cues.

    In: see ``Encoder``. Out: cue scores (B, T), the tokens as cues (B, T, H), the tokens as what a cue may take
    (B, T, H), and the pieces after the lower layers (B, L, W).
    """

    def __init__(self, folder: str, hidden: int = 256) -> None:
        super().__init__()
        self.encoder = Encoder(folder)
        width = self.encoder.width
        self.cue = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, 1))
        self.as_cue = nn.Linear(width, hidden)
        self.as_token = nn.Linear(width, hidden)

    def forward(self, pieces: Tensor, mask: Tensor, features: Tensor, start: Tensor) -> tuple[Tensor, ...]:
        out, lower = self.encoder(pieces, mask, features, start)
        return self.cue(out).squeeze(-1), self.as_cue(out), self.as_token(out), lower


class Asks(nn.Module):
    """Finder of asks: what is offered, demanded, promised or threatened, and what is expected.

    In: the pieces after the lower layers of ``Cues`` (B, L, W), mask (B, L), the first piece of each token (B, T). Out:
    the odds of none and of each force (B, T, 1 + forces), of none and of each polarity (B, T, 1 + polarities), the
    tokens as asks (B, T, H) and as what an ask may take (B, T, H).
    """

    def __init__(self, folder: str, forces: int, polarities: int, hidden: int = 256) -> None:
        super().__init__()
        base = AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa")
        self.base, width = base.encoder.layer[LOWER:], base.config.hidden_size
        self.force = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, 1 + forces))
        self.polarity = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, 1 + polarities))
        self.as_ask = nn.Linear(width, hidden)
        self.as_term = nn.Linear(width, hidden)
        self.drop = nn.Dropout(0.1)

    def forward(self, lower: Tensor, mask: Tensor, start: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        seen = (1 - mask[:, None, None, :].to(lower.dtype)) * torch.finfo(torch.float16).min
        for layer in self.base:
            lower = layer(lower, attention_mask=seen)[0]
        out = self.drop(of_tokens(lower, start))
        return self.force(out), self.polarity(out), self.as_ask(out), self.as_term(out)


def of_tokens(pieces: Tensor, start: Tensor) -> Tensor:
    """What stands at the first piece of each token."""
    return torch.gather(pieces, 1, start.unsqueeze(-1).expand(-1, -1, pieces.shape[-1]))


class Events(nn.Module):
    """Finder of events.

    In: see ``Encoder``, and what the lexicon and the rules hold each piece's token for (type and factuality, 0 for
    none; B, L, 2). Out: the odds of none and of each type (B, T, 1 + types), of each mode (B, T, modes), of each
    factuality (B, T, factualities), the tokens as events and as parties (B, T, H).
    """

    def __init__(self, folder: str, types: int, modes: int, factualities: int, hidden: int = 256) -> None:
        super().__init__()
        self.encoder = Encoder(folder)
        width = self.encoder.width
        self.held_types = nn.Embedding(1 + types, width)
        self.held_factualities = nn.Embedding(1 + factualities, width)
        for table in (self.held_types, self.held_factualities):
            nn.init.zeros_(table.weight)
        self.kind = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, 1 + types))
        self.mode = nn.Linear(width, modes)
        self.factuality = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, factualities))
        self.as_event = nn.Linear(width, hidden)
        self.as_party = nn.Linear(width, hidden)

    def forward(
        self, pieces: Tensor, mask: Tensor, features: Tensor, held: Tensor, start: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        more = self.held_types(held[..., 0]) + self.held_factualities(held[..., 1])
        out, _ = self.encoder(pieces, mask, features, start, more)
        return self.kind(out), self.mode(out), self.factuality(out), self.as_event(out), self.as_party(out)


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
