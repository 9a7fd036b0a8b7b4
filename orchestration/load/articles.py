"""All files of a folder to the tables of schema `raw`: what has not changed is kept, the rest read, copies are found.

Here: the order of the parts, and the counts. Not here: meta files (`described`), what was kept of the last time
(`unchanged`), reading (`reading`, `sandbox`), which article is a copy of which (`copies`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from orchestration.language.dates import EARLIEST_YEAR
from orchestration.load.copies import Candidate, find_copies
from orchestration.load.described import Described, describe
from orchestration.load.models import (
    Article,
    ArticleCopy,
    FileContents,
    FoundFile,
    LoadCounts,
    Loaded,
    LoadResult,
    Problem,
)
from orchestration.load.sandbox import Reading, Task, read_here
from orchestration.load.unchanged import Seen, look_at
from orchestration.schemas import LakeTable
from orchestration.schemas.raw import ArticleCopies, Articles, Files, RejectedArticles

Progress = Callable[[int, int], None]
AHEAD = timedelta(days=2)  # it may be tomorrow elsewhere, and clocks are set wrong
FUTURE_DATE = Problem(
    "future_date", "It was published on a day to come, it says. The date is not used: correct it in a meta file."
)
EARLY_DATE = Problem(
    "early_date",
    f"It was published before {EARLIEST_YEAR}, it says. The date is not used: correct it in a meta file; if it is "
    "right, the article is too old for this product.",
)
NO_DATE: dict[str, Any] = dict.fromkeys(("published_on", "published_on_precision", "published_on_basis"))
Row = dict[str, object]
Placed = tuple[str, Article]  # with the name of its file
LOOKED_AT = [field.name for field in fields(Candidate) if field.name not in ("has_meta", "fetched_at")]


def load_articles(
    files: Iterable[FoundFile],
    known: Loaded | None,
    now: datetime,
    progress: Progress | None = None,
    read: Reading = read_here,
) -> LoadResult:
    """Read every file once; the result does not depend on the order of `files`.

    Args:
        files: what `scan` found.
        known: the tables of the last time; a file that has not changed since is not read again, and content that was
            there keeps its `loaded_at`.
        now: `loaded_at` of new content.
        progress: called with the number of files done and of all files.
        read: how files are read; `sandbox.read_in_sandbox` where they are not trusted.
    """
    described = describe(sorted(files, key=lambda file: file.name))
    seen = look_at(described.files, known)
    contents = {name: _without_impossible_dates(found, now) for name, found in _contents(seen, read, progress)}
    with_meta = {each.name for each in seen if each.meta}
    articles, same_files = _distinct(contents, with_meta)
    repeats = list(_repeats(articles, with_meta, _last_fetched(contents)))
    originals = {each.article_id: each.canonical_article_id for each in repeats}
    copies = [*repeats, *(_resolved(each, originals) for each in same_files)]
    first_seen = {} if known is None else dict(known.articles.select("content_sha256", "loaded_at").iter_rows())
    return LoadResult(
        articles=_frame(Articles, (_article_row(*each, first_seen, now) for each in articles)),
        copies=_frame(ArticleCopies, _once("copy_id", (copy.as_row() for copy in copies))),
        files=_frame(Files, (each.as_row(contents[each.name]) for each in seen)),
        rejected=_frame(RejectedArticles, _rejection_rows(described, contents)),
        counts=_counts(described, seen, contents),
    )


def _contents(seen: Sequence[Seen], read: Reading, progress: Progress | None) -> Iterable[tuple[str, FileContents]]:
    """Yield what each file has, by its name: what is known of it, else what is read from it now."""
    pending = [each for each in seen if each.contents is None]
    known = len(seen) - len(pending)
    yield from ((each.name, each.contents) for each in seen if each.contents is not None)
    for done, found in enumerate(read([Task(each.file, each.meta) for each in pending]), known + 1):
        yield found.name, found
        if progress:
            progress(done, len(seen))


def _without_impossible_dates(contents: FileContents, now: datetime) -> FileContents:
    """Return what a file has, without dates of publication to come and those before there was anything to tell.

    Those to come are tried again, for the day may have come.
    """
    problems = [_problem_of_date(article.published_on, (now + AHEAD).date()) for article in contents.articles]
    if not any(problems):
        return contents
    placed = list(zip(contents.articles, problems, strict=True))
    articles = tuple(replace(article, **NO_DATE) if problem else article for article, problem in placed)
    notes = tuple(problem.of(article.source_uri) for article, problem in placed if problem)
    is_final = contents.is_final and FUTURE_DATE not in problems
    return replace(contents, articles=articles, rejections=(*contents.rejections, *notes), is_final=is_final)


def _problem_of_date(published_on: date | None, latest: date) -> Problem | None:
    if published_on is None or (published_on.year >= EARLIEST_YEAR and published_on <= latest):
        return None
    return EARLY_DATE if published_on.year < EARLIEST_YEAR else FUTURE_DATE


def _distinct(contents: Mapping[str, FileContents], with_meta: Set[str]) -> tuple[list[Placed], list[ArticleCopy]]:
    """Tell articles (with the name of their file) from those of the same bytes.

    Of several that in a file with a meta file is the article, then the first in the order of paths.
    """
    found = [(name, article) for name, each in contents.items() for article in each.articles]
    first: dict[str, Placed] = {}
    copies = []
    for name, article in sorted(found, key=lambda each: (each[0] not in with_meta, each[1].source_uri)):
        kept = first.setdefault(article.article_id, (name, article))[1]
        if kept is not article:
            copies.append(ArticleCopy(article.source_uri, article.article_id, kept.article_id, "same_file", 1.0))
    return list(first.values()), copies


def _last_fetched(contents: Mapping[str, FileContents]) -> dict[str, datetime]:
    """Return when each article was fetched last: a page may return to a text that it had before."""
    found: dict[str, datetime] = {}
    for each in (article for of_file in contents.values() for article in of_file.articles):
        if each.fetched_at:
            found[each.article_id] = max(each.fetched_at, found.get(each.article_id, each.fetched_at))
    return found


def _repeats(articles: Sequence[Placed], with_meta: Set[str], fetched: Mapping[str, datetime]) -> Iterator[ArticleCopy]:
    """Yield which articles repeat another one, or were replaced by it."""
    places = {article.article_id: article.source_uri for _, article in articles}
    candidates = [
        Candidate(
            has_meta=name in with_meta,
            fetched_at=fetched.get(article.article_id),
            **{field: getattr(article, field) for field in LOOKED_AT},
        )
        for name, article in articles
    ]
    for each in find_copies(candidates):
        yield ArticleCopy(places[each.article_id], each.article_id, each.canonical_id, each.kind, each.similarity)


def _resolved(same_file: ArticleCopy, originals: Mapping[str, str]) -> ArticleCopy:
    """Return what a file that lies there twice repeats, where both are copies of a third one."""
    canonical = originals.get(same_file.canonical_article_id, same_file.canonical_article_id)
    return replace(same_file, canonical_article_id=canonical)


def _counts(described: Described, seen: Sequence[Seen], contents: Mapping[str, FileContents]) -> LoadCounts:
    accepted = sum(1 for each in contents.values() if each.articles)
    return LoadCounts(
        found=len(seen) + described.metas_used + len(described.rejections),
        accepted=accepted,
        meta_files=described.metas_used,
        rejected=len(seen) - accepted + len(described.rejections),
        unchanged=sum(1 for each in seen if each.is_known),
    )


def _article_row(file_uri: str, article: Article, first_seen: Mapping[str, datetime], now: datetime) -> Row:
    loaded_at = first_seen.get(article.content_sha256, now)
    return {**asdict(article), "file_uri": file_uri, "loaded_at": loaded_at}


def _rejection_rows(described: Described, contents: Mapping[str, FileContents]) -> Iterable[Row]:
    of_files = [(name, rejection) for name, each in contents.items() for rejection in each.rejections]
    of_metas = [(rejection.source_uri, rejection) for rejection in described.rejections]
    return _once("rejection_id", (rejection.as_row(name) for name, rejection in [*of_files, *of_metas]))


def _once(key: str, rows: Iterable[Row]) -> Iterable[Row]:
    """Return the rows without those whose key is there: a folder "a.zip!" may hold what the archive a.zip holds."""
    return {row[key]: row for row in rows}.values()


def _frame(table: type[LakeTable], rows: Iterable[Row]) -> pl.DataFrame:
    frame = pl.DataFrame(list(rows), schema=table.create_empty().schema)
    return table.validate(frame.sort(table.primary_key()), cast=True)
