"""An article as sentences of parsed tokens.

Here: what every module of the rules engine reads: sentences with offsets into the article's text. Not here: the zones
of a text (`zones`), names in sentences (`names`), entities across sentences (`entities`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from orchestration.extract.protocol import ArticleText
from orchestration.extract.zones import Block, split_blocks

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span, Token

LONGEST_PIECE = 5_000  # characters that are parsed at once; the parser's memory grows with it
LONGEST_QUOTE = 600
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence, heading, bullet or row; `base` is added to token offsets to get offsets into the article."""

    index: int
    span: Span
    source: str  # text of the parsed piece; token offsets count into it
    base: int
    block: Block
    block_index: int

    @cached_property
    def tokens(self) -> list[Token]:
        """Tokens, blanks left out."""
        return [t for t in self.span if not t.is_space]

    def words(self, first: Token, last: Token) -> str:
        """Words from one token to another, as they stand."""
        return self.source[first.idx : last.idx + len(last.text)]

    @property
    def start(self) -> int:
        """First code point in the article."""
        return self.start_of(self.tokens[0])

    @property
    def end(self) -> int:
        """One past the last code point in the article."""
        return self.end_of(self.tokens[-1])

    @property
    def kind(self) -> str:
        """Kind of the block: heading, paragraph, bullet or row."""
        return self.block.kind

    @cached_property
    def is_title_case(self) -> bool:
        """True where capitals say nothing, as in most headlines."""
        words = [t.text for t in self.tokens if t.is_alpha and len(t.text) > 3]
        capitals = sum(w[0].isupper() for w in words)
        return self.kind == "heading" and len(words) >= 3 and capitals > 0.75 * len(words)

    def start_of(self, token: Token) -> int:
        """First code point of a token in the article."""
        return self.base + token.idx

    def end_of(self, token: Token) -> int:
        """One past the last code point of a token in the article."""
        return self.base + token.idx + len(token.text)


@dataclass(frozen=True, eq=False)
class Document:
    """An article with its sentences; furniture has none."""

    article: ArticleText
    sentences: list[Sentence]
    blocks: list[Block]

    def text(self, start: int, end: int) -> str:
        """Words of the article."""
        return self.article.text[start:end]

    def quote_span(self, sentence: Sentence, at: int | None = None) -> tuple[int, int]:
        """Return the span that proves a fact: the sentence, or of a very long one the part around `at`."""
        start, end = sentence.start, sentence.end
        if end - start <= LONGEST_QUOTE:
            return start, end
        middle = start if at is None else at
        low = max(start, min(middle - LONGEST_QUOTE // 2, end - LONGEST_QUOTE))
        return low, min(end, low + LONGEST_QUOTE)


def read_document(nlp: Language, article: ArticleText) -> Document:
    """Split an article into blocks and parse those that may state facts."""
    blocks = split_blocks(article.text)
    pieces = [piece for index, block in enumerate(blocks) if block.states_facts for piece in _pieces(index, block)]
    sentences: list[Sentence] = []
    parsed = nlp.pipe(text for _, _, text in pieces)
    for (index, offset, text), doc in zip(pieces, parsed, strict=True):
        block = blocks[index]
        for span in doc.sents:
            if any(not t.is_space for t in span):
                sentences.append(Sentence(len(sentences), span, text, block.start + offset, block, index))
    return Document(article, sentences, blocks)


def _pieces(index: int, block: Block) -> list[tuple[int, int, str]]:
    """Cut a block into pieces of bounded length, at ends of sentences where there are any."""
    pieces: list[tuple[int, int, str]] = []
    start = 0
    while len(block.text) - start > LONGEST_PIECE:
        cut = _last_cut(block.text, start, start + LONGEST_PIECE)
        pieces.append((index, start, block.text[start:cut]))
        start = cut
    pieces.append((index, start, block.text[start:]))
    return pieces


def _last_cut(text: str, start: int, limit: int) -> int:
    ends = [m.end() for m in SENTENCE_END.finditer(text, start, limit)]
    if ends:
        return ends[-1]
    blank = text.rfind(" ", start + 1, limit)
    return blank if blank > start else limit
