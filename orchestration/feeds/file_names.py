"""Names of stored files: from what the network says, but of [a-z0-9.-] only, bounded, never hidden, never a way out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from orchestration.feeds.identity import host_of, plain_address

LONGEST_HOST, LONGEST_SLUG = 100, 80
OTHER = re.compile(r"[^a-z0-9.-]+")
DOTS = re.compile(r"\.{2,}")
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/ld+json": ".json",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
# Servers state a wrong type for these often enough, and never begin one by accident.
BEGINNINGS = ((b"%pdf-", ".pdf"), (b"<!doctype html", ".html"), (b"<html", ".html"), (b"<?xml", ".xml"))
UNKNOWN = ".bin"


def folder_name(address: str) -> str:
    """The folder of a host; a port or the brackets of IPv6 become dashes."""
    return _safe(host_of(address), LONGEST_HOST) or "unknown"


def file_name(address: str, body: bytes, content_type: str, digits: int = 8) -> str:
    """The name for a body from an address: the same for the same two, another for a changed body."""
    path = PurePosixPath(unquote(_path(address)))
    identity = hashlib.sha256(plain_address(address).encode() + b"\n" + hashlib.sha256(body).digest()).hexdigest()
    slug = _safe(path.stem or path.name, LONGEST_SLUG) or "index"
    return f"{slug}-{identity[:digits]}{suffix(body, content_type)}"


def suffix(body: bytes, content_type: str) -> str:
    """The ending for a body: by how it begins, then by its content type; .bin when neither says."""
    start = body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    stated = SUFFIXES.get(content_type.partition(";")[0].strip().lower())
    for beginning, ending in BEGINNINGS:
        if start.startswith(beginning) and not (ending == ".xml" and stated == ".html"):  # XHTML begins like XML
            return ending
    return stated or UNKNOWN


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _safe(text: str, longest: int) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return DOTS.sub(".", OTHER.sub("-", plain))[:longest].strip(".-")
