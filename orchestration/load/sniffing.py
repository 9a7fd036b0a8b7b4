"""Tells formats: by content first, by name where the content leaves it open.

Here: which reader a file is for, and what to tell people about files that have none. Not here: reading, decoding
(`decoding`), naming the kinds of files that are not read (`signatures`), and looking into a file further than is
needed to tell what it is.
"""

from __future__ import annotations

import json
import re
import zlib
from email.parser import HeaderParser
from pathlib import PurePosixPath
from typing import Final, Literal, TypeGuard, get_args

from orchestration.load.cleaning import count_words
from orchestration.load.decoding import BYTE_ORDER_MARKS
from orchestration.load.models import Problem
from orchestration.load.signatures import DAMAGED_ZIP, SAVE_TEXT, SAVE_WORD, Unread, is_marked, name_binary, name_zip

RecordFormat = Literal["json", "jsonl", "csv", "parquet"]
ContainerFormat = Literal["warc", "zip", "gzip", "zstd"]
Format = Literal[
    "text", "markdown", "web_page", "mhtml", "pdf", "docx", "eml",
    "json", "jsonl", "csv", "parquet", "warc", "zip", "gzip", "zstd",
]  # fmt: skip

BY_SUFFIX: Final[dict[str, Format]] = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "web_page",
    ".htm": "web_page",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "eml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".zip": "zip",
    ".gz": "gzip",
    ".zst": "zstd",
}
TEXTS = ("text", "markdown", "web_page", "mhtml", "eml", "json", "jsonl", "csv")

