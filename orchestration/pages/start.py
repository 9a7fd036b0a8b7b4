"""The start page, data/index.html: what is published, and where the other pages and files are.

Here: one page without scripts. Not here: which pages there are (`assets.documentation` names them).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from orchestration.pages.writing import OFFLINE, write_page

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 44rem; padding: 0 1rem; color: #1c2430; }
h1 { margin: 0; } dt { margin-top: 1.2rem; font-weight: 600; } dd { margin: 0; color: #4a5566; }
table { border-collapse: collapse; margin: 1.5rem 0; } td { padding: .15rem 1.5rem .15rem 0; }
td + td { text-align: right; font-variant-numeric: tabular-nums; } a { color: #0b57a4; }
@media (prefers-color-scheme: dark) {
  body { background: #14181f; color: #e6eaf0; } dd { color: #a9b4c2; } a { color: #8ec2ff; }
}
"""
LAST = """
    select article_count, new_article_count, fact_count, issue_count, checks_passed_count, checks_warned_count,
      strftime(refreshed_at at time zone 'UTC', '%Y-%m-%d %H:%M UTC')
    from marts.refreshes order by refreshed_at desc limit 1
"""
LABELS = (
    "Articles",
    "of these new",
    "Pieces of evidence",
    "Rows in data_issues: what was left out, and why",
    "Checks that held",
    "Checks that only warned",
)


@dataclass(frozen=True)
class Link:
    """A page or a folder below the data folder."""

    path: str
    title: str
    says: str


def write_start_page(data_path: Path, warehouse: Path, links: Iterable[Link]) -> bool:
    """Write index.html with the figures of the last publication and the links that lead somewhere."""
    there = [link for link in links if (data_path / link.path).exists()]
    return write_page(data_path / "index.html", _page(_figures(warehouse), there))


def _figures(warehouse: Path) -> tuple[str, list[tuple[str, int]]]:
    import duckdb

    with duckdb.connect(str(warehouse), read_only=True) as connection:
        row = connection.execute(LAST).fetchone()
    return (f"Published {row[-1]}", list(zip(LABELS, row[:-1], strict=True))) if row else ("Nothing is published", [])


def _page(figures: tuple[str, list[tuple[str, int]]], links: list[Link]) -> str:
    said, counts = figures
    rows = "".join(f"<tr><td>{escape(label)}</td><td>{count:,}</td></tr>" for label, count in counts)
    items = "".join(
        f'<dt><a href="{escape(link.path)}">{escape(link.title)}</a></dt><dd>{escape(link.says)}</dd>' for link in links
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{OFFLINE.format(more="")}'
        '<meta name="viewport" content="width=device-width"><title>Ecosystem Ledger</title>'
        f"<style>{STYLE}</style></head><body><h1>Ecosystem Ledger</h1><p>{escape(said)}</p>"
        f"<table>{rows}</table><dl>{items}</dl></body></html>\n"
    )
