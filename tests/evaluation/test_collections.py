"""Articles and gold facts from the corpus and from folders; and that the test split is a test."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from orchestration.errors import LedgerError
from orchestration.evaluation.sources import CORPUS, SPLITS, load_folder, load_split
from tests.evaluation.invented import bodies, gold_of

ANNOTATED = """style: city portal
published: 2024-10
negative: yes
title: [o1 Halden] opens

[o1 Halden Robotics] opened in [l1 Oulu].
---
l1 city=Oulu country=FI
o1 type=company at=l1
"""
LONGEST_SHARED = 12
"""Words in a row. Formulas of the trade are shorter ("signed a memorandum of understanding with the University of")."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "dev" / "ada").mkdir(parents=True)
    (tmp_path / "dev" / "ada" / "01_halden.txt").write_text(ANNOTATED, encoding="utf-8")
    return tmp_path


def test_a_split_gives_articles_and_samples(corpus: Path) -> None:
    collection = load_split("dev", corpus)
    (row,), (sample,) = collection.articles.to_dicts(), collection.samples
    assert row["text"] == "Halden opens\n\nHalden Robotics opened in Oulu."
    assert (row["title"], row["published_on"], row["published_on_precision"]) == (
        "Halden opens",
        dt.date(2024, 10, 1),
        "month",
    )
    assert (sample.hand, sample.style, sample.is_negative) == ("ada", "city portal", True)
    assert sample.gold["organizations"][0]["name"] == "Halden Robotics"
    assert collection.without_article == []


@pytest.mark.parametrize(
    ("hand", "content", "message"),
    [
        ("ada", "no facts below", "no line '---'"),
        ("bo", ANNOTATED, "several gold articles are called 01_halden"),
    ],
)
def test_faults_of_the_corpus_are_named(corpus: Path, hand: str, content: str, message: str) -> None:
    (corpus / "dev" / hand).mkdir(exist_ok=True)
    (corpus / "dev" / hand / "01_halden.txt").write_text(content, encoding="utf-8")
    with pytest.raises(LedgerError, match=message):
        load_split("dev", corpus)
    with pytest.raises(LedgerError, match="choose one of train, dev, test"):
        load_split("prod", corpus)


def test_a_folder_is_read_as_a_refresh_reads_it(tmp_path: Path) -> None:
    (tmp_path / "articles" / "wire").mkdir(parents=True)
    (tmp_path / "articles" / "wire" / "halden.txt").write_text("Halden Robotics opened in Oulu.", encoding="utf-8")
    (tmp_path / "articles" / "wire" / "halden.meta.yml").write_text("published: 2024-05-04\n", encoding="utf-8")
    for name in ("halden", "lost"):
        gold = gold_of(name, organizations=bodies("Halden Robotics"))
        (tmp_path / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")
    collection = load_folder(tmp_path, tmp_path / "articles")
    assert collection.articles["published_on"].to_list() == [dt.date(2024, 5, 4)]
    assert [sample.name for sample in collection.samples] == ["halden", "lost"]
    assert collection.without_article == ["lost"]


def test_faults_of_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="--raw"):
        load_folder(tmp_path, tmp_path / "nowhere")
    with pytest.raises(LedgerError, match="no gold files"):
        load_folder(tmp_path, tmp_path)
    (tmp_path / "halden.json").write_text("[]", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"halden\.json is no gold file"):
        load_folder(tmp_path, tmp_path)


def test_the_test_split_is_by_a_hand_of_its_own() -> None:
    hands = {split: {sample.hand for sample in load_split(split).samples} for split in SPLITS}
    assert hands["test"] & (hands["train"] | hands["dev"]) == set()


def test_nothing_of_the_test_split_stands_in_the_other_splits() -> None:
    seen = {run for split in ("train", "dev") for run in _runs(split)}
    shared = sorted({f"{name}: {run}" for run, name in _runs("test").items() if run in seen})
    assert shared == [], f"write these passages of {CORPUS / 'test'} in other words"


def _runs(split: str) -> dict[str, str]:
    """Every run of so many words in a split, with an article that has it."""
    collection = load_split(split)
    found = {}
    for uri, text in collection.articles.select("source_uri", "text").iter_rows():
        words = text.lower().split()
        for start in range(len(words) - LONGEST_SHARED):
            found[" ".join(words[start : start + LONGEST_SHARED])] = uri
    return found
