"""The rules engine, loaded once: loading takes about half a second."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orchestration.extract.engines import load_engine
from orchestration.extract.protocol import ArticleText, Engine
from orchestration.extract.run import ExtractionResult, extract_article

Extract = Callable[..., ExtractionResult]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return load_engine("rules")


@pytest.fixture(scope="session")
def extract(engine: Engine) -> Extract:
    def run(text: str, **values: object) -> ExtractionResult:
        return extract_article(engine, ArticleText(article_id="article_0000000000000000", text=text, **values))

    return run
