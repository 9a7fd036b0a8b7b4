"""The learned engine with the model of the repository: grounded and repeatable. Its accuracy is in docs/scores.md."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.extract.engines import load_engine
from orchestration.extract.protocol import ArticleText, Engine, OrganizationStatement, PartnershipStatement
from orchestration.extract.run import extract_article
from orchestration.extract.student.model import MODEL_DIR, MissingModelError, Model, read_card

TEXT = """Halden Robotics and Moe University open lab in Oulu

OULU, Finland, 4 May 2025 - Halden Robotics and Moe University signed a memorandum of understanding on Monday
to set up the Harbour Robotics Lab in Oulu. The lab will employ 40 researchers,
said Ana Brekke, chief executive of Halden Robotics.
"""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine("student")


def article(text: str, number: int = 0) -> ArticleText:
    return ArticleText(f"art_{number:016d}", text)


def test_a_plain_item_gives_its_facts(engine: Engine) -> None:
    stated = engine.extract(article(TEXT))
    assert {s.name for s in stated if isinstance(s, OrganizationStatement)} >= {"Halden Robotics", "Moe University"}
    assert ("Halden Robotics", "Moe University") in [s.parties for s in stated if isinstance(s, PartnershipStatement)]


def test_whatever_is_stated_passes_the_grounding_check(engine: Engine) -> None:
    result = extract_article(engine, article(TEXT))
    assert result.fact_count >= 5
    assert result.rejected == []


def test_an_article_gives_the_same_facts_whatever_was_read_before(engine: Engine) -> None:
    first = list(engine.extract(article(TEXT)))
    engine.extract(article(TEXT.replace("Oulu", "Cali").replace("Halden", "Brightwater")))
    assert list(engine.extract(article(TEXT))) == first


@pytest.mark.parametrize("text", ["", " \n", "?", "\u200b", "한국", "a" * 3_000, "[[[", "1 " * 900])
def test_odd_texts_are_read_without_an_error(engine: Engine, text: str) -> None:
    assert extract_article(engine, article(text)).is_read


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet="AbcÉ .,\n-()&123", max_size=400))
def test_any_text_gives_only_grounded_facts(engine: Engine, text: str) -> None:
    assert extract_article(engine, article(text)).rejected == []


def test_a_long_text_is_read_to_its_end(engine: Engine) -> None:
    filler = "The weather in the harbour stayed calm for most of the week. " * 150
    named = {s.name for s in engine.extract(article(filler + "\n\n" + TEXT)) if isinstance(s, OrganizationStatement)}
    assert "Moe University" in named


def test_the_card_tells_the_files_that_are_there() -> None:
    hashes = read_card()["sha256"]
    assert {name: hashlib.sha256((MODEL_DIR / name).read_bytes()).hexdigest() for name in hashes} == hashes


def test_a_missing_model_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingModelError, match=r"tokenizer.json is missing: restore it from the repository"):
        Model(tmp_path)
