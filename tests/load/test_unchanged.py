"""What is kept of the last refresh, and what is looked at again: nothing is lost, and nothing large is opened."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from orchestration.load.articles import load_articles
from orchestration.load.described import describe
from orchestration.load.models import FoundFile, Loaded
from orchestration.load.sizes import LARGEST_CONTAINER
from orchestration.load.sniffing import BY_SUFFIX, is_container, is_export
from orchestration.load.unchanged import Seen, look_at
from tests.load.helpers import BODY, NOW, file

FILES = [
    file("a.txt", BODY),
    file("b.jsonl", f'{{"title": "Cranes", "text": "{BODY} Twice."}}\nno json'),
    file("c.md", ""),
]
MANY = sorted(suffix for suffix, kind in BY_SUFFIX.items() if is_container(kind) or is_export(kind))


def explode() -> bytes:
    raise AssertionError("read")


def look(*files: FoundFile, known: Loaded | None = None) -> list[Seen]:
    return look_at(describe(files).files, known)


def loaded() -> Loaded:
    return load_articles(FILES, None, NOW)


def test_articles_and_rejections_of_a_known_file_are_recalled_as_they_were() -> None:
    known = loaded()
    seen = look(*FILES, known=known)
    assert [each.is_known for each in seen] == [True, True, True]
    contents = {each.name: each.contents for each in seen}
    assert contents["b.jsonl"] is not None
    assert [each.source_uri for each in contents["b.jsonl"].articles] == ["b.jsonl#1"]
    assert [each.source_uri for each in contents["b.jsonl"].rejections] == ["b.jsonl#2"]
    assert load_articles(FILES, known, NOW).rejected.equals(known.rejected)


@pytest.mark.parametrize(
    ("table", "of", "lost"),
    [("articles", "a.txt", "a.txt"), ("rejected", "b.jsonl", "b.jsonl"), ("files", "c.md", "c.md")],
)
def test_a_file_some_of_whose_rows_are_gone_is_read_again(table: str, of: str, lost: str) -> None:
    known = loaded()
    rows: pl.DataFrame = getattr(known, table)
    without = replace(known, **{table: rows.filter(pl.col("file_uri") != of)})
    assert [each.name for each in look(*FILES, known=without) if not each.is_known] == [lost]


def test_a_file_under_a_new_name_is_read_again_since_its_name_may_state_its_date() -> None:
    assert [each.is_known for each in look(file("2024-05-04.txt", BODY), known=loaded())] == [False]


def test_a_file_that_could_not_be_opened_is_not_remembered() -> None:
    def refuse() -> bytes:
        raise PermissionError

    first = load_articles([FoundFile("a.txt", 9, refuse)], None, NOW)
    assert first.files["content_sha256"].to_list() == [None]
    assert load_articles([FILES[0]], first, NOW).articles.height == 1


@pytest.mark.parametrize("suffix", MANY)
def test_files_that_may_hold_many_articles_may_be_larger(suffix: str) -> None:
    (seen,) = look(FoundFile(f"a{suffix.upper()}", 11 << 20, BODY.encode))
    assert seen.contents is None


@pytest.mark.parametrize(
    ("name", "size", "limit"), [("a.txt", 11 << 20, "10 MB"), ("a.zip", LARGEST_CONTAINER + 1, "512 MB")]
)
def test_beyond_that_a_file_is_not_opened_and_the_message_names_the_limit(name: str, size: int, limit: str) -> None:
    (seen,) = look(FoundFile(name, size, explode))
    assert seen.contents is not None
    assert [each.reason for each in seen.contents.rejections] == ["too_large"]
    assert limit in seen.contents.rejections[0].message
