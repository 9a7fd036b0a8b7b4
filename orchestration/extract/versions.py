"""What makes two versions of an engine differ: the code and the words that it reads with."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

PACKAGES = ("orchestration.extract", "orchestration.language")
SUFFIXES = (".py", ".yml")


@cache
def code_hash(engine_package: str) -> str:
    """Return a hash over the code and vocabulary of `extract`, `language` and one engine: no change goes unnoticed."""
    digest = hashlib.sha256()
    for package in (PACKAGES[0], engine_package, PACKAGES[1]):
        for folder in (resources.files(package), resources.files(package) / "vocabulary"):
            files = [f for f in folder.iterdir() if f.name.endswith(SUFFIXES)] if folder.is_dir() else []
            for file in sorted(files, key=lambda f: f.name):
                digest.update(file.name.encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
