"""Where articles with gold facts come from: a split of the annotated corpus, or a folder of gold files.

Here: reading both into one shape. Not here: the markup of the corpus (`learning`), formats of articles (`load`), what
a gold object means (`gold`).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.errors import LedgerError
from orchestration.evaluation.predicted import stems
from orchestration.extract.selection import select_articles, selected
from orchestration.learning.facts import gold
from orchestration.learning.markup import AnnotatedArticle, MarkupError, parse_article
from orchestration.load.articles import load_articles
from orchestration.load.scan import scan
from orchestration.schemas.ids import stable_id
from orchestration.schemas.raw import Articles
from orchestration.settings import PROJECT_DIR

CORPUS = PROJECT_DIR / "orchestration" / "learning" / "corpus"
SPLITS = ("train", "dev", "test")
LOADED_AT = datetime(2026, 11, 22, tzinfo=UTC)
"""Takes the place of the clock: an undated article counts as written in this year, whenever it is evaluated."""
_PRECISIONS = ("year", "month", "day")


@dataclass(frozen=True)
class Sample:
    """One article with its gold object. `hand` and `style` are empty where nobody noted them."""

    name: str
    gold: Mapping[str, Any]
    hand: str = ""
    style: str = ""
    is_negative: bool = False


@dataclass(frozen=True)
class Collection:
    """Articles (columns of raw.articles) and the samples to score; articles without a sample are read all the same."""

    name: str
    articles: pl.DataFrame
    samples: tuple[Sample, ...]

    @property
    def without_article(self) -> list[str]:
        """Samples whose article is not there; all their facts count as missed."""
        present = set(stems(self.articles).values())
        return [sample.name for sample in self.samples if sample.name not in present]


def load_split(split: str, corpus: Path = CORPUS) -> Collection:
    """Read a split of the annotated corpus, sorted by hand and name.

    Raises:
        LedgerError: there is no such split, a file breaks the markup, or two files have one name.
    """
    files = sorted((corpus / split).glob("*/*.txt"))
    if not files:
        raise LedgerError(f"there are no articles in {corpus / split}: choose one of {', '.join(SPLITS)}")
    read = [(file.parent.name, _annotated(file)) for file in files]
    samples = tuple(_sample(hand, article) for hand, article in read)
    _demand_unique(sample.name for sample in samples)
    rows = [_row(split, hand, article) for hand, article in read]
    frame = pl.DataFrame(rows, schema=Articles.create_empty().schema).sort("article_id")
    return Collection(split, Articles.validate(frame, cast=True), samples)


def load_folder(gold_dir: Path, raw_dir: Path) -> Collection:
    """Read gold files (`*.json`) and the articles below a raw folder that a refresh would give to an engine.

    Raises:
        LedgerError: a folder is missing, holds no gold file, or a gold file is no JSON object of that format.
    """
    if not raw_dir.is_dir():
        raise LedgerError(f"there is no folder {raw_dir}: give the folder of the articles with --raw")
    files = sorted(gold_dir.glob("*.json"))
    if not files:
        raise LedgerError(f"there are no gold files (*.json) in {gold_dir}: give their folder with --gold")
    samples = tuple(_gold_file(file) for file in files)
    _demand_unique(sample.name for sample in samples)
    loaded = load_articles(scan(raw_dir), None, LOADED_AT)
    articles = selected(loaded.articles, select_articles(loaded.articles, loaded.copies))
    return Collection(gold_dir.resolve().name, articles, samples)


def _annotated(file: Path) -> AnnotatedArticle:
    try:
        return parse_article(file.read_text(encoding="utf-8"), file.stem)
    except MarkupError as error:
        raise LedgerError(f"{file}: {error}. `python -m orchestration.learning check` names all mistakes") from error


def _sample(hand: str, article: AnnotatedArticle) -> Sample:
    return Sample(article.name, gold(article), hand, article.style, article.is_negative)


def _gold_file(file: Path) -> Sample:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Sample(content["article"], content)
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(f"{file} is no gold file ({error}): docs/evaluation.md shows the format") from error


def _demand_unique(names: Iterable[str]) -> None:
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise LedgerError(f"several gold articles are called {', '.join(twice)}: facts are told apart by this name")


def _row(split: str, hand: str, article: AnnotatedArticle) -> dict[str, Any]:
    published, precision = _published(article.published)
    return {
        "article_id": stable_id("art", split, hand, article.name),
        "source_uri": f"{hand}/{article.name}.txt",
        "file_uri": f"{hand}/{article.name}.txt",
        "title": article.title,
        "published_on": published,
        "published_on_precision": precision,
        "published_on_basis": "meta_file" if published else None,
        "language": "en",
        "language_basis": "stated",
        "word_count": len(article.text.split()),
        "loaded_at": LOADED_AT,
        "content_sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "text": article.text,
    }


def _published(written: str | None) -> tuple[date | None, str | None]:
    """Read 2024, 2024-10 or 2024-10-28."""
    if not written:
        return None, None
    parts = [int(part) for part in written.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day), _PRECISIONS[len(parts) - 1]
