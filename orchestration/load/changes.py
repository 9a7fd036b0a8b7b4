"""Has anything below the raw folder changed? Looks at names, sizes and times only, so it is cheap on any corpus."""

from __future__ import annotations

import hashlib
from pathlib import Path


def scan_digest(raw_dir: Path) -> str:
    """Return a digest over path, size and modification time of all files below a folder that are not hidden."""
    digest = hashlib.sha256()
    for path in sorted(raw_dir.rglob("*")):
        relative = path.relative_to(raw_dir)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            status = path.stat()
            digest.update(f"{relative.as_posix()}\x1f{status.st_size}\x1f{status.st_mtime_ns}\x1e".encode())
    return digest.hexdigest()
