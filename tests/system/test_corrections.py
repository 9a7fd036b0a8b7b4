"""A merge by a user's corrections.yml and its undo, by whole refreshes: every id that was published keeps resolving."""

from __future__ import annotations

from pathlib import Path

from tests.support.refreshes import warehouse_after
from tests.support.warehouses import query, table_names

ARTICLES = {
    "one.txt": "Published: 5 March 2024\n\nKalmar Robotics and Umea Vision sign agreement\n\n"
    "Kalmar Robotics, a startup based in Stockholm, and Umea Vision, a company in Oslo, have signed a memorandum of "
    "understanding on artificial intelligence. Kalmar Robotics employs 40 engineers.\n",
    "two.txt": "Published: 9 March 2024\n\nKalmar Robotics joins forces with Tromso University\n\n"
    "Kalmar Robotics and Tromso University announced a partnership on machine learning. The startup and Tromso "
    "University will open a joint research lab for artificial intelligence in Tromso.\n",
}
MERGE = "same:\n  - {names: [Kalmar Robotics, Umea Vision], reason: one bought the other}\n"
VALUE = "values:\n  - {name: Kalmar Robotics, attribute: city, value: Gothenburg, reason: it moved}\n"
LIVE = """
select organization_id from marts.dim_organizations union all select program_id from marts.dim_programs
union all select partnership_id from marts.fct_partnerships
"""


def ids(warehouse: Path, sql: str) -> set[str]:
    return {row[0] for row in query(warehouse, sql)}


def test_a_merge_and_its_undo(tmp_path: Path) -> None:
    raw, data = tmp_path / "raw", tmp_path / "data"
    raw.mkdir()
    for name, text in ARTICLES.items():
        (raw / name).write_text(text, encoding="utf-8")
    warehouse = warehouse_after(raw, data)
    first = ids(warehouse, LIVE)
    names = "select name, city from marts.dim_organizations where name in ('Kalmar Robotics', 'Umea Vision') order by 1"
    assert [name for name, _ in query(warehouse, names)] == ["Kalmar Robotics", "Umea Vision"]

    (raw / "corrections.yml").write_text(MERGE + VALUE, encoding="utf-8")
    warehouse_after(raw, data)
    assert [city for _, city in query(warehouse, names)] == ["Gothenburg"]
    led = ids(warehouse, "select merged_id from marts.merged_ids where last_published_at is not null")
    retired = ids(warehouse, "select retired_id from marts.retired_ids")
    assert first == (first & ids(warehouse, LIVE)) | led | retired
    assert led

    (raw / "corrections.yml").unlink()
    (raw / "two.txt").unlink()
    warehouse_after(raw, data)
    led = ids(warehouse, "select merged_id from marts.merged_ids")
    gone = query(warehouse, "select retired_id, reason from marts.retired_ids")
    assert first <= ids(warehouse, LIVE) | led | {each for each, _ in gone}
    assert "articles_are_gone" in {reason for _, reason in gone}
    assert "entity_history" in table_names(warehouse)
