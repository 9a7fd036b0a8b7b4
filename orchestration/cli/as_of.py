"""`make as-of DAY=...`: say which publication answers for a day, then open it in DuckDB's shell, or print one answer.

Here: words on standard error, so that an answer can be piped. Not here: finding and building it (`history`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from orchestration.history import Answer, as_of
from orchestration.settings import Settings

SHELL = str(Path(sys.executable).with_name("duckdb"))


def run_as_of(settings: Settings, day: str, query: str) -> int:
    """Say what answers for a day, and become DuckDB's shell on it.

    Raises:
        LedgerError: nothing can answer; the message says why and what can.
    """
    answer = as_of(settings, day)
    print(*_lines(answer), sep="\n", file=sys.stderr, flush=True)
    # The shell takes this process's place, so that Ctrl-C is the shell's.
    os.execv(SHELL, [SHELL, "-readonly", str(answer.warehouse), *(["-c", query] if query else [])])  # noqa: S606


def _lines(answer: Answer) -> Iterator[str]:
    publication = answer.publication
    moment = publication.refreshed_at.astimezone(answer.asked.until.tzinfo)
    yield f"Asked         what the warehouse said {answer.asked.words}"
    yield f"Answers       the publication of {moment:%Y-%m-%d %H:%M:%S} ({publication.refresh_id})"
    yield (
        f"It had        {publication.article_count} articles and {publication.fact_count} pieces of evidence, "
        f"by Ecosystem Ledger {publication.ledger_version}"
    )
    yield f"Warehouse     {answer.warehouse}"
    yield from (f"Note          {note}" for note in answer.notes)
