"""What becomes of a folder of files: counts, duplicates, meta files, and what stays the same in a second refresh."""

from __future__ import annotations

import random
from datetime import timedelta, timezone

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.load import FoundFile, LoadResult, load_articles
from orchestration.load.models import Problem
from tests.load.helpers import BODY, NOW, file


def load(*files: FoundFile, known: pl.DataFrame | None = None) -> LoadResult:
    return load_articles(files, known, NOW)


def reasons(result: LoadResult) -> dict[str, str]:
    return dict(zip(result.rejected["source_uri"], result.rejected["reason"], strict=True))


MIXED = [
    file("a/one.txt", BODY),
    file("a/one.meta.yml", "publisher: Harbour Post\npublished: 2024-05"),
    file("a/two.md", "# Second\n\n" + BODY + " Again."),
    file("b/copy.txt", BODY),
    file("b/same-words.md", f"**{BODY}**"),
    file("b/lonely.meta.yml", "publisher: Nobody"),
    file("b/three.txt", BODY + " And a third time."),
    file("b/three.meta.yaml", "publishr: Typo"),
    file("c/notes.docx", b"PK\x03\x04"),
    file("c/blank.txt", " \n "),
]


def test_every_file_is_counted_once() -> None:
    result = load(*MIXED)
    counts = result.counts
    assert counts.found == counts.accepted + counts.meta_files + counts.rejected == 10
    assert (counts.accepted, counts.meta_files, counts.rejected) == (3, 1, 6)
    assert reasons(result) == {
        "b/copy.txt": "duplicate",
        "b/same-words.md": "duplicate_text",
        "b/lonely.meta.yml": "orphan_meta",
        "b/three.meta.yaml": "malformed_meta",
        "c/notes.docx": "unknown_type",
        "c/blank.txt": "empty",
    }


def test_the_order_of_files_changes_nothing() -> None:
    expected = load(*MIXED)
    for seed in range(5):
        shuffled = random.Random(seed).sample(MIXED, len(MIXED))
        result = load(*shuffled)
        assert result.articles.equals(expected.articles)
        assert result.rejected.equals(expected.rejected)


def test_an_empty_folder_gives_empty_tables() -> None:
    result = load()
    assert result.articles.is_empty()
    assert result.rejected.is_empty()


def test_the_first_path_of_equal_files_is_the_article_and_the_message_names_it() -> None:
    result = load(file("b.txt", BODY), file("a.txt", BODY), file("c.txt", BODY))
    assert result.articles["source_uri"].to_list() == ["a.txt"]
    assert all("a.txt" in message for message in result.rejected["message"])


@pytest.mark.parametrize("other", ["a.txt", "a.md"], ids=["same content", "same text"])
def test_of_equal_files_the_one_with_a_meta_file_is_the_article(other: str) -> None:
    meta = file("z/kept.meta.yml", "published: 2024-05-04")
    copies = [file(other, BODY), file("b.txt", BODY), file("z/kept.txt", BODY), file("z/later.txt", BODY)]
    for folder in ([*copies, meta], [meta, *reversed(copies)]):
        result = load(*folder)
        assert result.articles["source_uri"].to_list() == ["z/kept.txt"]
        assert result.articles["published_on_precision"].to_list() == ["day"]
        assert result.rejected.height == 3
        assert all("z/kept.txt" in message for message in result.rejected["message"])


def test_a_rejection_never_names_a_file_that_was_rejected_itself() -> None:
    result = load(file("a.md", BODY), file("b.txt", BODY), file("c.txt", BODY))
    assert all("a.md" in message for message in result.rejected["message"])


def test_a_second_refresh_changes_nothing() -> None:
    first = load(*MIXED)
    later = load_articles(MIXED, first.articles, NOW + timedelta(days=1))
    assert later.articles.equals(first.articles)


