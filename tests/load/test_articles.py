"""What becomes of a folder of files: counts, duplicates, meta files, and what stays the same in a second refresh."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta, timezone

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.load import unchanged
from orchestration.load.articles import load_articles
from orchestration.load.models import FileContents, FoundFile, Loaded, LoadResult, Problem
from orchestration.load.sandbox import Task, read_here
from tests.load.helpers import BODY, NOW, file


def load(*files: FoundFile, known: Loaded | None = None) -> LoadResult:
    return load_articles(files, known, NOW)


def copies(result: LoadResult) -> dict[str, tuple[str, str]]:
    """The kind of each copy, and where the article stands that it repeats."""
    places = dict(result.articles.select("article_id", "source_uri").iter_rows())
    return {row["source_uri"]: (row["kind"], places[row["canonical_article_id"]]) for row in result.copies.to_dicts()}


def reasons(result: LoadResult) -> dict[str, str]:
    return dict(zip(result.rejected["source_uri"], result.rejected["reason"], strict=True))


OTHER = "Nine villages on the northern coast now share one fibre cable, one engineer and one very patient helpdesk."
THIRD = (
    "A ministry publishes the accounts of its research fund each spring, and hardly anybody has ever asked for them."
)
MIXED = [
    file("a/one.txt", BODY),
    file("a/one.meta.yml", "publisher: Harbour Post\npublished: 2024-05"),
    file("a/two.md", "# Second\n\n" + OTHER),
    file("b/copy.txt", BODY),
    file("b/same-words.md", f"**{BODY}**"),
    file("b/lonely.meta.yml", "publisher: Nobody"),
    file("b/three.txt", THIRD),
    file("b/three.meta.yaml", "publishr: Typo"),
    file("c/slides.pptx", b"PK\x03\x04"),
    file("c/blank.txt", " \n "),
]


def test_every_file_is_counted_once() -> None:
    result = load(*MIXED)
    counts = result.counts
    assert counts.found == counts.accepted + counts.meta_files + counts.rejected == 10
    assert (counts.accepted, counts.meta_files, counts.rejected) == (5, 1, 4)
    assert copies(result) == {"b/copy.txt": ("same_file", "a/one.txt"), "b/same-words.md": ("same_text", "a/one.txt")}
    assert reasons(result) == {
        "b/lonely.meta.yml": "orphan_meta",
        "b/three.meta.yaml": "malformed_meta",
        "c/slides.pptx": "damaged",
        "c/blank.txt": "empty",
    }


def test_the_order_of_files_changes_nothing() -> None:
    expected = load(*MIXED)
    for seed in range(5):
        shuffled = random.Random(seed).sample(MIXED, len(MIXED))
        result = load(*shuffled)
        assert result.articles.equals(expected.articles)
        assert result.rejected.equals(expected.rejected)
        assert (result.copies.equals(expected.copies), result.files.equals(expected.files)) == (True, True)


def test_an_empty_folder_gives_empty_tables() -> None:
    result = load()
    assert result.articles.is_empty()
    assert result.rejected.is_empty()


def test_of_equal_files_the_first_path_is_the_article_and_the_others_are_its_copies() -> None:
    result = load(file("b.txt", BODY), file("a.txt", BODY), file("c.txt", BODY))
    assert result.articles["source_uri"].to_list() == ["a.txt"]
    assert copies(result) == {"b.txt": ("same_file", "a.txt"), "c.txt": ("same_file", "a.txt")}


@pytest.mark.parametrize("other", ["a.txt", "a.md"], ids=["same content", "same text"])
def test_of_equal_files_the_one_with_a_meta_file_is_the_article(other: str) -> None:
    meta = file("z/kept.meta.yml", "published: 2024-05-04")
    repeats = [file(other, BODY), file("b.txt", BODY), file("z/kept.txt", BODY), file("z/later.txt", BODY)]
    for folder in ([*repeats, meta], [meta, *reversed(repeats)]):
        result = load(*folder)
        assert {place for _, place in copies(result).values()} == {"z/kept.txt"}
        assert set(copies(result)) == {other, "b.txt", "z/later.txt"}


def test_a_copy_is_never_what_another_one_repeats() -> None:
    result = load(file("a.md", BODY), file("b.txt", f"{BODY} "), file("c.txt", f"{BODY} "))
    assert {place for _, place in copies(result).values()} == {"a.md"}
    assert set(copies(result)) == {"b.txt", "c.txt"}


def refuse_to_read() -> bytes:
    raise AssertionError("read")


def test_what_has_not_changed_is_not_read_again() -> None:
    first = load(*MIXED)

    def read(tasks: Sequence[Task]) -> Iterator[FileContents]:
        assert [task.file.name for task in tasks] == ["b/copy.txt"]  # nothing of it is kept: it was there twice
        return read_here(tasks)

    again = load_articles(MIXED, first, NOW + timedelta(days=1), read=read)
    assert (again.counts.unchanged, again.counts.found) == (6, 10)
    assert all(
        getattr(again, name).equals(getattr(first, name)) for name in ("articles", "copies", "files", "rejected")
    )


@pytest.mark.parametrize(
    "changed",
    [file("a.txt", BODY + " More."), file("a.meta.yml", "author: Ada"), file("a.txt.meta.yml", "author: Bo")],
    ids=["bytes", "meta file", "nearer meta file"],
)
def test_a_file_is_read_again_when_it_or_its_meta_file_changed(changed: FoundFile) -> None:
    folder = {each.name: each for each in (file("a.txt", BODY), file("a.meta.yml", "author: Someone"))}
    first = load(*folder.values())
    again = load(*{**folder, changed.name: changed}.values(), known=first)
    assert again.counts.unchanged == 0


def test_a_file_is_read_again_by_a_reader_that_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(file("a.txt", BODY))
    monkeypatch.setattr(unchanged, "reader_version", lambda: "another")
    assert load(file("a.txt", BODY), known=first).counts.unchanged == 0


def test_when_the_article_goes_its_copy_takes_its_place() -> None:
    first = load(file("a.txt", BODY), file("b.txt", BODY))
    again = load(file("b.txt", BODY), known=first)
    assert (again.articles["source_uri"].to_list(), again.copies.height) == (["b.txt"], 0)


def test_an_export_has_many_articles_and_a_rejection_for_each_record_that_is_none() -> None:
    lines = [f'{{"title": "Crane {number}", "text": "{BODY} No {number}."}}' for number in range(3)]
    result = load(file("a.jsonl", "\n".join([*lines, "not json"])))
    assert result.articles["source_uri"].sort().to_list() == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3"]
    assert result.articles["file_uri"].unique().to_list() == ["a.jsonl"]
    assert list(reasons(result)) == ["a.jsonl#4"]
    assert result.counts.accepted == 1
    assert load(file("a.jsonl", "\n".join([*lines, "not json"])), known=result).counts.unchanged == 1


def test_the_meta_file_of_an_archive_speaks_for_all_of_its_articles() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.txt", BODY)
        archive.writestr("two.txt", BODY + " A second one.")
        archive.writestr("two.meta.yml", "author: Ada")
    result = load(file("x.zip", packed.getvalue()), file("x.meta.yml", "publisher: Post\nauthor: Bo"))
    rows = {row["source_uri"]: (row["publisher"], row["author"]) for row in result.articles.to_dicts()}
    assert rows == {"x.zip!/one.txt": ("Post", "Bo"), "x.zip!/two.txt": ("Post", "Ada")}


def test_a_second_refresh_changes_nothing() -> None:
    first = load(*MIXED)
    later = load_articles(MIXED, first, NOW + timedelta(days=1))
    assert later.articles.equals(first.articles)


def test_a_moved_file_stays_the_same_article_and_a_new_one_is_loaded_now() -> None:
    loaded = load(file("a.txt", BODY))
    first = loaded.articles
    in_seoul = replace(loaded, articles=first.with_columns(pl.col("loaded_at").dt.convert_time_zone("Asia/Seoul")))
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
    assert seen == [(number, 7) for number in range(1, 8)]  # meta files are read before


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
    assert counts.accepted == result.articles.height + result.copies.filter(kind="same_file").height
    assert counts.rejected == result.rejected.height


def fetched(name: str, text: str, day: int) -> list[FoundFile]:
    meta = f"address: https://post.example.org/lab\nfetched: 2026-01-0{day}T00:00:00+00:00\n"
    return [file(f"{name}.txt", text), file(f"{name}.txt.meta.yml", meta)]


def test_a_page_that_returns_to_an_earlier_text_is_read_in_that_text() -> None:
    before, between = BODY, f"{BODY} It moved to another house a little later."
    pages = [*fetched("1", before, 1), *fetched("2", between, 2)]
    assert copies(load(*pages)) == {"1.txt": ("older_version", "2.txt")}
    pages += fetched("3", before, 3)
    assert copies(load(*pages))["2.txt"] == ("older_version", "1.txt")


def test_a_document_that_took_too_long_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_content: bytes) -> None:
        while True:
            with suppress(Exception):  # as libraries do
                while True:
                    pass

    with monkeypatch.context() as slow:
        slow.setattr("orchestration.load.article.SECONDS", 0.1)
        slow.setattr("orchestration.load.article.reader_of", lambda _: never)
        first = load(file("a.txt", BODY))
    assert list(reasons(first).values()) == ["too_slow"]
    assert load(file("a.txt", BODY), known=first).articles.height == 1


def test_a_day_to_come_is_no_date_of_publication_until_it_has_come() -> None:
    folder = [file("a.txt", BODY), file("a.meta.yml", "published: 2026-01-20")]
    early = load(*folder)
    assert early.articles["published_on"].to_list() == [None]
    assert reasons(early) == {"a.txt": "future_date"}
    later = load_articles(folder, early, NOW + timedelta(days=30))
    assert [str(on) for on in later.articles["published_on"]] == ["2026-01-20"]
    assert later.rejected.is_empty()


def test_a_year_before_there_was_anything_to_tell_is_no_date_of_publication() -> None:
    folder = [file("a.txt", BODY), file("a.meta.yml", "published: 1948-03-04")]
    first = load(*folder)
    assert first.articles["published_on"].to_list() == [None]
    assert reasons(first) == {"a.txt": "early_date"}
    again = load(*folder, known=first)
    assert again.counts.unchanged == 1
    assert reasons(again) == {"a.txt": "early_date"}


@pytest.mark.parametrize("name", ["feeds.yaml", "press/feeds.yml"])
def test_a_list_of_feeds_in_the_wrong_place_is_told_where_to_go(name: str) -> None:
    result = load(file(name, "feeds: []"))
    assert reasons(result) == {name: "misplaced_feeds"}
