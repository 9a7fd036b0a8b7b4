"""A writer of a shared lake, in a process of its own: `python -m tests.support.lake_writer <number> <commits>`.

Each commit adds a row to two tables and counts up in a row of its own. It prints the number of a commit that is done.
"""

from __future__ import annotations

import sys

import polars as pl

from orchestration.lake import open_lake
from orchestration.schemas.core import Cities
from orchestration.schemas.raw import RejectedArticles
from orchestration.settings import Settings


def cities(*rows: tuple[str, int]) -> pl.DataFrame:
    """Cities with an id and a population."""
    common = {"city": "Oslo", "region": None, "country_code": "NO", "country": "Norway", "latitude": 1, "longitude": 2}
    return pl.DataFrame(
        [common | {"city_id": key, "population": count} for key, count in rows], schema=Cities.create_empty().schema
    )


def rejected(*numbers: int) -> pl.DataFrame:
    """Rejected articles with numbers as keys."""
    common = {"source_uri": "a", "file_uri": "a", "reason": "empty", "message": "m", "text": "t"}
    rows = [common | {"rejection_id": f"rejection_{number:016x}"} for number in numbers]
    return pl.DataFrame(rows, schema=RejectedArticles.create_empty().schema)


def main(writer: int, commits: int) -> None:
    """Write so many times, beside others."""
    with open_lake(Settings().lake, is_shared=True) as lake:
        print("open", flush=True)
        sys.stdin.readline()  # all begin at once
        for number in range(1, commits + 1):
            key = writer * 1_000_000 + number
            lake.upsert(
                {Cities: cities((str(writer), number), (str(key), 0)), RejectedArticles: rejected(key)},
            )
            print(number, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
