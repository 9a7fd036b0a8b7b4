"""The meta file beside a stored body: what the loading reads (publisher, title, ...), and where and when it came from.

Everything that the state needs to know of a stored page stands here too, so that a lost state is read from the files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from orchestration.feeds.models import Fetched
from orchestration.load.yaml_texts import read_mapping

LONGEST_HEADERS = 16 * 1024  # the loading reads meta files of 64 KB
LONGEST_HEADER = 2_000
UNTOLD = {"set-cookie", "set-cookie2"}  # identifies this reader, and says nothing of the page
ASKED = re.compile(r"\AGET (\S+)")
NOT_PRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class PairMeta:
    """What the meta file of a stored body says. `headers` begins with the request; `asked` is the listed address."""

    asked: str
    address: str
    fetched: datetime
    headers: str = ""
    publisher: str | None = None
    licence: str | None = None
    title: str | None = None
    published: date | None = None

    def header(self, name: str) -> str | None:
        """The first value of a response header."""
        lines = (line.partition(":") for line in self.headers.splitlines())
        return next((value.strip() for key, colon, value in lines if colon and key.lower() == name), None)


def headers_text(asked: str, answer: Fetched) -> str:
    """The request and the response's headers, one per line: `GET <address as listed>`, `HTTP 200`, `etag: ...`."""
    lines = [f"GET {asked}", f"HTTP {answer.status}"]
    room = LONGEST_HEADERS - len(asked)
    for name, value in answer.headers:
        line = NOT_PRINTABLE.sub(" ", f"{name}: {value}").strip()
        room -= len(line)
        if name.lower() not in UNTOLD and len(line) <= LONGEST_HEADER and room >= 0:
            lines.append(line)
    return "\n".join(lines)


def write_pair_meta(meta: PairMeta) -> bytes:
    """The meta file. A value that is not known has no key, so that the loading looks for it in the page."""
    import yaml

    values = {
        "publisher": meta.publisher,
        "title": meta.title,
        "address": meta.address,
        "published": meta.published and meta.published.isoformat(),
        "licence": meta.licence,
        "fetched": meta.fetched.astimezone(UTC).isoformat(),
        "headers": meta.headers,
    }
    known = {key: value for key, value in values.items() if value}
    return str(yaml.dump(known, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=1_000_000)).encode()


def read_pair_meta(content: bytes) -> PairMeta | None:
    """What a meta file of ours says; None for one that a person wrote, or changed beyond use."""
    values = read_mapping(content)
    if isinstance(values, str):
        return None
    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    asked = ASKED.match(texts.get("headers", ""))
    try:
        fetched = datetime.fromisoformat(texts["fetched"]).astimezone(UTC)
        published = date.fromisoformat(texts["published"]) if "published" in texts else None
    except (KeyError, ValueError, OverflowError):
        return None
    if not asked or "address" not in texts:
        return None
    stated = {key: texts.get(key) for key in ("publisher", "licence", "title")}
    return PairMeta(asked[1], texts["address"], fetched, texts["headers"], published=published, **stated)


@cache
def _dumper() -> type[Any]:
    """YAML's safe dumper, but with each header on a line of its own."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes texts of several lines as a block."""

    def text(dumper: Dumper, value: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    return Dumper
