"""Betweenness of the nodes of a network: which share of the shortest ways between the others leads through each.

Here: Brandes' algorithm on arrays, from all nodes or from a sample of them. Not here: which nodes are the sample
(`int_betweenness.sql`), and how DuckDB calls it (`graph_functions`). docs/decisions/0034 compares it with libraries.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """An undirected network as one list of neighbours; those of node n start at starts[n]."""

    starts: Ints
    neighbours: Ints

    @classmethod
    def of(cls, node_count: int, one: Ints, other: Ints) -> Network:
        """Build it from links, each given once and in any order, between nodes numbered from 0."""
        tails, heads = np.concatenate([one, other]), np.concatenate([other, one])
        starts = np.concatenate([[0], np.cumsum(np.bincount(tails, minlength=node_count))])
        return cls(starts.astype(np.int64), heads[np.lexsort((heads, tails))].astype(np.int64))

    @property
    def node_count(self) -> int:
        """How many nodes it has, with and without links."""
        return len(self.starts) - 1

    def links_from(self, nodes: Ints) -> tuple[Ints, Ints]:
        """Return both ends of all links of some nodes."""
        counts = self.starts[nodes + 1] - self.starts[nodes]
        first = np.repeat(self.starts[nodes] - np.cumsum(counts) + counts, counts)
        return np.repeat(nodes, counts), self.neighbours[first + np.arange(len(first))]


def betweenness(network: Network, sources: Ints) -> Floats:
    """Return for each node its share of the shortest ways between all pairs of other nodes, from 0 to 1.

    Exact when the sources are all nodes. From fewer it is an estimate, right on average when they are drawn without
    regard to their links. Everything is summed in the order of the nodes, on one thread, so that the same network
    gives the same digits everywhere.
    """
    passed = np.zeros(network.node_count)
    for source in np.sort(sources):
        passed += _ways_through(network, int(source))
    pairs = (network.node_count - 1) * (network.node_count - 2)
    if pairs <= 0 or not len(sources):
        return passed
    # An estimate can pass 1 by a little, at the centre of a star that is not in the sample.
    return np.minimum(passed * (network.node_count / len(sources) / pairs), 1.0)


def _ways_through(network: Network, source: int) -> Floats:
    """Return what shortest ways from a source lead through each node, counted by how far along the way the node is.

    A way of 4 steps counts 1/4, 2/4, 3/4 for the nodes on it. Its way back, from the other end, counts the rest, so
    the doubled sum over all sources is exact. For a sample it is better than counting each way as 1, which makes much
    of whatever lies beside the sources: the median error of the 100 largest values fell by 35 to 45 % (Geisberger,
    Sanders and Schultes, 2008).
    """
    ways, depth = np.zeros(network.node_count), np.zeros(network.node_count)
    front, ways[source] = np.array([source]), 1.0
    steps: list[tuple[Ints, Ints]] = []
    while len(front):
        tails, heads = network.links_from(front)
        is_new = ways[heads] == 0
        tails, heads = tails[is_new], heads[is_new]
        arriving = np.bincount(heads, ways[tails], network.node_count)
        steps.append((tails, heads))
        front = np.flatnonzero(arriving)
        ways[front], depth[front] = arriving[front], len(steps)
    through = np.zeros(network.node_count)
    for length, (tails, heads) in reversed(list(enumerate(steps, start=1))):
        share = (1 / length + through) / np.maximum(ways, 1)
        through += np.bincount(tails, share[heads], network.node_count) * ways
    return 2 * depth * through
