"""A reader in its own process: asks the published file again and again, and notes every error and half state.

`python -m tests.support.reader WAREHOUSE STOP_FILE` runs until the stop file exists, then prints one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import duckdb

STATE = """
select
    (select count(*) from marts.dim_articles) as articles,
    (select count(*) from marts.articles_text) as texts,
    (select count(*) from marts.fct_evidence) as facts,
    (select count(*) from marts.data_issues) as issues,
    (select count(*) from marts.fct_evidence anti join marts.dim_articles using (article_id)) as lost,
    history.article_count, history.fact_count, history.issue_count
from marts.refreshes as history
order by refreshed_at desc
limit 1
"""


def main(warehouse: Path, stop: Path) -> int:
    """Read until told to stop."""
    os.nice(19)  # it never pauses; the refreshes that it watches come first
    reads, seen, errors = 0, [], []
    while not stop.exists():
        try:
            with duckdb.connect(str(warehouse), read_only=True) as connection:
                row = connection.sql(STATE).fetchone()
        except duckdb.Error as error:
            errors.append(f"read {reads}: {error}")
            continue
        reads += 1
        assert row is not None
        articles, texts, facts, issues, lost, *history = row
        if [articles, facts, issues] != history or texts != articles or lost:
            errors.append(f"read {reads}: half state {row}")
        if not seen or seen[-1] != articles:
            seen.append(articles)
    print(json.dumps({"reads": reads, "seen": seen, "errors": errors[:20]}))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
