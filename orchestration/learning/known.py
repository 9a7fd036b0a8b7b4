"""Names of organizations that many readers know, for variants of articles: most names on real pages are such names.

The corpus invents the names of those who act. A student that has only seen invented ones is at a loss where "Orange" or
"Meta" signs.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from orchestration.normalize.lookup_tables import read_lookup, split_list

MOST = 3  # spellings beside the first, so that no body with many is drawn far oftener than others
Pools = dict[tuple[str, int], list[tuple[str, ...]]]


def known_names() -> Pools:
    """Return the names of the reference list by kind ("o" and the type) and number of spellings: one, two or three."""
    pools: Pools = defaultdict(list)
    for row in read_lookup("organizations").iter_rows(named=True):
        name, kind = row["name"], f"o{row['type']}"
        aliases = dict.fromkeys(filter(_is_latin, split_list(row["aliases"])))
        others = [alias for alias in aliases if alias != name][:MOST]
        pools[kind, 1].extend((each,) for each in (name, *others))
        for size in (2, 3):
            pools[kind, size].extend((name, *rest) for rest in combinations(others, size - 1))
    return pools


def _is_latin(name: str) -> bool:
    return all(character < "\u0250" or not character.isalpha() for character in name)
