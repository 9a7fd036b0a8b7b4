"""Which of many texts are copies of a given one: candidates by MinHash and LSH, each verified exactly.

rensa draws the sketches and finds the candidates; `copy_texts` says what a copy is. Nothing here knows articles.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from orchestration.load.copy_texts import Overlap, least_jaccard, name_the_same, share_enough, shingles

if TYPE_CHECKING:
    from rensa import RMinHash, RMinHashLSH

# Two of 64 bands' values in a row find 93 of 100 pairs that share 0.2 of their rows (a release in a page five times as
# long), and all but one in a million of those that share half.
PERMUTATIONS, BANDS = 128, 64
SEED = 1
# Sketches are off by 0.044 (one standard deviation, at 0.5). Releases that share a paragraph about the company are
# told apart by them in a tenth of the time of comparing their rows.
MARGIN = 0.15
AT_ONCE = 500  # texts; the rows of all would need a gigabyte for 10,000 articles, their hashes need 40 MB


class CopyIndex:
    """Texts by their position, ready to be asked for the copies of one of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        from rensa import RMinHash, RMinHashLSH  # only needed where there are two articles

        self._texts = texts
        self._lsh: RMinHashLSH = RMinHashLSH(0.2, PERMUTATIONS, BANDS)
        self._sketches: list[RMinHash] = []
        self._rows: list[array[int]] = []
        for start in range(0, len(texts), AT_ONCE):
            rows = [shingles(text) for text in texts[start : start + AT_ONCE]]
            self._sketches += RMinHash.from_token_sets(rows, PERMUTATIONS, SEED)
            self._rows += [array("Q", hashes) for hashes in RMinHash.hash_token_sets(rows)]
        self._lsh.insert_many(self._sketches)
        self._digests = np.array([sketch.digest() for sketch in self._sketches], dtype=np.uint32)
        self._sizes = np.array([len(rows) for rows in self._rows])

    def remove(self, position: int) -> None:
        """Never answer with this text again: what has its place need not be compared any more."""
        self._lsh.remove(position)

    def copies_of(self, position: int) -> Iterator[int]:
        """The positions of the other texts that are copies of this one, or it of them."""
        mine = frozenset(self._rows[position])
        candidates = np.array(sorted(self._lsh.query(self._sketches[position])), dtype=np.intp)
        for other in candidates[self._may_be_copies(position, candidates)].tolist():
            if other != position and self._is_copy(position, mine, other):
                yield other

    def are_copies(self, first: int, second: int) -> bool:
        """Whether one of two texts is a copy of the other."""
        may_be = self._may_be_copies(first, np.array([second]))
        return bool(may_be[0]) and self._is_copy(first, frozenset(self._rows[first]), second)

    def overlap(self, first: int, second: int) -> Overlap:
        """The rows of words that two texts share."""
        return self._overlap(frozenset(self._rows[first]), second)

    def _may_be_copies(self, position: int, others: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether the sketches of some texts are like enough to look at their rows; all at once, for there are many."""
        estimates = (self._digests[others] == self._digests[position]).mean(axis=1)
        found: NDArray[np.bool_] = estimates + MARGIN >= least_jaccard(self._sizes[others], self._sizes[position])
        return found

    def _overlap(self, mine: frozenset[int], other: int) -> Overlap:
        rows = self._rows[other]
        return Overlap(len(mine.intersection(rows)), len(mine), len(rows))

    def _is_copy(self, position: int, mine: frozenset[int], other: int) -> bool:
        return share_enough(self._overlap(mine, other)) and name_the_same(self._texts[position], self._texts[other])
