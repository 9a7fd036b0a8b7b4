"""A folder with one article in every format: each file gives the same text and states the same facts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orchestration.extract.engines import load_engine
from orchestration.extract.protocol import Engine
from orchestration.extract.run import article_text, extract_article
from orchestration.extract.selection import select_articles, selected
from orchestration.load.articles import load_articles
from orchestration.load.models import LoadResult
from orchestration.load.sandbox import read_in_sandbox
from orchestration.load.scan import scan
from tests.load import saved_as
from tests.load.containers.packing import zipped
from tests.load.helpers import NOW
from tests.load.saved_as import Story

STORY = Story(
    title="Norvik Port Robotics and Sella University open AI school for crane drivers in Tromsø",
    paragraphs=(
        "TROMSØ, Norway, March 4, 2025 — Norvik Port Robotics and Sella University signed a memorandum of "
        "understanding on Tuesday to train engineers for AI-driven harbours together.",
        "Under the agreement, the two partners launched the Quay AI Fellowship, a two-year training program for "
        "engineers from the towns along the fjord. The Quay AI Fellowship will train 120 engineers a year, and "
        "Norvik Port Robotics will invest $4.5 million in its simulators.",
        "“We have more cranes than people who understand them,” said Ingrid Halvorsen, chief executive of Norvik Port "
        "Robotics. “That’s why we didn’t wait for anyone else’s programme — we’ll share it with every port that asks.”",
        "The partners have agreed on three things for the coming five years:",
    ),
    items=(
        "Two well-paid places a year for teachers who want to work at the quay",
        "A shared AI-driven control room on the campus of Sella University",
        "New simulators, of which Norvik Port Robotics pays half",
    ),
    closing="The first class begins on 1 September 2025, and the doors of the school are open until the end of May.",
)
# Where a fact stands depends on how the file breaks its lines.
PLACES = {"fact_id", "article_id", "char_start", "char_end", "quote"}
Row = dict[str, Any]


def every_file() -> dict[str, bytes]:
    """The story in each format and packing, by the name of the file."""
    single = {f"story.{suffix}": save(STORY) for suffix, save in saved_as.SINGLE.items()}
    several = {f"export.{suffix}": save([STORY]) for suffix, save in saved_as.SEVERAL.items()}
    files = single | several
    zips = {f"zipped-{name}.zip": zipped((name, content)) for name, content in single.items()}
    in_zip = {"zipped-export.csv.zip": zipped(("export.csv", files["export.csv"]))}
    gz = {f"{name}.gz": saved_as.gz(files[name]) for name in ("story.html", "story.pdf", "export.jsonl")}
    zst = {f"{name}.zst": saved_as.zst(files[name]) for name in ("story.md", "story.docx", "export.json")}
    return files | zips | in_zip | gz | zst


FILES = every_file()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All the files."""
    folder = tmp_path_factory.mktemp("every format")
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def together(folder: Path) -> LoadResult:
    """The folder as a refresh loads it."""
    return load_articles(scan(folder), None, NOW, read=read_in_sandbox)


@pytest.fixture(scope="module")
def apart(folder: Path) -> dict[str, LoadResult]:
    """Each file loaded as if it were the only one, by its name."""
    return {file.name: load_articles([file], None, NOW) for file in scan(folder)}


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The engine that reads articles."""
    return load_engine("student")


def the_article(result: LoadResult) -> Row:
    assert result.rejected.is_empty(), result.rejected["message"].to_list()
    (row,) = result.articles.to_dicts()
    return row


def facts(engine: Engine, result: LoadResult) -> set[str]:
    """What the article states, without the places where it stands."""
    found = extract_article(engine, article_text(the_article(result)))
    assert found.is_read
    assert found.rejected == []
    return {
        f"{kind} {[(name, value) for name, value in sorted(row.items()) if name not in PLACES]}"
        for kind, rows in found.facts.items()
        for row in rows
    }


@pytest.mark.parametrize("name", FILES)
def test_the_text_and_what_is_said_about_it_are_the_same(apart: dict[str, LoadResult], name: str) -> None:
    row = the_article(apart[name])
    assert " ".join(row["text"].split()) == " ".join(STORY.text.split())
    assert (row["title"], row["language"]) == (STORY.title, "en")
    assert (row["published_on"], row["published_on_precision"]) == (date(2025, 3, 4), "day")


@pytest.mark.parametrize("name", FILES)
def test_the_facts_are_the_same(apart: dict[str, LoadResult], engine: Engine, name: str) -> None:
    assert facts(engine, apart[name]) == facts(engine, apart["story.txt"])


@pytest.mark.parametrize(
    "stated",
    [
        "partnership .*Norvik Port Robotics.*Sella University",
        "program .*Quay AI Fellowship",
        "metric .*'120",
        "person_role .*Ingrid Halvorsen",
    ],
)
def test_the_article_states_a_fact_of_each_kind(apart: dict[str, LoadResult], engine: Engine, stated: str) -> None:
    assert [fact for fact in facts(engine, apart["story.txt"]) if re.match(stated, fact)]


def test_all_files_but_one_are_copies_and_the_article_is_read_once(together: LoadResult) -> None:
    assert together.rejected.is_empty()
    assert together.counts.accepted == together.counts.found == len(FILES)
    assert together.articles.height + together.copies.filter(kind="same_file").height == len(FILES)
    read = selected(together.articles, select_articles(together.articles, together.copies))
    assert read.height == 1
    assert set(together.copies["canonical_article_id"]) == set(read["article_id"])
    assert set(together.copies["kind"]) == {"same_file", "same_text"}
