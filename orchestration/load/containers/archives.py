"""Zip archives: their members as streams within limits, each with its meta file.

Nothing is written to a disk. A member's name is only a part of a `uri`, cleaned of everything that means something to a
file system. Not here: what a member is and whether it is an archive itself (`opening`), and what a meta file may say
(`meta_files`).
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

from orchestration.load.containers.limits import Budget, LimitError, Metered, Source, Unpacking, read_within, too_many
from orchestration.load.meta_files import LARGEST as LARGEST_META
from orchestration.load.meta_files import Meta, is_meta_file, meta_files_in_use, read_meta
from orchestration.load.models import Problem, Rejection
from orchestration.load.signatures import DIRECTORY_ENTRY, METHODS

LOCAL_HEADER = struct.Struct("<26xHH")  # the lengths of the name and of the extra field
UTF_8_NAME = 0x800
ENCRYPTED = 0x1
UNNAMED = "unnamed"
LONGEST_PART = 255
MOST_PARTS = 20
DRIVE = re.compile(r"\A[A-Za-z]:")

DAMAGED = Problem("damaged", "The archive is damaged or incomplete: its directory cannot be read. Copy it again.")
DAMAGED_MEMBER = Problem("damaged", "This file of the archive is damaged. Make or copy the archive again.")
OVERLAPPING = Problem(
    "overlapping",
    "The files in this archive lie over each other: it is damaged, or made to fill a disk. Pack them again.",
)
NO_MEMBERS = Problem("empty", "The archive holds no files. Put some in, or remove it.")
PASSWORD = Problem("encrypted", "This file of the archive is locked with a password. Unpack it and put the file here.")
METHOD = Problem("unknown_type", "This file of the archive is packed in a rare way. Pack it again as an ordinary zip.")
LINK = Problem("link", "Links inside archives are not followed. Pack the file that it leads to.")
ORPHAN = Problem(
    "orphan_meta", "No article lies beside this meta file in the archive, or a nearer one describes it. "
    "Name it <article>.meta.yml."
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A file inside an archive, not read yet."""

    uri: str
    name: str
    stream: Metered
    meta: Meta | None


def read_archive(uri: str, content: bytes, budget: Budget) -> Iterator[Member | Rejection]:
    """The members in the order of the archive, meta files first. Each must be read before the next is asked for.

    Raises:
        BudgetError: there are too many, or they unpack to too much.
    """
    opened = _opened(content, budget)
    if isinstance(opened, Problem):
        yield opened.of(uri)
        return
    metas: dict[str, Meta] = {}
    for name, found in _metas(opened).items():
        budget.count()
        if isinstance(found, Problem):
            yield found.of(f"{uri}!/{name}")
        else:
            metas[name] = found
    used = meta_files_in_use(opened.articles, metas)
    for name in opened.articles:
        budget.count()
        stream = opened.stream(name)
        full = f"{uri}!/{name}"
        yield (
            stream.of(full)
            if isinstance(stream, Problem)
            else Member(full, name, stream, metas.get(used.get(name, "")))
        )


@dataclass(frozen=True)
class _Archive:
    """An opened archive whose members have safe and different names."""

    archive: zipfile.ZipFile
    source: Source
    budget: Budget
    members: dict[str, zipfile.ZipInfo]

    @property
    def articles(self) -> list[str]:
        return [name for name in self.members if not is_meta_file(name)]

    def stream(self, name: str) -> Metered | Problem:
        info = self.members[name]
        if problem := _refusal(info):
            return problem
        try:
            stream = cast("Unpacking", self.archive.open(info))
        except MemoryError:
            raise
        except Exception:  # a damaged header: the library raises half a dozen types
            return DAMAGED_MEMBER
        return Metered(stream, self.source, self.budget)


def _opened(content: bytes, budget: Budget) -> _Archive | Problem:
    # Before the directory is read: an entry of 46 bytes takes 500 in memory.
    if content.count(DIRECTORY_ENTRY) > budget.limits.members:
        return too_many(budget.limits.members)
    source = Source(content)
    try:
        archive = zipfile.ZipFile(source)
    except MemoryError:
        raise
    except Exception:  # not only BadZipFile: names that are no UTF-8, fields cut off, impossible dates
        return DAMAGED
    if _overlap(archive.infolist(), content):
        return OVERLAPPING
    members = _named([info for info in archive.infolist() if not info.filename.endswith("/")])
    return _Archive(archive, source, budget, members) if members else NO_MEMBERS


def _overlap(infos: list[zipfile.ZipInfo], content: bytes) -> bool:
    """Whether two members share bytes. The library looks for that only from Python 3.11.8 on."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        header = content[info.header_offset : info.header_offset + LOCAL_HEADER.size]
        if info.header_offset < end:
            return True
        lengths = LOCAL_HEADER.unpack(header) if len(header) == LOCAL_HEADER.size else (0, 0)
        end = info.header_offset + LOCAL_HEADER.size + sum(lengths) + info.compress_size
    return False


def _refusal(info: zipfile.ZipInfo) -> Problem | None:
    if info.flag_bits & ENCRYPTED:
        return PASSWORD
    if stat.S_ISLNK(info.external_attr >> 16):
        return LINK
    return None if info.compress_type in METHODS else METHOD


def _metas(opened: _Archive) -> dict[str, Meta | Problem]:
    names = [name for name in opened.members if is_meta_file(name)]
    described = set(meta_files_in_use(opened.articles, names).values())
    return {name: _meta(opened, name) if name in described else ORPHAN for name in names}


def _meta(opened: _Archive, name: str) -> Meta | Problem:
    stream = opened.stream(name)
    if isinstance(stream, Problem):
        return stream
    try:
        content = read_within(stream, LARGEST_META)
    except (LimitError, MemoryError):
        raise
    except Exception:  # damaged in one of the library's many ways
        return DAMAGED_MEMBER
    return read_meta(content)


def _named(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The members by safe names; hidden ones and what macOS adds are left out."""
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = safe_name(_name(info)) or UNNAMED
        if not any(part.startswith(".") or part == "__MACOSX" for part in name.split("/")):
            members[_unused(name, members)] = info
    return members


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its author wrote it: without a mark it should be in code page 437, but macOS writes UTF-8."""
    if info.flag_bits & UTF_8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def safe_name(name: str) -> str:
    """The name as a path that leads nowhere but down, of printable characters and bounded; empty if nothing is left."""
    name = "".join(character if character.isprintable() else "_" for character in name.replace("\\", "/"))
    parts = [part[:LONGEST_PART] for part in DRIVE.sub("", name).split("/") if part.strip() not in ("", ".", "..")]
    return "/".join(parts[-MOST_PARTS:])


def _unused(name: str, taken: dict[str, zipfile.ZipInfo]) -> str:
    path, number, unused = PurePosixPath(name), 1, name
    while unused in taken:
        number += 1
        unused = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    return unused
