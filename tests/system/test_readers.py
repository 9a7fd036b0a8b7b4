"""Readers never wait and never see half a refresh; and articles that come one by one end in the same tables."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import Refreshed
from tests.support.places import RAW, REPOSITORY, articles
from tests.support.refreshes import add_article, warehouse_after
from tests.support.warehouses import one, statements_about_the_world

REFRESHES = 10


def test_a_reader_sees_whole_warehouses_through_ten_refreshes(raw_refresh: Refreshed, tmp_path: Path) -> None:
    raw, data, stop = tmp_path / "raw", tmp_path / "data", tmp_path / "stop"
    everything = articles(RAW)
    first, later = everything[:-REFRESHES], everything[-REFRESHES:]
    for article in first:
        add_article(article, raw, RAW)
    warehouse = warehouse_after(raw, data)
    command = [sys.executable, "-m", "tests.support.reader", str(warehouse), str(stop)]
    reader = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        for article in later:
            add_article(article, raw, RAW)
            warehouse_after(raw, data)
        stop.touch()
        said, complaints = reader.communicate(timeout=60)
    finally:
        reader.kill()
        reader.wait()
    assert reader.returncode == 0, complaints
    report = json.loads(said)
    assert report["errors"] == []
    assert report["seen"] == list(range(len(first), len(everything) + 1))
    assert report["reads"] > 10 * REFRESHES
    assert one(warehouse, "select count(*) from marts.refreshes") == REFRESHES + 1
    assert statements_about_the_world(warehouse) == statements_about_the_world(raw_refresh.warehouse)
