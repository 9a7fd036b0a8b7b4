"""Writes a folder as an inbox is after years: articles in every format, copies of some, and one file in twenty broken.

`write_crowd` writes it and tells what must become of each file. The same seed gives the same files, but for the times
that archives and PDFs note of their making. Not here: what the stories say (`crowd_stories`), how a format is written
(`saved_as`), and broken contents (`crowd_broken`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from random import Random

from tests.load import crowd_broken, saved_as
from tests.load.containers.packing import zipped
from tests.load.crowd_stories import foreign_stories, near_copy, stories
from tests.load.saved_as import Story

SEED = 11
BROKEN, COPIES, METAS = 0.05, 0.03, 0.02  # shares of all files
# How often the formats are met in every 200 good files: texts and mails are many, pages and PDFs take the longest.
FORMATS = {
    "txt": 88, "md": 40, "html": 12, "eml": 16, "docx": 8, "pdf": 4, "mhtml": 2, "json": 8, "jsonl": 4, "csv": 4,
    "parquet": 2, "warc.gz": 2, "zip": 4, "html.gz": 1, "txt.gz": 2, "md.zst": 1, "half good.zip": 2,
}  # fmt: skip
FEWEST_OF_SEVERAL, MOST_OF_SEVERAL = 2, 6
FEW = 3  # files of each way of being broken that is slow to read
TOO_LARGE = 11 << 20


@dataclass
class Crowd:
    """A folder, and what must become of its files, by their paths below it."""

    folder: Path
    good: set[str] = field(default_factory=set)
    broken: dict[str, frozenset[str]] = field(default_factory=dict)
    """The reasons that fit, of files from which nothing can come."""
    half_good: dict[str, frozenset[str]] = field(default_factory=dict)
    """The reasons that fit the other half of good files."""
    metas: set[str] = field(default_factory=set)
    """Meta files that describe a good file."""
    copies: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The kind of each copy, and the file that it repeats."""
    languages: dict[str, str] = field(default_factory=dict)
    """Of files that are not in English."""
    articles: int = 0
    """How many articles the good files hold, copies included."""

    @property
    def found(self) -> int:
        """All files."""
        return len(self.good) + len(self.broken) + len(self.metas)

    def write(self, name: str, content: bytes) -> Path:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def add(self, name: str, content: bytes, articles: int = 1) -> None:
        """Write a good file."""
        self.write(name, content)
        self.good.add(name)
        self.articles += articles

    def refuse(self, name: str, *reasons: str) -> Path:
        """Return where a broken file goes; its reader is expected to name one of the reasons."""
        self.broken[name] = frozenset(reasons)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def write_crowd(folder: Path, files: int, seed: int = SEED) -> Crowd:
    """Write `files` files into an empty folder."""
    choice, told, crowd = Random(seed), stories(seed), Crowd(folder)
    _write_misplaced(crowd, next(told))
    _write_broken(crowd, int(files * BROKEN) - len(crowd.broken), told, choice)
    for number, (code, story) in enumerate(islice(foreign_stories(), files // 100)):
        crowd.add(f"abroad/{number}.txt", saved_as.txt(story))
        crowd.languages[f"abroad/{number}.txt"] = code
    _write_copies(crowd, int(files * COPIES), told)
    formats = cycle(choice.sample(list(FORMATS), k=200, counts=list(FORMATS.values())))
    described = int(files * METAS)
    for number in range((files - crowd.found) - described):
        _write_good(crowd, f"inbox {number // 500}/{number:05}", next(formats), told, choice)
    texts = sorted(name for name in crowd.good if name.startswith("inbox") and name.endswith((".txt", ".md")))
    for name in choice.sample(texts, k=described):
        crowd.metas.add(f"{name}.meta.yml")
        crowd.write(f"{name}.meta.yml", b"publisher: Harbour Post\nlicence: CC BY 4.0\n")
    return crowd


def _write_good(crowd: Crowd, stem: str, form: str, told: Iterator[Story], choice: Random) -> None:
    name = f"{stem}.{form}"
    if form in saved_as.SEVERAL:
        several = list(islice(told, choice.randint(FEWEST_OF_SEVERAL, MOST_OF_SEVERAL)))
        crowd.add(name, saved_as.SEVERAL[form](several), len(several))
    elif form == "half good.zip":  # its names lead out of the folder
        members = ("../../escaped.txt", saved_as.txt(next(told))), ("../picture.png", crowd_broken.PNG)
        crowd.add(name, zipped(*members))
        crowd.half_good[name] = frozenset(("unknown_type",))
    elif form.endswith((".gz", ".zst")):
        inner, packing = form.split(".")
        pack = {"gz": saved_as.gz, "zst": saved_as.zst}[packing]
        crowd.add(name, pack(saved_as.SINGLE[inner](next(told))))
    else:
        crowd.add(name, saved_as.SINGLE[form](next(told)))


def _write_copies(crowd: Crowd, count: int, told: Iterator[Story]) -> None:
    """Write stories, and again by turns the same bytes, the same text in another format, and a near copy."""
    for number, story in enumerate(islice(told, count)):
        kind, suffix, content = (
            ("same_file", "txt", saved_as.txt(story)),
            ("same_text", "eml", saved_as.eml(story)),
            ("near_copy", "txt", saved_as.txt(near_copy(story))),
        )[number % 3]
        original, copy = f"copied/{number}.txt", f"copied/{number}.z.{suffix}"
        crowd.add(original, saved_as.txt(story))
        crowd.add(copy, content)
        crowd.copies[copy] = (kind, original)


def _write_broken(crowd: Crowd, count: int, told: Iterator[Story], choice: Random) -> None:
    quick = [name for name in crowd_broken.WAYS if name not in crowd_broken.SLOW]
    turns = [*(name for name in crowd_broken.SLOW for _ in range(FEW)), *quick]
    names = islice([*turns, *(name for _ in range(count) for name in quick)], count)
    for number, name in enumerate(names):
        way = crowd_broken.WAYS[name]
        path = crowd.refuse(f"broken/{number:04}-{name}.{way.suffix}", *way.reasons)
        path.write_bytes(way.make(next(told), choice))


def _write_misplaced(crowd: Crowd, story: Story) -> None:
    """Write what no content is to blame for: links, pipes, permissions, sizes and meta files."""
    outside = crowd.folder.with_name(f"outside {crowd.folder.name}")
    outside.mkdir()
    (outside / "secret.txt").write_bytes(saved_as.txt(story))
    crowd.refuse("misplaced/link.txt", "outside").symlink_to(outside / "secret.txt")
    crowd.refuse("misplaced/folder", "outside").symlink_to(outside)
    crowd.refuse("misplaced/gone.txt", "broken_link").symlink_to(crowd.folder / "nowhere.txt")
    crowd.refuse("misplaced/round.txt", "broken_link").symlink_to(crowd.folder / "misplaced" / "round.txt")
    crowd.refuse("misplaced/shortcut", "linked_folder").symlink_to(crowd.folder / "misplaced")
    os.mkfifo(crowd.refuse("misplaced/pipe.txt", "not_a_file"))
    with crowd.refuse("misplaced/huge.txt", "too_large").open("wb") as huge:
        huge.truncate(TOO_LARGE)  # takes no room on the disk
    if os.geteuid() != 0:  # root may read everything
        locked = crowd.refuse("misplaced/locked.txt", "no_permission")
        locked.write_bytes(saved_as.txt(story))
        locked.chmod(0)
    crowd.add("misplaced/story.txt", saved_as.txt(story))
    metas = {
        "story.txt.meta.yml": b"publishr: Typo\n",
        "story.meta.yml": b"author: Ada\n",
        "nobody.meta.yml": b"a: b\n",
    }
    for (name, content), reason in zip(metas.items(), ("malformed_meta", "orphan_meta", "orphan_meta"), strict=True):
        crowd.refuse(f"misplaced/{name}", reason).write_bytes(content)
