"""A lake of any size, generated: the tables that dbt reads, as a refresh of very many articles would leave them.

Here: how many rows each table has, and writing them in waves (a whole lake, then ten articles more). What the rows are
is `generated_lake.sql`. Not here: tables that no model reads (facts of single articles), which stay empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from orchestration.lake import open_lake
from orchestration.lake_address import LakeAddress
from orchestration.lake_connection import attach

SQL = Path(__file__).with_suffix(".sql")
MEMORY, THREADS = "3GB", 2


@dataclass(frozen=True)
class Counts:
    """Rows of each kind; `repetitions` are statements of facts that another article states too."""

    articles: int = 300_000
    cities: int = 2_000
    organizations: int = 200_000
    programs: int = 20_000
    partnerships: int = 1_000_000
    program_organizations: int = 60_000
    metric_observations: int = 80_000
    person_roles: int = 40_000
    merged_ids: int = 50_000
    repetitions: int = 100_000

    def scaled(self, scale: float) -> Counts:
        """The same proportions; at least a handful of each."""
        return Counts(**{name: max(8, round(count * scale)) for name, count in asdict(self).items()})

    def plus(self, more: Counts) -> Counts:
        """Both together."""
        return Counts(**{name: count + asdict(more)[name] for name, count in asdict(self).items()})


NONE = Counts(*[0] * len(asdict(Counts())))
TEN_ARTICLES = Counts(
    articles=10,
    cities=1,
    organizations=12,
    programs=3,
    partnerships=20,
    program_organizations=6,
    metric_observations=8,
    person_roles=5,
    merged_ids=4,
    repetitions=20,
)


def generate(lake_path: Path, upto: Counts, after: Counts = NONE) -> None:
    """Write the rows that `upto` has and `after` lacks, in one transaction, as a refresh does."""
    with open_lake(lake_path):
        pass  # creates the tables
    with writing(lake_path) as connection:
        for name, count in asdict(upto).items():
            connection.execute(f"set variable {name}_first = {asdict(after)[name]}")
            connection.execute(f"set variable {name}_last = {count}")
        connection.execute(SQL.read_text(encoding="utf-8"))


@contextmanager
def writing(lake_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Lend a connection with the lake attached, in a transaction that is committed at the end."""
    with duckdb.connect(config={"memory_limit": MEMORY, "threads": THREADS}) as connection:
        connection.execute(f"set temp_directory = '{lake_path.parent / 'spill'}'")
        attach(connection, LakeAddress.of(lake_path), "data_inlining_row_limit 1000")
        connection.execute("begin")
        yield connection
        connection.execute("commit")
