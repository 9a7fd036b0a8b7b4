"""Nothing is extracted twice, and nothing that changed is left as it was."""

import datetime as dt
from collections.abc import Sequence

import polars as pl
import pytest

from orchestration.extract.backlog import done_and_pending, merged
from orchestration.extract.protocol import ArticleText, OrganizationStatement, Statement
from orchestration.extract.run import extract_articles
from orchestration.schemas.facts import FACT_TABLES, Extractions, OrganizationFacts, RejectedFacts
from orchestration.schemas.ids import stable_id
from orchestration.schemas.raw import Articles


class FirstWord:
    """An engine that takes the first word for an organization."""

    name = "first_word"

    def __init__(self, version: str = "1") -> None:
        self.version = version

    def extract(self, article: ArticleText) -> Sequence[Statement]:
        word = article.text.split()[0]
        return [OrganizationStatement(char_start=0, char_end=len(word), rule="first", confidence=1.0, name=word)]


def articles(**texts: str) -> pl.DataFrame:
    """Articles by name and text."""
    stated = {"source_uri": "x.txt", "file_uri": "x.txt", "language": "en", "language_basis": "stated"}
    row = stated | {"word_count": 2, "loaded_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}
    rows = [
        dict.fromkeys(Articles.column_names())
        | row
        | {"article_id": stable_id("art", name), "content_sha256": "x", "text": text}
        for name, text in texts.items()
    ]
    return Articles.validate(pl.DataFrame(rows, schema=Articles.create_empty().schema))


def read(found: pl.DataFrame, before: dict, engine: FirstWord) -> tuple[dict, int]:
    """Extract what is pending; return all frames and how many articles were read."""
    done, pending = done_and_pending(found, before, engine)
    return merged(done, extract_articles(engine, pending)), pending.height


@pytest.fixture
def once() -> dict:
    nothing = {table: table.create_empty() for table in FACT_TABLES}
    return read(articles(a="Tern met", b="Havn met"), nothing, FirstWord())[0]


def test_a_second_time_reads_nothing_and_changes_nothing(once: dict) -> None:
    again, read_count = read(articles(a="Tern met", b="Havn met"), once, FirstWord())
    assert read_count == 0
    assert all(again[table].equals(once[table]) for table in FACT_TABLES)


def test_facts_of_an_article_that_is_gone_go_too(once: dict) -> None:
    again, read_count = read(articles(b="Havn met"), once, FirstWord())
    assert read_count == 0
    assert again[OrganizationFacts]["name"].to_list() == ["Havn"]
    assert again[Extractions].height == 1


def test_a_new_version_reads_everything_again(once: dict) -> None:
    again, read_count = read(articles(a="Tern met", b="Havn met"), once, FirstWord("2"))
    assert read_count == 2
    assert set(again[OrganizationFacts]["engine_version"]) == {"2"}


def test_what_a_meta_file_says_counts_as_a_change(once: dict) -> None:
    changed = articles(a="Tern met", b="Havn met").with_columns(publisher=pl.lit("Harbour News"))
    assert read(changed, once, FirstWord())[1] == 2


def test_no_articles_at_all_is_no_fault(once: dict) -> None:
    again, read_count = read(Articles.create_empty(), once, FirstWord())
    assert read_count == 0
    assert all(again[table].is_empty() for table in FACT_TABLES)


class FailsOnce(FirstWord):
    """An engine that fails at the first article that it is given."""

    has_failed = False

    def extract(self, article: ArticleText) -> Sequence[Statement]:
        if not self.has_failed:
            self.has_failed = True
            raise ZeroDivisionError
        return super().extract(article)


def test_an_article_at_which_the_engine_failed_is_read_again() -> None:
    nothing = {table: table.create_empty() for table in FACT_TABLES}
    engine = FailsOnce()
    failed, _ = read(articles(a="Tern met"), nothing, engine)
    assert failed[RejectedFacts]["reason"].to_list() == ["engine_error"]
    again, read_count = read(articles(a="Tern met"), failed, engine)
    assert read_count == 1
    assert again[OrganizationFacts]["name"].to_list() == ["Tern"]
    assert again[RejectedFacts].is_empty()
