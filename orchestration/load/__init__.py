"""Step `load`: files below raw/ become articles with cleaned text, or rejected rows with a reason.

Here: finding files, reading formats and encodings, cleaning text, meta files, publication dates, duplicates.
Not here: what an article states (`extract`), and where the tables are kept (`lake`, `assets`).
The only thing in this package that touches a disk is `scan` and the `read` of the files that it finds.
"""

from __future__ import annotations

from orchestration.load.article import read_article
from orchestration.load.articles import load_articles
from orchestration.load.models import Article, FoundFile, LoadCounts, LoadResult, Rejection
from orchestration.load.scan import scan

__all__ = [
    "Article",
    "FoundFile",
    "LoadCounts",
    "LoadResult",
    "Rejection",
    "load_articles",
    "read_article",
    "scan",
]
