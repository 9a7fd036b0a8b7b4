"""All files of a folder to the two tables of schema `raw`: pairs meta files, drops duplicates, counts every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime

import polars as pl

from orchestration.load.article import check_name_and_size, read_article
from orchestration.load.meta_files import LARGEST as LARGEST_META
from orchestration.load.meta_files import Meta, is_meta_file, meta_files_in_use, read_meta
from orchestration.load.models import Article, FoundFile, LoadCounts, LoadResult, Problem, Rejection
from orchestration.load.scan import NO_PERMISSION
from orchestration.schemas.raw import Articles, RejectedArticles

Progress = Callable[[int, int], None]
BULLETS = frozenset("-•*–|")

ORPHAN = Problem(
    "orphan_meta", "No article lies beside this meta file, or a nearer one describes it. Name it <article>.meta.yml."
)


def load_articles(
    files: Iterable[FoundFile],
    known: pl.DataFrame | None,
    now: datetime,
    progress: Progress | None = None,
) -> LoadResult:
    """Read every file once; the result does not depend on the order of `files`.

    Args:
        files: what `scan` found.
        known: the previous raw.articles; content that it holds keeps its `loaded_at`.
        now: `loaded_at` of new content.
        progress: called with the number of files done and of all files.
    """
    ordered = sorted(files, key=lambda file: file.name)
    step = _Step(total=len(ordered), progress=progress)
    step.read_metas(ordered)
    step.read_articles(ordered)
    first_seen = {} if known is None else dict(zip(known["content_sha256"], known["loaded_at"], strict=True))
    counts = LoadCounts(len(ordered), len(step.articles), step.used_metas, len(step.rejections))
    return LoadResult(_articles(step.articles, first_seen, now), _rejected(step.rejections), counts)


class _Step:
    """The state of one run: what was accepted, what was rejected, and what is needed to see duplicates."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total, self.done, self.progress = total, 0, progress
        self.articles: list[Article] = []
        self.rejections: list[Rejection] = []
        self.metas: dict[str, Meta] = {}
        self.used_metas = 0
        self.by_content: dict[str, str] = {}
        self.by_text: dict[str, str] = {}

    def read_metas(self, files: list[FoundFile]) -> None:
        """Read the meta files; afterwards `metas` holds the valid ones by the name of their article."""
        names = [file.name for file in files if not is_meta_file(file.name)]
        in_use = meta_files_in_use(names, [file.name for file in files if is_meta_file(file.name)])
        described = set(in_use.values())
        valid: dict[str, Meta] = {}
        for file in files:
            if not is_meta_file(file.name):
                continue
            meta = _read_meta(file) if file.name in described else file.problem or ORPHAN
            if isinstance(meta, Problem):
                self.rejections.append(meta.of(file.name))
            else:
                valid[file.name] = meta
            self._advance()
        self.used_metas = len(valid)
        self.metas = {article: valid[name] for article, name in in_use.items() if name in valid}

    def read_articles(self, files: list[FoundFile]) -> None:
        """Read the other files. Of equal ones the first is the article: with a meta file, then by path."""
        articles = [file for file in files if not is_meta_file(file.name)]
        for file in sorted(articles, key=lambda file: (file.name not in self.metas, file.name)):
            result = self._without_duplicates(_read(file, self.metas.get(file.name)))
            if isinstance(result, Article):
                self.articles.append(result)
            else:
                self.rejections.append(result)
            self._advance()

    def _without_duplicates(self, result: Article | Rejection) -> Article | Rejection:
        if isinstance(result, Rejection):
            return result
        name, content, text = result.source_uri, result.content_sha256, _comparable(result.text)
        if first := self.by_content.get(content):
            return Rejection(name, "duplicate", f"The file is the same as {first}. Remove one of the two.")
        if first := self.by_text.get(text):
            return Rejection(name, "duplicate_text", f"The text is the same as that of {first}. Remove one of the two.")
        self.by_content[content] = self.by_text[text] = name
        return result

    def _advance(self) -> None:
        self.done += 1
        if self.progress:
            self.progress(self.done, self.total)


def _comparable(text: str) -> str:
    """The text without what differs between formats: white space, bullets and the bars between table cells."""
    return " ".join(word for word in text.split() if word not in BULLETS)


def _read(file: FoundFile, meta: Meta | None) -> Article | Rejection:
    if problem := file.problem or check_name_and_size(file.name, file.size):
        return problem.of(file.name)
    content = _content(file)
    return content.of(file.name) if isinstance(content, Problem) else read_article(file.name, content, meta)


def _read_meta(file: FoundFile) -> Meta | Problem:
    if file.problem:
        return file.problem
    content = b" " * (LARGEST_META + 1) if file.size > LARGEST_META else _content(file)
    return content if isinstance(content, Problem) else read_meta(content)


def _content(file: FoundFile) -> bytes | Problem:
    try:
        return file.read()
    except OSError:
        return NO_PERMISSION


def _articles(articles: list[Article], first_seen: dict[str, datetime], now: datetime) -> pl.DataFrame:
    rows = [{**asdict(article), "loaded_at": first_seen.get(article.content_sha256, now)} for article in articles]
    frame = pl.DataFrame(rows, schema=Articles.create_empty().schema)
    return Articles.validate(frame.sort("article_id"), cast=True)


def _rejected(rejections: list[Rejection]) -> pl.DataFrame:
    rows = [rejection.as_row() for rejection in rejections]
    frame = pl.DataFrame(rows, schema=RejectedArticles.create_empty().schema)
    return RejectedArticles.validate(frame.sort("rejection_id"), cast=True)
