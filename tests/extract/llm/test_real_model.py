"""The whole way to a real server and back, with a small real model. Only when asked: TEST_LLM=1, or `make test-llm`.

TEST_LLM_PYTHON names a Python that has the packages of `serve.py`, where the one that runs the tests has not. What so
small a model answers is mostly wrong: what counts is that all of it that is stated is in the article.
"""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orchestration.extract.llm import prompt
from orchestration.extract.llm.answer import answer_schema
from orchestration.extract.llm.engine import load_llm_engine
from orchestration.extract.protocol import ArticleText
from orchestration.extract.run import extract_article
from tests.extract.llm.helpers import ARTICLE, options

pytestmark = pytest.mark.skipif(os.environ.get("TEST_LLM") != "1", reason="asks a real model: set TEST_LLM=1")

MOST_ENTRIES = 2  # a model of this size never ends a list by itself; the grammar of the schema ends it
KNOWN = ArticleText("art_0000000000000002", prompt.prompt()["example"]["text"])
"""The article of the example: the answer is known to the model, so that something is stated."""


@pytest.fixture(scope="module")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("model")
    yield folder
    for file in folder.iterdir():  # 240 MB
        file.unlink()


@pytest.fixture
def server(model_file: Path) -> Iterator[subprocess.Popen[str]]:
    python = os.environ.get("TEST_LLM_PYTHON", sys.executable)
    script = Path(__file__).with_name("serve.py")
    started = subprocess.Popen(
        [python, str(script), str(model_file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    yield started
    if started.poll() is None:
        started.kill()
    started.wait()


def bounded(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with an end to each list."""
    copied: Any = copy.deepcopy(schema)

    def visit(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "array":
                node["maxItems"] = MOST_ENTRIES
            node = list(node.values())
        for each in node if isinstance(node, list) else ():
            visit(each)

    visit(copied)
    return copied


def test_a_real_model_is_asked_and_only_grounded_facts_are_stated(
    server: subprocess.Popen[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prompt, "answer_schema", lambda: bounded(answer_schema()))
    assert server.stdout
    url = server.stdout.readline().strip()
    assert url.startswith("http://127.0.0.1:")
    chosen = options(tmp_path, url=url, model="gemma-3-270m", seconds=300.0, answer_tokens=2_000)
    results = [extract_article(load_llm_engine(chosen), article) for article in (KNOWN, ARTICLE)]
    for result, article in zip(results, (KNOWN, ARTICLE), strict=True):
        assert result.is_read, result.rejected
        assert result.rejected == []  # what the door of all engines would turn away is not stated
        for row in (row for rows in result.facts.values() for row in rows):
            assert row["quote"] == article.text[row["char_start"] : row["char_end"]]
    assert results[0].fact_count > 0

    server.kill()
    server.wait()
    assert [extract_article(load_llm_engine(chosen), article) for article in (KNOWN, ARTICLE)] == results
