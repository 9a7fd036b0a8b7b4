"""Files and the meta files beside them: which describes which, and what was wrong with the others."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.load.meta_files import LARGEST, Meta, is_meta_file, meta_files_in_use, read_meta
from orchestration.load.models import FoundFile, Problem, Rejection
from orchestration.load.scan import NO_PERMISSION

ORPHAN = Problem(
    "orphan_meta", "No article lies beside this meta file, or a nearer one describes it. Name it <article>.meta.yml."
)


@dataclass(frozen=True)
class DescribedFile:
    """A file that is no meta file, and what its meta file says, if it has a valid one."""

    file: FoundFile
    meta: Meta | None = None
    meta_sha256: str | None = None


@dataclass(frozen=True)
class Described:
    """All files of a folder; `rejections` are of meta files, and all others were used."""

    files: tuple[DescribedFile, ...]
    metas_used: int
    rejections: tuple[Rejection, ...]


def describe(files: Sequence[FoundFile]) -> Described:
    """Read the meta files and give each to the files that it describes."""
    metas = {file.name: file for file in files if is_meta_file(file.name)}
    others = [file for file in files if file.name not in metas]
    in_use = meta_files_in_use([file.name for file in others], list(metas))
    contents = {name: _content(metas[name]) for name in set(in_use.values())}
    read = {name: content if isinstance(content, Problem) else read_meta(content) for name, content in contents.items()}
    hashes = {name: hashlib.sha256(each).hexdigest() for name, each in contents.items() if isinstance(each, bytes)}
    described = tuple(_described(file, in_use.get(file.name), read, hashes) for file in others)
    problems = {name: read.get(name, file.problem or ORPHAN) for name, file in metas.items()}
    rejections = tuple(each.of(name) for name, each in sorted(problems.items()) if isinstance(each, Problem))
    return Described(described, len(metas) - len(rejections), rejections)


def _described(
    file: FoundFile, name: str | None, read: dict[str, Meta | Problem], hashes: dict[str, str]
) -> DescribedFile:
    meta = read.get(name or "")
    return DescribedFile(file, meta if isinstance(meta, Meta) else None, hashes.get(name or ""))


def _content(file: FoundFile) -> bytes | Problem:
    if file.problem:
        return file.problem
    if file.size > LARGEST:
        return b" " * (LARGEST + 1)  # is refused for its length
    try:
        return file.read()
    except OSError:
        return NO_PERMISSION
