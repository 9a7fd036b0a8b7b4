"""The network: MiniLM with a feature of shape and line, heads for spans, classes and relations (torch).

Here: layers and their forward pass. Not here: targets (`examples`), losses and training (`train`), ONNX (`export`).
The encoder is all-MiniLM-L6-v2 (Apache-2.0; 6 layers of BERT, Devlin et al. 2019; Wang et al. 2020), written out here
because its weights are all that is needed of the library that they come with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import torch
from torch import Tensor, nn

from orchestration.extract.student.kinship import KINSHIPS
from orchestration.extract.student.labels import CLASSES, DISTANCES, LAYERS, NEAR, RELATIONS
from orchestration.extract.student.tokens import FEATURES

WIDTH, HEAD, DEPTH, VOCABULARY, POSITIONS = 384, 32, 6, 30_522, 512
MENTION, MENTION_HEADS, MIXINGS, PAIR = 256, 8, 2, 192
MOST_BETWEEN = 40  # words between two mentions of which the mean still says something


@dataclass(frozen=True)
class Size:
    """What each layer of the encoder has: heads that look at other pieces, and inner neurons."""

    heads: int
    inner: int


WHOLE = Size(heads=12, inner=1536)  # of the base model
SMALL = Size(heads=8, inner=1024)  # of the student (`prune`): it reads 1.4 times as fast


def attend(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Return what each piece takes from the others (all windows x pieces x heads * width of one).

    Written out: on processors, what PyTorch has for it takes more than twice as long, most of it on the way back.
    """
    asked, known, taken = (each.unflatten(-1, (-1, HEAD)).transpose(1, 2) for each in (query, key, value))
    with torch.autocast("cpu", enabled=False):  # which would widen shares to 32 bits
        shares = torch.softmax((asked * HEAD**-0.5) @ known.transpose(-1, -2), dim=-1)
        return (shares @ taken).transpose(1, 2).flatten(2)


class Block(nn.Module):
    """One layer of the encoder."""

    def __init__(self, size: Size) -> None:
        """Make the layer; without dropout, which would cost a third of the time of training."""
        super().__init__()
        seen = size.heads * HEAD
        self.attend: Callable[[Tensor, Tensor, Tensor], Tensor] = attend
        self.asked = nn.Linear(WIDTH, seen * 3)  # query, key and value at once: one large product is faster than three
        self.mixed, self.mixed_norm = nn.Linear(seen, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, size.inner), nn.Linear(size.inner, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, hidden: Tensor) -> Tensor:
        """Return the next hidden states."""
        query, key, value = self.asked(hidden).chunk(3, dim=-1)
        hidden = self.mixed_norm(hidden + self.mixed(self.attend(query, key, value)))
        inner = nn.functional.gelu(self.inner(hidden))
        normed: Tensor = self.outer_norm(hidden + self.outer(inner))
        return normed


class Encoder(nn.Module):
    """Word pieces to hidden states and span tags."""

    def __init__(self, dropout: float = 0.1, size: Size = SMALL) -> None:
        """Make the encoder."""
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(size) for _ in range(DEPTH))
        self.tags = nn.Linear(WIDTH, len(LAYERS) * 3)

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Return hidden states (windows x pieces x width) and tag scores (windows x pieces x layers * 3)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.norm(self.words(ids) + self.positions(places) + self.features(features))
        hidden = self.dropout(hidden)
        for block in self.blocks:
            hidden = block(hidden)
        return hidden, self.tags(self.dropout(hidden))


class Standing(nn.Module):
    """What is known of two mentions before they are read: how far apart they are, what lies between, common words."""

    def __init__(self, width: int) -> None:
        """Make the tables; at first they say nothing."""
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(size, width) for size in (DISTANCES, NEAR, KINSHIPS))
        for table in self.tables:
            nn.init.zeros_(table.weight)

    def forward(self, distance: Tensor, near: Tensor, kin: Tensor) -> Tensor:
        """Return the sum of the three rows of each pair."""
        distances, nears, kins = self.tables
        found: Tensor = distances(distance) + nears(near) + kins(kin)
        return found


class Mixing(nn.Module):
    """A layer in which the mentions of an article look at each other, wherever they stand."""

    def __init__(self, dropout: float) -> None:
        """Make the layer."""
        super().__init__()
        self.norm, self.inner_norm = nn.LayerNorm(MENTION), nn.LayerNorm(MENTION)
        self.asked, self.mixed = nn.Linear(MENTION, MENTION * 3), nn.Linear(MENTION, MENTION)
        self.standing = Standing(MENTION_HEADS)
        self.inner = nn.Sequential(nn.Linear(MENTION, MENTION * 2), nn.GELU(), nn.Linear(MENTION * 2, MENTION))
        self.dropout = nn.Dropout(dropout)

    def forward(self, vectors: Tensor, distance: Tensor, near: Tensor, kin: Tensor) -> Tensor:
        """Return the next vectors (mentions x width); `distance`, `near` and `kin` are mentions x mentions."""
        size = MENTION // MENTION_HEADS
        asked = self.asked(self.norm(vectors)).view(-1, 3, MENTION_HEADS, size).permute(1, 2, 0, 3)
        bias = self.standing(distance, near, kin).permute(2, 0, 1)
        shares = torch.softmax(asked[0] @ asked[1].transpose(1, 2) / size**0.5 + bias, dim=-1)
        mixed = (shares @ asked[2]).transpose(0, 1).reshape(-1, MENTION)
        vectors = vectors + self.dropout(self.mixed(mixed))
        found: Tensor = vectors + self.dropout(self.inner(self.inner_norm(vectors)))
        return found