# What stands behind a dot is no suffix in "Interview with Dr. Quay", "Report v1.2" and "index.html?id=3". Files without
# one are looked at; those with a suffix that is not read ("story.php") only for pages and mails.
SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}")
GZIP = b"\x1f\x8b"
ZSTD = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")  # a frame, or a skippable one before it
WARC_BEGINNING = re.compile(rb"WARC/1\.\d\r?\n")
ZIP = (b"PK\3\4", b"PK\5\6")
MARKUP_WITHIN = 2000
HTML_BEGINNING = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
TAG = re.compile(r"<[a-zA-Z!/]")
# A file without a name that tells something is a page when one of these stands near its beginning.
PAGE_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|div|article|main|section|h1|p)\b", re.IGNORECASE)
HEADERS = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[ \t]?[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
HEADERS_WITHIN = 64 * 1024
MAIL_FIELDS = {"from", "to", "subject", "date", "mime-version", "received", "message-id", "content-type"}
ONLY_SENT_MAIL_HAS = {"mime-version", "received", "message-id"}
READ_WITHIN = 10 << 20
PROSE_WITHIN = 4000
FEWEST_WORDS = 5
LEAST_LETTERS = 0.8  # share of letters and spaces; prose has 0.93 to 0.99, program text about 0.75

SUPPORTED = ", ".join(sorted(BY_SUFFIX))
EMPTY = Problem("empty", "The file is empty. Save the article's text in it, or remove it.")
UNKNOWN = Problem("unknown_type", f"Files of this type are not read. Supported: {SUPPORTED}.")
NO_TEXT = Problem("binary", f"The file holds binary data, not text. {SAVE_TEXT}")


def is_container(kind: Format) -> TypeGuard[ContainerFormat]:
    """Whether files of the format hold several articles that are documents themselves."""
    return kind in get_args(ContainerFormat)


def is_export(kind: Format) -> TypeGuard[RecordFormat]:
    """Whether files of the format hold articles as records with fields."""
    return kind in get_args(RecordFormat)


def sniff(name: str, content: bytes) -> Format | Problem:
    """What the file called `name` is, or why there is no reader for it."""
    suffix = _suffix(name)
    if not content[:MARKUP_WITHIN].strip() and not content.strip():  # stripping copies, and a file may have a gigabyte
        by_name = BY_SUFFIX.get(suffix)
        return by_name if by_name in TEXTS else EMPTY
    if found := _packed(suffix, content):
        return found
    text = _readable(content[:READ_WITHIN])
    return _foreign(suffix, content) if text is None else _textual(suffix, text, content)


def _suffix(name: str) -> str:
    """The suffix in lower case; none where the name only has a dot in it, or is a capture's ("x.warc.gz#3")."""
    suffix = PurePosixPath(name).suffix
    return suffix.lower() if SUFFIX.fullmatch(suffix) else ""


def _packed(suffix: str, content: bytes) -> Format | Problem | None:
    """Formats that no text can be taken for."""
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(ZIP):
        return _zip(suffix, content)
    if content.startswith(GZIP):
        return "warc" if WARC_BEGINNING.match(_gunzipped(content[:4096])) else "gzip"
    if WARC_BEGINNING.match(content):
        return "warc"
    if content.startswith(b"PAR1") and b"\0" in content[:READ_WITHIN]:
        return "parquet"
    return "zstd" if ZSTD.match(content) else None


def _gunzipped(beginning: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(beginning, 16)
    except zlib.error:
        return b""


def _zip(suffix: str, content: bytes) -> Format | Problem:
    found = name_zip(content)
    if found is DAMAGED_ZIP:
        return "docx" if suffix == ".docx" else "zip"  # its reader says what is wrong
    return _unread(suffix, found) if isinstance(found, Unread) else found


def _foreign(suffix: str, content: bytes) -> Problem:
    if found := name_binary(content):
        return _unread(suffix, found)
    return NO_TEXT if suffix in BY_SUFFIX else UNKNOWN


def _unread(suffix: str, found: Unread) -> Problem:
    """`binary` when the name promises something that is read, else `unknown_type`."""
    reason = "binary" if suffix in BY_SUFFIX else "unknown_type"
    return Problem(reason, f"This is {found.what}, which is not read. {found.advice}")


def _readable(content: bytes) -> str | None:
    """Text in which markup can be looked for, its other letters perhaps wrong; None for binary data."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").lstrip("\ufeff")
    return None if b"\0" in content or is_marked(content) else content.decode("latin-1")


def _textual(suffix: str, text: str, content: bytes) -> Format | Problem:
    beginning = text[:MARKUP_WITHIN]
    if beginning.startswith("{\\rtf"):
        return _unread(suffix, Unread("an RTF document", SAVE_WORD))
    if beginning.startswith("filedesc://"):
        return _unread(suffix, Unread("a web archive of the old ARC form", "Convert it to a .warc file."))
    if HTML_BEGINNING.match(beginning):
        return "web_page"
    if mail := _mail(suffix, text[:HEADERS_WITHIN]):
        return mail
    by_name = BY_SUFFIX.get(suffix)
    if by_name in ("json", "jsonl", "csv"):
        return by_name
    if suffix and by_name is None:
        return UNKNOWN
    return _json(content) or _by_markup(by_name, text, content)


def _by_markup(by_name: Format | None, text: str, content: bytes) -> Format | Problem:
    if by_name in ("text", "markdown"):
        return by_name
    if by_name in ("web_page", "mhtml", "eml"):
        return "web_page" if TAG.search(text) else "text"
    if PAGE_TAG.search(text[:MARKUP_WITHIN]):
        return "web_page"
    return "text" if _is_prose(content) else UNKNOWN


def _mail(suffix: str, text: str) -> Literal["eml", "mhtml"] | None:
    """A saved message or page, by its header: "From:" alone may begin any text."""
    if not HEADERS.match(text):
        return None
    header = HeaderParser().parsestr(text, headersonly=True)
    fields = {field.lower() for field in header}
    named = suffix in (".eml", ".mht", ".mhtml")
    if not (fields & ONLY_SENT_MAIL_HAS and len(fields & MAIL_FIELDS) > 1) and not (named and fields & MAIL_FIELDS):
        return None
    is_page = "multipart/related" in str(header.get("Content-Type", "")).lower() and (
        "snapshot-content-location" in fields
        or "saved by" in str(header.get("From", "")).lower()
        or not fields & {"to", "received", "message-id"}
    )
    return "mhtml" if is_page else "eml"


def _json(content: bytes) -> Literal["json", "jsonl"] | None:
    """Whether a file with a name that does not say so is JSON from its first to its last character."""
    if len(content) > READ_WITHIN or not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return None
    if _is_records(content):
        return "json"
    lines = [line for line in content.splitlines() if line.strip()]
    return "jsonl" if len(lines) > 1 and all(map(_is_records, lines)) else None


def _is_records(content: bytes) -> bool:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return False
    records = value if isinstance(value, list) else [value]
    return bool(records) and all(isinstance(record, dict) and record for record in records)


def _is_prose(content: bytes) -> bool:
    """Whether a file whose name tells nothing is a text that a person would read."""
    try:
        text = content[:READ_WITHIN].decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    text = text[:PROSE_WITHIN]
    letters = sum(character.isalpha() or character.isspace() for character in text)
    return letters >= LEAST_LETTERS * len(text) and count_words(text) >= FEWEST_WORDS