def test_a_moved_file_stays_the_same_article_and_a_new_one_is_loaded_now() -> None:
    first = load(file("a.txt", BODY)).articles
    in_seoul = first.with_columns(pl.col("loaded_at").dt.convert_time_zone("Asia/Seoul"))
    later = NOW + timedelta(days=1)
    second = load_articles([file("z/a.txt", BODY), file("new.txt", BODY + " More.")], in_seoul, later).articles
    by_name = {row["source_uri"]: row for row in second.to_dicts()}
    assert by_name["z/a.txt"]["article_id"] == first["article_id"][0]
    assert by_name["z/a.txt"]["loaded_at"] == NOW
    assert by_name["new.txt"]["loaded_at"].astimezone(timezone(timedelta(0))) == later


def test_a_bad_meta_file_does_not_cost_the_article() -> None:
    result = load(file("a.txt", BODY), file("a.meta.yml", "publishr: Typo"))
    assert result.articles["publisher"].to_list() == [None]
    assert "publishr" in result.rejected["message"][0]


@pytest.mark.parametrize("name", ["a.meta.yml", "a.meta.yaml", "a.txt.meta.yml", "a.txt.meta.yaml"])
def test_names_of_meta_files(name: str) -> None:
    result = load(file("a.txt", BODY), file(name, "publisher: Harbour Post"))
    assert result.articles["publisher"].to_list() == ["Harbour Post"]


def test_the_nearer_meta_file_wins_and_the_other_one_is_reported() -> None:
    result = load(file("a.txt", BODY), file("a.meta.yml", "author: Far"), file("a.txt.meta.yml", "author: Near"))
    assert result.articles["author"].to_list() == ["Near"]
    assert reasons(result) == {"a.meta.yml": "orphan_meta"}


def test_one_meta_file_may_describe_two_formats_of_a_stem() -> None:
    result = load(file("a.txt", BODY), file("a.md", "# Other\n\n" + BODY), file("a.meta.yml", "author: Ada"))
    assert result.articles["author"].to_list() == ["Ada", "Ada"]


def test_a_file_that_cannot_be_opened_is_rejected_and_the_rest_goes_on() -> None:
    def refuse() -> bytes:
        raise PermissionError

    result = load(FoundFile("locked.txt", 10, refuse), file("open.txt", BODY))
    assert reasons(result) == {"locked.txt": "no_permission"}
    assert result.counts.accepted == 1


def test_a_problem_found_by_the_scan_is_the_rejection() -> None:
    result = load(FoundFile("link.txt", 0, bytes, Problem("outside", "Put a copy here.")))
    assert reasons(result) == {"link.txt": "outside"}


def test_a_large_file_is_rejected_without_reading_it() -> None:
    def explode() -> bytes:
        raise AssertionError("read")

    assert reasons(load(FoundFile("a.txt", 11 << 20, explode))) == {"a.txt": "too_large"}


def test_progress_reaches_the_total() -> None:
    seen: list[tuple[int, int]] = []
    load_articles(MIXED, None, NOW, lambda done, total: seen.append((done, total)))
    assert seen == [(number, len(MIXED)) for number in range(1, len(MIXED) + 1)]


NAMES = st.sampled_from(["a", "b", "a.txt", "x/a"])
SUFFIXES = st.sampled_from([".txt", ".md", ".html", ".pdf", ".meta.yml", ".meta.yaml"])
CONTENTS = st.one_of(
    st.binary(max_size=60), st.just(BODY.encode()), st.just(b"publisher: Post"), st.just(b"# " + BODY.encode())
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.builds(str.__add__, NAMES, SUFFIXES), CONTENTS, max_size=8))
def test_found_is_accepted_plus_meta_files_plus_rejected(folder: dict[str, bytes]) -> None:
    result = load(*(file(name, content) for name, content in folder.items()))
    counts = result.counts
    assert counts.found == len(folder) == counts.accepted + counts.meta_files + counts.rejected
    assert (counts.accepted, counts.rejected) == (result.articles.height, result.rejected.height)
