"""A refresh against `dbt build` of the same project, three times in one run."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.table import Table

from bench.commands import Cost, dbt_build, refresh
from bench.figures import Figure
from orchestration.settings import PROJECT_DIR, Settings

ROUNDS = 3
LARGEST_COLD_RATIO, LARGEST_WARM_RATIO, LARGEST_MEMORY_GB = 2.5, 2.0, 1.5
SEEDS = PROJECT_DIR.parent / "shared" / "seeds"


@dataclass(frozen=True)
class Round:
    """What one round measured: new folders first (cold), then the same again (warm)."""

    cold: Cost
    cold_dbt: Cost
    warm: Cost
    warm_dbt: Cost


def measure_refreshes() -> tuple[list[Figure], Table]:
    """Run the rounds; return the figures, and the seconds of each round."""
    raw = SEEDS if SEEDS.is_dir() else PROJECT_DIR / "raw"
    print(f"Refreshing {raw} {ROUNDS} times, each beside dbt build of the same lake ...", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder:
        rounds = [_measure(raw, Path(folder) / str(number)) for number in range(ROUNDS)]
    return list(_figures(rounds)), _seconds(rounds)


def _measure(raw: Path, folder: Path) -> Round:
    settings = Settings(raw_dir=raw, data_dir=folder / "data")
    cold = refresh(settings)
    cold_dbt = dbt_build(settings, folder / "dbt")
    return Round(cold, cold_dbt, refresh(settings), dbt_build(settings, folder / "dbt"))


def _figures(rounds: list[Round]) -> Iterator[Figure]:
    cold = median(each.cold.seconds / each.cold_dbt.seconds for each in rounds)
    warm = median(each.warm.seconds / each.warm_dbt.seconds for each in rounds)
    memory = max(cost.memory_gb for each in rounds for cost in (each.cold, each.warm))
    yield Figure("cold refresh / cold dbt build", cold, LARGEST_COLD_RATIO)
    yield Figure("refresh with nothing new / warm dbt build", warm, LARGEST_WARM_RATIO)
    yield Figure("peak memory of all processes of a refresh", memory, LARGEST_MEMORY_GB, " GB")


def _seconds(rounds: list[Round]) -> Table:
    table = Table("seconds", *(f"round {number}" for number in range(1, len(rounds) + 1)), "median")
    for name in ("cold", "cold_dbt", "warm", "warm_dbt"):
        costs = [getattr(each, name).seconds for each in rounds]
        table.add_row(name.replace("_", " "), *(f"{cost:.1f}" for cost in [*costs, median(costs)]))
    return table
