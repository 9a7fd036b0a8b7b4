"""Single compressed files (.gz, .zst): a stream of what they unpack to, within limits.

Not here: archives of several files (`archives`, `web_archives`), and what the unpacked bytes are (`opening`).
"""

from __future__ import annotations

import gzip
import sys
from pathlib import PurePosixPath
from typing import Literal

from orchestration.load.containers.limits import Budget, Metered, Source, Unpacking
from orchestration.load.models import Problem

SUFFIXES = (".gz", ".gzip", ".zst", ".zstd")
# Suffixes of two meanings: what stands behind the compression.
SHORT = {".tgz": ".tar", ".svgz": ".svg"}

DAMAGED = Problem(
    "damaged", "The compressed file is damaged or incomplete: nothing was read. Copy or download it again."
)


def open_compressed(content: bytes, packing: Literal["gzip", "zstd"], budget: Budget) -> Metered:
    """The unpacked stream. Reading it raises LimitError, or what the library raises when the file is damaged."""
    source = Source(content)
    unpack = _gzip if packing == "gzip" else _zstd
    return Metered(unpack(source), source, budget)


def unpacked_name(name: str) -> str:
    """The name of what is inside: `story.html.gz` holds `story.html`."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    return path.stem if suffix in SUFFIXES else path.stem + SHORT.get(suffix, path.suffix)


def _gzip(source: Source) -> Unpacking:
    return gzip.GzipFile(fileobj=source, mode="rb")


def _zstd(source: Source) -> Unpacking:
    # The library refuses windows above 128 MB by itself, as the command line tool does.
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.ZstdFile(source)
