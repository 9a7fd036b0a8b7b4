"""Whether an article can hold facts at all: a sum of points for the words at its beginning, before an engine reads it.

Here: the cheap decision and its reason. Not here: how the points were learned (`orchestration.learning.triage`), what
becomes of articles that are not read. The points lie beside this module in `triage.tsv`, a word a line. A word of that
list (a cue) earns its points, any other word costs the toll, so that a long text needs more cues than a short one.
Points are whole numbers above zero: a cue more never makes a text less relevant, and the sum is the same in any order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

HEAD = 1_500  # characters that are looked at: what an article is about stands in its title and its first paragraphs
MOST_CUES = 5
_FILE = "triage.tsv"
_THRESHOLD, _TOLL = "# threshold", "# toll"
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Verdict:
    """The decision on one article: relevant when its score reaches the threshold; `cues` are its heaviest words."""

    score: int
    threshold: int
    cues: tuple[str, ...] = ()

    @property
    def is_relevant(self) -> bool:
        """Return whether an engine should read the article."""
        return self.score >= self.threshold

    @property
    def reason(self) -> str:
        """Say in words why the article is read, or why it is not."""
        found = f"heaviest words: {', '.join(self.cues)}" if self.cues else "no word of the subject was found"
        return f"{self.score} of {self.threshold} points; {found}"


@dataclass(frozen=True)
class Points:
    """What a cue earns, what any other word costs, and how many points an article needs."""

    of_word: Mapping[str, int]
    toll: int
    threshold: int

    def score(self, words: set[str]) -> int:
        """Return the sum for the different words of a text."""
        cues = words & self.of_word.keys()
        return sum(map(self.of_word.__getitem__, cues)) - self.toll * (len(words) - len(cues))


def is_relevant(text: str) -> Verdict:
    """Judge a text (title, blank line and body) by its first `HEAD` characters. Pure: same text, same verdict."""
    return judge(text, learned_points())


def judge(text: str, points: Points) -> Verdict:
    """Judge a text with given points."""
    words = words_of(text)
    worth = points.of_word
    cues = sorted(words & worth.keys(), key=lambda word: (-worth[word], word))[:MOST_CUES]
    return Verdict(points.score(words), points.threshold, tuple(cues))


def words_of(text: str) -> set[str]:
    """Return the different words of the first `HEAD` characters, in small letters; numbers are no words."""
    return set(_WORD.findall(text[:HEAD].lower()))


@cache
def learned_points() -> Points:
    """Return the points that the repository carries."""
    return parse_points(files("orchestration.extract").joinpath(_FILE).read_text(encoding="utf-8"))


def parse_points(source: str) -> Points:
    """Read a file of points: lines of a name, a tab and a number; threshold and toll first, then the cues."""
    values = {name: int(value) for name, value in (line.split("\t") for line in source.splitlines() if line)}
    threshold, toll = values.pop(_THRESHOLD), values.pop(_TOLL)
    return Points(values, toll, threshold)


def format_points(points: Points) -> str:
    """Write points as `parse_points` reads them, the heaviest cue first."""
    cues = sorted(points.of_word.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [(_THRESHOLD, points.threshold), (_TOLL, points.toll), *cues]
    return "".join(f"{name}\t{value}\n" for name, value in rows)
