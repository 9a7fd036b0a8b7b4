"""From a dump of ROR to an id in the published warehouse."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.normalize import Lookups
from orchestration.normalize.ror_dump import read_dump
from orchestration.normalize.ror_reference import distil, write_reference
from tests.support.refreshes import warehouse_after, write_article
from tests.support.ror import record, ror_id, write_zip


def test_a_refresh_gives_ror_ids_to_organizations_named_exactly(tmp_path: Path) -> None:
    data = tmp_path / "data"
    dump = write_zip(tmp_path / "ror.zip", **{"ror-data": [record(1, "Nordhavn College", wikidata="Q1")]})
    write_reference(distil(read_dump(dump), Lookups.load().gazetteer), data / "ror.parquet")
    warehouse = warehouse_after(write_article(tmp_path / "raw").parent, data)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.sql("select name, ror_id, wikidata_id from marts.dim_organizations order by name").fetchall()
    assert ("Nordhavn College", ror_id(1), "Q1") in rows
    assert ("Harbour Lab", None, None) in rows
