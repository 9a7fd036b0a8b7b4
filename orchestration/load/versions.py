"""What makes two versions of the reader differ: its code, its words, and the libraries that it reads with."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import orchestration.language
import orchestration.load

LIBRARIES = (
    "babel",
    "charset-normalizer",
    "courlan",
    "fastwarc",
    "htmldate",
    "lxml",
    "mammoth",
    "markdown-it-py",
    "py3langid",
    "pyarrow",
    "pypdfium2",
    "pyyaml",
    "trafilatura",
)
SUFFIXES = (".py", ".yml")


@cache
def reader_version() -> str:
    """Return a hash: a file that was read by another version is read again."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())  # Python's own parsers read mail, tables and archives
    for library in LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\n".encode())
    for package in (orchestration.load, orchestration.language):
        root = Path(str(package.__file__)).parent
        for file in sorted(path for path in root.rglob("*") if path.suffix in SUFFIXES):
            digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
