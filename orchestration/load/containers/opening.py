"""Opens a file that holds others, down through archives in archives, with one budget for all levels.

The entry point of the package: `open_container`. Not here: how each format is unpacked (`archives`, `compressed`,
`web_archives`), exports of records (the caller brings their reader), and reading the articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from orchestration.load.containers.archives import DAMAGED_MEMBER, read_archive
from orchestration.load.containers.compressed import DAMAGED, open_compressed, unpacked_name
from orchestration.load.containers.limits import (
    Budget,
    BudgetError,
    LimitError,
    Limits,
    Metered,
    read_within,
)
from orchestration.load.containers.web_archives import open_web_archive, read_captures
from orchestration.load.meta_files import Meta
from orchestration.load.models import Document, Problem, Rejection
from orchestration.load.sizes import WITH_PICTURES, in_mb, too_large
from orchestration.load.sniffing import WARC_BEGINNING, Format, RecordFormat, is_container, is_export, sniff

Opened = tuple[Document, Meta | None] | Rejection
OpenRecords = Callable[[str, bytes, RecordFormat, Mapping[str, str] | None], Iterator[Document | Rejection]]
HEAD = 512


def open_container(
    uri: str, content: bytes, kind: Format, limits: Limits, open_records: OpenRecords, meta: Meta | None = None
) -> Iterator[Opened]:
    """What is inside: documents with the meta files that describe them in there, and what could not be read.

    Args:
        uri: the path of the file below the raw folder; members are called `uri!/member`, captures `uri#3`.
        content: the bytes of the file.
        kind: what `sniff` says that the file is.
        limits: how much it may unpack to.
        open_records: reads exports; called with the uri, the bytes, the format, and the names of fields from the
            nearest meta file that has any.
        meta: what the meta file beside the file itself says.
    """
    opening = _Opening(Budget(limits, len(content)), open_records, meta)
    try:
        yield from opening.container(uri, content, kind, None, 1)
    except BudgetError as spent:
        yield spent.problem.of(uri)


@dataclass(frozen=True)
class _Opening:
    budget: Budget
    open_records: OpenRecords
    outer: Meta | None

    def container(self, uri: str, content: bytes, kind: Format, meta: Meta | None, depth: int) -> Iterator[Opened]:
        """A meta file beside a container describes everything in it that has none of its own."""
        if is_export(kind):
            fields = next((each.fields for each in (meta, self.outer) if each and each.fields), None)
            for found in self.open_records(uri, content, kind, fields):
                yield found if isinstance(found, Rejection) else (found, meta)
        elif depth > self.budget.limits.depth:
            yield _too_deep(self.budget.limits.depth).of(uri)
        elif kind == "zip":
            yield from self._archive(uri, content, meta, depth)
        elif kind == "gzip" or kind == "zstd":
            self.budget.count()
            name = unpacked_name(PurePosixPath(uri).name)
            stream = open_compressed(content, kind, self.budget)
            yield from self._member(f"{uri}!/{name}", name, stream, meta, depth, DAMAGED)
        else:
            yield from self._captures(uri, open_web_archive(content, self.budget), meta)

    def _archive(self, uri: str, content: bytes, meta: Meta | None, depth: int) -> Iterator[Opened]:
        for found in read_archive(uri, content, self.budget):
            if isinstance(found, Rejection):
                yield found
            else:
                yield from self._member(found.uri, found.name, found.stream, found.meta or meta, depth, DAMAGED_MEMBER)

    def _member(
        self, uri: str, name: str, stream: Metered, meta: Meta | None, depth: int, damaged: Problem
    ) -> Iterator[Opened]:
        content = self._content(name, stream, damaged)
        if content is None:
            yield from self._captures(uri, stream, meta)
            return
        if isinstance(content, Problem):
            yield content.of(uri)
            return
        found = sniff(name, content)
        if isinstance(found, Problem):
            yield found.of(uri)
        elif is_container(found) or is_export(found):
            yield from self.container(uri, content, found, meta, depth + 1)
        else:
            yield Document(uri, content), meta

    def _captures(self, uri: str, stream: Metered, meta: Meta | None) -> Iterator[Opened]:
        for found in read_captures(uri, stream, self.budget):
            yield found if isinstance(found, Rejection) else (found, meta)

    def _content(self, name: str, stream: Metered, damaged: Problem) -> bytes | Problem | None:
        """The bytes of a member; None for a web archive, which is read as it unpacks, for it may be large."""
        try:
            if WARC_BEGINNING.match(stream.peek(HEAD)):
                return None
            return self._whole(name, stream)
        except (BudgetError, MemoryError):
            raise
        except LimitError as reached:
            return reached.problem
        except Exception:  # what a damaged file makes the libraries raise: zlib.error, EOFError, BadZipFile, ZstdError
            return damaged

    def _whole(self, name: str, stream: Metered) -> bytes | Problem:
        limits = self.budget.limits
        content = read_within(stream, limits.largest_member)
        if len(content) <= limits.largest_member:
            return content
        found = sniff(name, content)
        if isinstance(found, Problem):
            return found
        holds_many = is_container(found) or is_export(found)
        most = limits.largest_nested if holds_many else limits.largest_with_pictures
        if not holds_many and found not in WITH_PICTURES:
            return too_large(limits.largest_member)
        content += read_within(stream, most - len(content))
        if len(content) <= most:
            return content
        if not holds_many:
            return too_large(most)
        message = f"It lies inside an archive and is larger than {in_mb(limits.largest_nested)}. Unpack the outer one."
        return Problem("too_large", message)


def _too_deep(depth: int) -> Problem:
    message = f"It is packed more than {depth} times over. Unpack the outer archives and put this one here."
    return Problem("too_deep", message)