class Mentions(nn.Module):
    """Spans to vectors and class scores."""

    def __init__(self, dropout: float = 0.2) -> None:
        """Make the heads of mentions."""
        super().__init__()
        self.layer = nn.Embedding(len(LAYERS), WIDTH)
        self.join = nn.Sequential(nn.Dropout(dropout), nn.Linear(WIDTH * 3, MENTION), nn.GELU())
        self.mixings = nn.ModuleList(Mixing(dropout) for _ in range(MIXINGS))
        self.norm = nn.LayerNorm(MENTION)
        self.classes = nn.Linear(MENTION, sum(map(len, CLASSES.values())))
        self.head, self.tail = nn.Linear(MENTION, PAIR * 2), nn.Linear(MENTION, PAIR * 2)
        self.between = nn.Linear(WIDTH, PAIR)

    def forward(
        self, words: Tensor, layers: Tensor, first: Tensor, last: Tensor, distance: Tensor, near: Tensor, kin: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return class scores, what a mention is as head and as tail of a relation, and running sums of the words.

        `words` are hidden states of words (words x width); the others have one entry a mention, the last three one a
        pair of mentions. The sums (words + 1 x pair) tell what stands between two mentions.
        """
        total = _sums(words)
        mean = (total[last + 1] - total[first]) / (last + 1 - first).to(words.dtype)[:, None]
        vectors = self.join(torch.cat([words[first] + self.layer(layers), words[last], mean], dim=-1))
        for mixing in self.mixings:
            vectors = mixing(vectors, distance, near, kin)
        vectors = self.norm(vectors)
        return self.classes(vectors), self.head(vectors), self.tail(vectors), _sums(self.between(words))


class Pairs(nn.Module):
    """Pairs of mentions to relation scores."""

    def __init__(self, dropout: float = 0.2) -> None:
        """Make the heads of pairs."""
        super().__init__()
        self.standing = Standing(PAIR)
        self.dropout = nn.Dropout(dropout)
        self.joined = nn.Linear(PAIR, PAIR)
        self.scores = nn.Linear(PAIR, len(RELATIONS))

    def forward(
        self,
        heads: Tensor,
        tails: Tensor,
        sums: Tensor,
        first: Tensor,
        last: Tensor,
        head: Tensor,
        tail: Tensor,
        distance: Tensor,
        near: Tensor,
        kin: Tensor,
    ) -> Tensor:
        """Return a score for each relation (pairs x relations).

        `heads`, `tails`, `sums`, `first` and `last` are of all mentions; the others have one entry a pair.
        """
        left = torch.minimum(last[head], last[tail]) + 1
        right = torch.maximum(first[head], first[tail])
        words = right - left
        is_near = ((words > 0) & (words <= MOST_BETWEEN)).to(sums.dtype)[:, None]
        between = (sums[right] - sums[left]) / words.clamp(min=1).to(sums.dtype)[:, None] * is_near
        one, other = heads[head], tails[tail]
        added = one[:, :PAIR] + other[:, :PAIR] + self.standing(distance, near, kin) + between
        joined = nn.functional.gelu(added + one[:, PAIR:] * other[:, PAIR:])
        joined = joined + nn.functional.gelu(self.joined(self.dropout(joined)))
        scores: Tensor = self.scores(joined)
        return scores


def _sums(rows: Tensor) -> Tensor:
    """Return running sums of rows, beginning with zero: what lies from a to b is `sums[b] - sums[a]`."""
    return torch.cat([rows.new_zeros(1, rows.shape[1]), rows.cumsum(0)])


class Student(nn.Module):
    """The three parts together."""

    def __init__(self, dropout: float = 0.2, size: Size = SMALL) -> None:
        """Make the parts."""
        super().__init__()
        self.encoder, self.mentions, self.pairs = Encoder(dropout / 2, size), Mentions(dropout), Pairs(dropout)
        nn.init.constant_(self.pairs.scores.bias, -4.0)

    def load_base(self, weights: dict[str, Tensor]) -> None:
        """Start from the weights of all-MiniLM-L6-v2, whose size it must have; features of shape start at zero."""
        own: dict[str, Tensor] = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
            "features.weight": weights["embeddings.token_type_embeddings.weight"][:1].repeat(FEATURES, 1),
        }
        parts = {
            "mixed": "attention.output.dense",
            "mixed_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "outer_norm": "output.LayerNorm",
        }
        for layer, end in product(range(DEPTH), ("weight", "bias")):
            of_layer = f"encoder.layer.{layer}"
            asked = [weights[f"{of_layer}.attention.self.{name}.{end}"] for name in ("query", "key", "value")]
            own[f"blocks.{layer}.asked.{end}"] = torch.cat(asked)
            own |= {f"blocks.{layer}.{name}.{end}": weights[f"{of_layer}.{of}.{end}"] for name, of in parts.items()}
        missing = set(self.encoder.load_state_dict(own, strict=False).missing_keys)
        if missing != {"tags.weight", "tags.bias"}:
            raise ValueError(f"the base model lacks {sorted(missing)}")
