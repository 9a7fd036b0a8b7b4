"""Web archives (.warc, .warc.gz): the pages, texts and PDFs that a crawler captured, each with its address and time.

fastwarc reads the records. Every capture is decoded apart from the file, so that a broken one costs the others nothing.
Not here: unpacking the file within limits (`compressed`, `limits`), what kind of document a capture is (`sniffing`),
captures of the same page (duplicates are handled where all articles are seen).
"""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

from orchestration.load.containers.compressed import open_compressed
from orchestration.load.containers.limits import (
    Budget,
    BudgetError,
    LimitError,
    Metered,
    Source,
    read_within,
)
from orchestration.load.decoding import DECLARED_CHARSET, DECLARED_WITHIN, SUPERSETS, TEXT_CODECS
from orchestration.load.models import Document, Problem, Rejection
from orchestration.load.sizes import too_large
from orchestration.load.sniffing import GZIP, HTML_BEGINNING, MARKUP_WITHIN, sniff

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

LARGEST_HEADER = 64 * 1024
LONGEST_ADDRESS = 2000
ADDRESS = re.compile(r"https?://\S+")
CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
WORD_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AROUND = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: "
# The types that may be an article; "" is a capture without a type. Servers are often wrong: the content counts too.
TYPES = {"", "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", WORD_DOCUMENT}
FORMATS = ("web_page", "text", "markdown", "pdf", "docx")
OTHER_TYPE, OTHER_STATUS = "of other types", "with another status than 200"

UNDECODABLE = Problem("damaged", "This capture is damaged: its body cannot be decoded. Capture the page again.")


@dataclass(frozen=True)
class _Record:
    """A record that may hold an article. `block` ends a byte or more after the largest size that is read."""

    is_response: bool
    block: bytes
    type: str
    address: str | None
    fetched_at: datetime | None


def open_web_archive(content: bytes, budget: Budget) -> Metered:
    """The stream of records of a .warc or .warc.gz."""
    if content.startswith(GZIP):
        return open_compressed(content, "gzip", budget)
    source = Source(content)
    return Metered(source, source, budget)


def read_captures(uri: str, stream: Metered, budget: Budget) -> Iterator[Document | Rejection]:
    """The articles of a web archive, called `uri#n` by the number of their record, counted from 1.

    Other records are passed over. If nothing else came out of the file, one rejection tells what was in it.

    Raises:
        BudgetError: it unpacks to too much, or has too many captures.
    """
    passed: Counter[str] = Counter()
    is_empty = True
    for number, record in _records(stream, budget.limits.largest_member):
        name = uri if isinstance(record, Problem) else f"{uri}#{number}"
        found = record if isinstance(record, Problem) else _article(name, record, budget)
        if isinstance(found, str):
            passed[found] += 1
            continue
        is_empty = False
        budget.count()
        yield found.of(name) if isinstance(found, Problem) else found
    if is_empty:
        yield _no_articles(passed).of(uri)


def _records(stream: Metered, largest: int) -> Iterator[tuple[int, _Record | Problem]]:
    """The responses, resources and conversions with their numbers. After a Problem nothing follows."""
    from fastwarc.warc import ArchiveIterator

    done = 0
    try:
        for record in ArchiveIterator(cast("BinaryIO", stream), parse_http=False, stream_detect=False):
            found = _read(record, largest + LARGEST_HEADER)
            done += 1
            if found:
                yield done, found
    except (BudgetError, MemoryError):
        raise
    except LimitError as reached:
        yield done, reached.problem
    except Exception:  # what fastwarc, gzip and zlib raise on a damaged file
        yield done, _broken(done)


def _read(record: WarcRecord, most: int) -> _Record | None:
    """None for a record that holds no article.

    Raises:
        EOFError: the file ends within the record; fastwarc does not tell.
    """
    from fastwarc.warc import WarcRecordType

    if record.headers.get("Content-Length") is None:
        raise EOFError
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
        return None
    block = read_within(record.reader, most)
    if len(block) < min(record.content_length, most):
        raise EOFError
    return _Record(
        is_response=record.record_type == WarcRecordType.response,
        block=block,
        type=record.headers.get("Content-Type") or "",
        address=_address(record.headers.get("WARC-Target-URI") or ""),
        fetched_at=record.record_date,
    )


def _article(uri: str, record: _Record, budget: Budget) -> Document | Problem | str:
    """The article of a record, what is wrong with it, or why it is passed over."""
    stated = record.type
    if record.is_response:
        try:
            headers = _http(record.block, "none").http_headers
        except OSError:  # a header without an end
            return UNDECODABLE
        if headers.status_code != 200:
            return OTHER_STATUS
        stated = headers.get("Content-Type") or ""
    if _media_type(stated) not in TYPES:
        return OTHER_TYPE
    content = _decoded(record.block, budget.limits.largest_member) if record.is_response else record.block
    if isinstance(content, Problem):
        return content
    if len(content) > budget.limits.largest_member:
        return too_large(budget.limits.largest_member)
    budget.take(len(content))
    content = _in_utf8(content, stated)
    is_article = sniff(uri, content) in FORMATS
    return Document(uri, content, address=record.address, fetched_at=record.fetched_at) if is_article else OTHER_TYPE


def _http(block: bytes, decode: Literal["none", "all"]) -> WarcRecord:
    """The response apart from its file: in place, a body that cannot be decoded would end the reading of the file.

    It is read from a stream, since fastwarc decodes a record made of bytes at once: 500 KB became 500 MB.
    """
    from fastwarc.warc import WarcRecord

    record = WarcRecord.from_reader(io.BytesIO(b"%b%d\r\n\r\n%b" % (AROUND, len(block), block)))
    record.parse_http(auto_decode=decode, strict_mode=False)
    return record


def _decoded(block: bytes, largest: int) -> bytes | Problem:
    """The body without transfer and content encoding, read no further than a byte over the largest size."""
    try:
        return read_within(_http(block, "all").reader, largest)
    except OSError:
        pass
    # Some crawlers store the decoded body under the headers of the encoded one.
    body = read_within(_http(block, "none").reader, largest)
    is_plain = body.startswith(b"%PDF-") or HTML_BEGINNING.match(body[:MARKUP_WITHIN].decode("latin-1"))
    return body if is_plain else UNDECODABLE


def _in_utf8(content: bytes, stated: str) -> bytes:
    """The text in UTF-8 when nothing but the server's header tells its encoding, else as it is."""
    match = CHARSET.search(stated)
    if not match or _is_utf8(content) or DECLARED_CHARSET.search(content[:DECLARED_WITHIN]):
        return content
    try:
        codec = codecs.lookup(match[1]).name
        codec = SUPERSETS.get(codec, codec)
        return content.decode(codec).encode() if codec.startswith(TEXT_CODECS) else content
    except (LookupError, UnicodeError):
        return content


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _media_type(stated: str) -> str:
    return stated.partition(";")[0].strip().lower()


def _address(stated: str) -> str | None:
    address = stated.strip("<> ")
    return address if len(address) <= LONGEST_ADDRESS and ADDRESS.fullmatch(address) else None


def _broken(records: int) -> Problem:
    message = f"The web archive is damaged or incomplete after {records:,} records. What comes later was not read."
    return Problem("damaged", message)


def _no_articles(passed: Counter[str]) -> Problem:
    counted = ", ".join(f"{count:,} {what}" for what, count in sorted(passed.items())) or "none at all"
    message = f"The web archive holds no captured article; responses: {counted}. Remove it, or capture the pages again."
    return Problem("no_articles", message)
