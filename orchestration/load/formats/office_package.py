"""Opens the ZIP package of an office document and hands out only the parts that are wanted, unpacked within limits.

Guards against what a sender may have put there: bombs, document type declarations (entities), encryption. Macros,
pictures, embedded files and every other part stay packed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from orchestration.load.models import Problem
from orchestration.load.signatures import METHODS

MOST_ENTRIES = 5_000
# The text of a 300-page report takes 5 MB, articles take 10 to 200 KB.
LARGEST_TEXT = 8 * 1024 * 1024
# 120,000 tags take mammoth 3 seconds and 60 MB; of 16 sample documents the richest had 3,500.
MOST_TAGS = 100_000
# XML packs 5 to 40 times; small parts may repeat themselves more.
HIGHEST_RATIO, RATIO_FROM = 150, 256 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
FLAG_ENCRYPTED = 0x1

ENCRYPTED = Problem(
    "encrypted", "The document asks for a password. Save a copy without one, or its text as a .txt file."
)
OLD_FORMAT = Problem("unknown_type", "The file is in an office format of before 2007. Save it as .docx or .txt.")
BROKEN = Problem("unreadable", "The document is broken or incomplete. Save it again, or its text as a .txt file.")
TOO_LARGE = Problem(
    "too_large", f"The document's text takes more than {LARGEST_TEXT >> 20} MB unpacked. Save its text as a .txt file."
)
BOMB = Problem(
    "unsafe", "The document unpacks to a size that no text has. If you trust it, save its text as a .txt file."
)
DECLARES = Problem(
    "unsafe", "The document declares XML entities, which office programs never do. Save its text as a .txt file."
)
METHOD = Problem(
    "unsafe", "The document is packed in a way that no office program uses. Save it again, or its text as a .txt file."
)


def read_parts(content: bytes, wanted: re.Pattern[str]) -> dict[str, bytes] | Problem:
    """The parts whose whole name matches `wanted`, by name."""
    if content.startswith(OLD_OFFICE):
        return ENCRYPTED if ENCRYPTED_PACKAGE in content else OLD_FORMAT
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _parts(package, wanted)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return BROKEN


def _parts(package: zipfile.ZipFile, wanted: re.Pattern[str]) -> dict[str, bytes] | Problem:
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        return BOMB
    parts: dict[str, bytes] = {}
    left = LARGEST_TEXT
    for entry in entries:
        if not wanted.fullmatch(entry.filename):
            continue
        part = _part(package, entry, left)
        if isinstance(part, Problem):
            return part
        left -= len(part)
        parts[entry.filename] = part
    return parts


def _part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes | Problem:
    if entry.flag_bits & FLAG_ENCRYPTED:
        return ENCRYPTED
    if entry.compress_type not in METHODS:
        return METHOD
    with package.open(entry) as packed:
        part = packed.read(left + 1)  # never by the size that the entry states: it may lie
    if len(part) > max(RATIO_FROM, HIGHEST_RATIO * entry.compress_size):
        return BOMB
    if len(part) > left or part.count(b"<") > MOST_TAGS:
        return TOO_LARGE
    # Without zero bytes, so that UTF-16 hides nothing.
    return DECLARES if DECLARATION.search(part.replace(b"\0", b"")) else part
