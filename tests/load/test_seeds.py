"""The real sample articles: whole, unchanged where it matters. They are read where they lie and never copied."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.load.articles import load_articles
from orchestration.load.scan import scan

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample articles are not beside this checkout")
def test_every_sample_is_an_article_and_keeps_its_words() -> None:
    result = load_articles(scan(SEEDS), None, datetime(2026, 1, 1, tzinfo=UTC))
    assert result.counts.rejected == 0
    assert result.counts.accepted == len(list(SEEDS.glob("*.txt")))
    for row in result.articles.to_dicts():
        original = (SEEDS / row["source_uri"]).read_text(encoding="utf-8")
        assert row["text"].split() == original.replace("\ufeff", "").split()
        assert row["language"] == "en"
        assert row["published_on"] is None
