"""One file to its articles: a document gives one, an archive or an export many. Pure: bytes in, values out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orchestration.load.article import TOO_SLOW, read_document
from orchestration.load.containers.limits import Limits
from orchestration.load.containers.opening import open_container
from orchestration.load.containers.records import read_records
from orchestration.load.models import Article, Document, FileContents, Problem, Rejection
from orchestration.load.sniffing import is_container, is_export, sniff

if TYPE_CHECKING:
    from orchestration.load.meta_files import Meta

LIMITS = Limits()
NOTHING = Problem("empty", "There is nothing to read in the file. Put articles into it, or remove it.")


def read_file(name: str, content: bytes, meta: Meta | None = None) -> FileContents:
    """Return the articles of a file, and a rejection for each part of it that is none; what `meta` says holds for all.

    A part is an article or a rejection, never both and never neither; a file without any part is rejected as empty.
    """
    found = list(_parts(name, content, meta)) or [NOTHING.of(name)]
    articles = tuple(each for each in found if isinstance(each, Article))
    rejections = tuple(each for each in found if isinstance(each, Rejection))
    was_broken_off = any(each.reason == TOO_SLOW.reason for each in rejections)  # a busy machine may be the reason
    return FileContents(name, articles, rejections, is_final=not was_broken_off)


def _parts(name: str, content: bytes, meta: Meta | None) -> Iterator[Article | Rejection]:
    kind = sniff(name, content)
    if isinstance(kind, Problem):
        yield kind.of(name)
    elif not (is_container(kind) or is_export(kind)):
        yield read_document(Document(name, content), meta, kind)
    else:
        for part in open_container(name, content, kind, LIMITS, read_records, meta):
            yield part if isinstance(part, Rejection) else read_document(part[0], _joined(meta, part[1]))


def _joined(outer: Meta | None, inner: Meta | None) -> Meta | None:
    """Return what both say; where both say something, the inner one is nearer to the article."""
    if outer is None or inner is None:
        return inner or outer
    nearer = {name: getattr(inner, name) for name in inner.model_fields_set}
    return outer.model_copy(update={name: value for name, value in nearer.items() if value is not None})
