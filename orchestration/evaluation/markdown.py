"""Figures and tables as Markdown. Not here: which tables there are (`page`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orchestration.evaluation.intervals import Interval

NOTHING = "–"
"""Stands where there is nothing to score."""


def figure(value: float | None) -> str:
    """Return a figure with three decimals."""
    return NOTHING if value is None else f"{value:.3f}"


def with_interval(value: float | None, interval: Interval | None) -> str:
    """Return like "0.812 [0.770, 0.850]"."""
    if value is None or interval is None:
        return figure(value)
    return f"{figure(value)} [{figure(interval.low)}, {figure(interval.high)}]"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the first column is text, the others are figures."""
    lines = [_line(columns), _line(["---", *["---:"] * (len(columns) - 1)])]
    return "\n".join([*lines, *(_line([cell.replace("|", r"\|") for cell in row]) for row in rows)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
