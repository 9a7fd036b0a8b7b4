"""Figures against their limits, and the table that shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """A figure and its limit: the most it may be, or the least where `is_least`."""

    name: str
    value: float
    limit: float
    unit: str = ""
    is_least: bool = False

    @property
    def is_met(self) -> bool:
        """Return whether the figure keeps its limit."""
        return self.value >= self.limit if self.is_least else self.value <= self.limit


def show(figures: Iterable[Figure], *tables: Table) -> None:
    """Print tables of what was measured, then the figures."""
    limits = Table("figure", "median or peak", "limit", "")
    for each in figures:
        limit = f"{'at least' if each.is_least else 'at most'} {each.limit:.1f}{each.unit}"
        limits.add_row(each.name, f"{each.value:.2f}{each.unit}", limit, "ok" if each.is_met else "missed")
    Console(width=110).print(*tables, limits)
