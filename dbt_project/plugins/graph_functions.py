"""A dbt-duckdb plugin that gives SQL the function `betweenness`, for the models about the network of organizations.

Here: between DuckDB's values and arrays. Not here: the computation, see `betweenness`. The function lives as long as
the connection: tables that were made with it hold plain numbers, so the published file needs no function.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from betweenness import Network, betweenness
from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb.func import PythonUDFType

PARAMETERS: list[Any] = ["INTEGER", "STRUCT(one INTEGER, other INTEGER)[]", "INTEGER[]"]


class Plugin(BasePlugin):
    """Registers the function once per connection."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Make `betweenness(node_count, links, sources)` known to SQL."""
        register(conn)


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `betweenness(node_count, links, sources)` known to SQL: a list with a value for each node from 0 on.

    Arrow, not Python's own values: a million links are two arrays then, and not a million dictionaries.
    """
    connection.create_function("betweenness", _each, PARAMETERS, "DOUBLE[]", type=PythonUDFType.ARROW)


def _each(node_counts: pa.ChunkedArray, links: pa.ChunkedArray, sources: pa.ChunkedArray) -> pa.Array:
    """Return the list of each row; in practice there is one row."""
    rows = zip(*(column.combine_chunks() for column in (node_counts, links, sources)), strict=True)
    return pa.array([_values(*row) for row in rows], type=pa.list_(pa.float64()))


def _values(node_count: pa.Int32Scalar, links: pa.ListScalar, sources: pa.ListScalar) -> np.ndarray:
    ends = (links.values.field(name).to_numpy(zero_copy_only=False) for name in ("one", "other"))
    network = Network.of(node_count.as_py(), *(end.astype(np.int64) for end in ends))
    return betweenness(network, sources.values.to_numpy(zero_copy_only=False).astype(np.int64))
