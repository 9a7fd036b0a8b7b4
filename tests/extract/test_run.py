"""Running engines: every statement becomes a row or a rejected row, whatever the engine does."""

from __future__ import annotations

import random

import polars as pl
import pytest

from orchestration.extract.protocol import ArticleText, OrganizationStatement, PartnershipStatement
from orchestration.extract.run import LONGEST_TEXT, extract_article, extract_articles
from orchestration.schemas.facts import KIND_OF_FACT

TEXT = "Aster Lab and Birch Bank signed an agreement."
SPAN = {"char_start": 0, "char_end": len(TEXT), "rule": "test", "confidence": 0.5}
ASTER = OrganizationStatement(name="Aster Lab", **SPAN)
BIRCH = OrganizationStatement(name="Birch Bank", **SPAN)
DEAL = PartnershipStatement(parties=("Aster Lab", "Birch Bank"), **SPAN)


class FixedEngine:
    """Says the same about every article, or fails."""

    name = "fixed"
    version = "1"

    def __init__(self, *statements, error=None):
        self.statements, self.error = statements, error
        self.seen = []

    def extract(self, article):
        self.seen.append(article)
        if self.error and "fail" in article.text:
            raise self.error
        return self.statements


def article(text=TEXT, **values):
    return ArticleText("article_0000000000000001", text, **values)


def articles(*texts, **values):
    rows = [{"article_id": f"article_{n:016x}", "text": text, "title": None, **values} for n, text in enumerate(texts)]
    return pl.DataFrame(rows)


def reasons(result):
    return [row["reason"] for row in result.rejected]


def test_quotes_are_cut_from_the_text():
    result = extract_article(FixedEngine(ASTER, BIRCH, DEAL), article())
    assert result.fact_count == 3
    assert not result.rejected
    for rows in result.facts.values():
        for row in rows:
            assert row["quote"] == TEXT[row["char_start"] : row["char_end"]]


def test_accepted_and_rejected_add_up():
    bad = OrganizationStatement(name="Cedar", **SPAN)
    result = extract_article(FixedEngine(ASTER, bad, DEAL), article())
    assert result.fact_count == 1
    assert sorted(reasons(result)) == ["not_in_text", "unknown_name"]
    assert all("Cedar" in r["text"] or "Birch" in r["text"] for r in result.rejected)


def test_equal_statements_count_once():
    assert extract_article(FixedEngine(ASTER, ASTER), article()).fact_count == 1


def test_an_exception_is_one_rejected_row_and_the_next_article_is_read():
    frames = extract_articles(FixedEngine(ASTER, error=ZeroDivisionError("half")), articles("fail", TEXT))
    assert frames["rejected_facts"].select("reason", "stage", "fact_type").rows() == [("engine_error", "extract", None)]
    assert frames["organization"]["article_id"].to_list() == ["article_0000000000000001"]
    assert frames["extractions"]["article_id"].to_list() == ["article_0000000000000001"], "what failed is not done"


@pytest.mark.parametrize("error", [MemoryError(), OSError("no model"), KeyboardInterrupt()])
def test_what_is_no_fault_of_an_article_stops_the_run(error):
    with pytest.raises(type(error)):
        extract_article(FixedEngine(error=error), article("fail"))


def test_a_very_long_text_is_cut_and_that_is_said():
    engine = FixedEngine(ASTER)
    result = extract_article(engine, article(TEXT + " more" * LONGEST_TEXT))
    assert len(engine.seen[0].text) == LONGEST_TEXT
    assert reasons(result) == ["text_too_long"]
    assert result.fact_count == 1


def test_frames_have_every_table_even_without_articles():
    frames = extract_articles(FixedEngine(), articles(TEXT).clear())
    assert set(frames) == {*KIND_OF_FACT, "rejected_facts", "extractions"}
    assert all(frame.is_empty() and frame.width for frame in frames.values())


def test_order_of_articles_makes_no_difference():
    engine = FixedEngine(ASTER, BIRCH, DEAL, OrganizationStatement(name="Cedar", **SPAN))
    frame = articles(*[TEXT + "!" * n for n in range(6)])
    shuffled = frame.sample(fraction=1.0, shuffle=True, seed=random.Random(3).randint(0, 99))
    one, other = extract_articles(engine, frame), extract_articles(engine, shuffled)
    assert all(one[name].equals(other[name]) for name in one)


def test_progress_is_told():
    told = []
    extract_articles(FixedEngine(), articles(TEXT, TEXT), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
