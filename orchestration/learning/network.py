"""The network: MiniLM with a feature of shape and line, heads for spans, classes and relations (torch).

Here: layers and their forward pass. Not here: targets (`examples`), losses and training (`train`), ONNX (`export`).
The encoder is all-MiniLM-L6-v2 (Apache-2.0; 6 layers of BERT, Devlin et al. 2019; Wang et al. 2020), written out here
because its weights are all that is needed of the library that they come with.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from orchestration.extract.student.labels import CLASSES, DISTANCES, LAYERS, RELATIONS
from orchestration.extract.student.tokens import FEATURES

WIDTH, HEADS, DEPTH, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30_522, 512
MENTION, PAIR = 256, 192


class Block(nn.Module):
    """One layer of the encoder."""

    def __init__(self, dropout: float) -> None:
        """Make the layer."""
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.mixed, self.mixed_norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.outer_norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """Return the next hidden states; `bias` is added to the attention (windows x 1 x 1 x pieces)."""
        size = (hidden.shape[0], hidden.shape[1], HEADS, WIDTH // HEADS)
        query, key, value = (layer(hidden).view(size).transpose(1, 2) for layer in (self.query, self.key, self.value))
        mixed = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
        mixed = mixed.transpose(1, 2).reshape(hidden.shape)
        hidden = self.mixed_norm(hidden + self.dropout(self.mixed(mixed)))
        inner = nn.functional.gelu(self.inner(hidden))
        normed: Tensor = self.outer_norm(hidden + self.dropout(self.outer(inner)))
        return normed


class Encoder(nn.Module):
    """Word pieces to hidden states and span tags."""

    def __init__(self, dropout: float = 0.1) -> None:
        """Make the encoder."""
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(DEPTH))
        self.tags = nn.Linear(WIDTH, len(LAYERS) * 3)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return hidden states (windows x pieces x width) and tag scores (windows x pieces x layers * 3)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.norm(self.words(ids) + self.positions(places) + self.features(features))
        hidden = self.dropout(hidden)
        bias = (1.0 - mask.to(hidden.dtype))[:, None, None, :] * -10_000.0
        for block in self.blocks:
            hidden = block(hidden, bias)
        return hidden, self.tags(hidden)


class Mentions(nn.Module):
    """Spans to vectors and class scores."""

    def __init__(self, dropout: float = 0.1) -> None:
        """Make the heads of mentions."""
        super().__init__()
        self.layer = nn.Embedding(len(LAYERS), WIDTH)
        self.join = nn.Sequential(nn.Dropout(dropout), nn.Linear(WIDTH * 3, MENTION), nn.GELU())
        self.classes = nn.Linear(MENTION, sum(map(len, CLASSES.values())))
        self.head, self.tail = nn.Linear(MENTION, PAIR * 2), nn.Linear(MENTION, PAIR * 2)

    def forward(self, words: Tensor, layers: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return class scores, and what a mention is as head and as tail of a relation.

        `words` are hidden states of words (words x width); the others have one entry a mention.
        """
        total = torch.cat([words.new_zeros(1, WIDTH), words.cumsum(0)])
        mean = (total[last + 1] - total[first]) / (last + 1 - first).to(words.dtype)[:, None]
        vectors = self.join(torch.cat([words[first] + self.layer(layers), words[last], mean], dim=-1))
        return self.classes(vectors), self.head(vectors), self.tail(vectors)


class Pairs(nn.Module):
    """Pairs of mentions to relation scores."""

    def __init__(self, dropout: float = 0.1) -> None:
        """Make the heads of pairs."""
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.dropout = nn.Dropout(dropout)
        self.scores = nn.Linear(PAIR, len(RELATIONS))

    def forward(self, head: Tensor, tail: Tensor, distance: Tensor) -> Tensor:
        """Return a score for each relation (pairs x relations) of pairs that are given as rows."""
        added = head[:, :PAIR] + tail[:, :PAIR] + self.distance(distance)
        joined = nn.functional.gelu(added + head[:, PAIR:] * tail[:, PAIR:])
        scores: Tensor = self.scores(self.dropout(joined))
        return scores


class Student(nn.Module):
    """The three parts together."""

    def __init__(self, dropout: float = 0.1) -> None:
        """Make the parts."""
        super().__init__()
        # No dropout in the encoder: it costs a third of the time, and exchanged names keep it from learning by heart.
        self.encoder, self.mentions, self.pairs = Encoder(0.0), Mentions(dropout), Pairs(dropout)
        nn.init.constant_(self.pairs.scores.bias, -4.0)

    def load_base(self, weights: dict[str, Tensor]) -> None:
        """Start from the weights of all-MiniLM-L6-v2; features of shape start at zero."""
        own: dict[str, Tensor] = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
            "features.weight": weights["embeddings.token_type_embeddings.weight"][:1].repeat(FEATURES, 1),
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "mixed": "attention.output.dense",
            "mixed_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "outer_norm": "output.LayerNorm",
        }
        for layer in range(DEPTH):
            for name, theirs in parts.items():
                for end in ("weight", "bias"):
                    own[f"blocks.{layer}.{name}.{end}"] = weights[f"encoder.layer.{layer}.{theirs}.{end}"]
        missing = set(self.encoder.load_state_dict(own, strict=False).missing_keys)
        if missing != {"tags.weight", "tags.bias"}:
            raise ValueError(f"the base model lacks {sorted(missing)}")
