"""What the published scores depend on, in twelve letters: a page with other letters is stale.

Here: hashing engines' versions, the test split and code; comparing with the page. Nothing is extracted, so this takes
well under a second. Not here: the scores (`page`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from orchestration.settings import PROJECT_DIR

PAGE = PROJECT_DIR / "docs" / "scores.md"
PACKAGE = PROJECT_DIR / "orchestration"
PARTS = (
    "learning/corpus/test",
    "learning/markup.py",
    "learning/facts.py",
    "evaluation",
    "extract",
    "language",
    "normalize",
)
"""What decides the scores, below the package. The versions of the engines stand for their models."""
_KINDS = frozenset({".py", ".yml", ".csv", ".txt"})
_STATED = re.compile(r"^Fingerprint: `([0-9a-f]{12})`", re.MULTILINE)


def fingerprint(versions: Mapping[str, str], package: Path = PACKAGE) -> str:
    """Return the fingerprint for versions by engine and the files of `PARTS`, whatever their line ends and times."""
    digest = hashlib.sha256()
    for name, version in sorted(versions.items()):
        digest.update(f"{name} {version}\0".encode())
    for file in _files(package):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{file.relative_to(package).as_posix()} {len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def line(versions: Mapping[str, str]) -> str:
    """Return the line of the page that `staleness` looks for."""
    return f"Fingerprint: `{fingerprint(versions)}`"


def staleness(page: str, versions: Mapping[str, str], package: Path = PACKAGE) -> str | None:
    """Return why the text of the page is stale and what to do; None when it is not."""
    stated = _STATED.search(page)
    if stated and stated.group(1) == fingerprint(versions, package):
        return None
    return "docs/scores.md is stale: an engine, the test split or the code behind the scores changed. Run make evaluate"


def _files(package: Path) -> Iterator[Path]:
    for part in PARTS:
        path = package / part
        yield from [path] if path.is_file() else _below(path.rglob("*"))


def _below(paths: Iterable[Path]) -> Iterator[Path]:
    yield from sorted(path for path in paths if path.suffix in _KINDS and path.is_file())
