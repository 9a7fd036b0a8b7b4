"""Ten thousand files of all kinds, one in twenty broken: none stops the others, each is accounted for, once."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from orchestration.load.articles import load_articles
from orchestration.load.models import FileContents, LoadResult
from orchestration.load.sandbox import Task, read_here, read_in_sandbox
from orchestration.load.scan import scan
from tests.load.crowd import Crowd, write_crowd
from tests.load.crowd_broken import WAYS
from tests.load.helpers import NOW
from tests.support.memory import Watch

FILES, FEW_FILES = 10_000, 400
MOST_MEMORY = 1.5 - 0.3  # GB; a process that has only imported what it needs for loading holds 0.3
SHORTEST_MESSAGE = 20
TABLES = ("articles", "copies", "files", "rejected")
PROGRAMMERS_WORDS = ("Traceback", "Error(", "Exception", "None", "object at 0x")


@dataclass(frozen=True)
class Loaded:
    """A folder, what became of it, and how much memory this took at most, in GB."""

    crowd: Crowd
    result: LoadResult
    memory_gb: float

    def reasons(self) -> dict[str, set[str]]:
        """The reasons given for each file, or for parts of it."""
        found = defaultdict(set)
        for name, reason in self.result.rejected.select("file_uri", "reason").iter_rows():
            found[name].add(reason)
        return found


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The folder, loaded as a refresh loads it."""
    folder = tmp_path_factory.mktemp("many files") / "raw"
    folder.mkdir()
    crowd = write_crowd(folder, FILES)
    with Watch() as watch:
        result = load_articles(scan(folder), None, NOW, read=read_in_sandbox)
    return Loaded(crowd, result, watch.taken_gb)


def test_the_folder_is_as_it_is_meant_to_be(loaded: Loaded) -> None:
    crowd = loaded.crowd
    assert crowd.found == len(scan(crowd.folder)) == FILES
    assert len(crowd.broken) == FILES // 20
    assert set(WAYS) <= {Path(name).name.partition("-")[2].partition(".")[0] for name in crowd.broken}


def test_accepted_and_meta_files_and_rejected_are_all_that_was_found(loaded: Loaded) -> None:
    counts, crowd = loaded.result.counts, loaded.crowd
    assert counts.found == counts.accepted + counts.meta_files + counts.rejected == crowd.found
    assert (counts.accepted, counts.meta_files) == (len(crowd.good), len(crowd.metas))


def test_each_article_is_there_or_counted_as_a_copy(loaded: Loaded) -> None:
    result, crowd = loaded.result, loaded.crowd
    assert result.articles.height + result.copies.filter(kind="same_file").height == crowd.articles
    places = dict(result.articles.select("article_id", "source_uri").iter_rows())
    found = {row["source_uri"]: (row["kind"], places[row["canonical_article_id"]]) for row in result.copies.to_dicts()}
    assert found == crowd.copies


def test_every_broken_file_and_no_good_one_is_rejected_for_the_right_reason(loaded: Loaded) -> None:
    expected = loaded.crowd.broken | loaded.crowd.half_good
    wrong = {
        name: (reasons, expected.get(name))
        for name, reasons in loaded.reasons().items()
        if not reasons <= expected.get(name, frozenset())
    }
    assert wrong == {}
    assert set(loaded.reasons()) == set(expected)


def test_every_message_is_a_sentence_for_a_person(loaded: Loaded) -> None:
    messages = set(loaded.result.rejected["message"])
    assert [text for text in messages if len(text) <= SHORTEST_MESSAGE or not text.endswith(".")] == []
    assert [text for text in messages if any(word in text for word in PROGRAMMERS_WORDS)] == []


def test_the_language_of_every_article_is_known(loaded: Loaded) -> None:
    rows = dict(loaded.result.articles.select("file_uri", "language").iter_rows())
    assert {name: code for name, code in rows.items() if code != "en"} == loaded.crowd.languages


def test_nothing_leaves_an_archive(loaded: Loaded) -> None:
    assert not list(loaded.crowd.folder.parent.glob("escaped*"))
    assert not list(loaded.crowd.folder.rglob("escaped*"))
    uris = [*loaded.result.articles["source_uri"], *loaded.result.rejected["source_uri"]]
    assert any("escaped" in uri for uri in uris)
    assert [uri for uri in uris if ".." in uri.split("/")] == []


def test_what_is_known_is_not_read_again_and_gives_the_same_tables(loaded: Loaded) -> None:
    read: list[str] = []

    def noting(tasks: Sequence[Task]) -> Iterator[FileContents]:
        read.extend(task.file.name for task in tasks)
        return read_here(tasks)

    again = load_articles(scan(loaded.crowd.folder), loaded.result, NOW, read=noting)
    assert [name for name in TABLES if not getattr(again, name).equals(getattr(loaded.result, name))] == []
    # Of files with the same bytes only one is kept, so that the others are read again.
    assert set(read) == {name for name, (kind, _) in loaded.crowd.copies.items() if kind == "same_file"}
    assert again.counts.unchanged == loaded.result.files["content_sha256"].count() - len(read)


def test_the_order_of_the_files_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    files = scan(write_crowd(tmp_path / "raw", FEW_FILES).folder)
    shuffled = random.Random(5).sample(files, len(files))
    first, second = (load_articles(each, None, NOW, read=read_in_sandbox) for each in (files, shuffled))
    assert [name for name in TABLES if not getattr(first, name).equals(getattr(second, name))] == []


def test_memory_stays_small(loaded: Loaded) -> None:
    assert 0 < loaded.memory_gb < MOST_MEMORY
