"""A tiny candidate with the tables that a publication reads."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.schemas.operations import Refreshes


def build(path: Path, *articles: str) -> Path:
    """Write a warehouse file with these articles, one piece of evidence each and no issue."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts; create schema staging")
        connection.execute("create table marts.dim_articles (article_id varchar)")
        connection.execute(
            "create table marts.fct_evidence (article_id varchar, engine varchar, engine_version varchar)"
        )
        connection.execute("create table marts.data_issues (issue_id varchar, stage varchar, source_uri varchar)")
        connection.execute("create view staging.copied as select article_id from marts.dim_articles")
        connection.register("history", Refreshes.create_empty())
        connection.execute("create table marts.refreshes as from history")
        for article in articles:
            connection.execute("insert into marts.dim_articles values (?)", [article])
            connection.execute("insert into marts.fct_evidence values (?, 'student', '1')", [article])
    return path
