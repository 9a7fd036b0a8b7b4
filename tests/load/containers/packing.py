"""Builders of packed files for the tests of `containers`: everything is made in memory, bombs chunk by chunk."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from orchestration.load.containers.limits import Limits
from orchestration.load.containers.opening import Opened, open_container
from orchestration.load.meta_files import Meta
from orchestration.load.models import Document, Problem, Rejection
from orchestration.load.sniffing import RecordFormat, sniff
from tests.load.helpers import BODY

PAGE = f"<!doctype html><html><body><article><h1>Harbour</h1><p>{BODY}</p></article></body></html>".encode()
TEXT = BODY.encode()
MEGABYTE = bytes(1 << 20)


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these members, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content, compress_type=method)
    return buffer.getvalue()


def gzip_bomb(megabytes: int) -> bytes:
    """So many megabytes of zeros, a thousandth of it on disk: parts of 16 MB, one behind the other."""
    return gzip.compress(MEGABYTE * 16) * (megabytes // 16)


def zip_bomb(megabytes: int, name: str = "a.txt") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as member:
        for _ in range(megabytes):
            member.write(MEGABYTE)
    return buffer.getvalue()


def warc_record(kind: str, block: bytes, address: str = "https://example.org/a", **headers: str) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {address}",
        "WARC-Date: 2024-05-04T10:00:00Z",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(body: bytes = PAGE, *, status: int = 200, address: str = "https://example.org/a", **headers: str) -> bytes:
    """A captured answer; `Content_Type` and other headers of the server as keywords."""
    headers = {"Content_Type": "text/html", **headers}
    lines = [f"HTTP/1.1 {status} X", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return warc_record("response", "\r\n".join(lines).encode() + b"\r\n\r\n" + body, address)


def warc_gz(*records: bytes) -> bytes:
    """Packed as crawlers do: record by record."""
    return b"".join(map(gzip.compress, records))


def json_lines(
    uri: str, content: bytes, kind: RecordFormat, fields: Mapping[str, str] | None
) -> Iterator[Document | Rejection]:
    """Stands in for the reader of exports."""
    for number, line in enumerate(content.splitlines(), 1):
        told = [kind, line.decode("latin-1")] + ([dict(fields)] if fields else [])
        yield Document(f"{uri}#{number}", json.dumps(told).encode())


def opened(name: str, content: bytes, limits: Limits | None = None, meta: Meta | None = None) -> list[Opened]:
    """Everything that comes out of the file."""
    kind = sniff(name, content)
    assert not isinstance(kind, Problem), kind
    return list(open_container(name, content, kind, limits or Limits(), json_lines, meta))


def documents(found: list[Opened]) -> dict[str, bytes]:
    return {item[0].uri: item[0].content for item in found if not isinstance(item, Rejection)}


def metas(found: list[Opened]) -> dict[str, Meta | None]:
    return {item[0].uri: item[1] for item in found if not isinstance(item, Rejection)}


def reasons(found: list[Opened]) -> dict[str, str]:
    rejections = [item for item in found if isinstance(item, Rejection)]
    assert all(rejection.message.endswith(".") for rejection in rejections)
    keys = [(rejection.source_uri, rejection.reason) for rejection in rejections]
    assert len(keys) == len(set(keys)), "two rows would have one key"
    return dict(keys)


def peak_memory() -> int:
    """The most memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what `resource` says on Linux includes the process that started this one
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) >> 10
    import resource  # there is none on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20
