"""Which articles are read: the reason of every other one can be told to a person."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from orchestration.extract.selection import select_articles, selected
from orchestration.schemas.raw import ArticleCopies

BRIEF = (
    "Halden Robotics and Moe College signed a memorandum of understanding to open a joint artificial intelligence "
    "research centre in Oulu, where 40 startups and researchers of the university will work with the company."
)
ON_THE_SUBJECT = f"{BRIEF} " * 4
COOKING = (
    "Stir the onions gently in butter until they are soft, then add the stock, the thyme and a glass of wine. " * 6
)


def articles(**texts: str) -> pl.DataFrame:
    rows = [{"article_id": f"art_{name:0>16}", "text": text} for name, text in texts.items()]
    words = pl.col("text").str.split(" ").list.len()
    return pl.DataFrame(rows).with_columns(word_count=words, language=pl.lit("en"), language_basis=pl.lit("detected"))


def copies(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=ArticleCopies.create_empty().schema)


def copy(article: str, canonical: str, kind: str) -> dict[str, Any]:
    ids = {"article_id": f"art_{article:0>16}", "canonical_article_id": f"art_{canonical:0>16}"}
    return {"copy_id": f"copy_{article:0>16}", "source_uri": "a.txt", "kind": kind, "similarity": 0.9, **ids}


def decisions(frame: pl.DataFrame, repeats: pl.DataFrame | None = None) -> list[str]:
    return select_articles(frame, copies() if repeats is None else repeats)["decision"].to_list()


def test_what_can_hold_facts_is_read_and_the_rest_is_kept_with_a_reason() -> None:
    frame = articles(a=ON_THE_SUBJECT, b=COOKING)
    found = select_articles(frame, copies())
    assert found["decision"].to_list() == ["read", "irrelevant"]
    assert "points" in found["reason"][1]
    assert selected(frame, found)["article_id"].to_list() == ["art_000000000000000a"]


def test_a_brief_needs_fewer_points() -> None:
    football = "Rovers beat United on Saturday. Their striker scored twice, and the goalkeeper saved a late penalty."
    assert decisions(articles(a="Halden Robotics opened in Oulu.", b=football)) == ["read", "irrelevant"]


@pytest.mark.parametrize(("kind", "decision"), [("near_copy", "copy"), ("same_text", "copy"), ("older_version",) * 2])
def test_a_copy_is_not_read_and_says_what_it_repeats(kind: str, decision: str) -> None:
    repeats = copies(copy("b", "a", kind))
    found = select_articles(articles(a=ON_THE_SUBJECT, b=ON_THE_SUBJECT), repeats)
    assert found["decision"].to_list() == ["read", decision]
    assert "art_000000000000000a" in found["reason"][1]


def test_an_article_whose_file_lies_there_twice_is_read_once() -> None:
    assert decisions(articles(a=ON_THE_SUBJECT), copies(copy("a", "a", "same_file"))) == ["read"]


def test_other_languages_are_reported_and_never_half_extracted() -> None:
    frame = articles(a=ON_THE_SUBJECT).with_columns(language=pl.lit("ko"))
    found = select_articles(frame, copies())
    assert found["decision"].to_list() == ["other_language"]
    assert "'ko'" in found["reason"][0]
