"""The page of what did not hold: each failing row with the sentence and the file behind it.

Here: one page of our own beside those of Great Expectations, which show counts and, of a query, no row. Not here: where
the quotes come from (`evidence`), the other pages (`site`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from orchestration.quality.outcomes import CheckOutcome

NAME = "failures.html"
TEMPLATES = Path(__file__).with_name("templates")


def write_failures(folder: Path, outcomes: Sequence[CheckOutcome]) -> None:
    """Write the page, those that stop a refresh first; it says so when everything held."""
    failed = sorted((each for each in outcomes if not each.passed), key=lambda each: not each.stops_refresh)
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    page = environment.get_template("failures.j2").render(failed=failed, checked=len(outcomes))
    (folder / NAME).write_text(page, encoding="utf-8")
