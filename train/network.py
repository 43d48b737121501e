"""The network that is trained: an encoder of word pieces, a finder of cues, a judge of (cue, token) pairs."""

import torch
from torch import Tensor, nn
from transformers import AutoModel

from dateline.readings.attributions.windows import BRANCHES, DEPS, DISTANCES, PLACES, SENTENCES, TAGS


class Encoder(nn.Module):
    """Word pieces with their features to a vector for each token, and the score that it is a cue.

    In: pieces (B, L), mask (B, L), the features of each piece's token (B, L, 3), the first piece of each token
    (B, T). Out: cue scores (B, T), the tokens as cues (B, T, H), the tokens as what a cue may take (B, T, H).
    """

    def __init__(self, folder: str, hidden: int = 256) -> None:
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
        self.cue = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, 1))
        self.as_cue = nn.Linear(width, hidden)
        self.as_token = nn.Linear(width, hidden)

    def forward(self, pieces: Tensor, mask: Tensor, features: Tensor, start: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        words = self.base.get_input_embeddings()(pieces)
        words = words + self.tags(features[..., 0]) + self.deps(features[..., 1]) + self.places(features[..., 2])
        out = self.base(inputs_embeds=words, attention_mask=mask).last_hidden_state
        out = torch.gather(out, 1, start.unsqueeze(-1).expand(-1, -1, self.width))
        out = self.drop(out)
        return self.cue(out).squeeze(-1), self.as_cue(out), self.as_token(out)


class Pairs(nn.Module):
    """What each token is to a cue: content, source, a content's first token, its last.

    In: cues (N, H), tokens (N, T, H) or (T, H) of one window, relations (N, T, 3). Out: scores (N, T, 4).
    """

    def __init__(self, hidden: int = 256) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, hidden)
        self.branch = nn.Embedding(BRANCHES, hidden)
        self.sentence = nn.Embedding(SENTENCES, hidden)
        for table in (self.distance, self.branch, self.sentence):
            nn.init.normal_(table.weight, std=0.1)
        self.norm = nn.LayerNorm(hidden)
        self.mix = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, 4)
        self.both = nn.Linear(hidden, 4 * 64)
        self.each = nn.Linear(hidden, 4 * 64)
        self.drop = nn.Dropout(0.1)

    def forward(self, cues: Tensor, tokens: Tensor, relations: Tensor) -> Tensor:
        near = self.distance(relations[..., 0]) + self.branch(relations[..., 1]) + self.sentence(relations[..., 2])
        h = self.norm(nn.functional.gelu(cues.unsqueeze(1) + tokens + near))
        h = nn.functional.gelu(self.mix(self.drop(h)))
        left = self.both(cues).unflatten(-1, (4, 64)).unsqueeze(1)
        right = self.each(tokens).unflatten(-1, (4, 64))
        return self.out(self.drop(h)) + (left * right).sum(-1) / 8
