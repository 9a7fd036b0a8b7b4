"""What the model found in an article: things, their classes, and how likely each relation between them is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from orchestration.extract.protocol import ArticleText
from orchestration.extract.student.labels import CLASSES, RELATION_NAMES, RELATIONS
from orchestration.extract.student.lists import split_lists
from orchestration.extract.student.model import Model, Words
from orchestration.extract.student.pairs import mask_of, odds, pairs_of
from orchestration.extract.student.repeats import repeated, settle
from orchestration.extract.student.separate import separate_agreements
from orchestration.extract.student.siblings import even_out
from orchestration.extract.student.span import Span
from orchestration.extract.student.spans import find_spans
from orchestration.extract.student.spurious import without_spurious
from orchestration.extract.student.things import Thing, group
from orchestration.extract.student.tokens import Encoded, encode
from orchestration.extract.zones import split_blocks

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Reading:
    """An article as the model understood it."""

    article: ArticleText
    spans: list[Span]
    things: list[Thing]
    classes: dict[str, Floats]  # name of the kind of class -> mentions x values
    scores: Floats  # relations x mentions x mentions
    mask: NDArray[np.bool_]

    @cached_property
    def between(self) -> Floats:
        """Probability of each relation between things: relations x things x things."""
        members = [thing.mentions for thing in self.things]
        order, starts = np.concatenate(members), np.cumsum([0, *map(len, members[:-1])])
        weights = odds(self.scores) * self.mask
        heads = np.add.reduceat(weights[:, order], starts, axis=1)  # each thing has a mention
        pooled: Floats = np.add.reduceat(heads[:, :, order], starts, axis=2)
        total = pooled.copy()
        for number, relation in enumerate(RELATIONS):
            if relation.one:
                total[number] = pooled[number].sum(axis=1 if relation.one == "tail" else 0, keepdims=True)
        return pooled / (1.0 + total)

    def of_letter(self, letter: str) -> Iterator[int]:
        """Yield the numbers of the things of a letter."""
        return (number for number, thing in enumerate(self.things) if thing.letter == letter)

    def likely(self, relation: str, head: int, letters: str, least: float) -> list[tuple[float, int]]:
        """Return (probability, thing) of all tails of the letters that are likely enough, likeliest first."""
        row = self.between[RELATION_NAMES.index(relation), head]
        found = [
            (float(row[each]), each) for letter in letters for each in self.of_letter(letter) if row[each] >= least
        ]
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

    def class_of(self, name: str, thing: int) -> tuple[str, float]:
        """Return the likeliest class of a thing over all its names, with its probability."""
        mean = np.log(self.classes[name][self.things[thing].names] + 1e-6).mean(axis=0)
        share = np.exp(mean) / np.exp(mean).sum()
        best = int(share.argmax())
        return CLASSES[name][best], float(share[best])

    def name_of(self, thing: int) -> str:
        """Return the fullest spelling of a thing."""
        return self.spellings(thing)[0]

    def spellings(self, thing: int) -> list[str]:
        """Return all spellings, fullest first."""
        found = dict.fromkeys(self.spans[i].text for i in self.things[thing].names)
        return sorted(found, key=lambda text: (-len(text), text))

    def names_of(self, thing: int) -> list[Span]:
        """Return the mentions that name a thing, in the order of the text."""
        return sorted((self.spans[i] for i in self.things[thing].names), key=lambda span: span.start)

    def mentions_of(self, thing: int) -> list[Span]:
        """Return all mentions of a thing, names first: also "the company", "it"."""
        return [self.spans[i] for i in self.things[thing].mentions]

    def best_pair(self, relation: str, head: int, tail: int) -> tuple[Span, Span]:
        """Return the two mentions that speak most for a relation."""
        table = self.scores[RELATION_NAMES.index(relation)]
        allowed = self.mask[RELATION_NAMES.index(relation)]
        pairs = [
            (table[i, j], -i, -j)
            for i in self.things[head].mentions
            for j in self.things[tail].mentions
            if allowed[i, j]
        ]
        _, i, j = max(pairs)
        return self.spans[-i], self.spans[-j]


def read(model: Model, article: ArticleText, leans: Mapping[str, float]) -> Reading:
    """Let the model read an article; `leans` says in which layers it shall see mentions sooner or later (`spans`)."""
    return understand(model, article, look(model, article), leans)


def look(model: Model, article: ArticleText) -> tuple[Encoded, Words]:
    """Return the words of an article, and what the encoder says of them."""
    encoded = encode(model.tokenizer, article.text)
    return encoded, model.read_words(encoded)


def understand(model: Model, article: ArticleText, seen: tuple[Encoded, Words], leans: Mapping[str, float]) -> Reading:
    """Return what the words of an article mean."""
    encoded, words = seen
    furniture = [(block.start, block.end) for block in split_blocks(article.text) if not block.states_facts]
    found = without_spurious(find_spans(article.text, encoded, words.tags, furniture, leans), article.text)
    spans = settle(split_lists(found, encoded))
    spans = repeated(spans, encoded, article.text)
    if not spans:
        nothing = np.zeros((len(RELATIONS), 0, 0), np.float32)
        return Reading(article, [], [], {}, nothing, nothing.astype(bool))
    rows = np.asarray([span.row for span in spans], dtype=np.int64)
    pairs = pairs_of(rows, encoded.sentences, [span.text for span in spans])
    mentions = model.read_mentions(words, rows, pairs)
    scores = even_out(model.read_pairs(mentions, pairs), article.text, spans)
    mask = mask_of(rows)
    same = np.where(mask[0], scores[0], -20.0)
    things = separate_agreements(group(spans, same), scores, mask)
    return Reading(article, spans, things, mentions.classes, scores, mask)
