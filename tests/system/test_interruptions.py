"""All or nothing: whenever a refresh is killed, the last good warehouse stays, and the next refresh succeeds."""

from __future__ import annotations

from pathlib import Path

from tests.support.interruptions import after_the_rename, before_the_rename, in_step, kill_a_refresh
from tests.support.refreshes import warehouse_after, write_article
from tests.support.warehouses import identity, one, table_names, tables


def _dbt_has_written(data: Path) -> bool:
    return (data / "dbt" / "run" / "ecosystem_ledger" / "models" / "marts").is_dir()


BEFORE_PUBLICATION = {
    "extracting": (in_step("extract"), True),
    "dbt builds": (in_step("dbt_build", _dbt_has_written), True),
    # The kernel's out-of-memory killer ends one process, not its children: dbt goes on without its parent.
    "dbt builds, and lives on": (in_step("dbt_build", _dbt_has_written), False),
    "expectations run": (in_step("expectations"), True),
    "before the rename": (before_the_rename, True),
}


def test_kills_leave_the_last_good_warehouse_and_the_next_refresh_succeeds(tmp_path: Path) -> None:
    raw, data = tmp_path / "raw", tmp_path / "data"
    write_article(raw, "first.txt", "The first article")
    warehouse = warehouse_after(raw, data)
    good, file = tables(warehouse), identity(warehouse)
    write_article(raw, "second.txt", "The second article")

    for name, (moment, with_children) in BEFORE_PUBLICATION.items():
        assert kill_a_refresh(raw, data, moment, with_children=with_children), f"{name}: it ended before the kill"
        assert identity(warehouse) == file, name
        assert tables(warehouse) == good, name

    kill_a_refresh(raw, data, after_the_rename, with_children=True)
    assert table_names(warehouse) == list(good)
    assert one(warehouse, "select count(*) from marts.dim_articles") == 2
    assert one(warehouse, "select count(*) from marts.refreshes") == 2

    write_article(raw, "third.txt", "The third article")
    warehouse_after(raw, data)
    counted = [(1, 1), (2, 1), (3, 1)]
    with_history = "select list((article_count, new_article_count) order by refreshed_at) from marts.refreshes"
    assert one(warehouse, with_history) == counted, "a refresh that was published is missing from the history"
    assert [path.name for path in data.iterdir() if path.name.startswith("publishing")] == []
