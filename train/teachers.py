"""The networks that teach the reader: a finder of cues and one of events, each with an encoder of its own, and a finder
of asks on the lower layers of the first."""

import torch
from network import of_tokens
from torch import Tensor, nn
from transformers import AutoModel

from dateline.readings.encoder.windows import DEPS, PLACES, TAGS

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
