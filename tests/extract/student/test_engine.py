"""The learned engine with the model of the repository: grounded and repeatable. Its accuracy is in docs/scores.md."""

import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.extract.engines import load_engine
from orchestration.extract.protocol import ArticleText, Engine, OrganizationStatement, PartnershipStatement
from orchestration.extract.run import ExtractionResult, extract_article
from orchestration.extract.student.model import MODEL_DIR, MissingModelError, Model, read_card
from orchestration.extract.student.quotes import LONGEST_QUOTE
from tests.extract import sample_articles as samples

TEXT = """Halden Robotics and Moe University open lab in Oulu

OULU, Finland, 4 May 2025 - Halden Robotics and Moe University signed a memorandum of understanding on Monday
to set up the Harbour Robotics Lab in Oulu. The lab will employ 40 researchers,
said Ana Brekke, chief executive of Halden Robotics.
"""

JUNK = ["\x00\x01" * 300, "word " * 2_000, "(" * 2_000, '"“' * 1_500, "😀 " * 1_000, "1,000 " * 300]
PIECES = [
    "Fen University", "Orla", " and ", " signed ", "an agreement ", "with ", "(", ")", "“", "”", ". ", "\n\n", "- ",
    " | ", "12 ", "researchers ", "President ", "Kim Do-hyun", ", ", "of ", "the ", "called ", "Programme ", "in Lima",
    "’s ", "😀",
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine("student")


def article(text: str, number: int = 0) -> ArticleText:
    return ArticleText(f"art_{number:016d}", text)


def read(engine: Engine, text: str) -> ExtractionResult:
    result = extract_article(engine, article(text))
    assert result.is_read
    return result


def named(result: ExtractionResult) -> set[str]:
    """All spellings of organizations and programs that are stated."""
    rows = result.facts["organization"] + result.facts["program"]
    return {spelling for row in rows for spelling in (row["name"], *row["aliases"])}


def test_a_plain_item_gives_its_facts(engine: Engine) -> None:
    stated = engine.extract(article(TEXT))
    assert {s.name for s in stated if isinstance(s, OrganizationStatement)} >= {"Halden Robotics", "Moe University"}
    assert ("Halden Robotics", "Moe University") in [s.parties for s in stated if isinstance(s, PartnershipStatement)]


def test_whatever_is_stated_passes_the_grounding_check(engine: Engine) -> None:
    result = extract_article(engine, article(TEXT))
    assert result.fact_count >= 5
    assert result.rejected == []


@pytest.mark.parametrize("name", ["GRID", "COHORT", "DENIAL", "CENTRE", "BULLETS"])
def test_articles_of_many_kinds_give_facts_with_short_quotes(engine: Engine, name: str) -> None:
    result = read(engine, getattr(samples, name))
    assert result.fact_count >= 5
    assert result.rejected == []
    assert all(len(row["quote"]) <= LONGEST_QUOTE for rows in result.facts.values() for row in rows)


def test_denials_purchases_and_prizes_are_no_agreements(engine: Engine) -> None:
    result = read(engine, samples.DENIAL)
    assert result.facts["partnership"] == []
    assert result.facts["program"] == []


def test_teasers_and_comments_state_nothing(engine: Engine) -> None:
    assert named(read(engine, samples.COHORT)).isdisjoint({"Mega Corp", "Joseph"})
    assert not any("Lokki" in name for name in named(read(engine, samples.GRID)))


def test_the_startups_of_a_cohort_take_part(engine: Engine) -> None:
    rows = read(engine, samples.COHORT).facts["program_organization"]
    taking_part = {row["organization_name"] for row in rows if row["role"] == "participant"}
    assert taking_part == {"Nyankpala Foods", "AgriPulse", "Zongo Pay", "Tamale Robotics", "BluSolar"}


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


@pytest.mark.parametrize("text", JUNK)
def test_junk_states_nothing(engine: Engine, text: str) -> None:
    result = read(engine, text)
    assert (result.fact_count, result.rejected) == (0, [])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_words_in_any_order_give_grounded_facts_or_none(engine: Engine, text: str) -> None:
    assert read(engine, text).rejected == []


def test_time_grows_with_the_length_of_the_text(engine: Engine) -> None:
    times = []
    for count in (24, 96):  # both are read in parts of nearly the full length
        began = time.process_time()
        read(engine, samples.GRID * count)
        times.append(time.process_time() - began)
    assert times[1] < 10 * times[0]  # four times the text; a square would be sixteen times the time


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
