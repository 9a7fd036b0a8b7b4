"""The model's card: what it is, what it learned from, and the hash by which its answers are known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from orchestration.extract.student.tuned import Tuned
from orchestration.learning.base import PACKAGE
from orchestration.learning.corpus import hand_of
from orchestration.learning.markup import AnnotatedArticle
from orchestration.learning.recipe import Recipe

FILES = ("encoder.onnx", "mentions.onnx", "pairs.onnx", "tokenizer.json")
ORIGIN = (
    "written for this purpose: fiction about invented bodies and persons, and the samples of raw/; "
    "its variants in training have some names of well-known bodies"
)
Card = dict[str, Any]


def write_card(folder: Path, articles: Sequence[AnnotatedArticle], recipe: Recipe, tuned: Tuned) -> None:
    """Write card.json beside the files of a model that has just been trained."""
    card: Card = {
        "name": "ecosystem-ledger-student",
        "task": "mentions, classes and relations of facts about technology ecosystems in English press articles",
        "base": {"package": PACKAGE, "model": "sentence-transformers/all-MiniLM-L6-v2", "licence": "Apache-2.0"},
        "licence": "Apache-2.0",
        "data": {
            "articles": len(articles),
            "words": sum(len(article.text.split()) for article in articles),
            "hands": sorted(set(map(hand_of, articles))),
            "origin": ORIGIN,
        },
        "recipe": asdict(recipe),
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
    }
    set_tuned(folder, tuned, {}, card)


def set_tuned(folder: Path, tuned: Tuned, dev_f1: Mapping[str, float], card: Card | None = None) -> None:
    """Write what was tuned, the scores on `dev` that it gave, and the version that follows from files and both."""
    path = folder / "card.json"
    card = card or json.loads(path.read_text(encoding="utf-8"))
    card |= {name: dict(sorted(values.items())) for name, values in vars(tuned).items()}
    card["dev_f1"] = {family: round(value, 3) for family, value in dev_f1.items()}
    known = json.dumps([card["sha256"], vars(tuned)], sort_keys=True)
    card["version"] = hashlib.sha256(known.encode()).hexdigest()[:12]
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
