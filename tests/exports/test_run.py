"""When an export is written, and what a fault or a kill leaves in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.errors import LedgerError
from orchestration.exports import Terms, folders, is_complete
from orchestration.exports.folders import replace_folder
from tests.exports.warehouses import changed, export_one, files_of


def write_text(text: str, folder: Path) -> None:
    (folder / "a.txt").write_text(text, encoding="utf-8")


def fail_after_a_file(folder: Path) -> None:
    write_text("half", folder)
    raise OSError(28, "No space left on device")


def test_what_is_up_to_date_is_left_alone(published: Path, tmp_path: Path) -> None:
    first, inode = export_one("csv", published, tmp_path), (tmp_path / "csv").stat().st_ino
    second = export_one("csv", published, tmp_path)
    assert (first.is_new, second.is_new) == (True, False)
    assert (tmp_path / "csv").stat().st_ino == inode
    assert second.file_count == first.file_count > 11


@pytest.mark.parametrize("what", ["refresh", "licence", "folder", "half"])
def test_what_changed_is_written_again(published: Path, tmp_path: Path, what: str) -> None:
    export_one("csv", published, tmp_path)
    warehouse, terms = published, Terms("CC-BY-4.0", "Statistics of Nordhavn")
    if what == "refresh":
        warehouse = changed(published, tmp_path, "update marts.refreshes set refresh_id = 'ref_2'")
    if what == "licence":
        terms = Terms("CC0-1.0")
    if what == "folder":
        (tmp_path / "csv").rename(tmp_path / "moved")
    if what == "half":
        (tmp_path / "csv" / ".made_from").unlink()
        assert not is_complete(tmp_path, "csv")
    assert export_one("csv", warehouse, tmp_path, terms).is_new
    assert is_complete(tmp_path, "csv")


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="make refresh"):
        export_one("csv", tmp_path / "warehouse.duckdb", tmp_path)


def test_a_file_that_was_never_published_is_refused(published: Path, tmp_path: Path) -> None:
    warehouse = changed(published, tmp_path, "delete from marts.refreshes")
    with pytest.raises(LedgerError, match="never published"):
        export_one("csv", warehouse, tmp_path)


def test_the_warehouse_is_only_read(published: Path, tmp_path: Path) -> None:
    before = published.read_bytes()
    export_one("parquet", published, tmp_path)
    assert published.read_bytes() == before
    assert sorted(path.name for path in published.parent.glob("next.duckdb*")) == ["next.duckdb"]


def test_a_fault_leaves_the_last_good_export(tmp_path: Path) -> None:
    target = tmp_path / "csv"
    replace_folder(target, lambda folder: write_text("good", folder))
    with pytest.raises(OSError, match="No space"):
        replace_folder(target, fail_after_a_file)
    assert files_of(tmp_path) == {"csv/a.txt": b"good"}


def test_readers_see_the_old_one_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "csv"
    replace_folder(target, lambda folder: write_text("old", folder))
    seen = []

    def write(folder: Path) -> None:
        write_text("new", folder)
        seen.append((target / "a.txt").read_text(encoding="utf-8"))

    replace_folder(target, write)
    assert seen == ["old"]
    assert files_of(tmp_path) == {"csv/a.txt": b"new"}


def test_file_systems_that_cannot_swap_get_two_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_exchange", lambda one, other: False)
    for text in ("old", "new"):
        replace_folder(tmp_path / "csv", lambda folder, text=text: write_text(text, folder))
    assert files_of(tmp_path) == {"csv/a.txt": b"new"}


def test_a_kill_between_the_renames_is_mended_even_if_the_next_export_fails(tmp_path: Path) -> None:
    for name in (".csv.old", ".csv.new"):  # the state after the first of the two renames
        (tmp_path / name).mkdir()
        write_text(name, tmp_path / name)
    with pytest.raises(OSError, match="No space"):
        replace_folder(tmp_path / "csv", fail_after_a_file)
    assert files_of(tmp_path) == {"csv/a.txt": b".csv.old"}
