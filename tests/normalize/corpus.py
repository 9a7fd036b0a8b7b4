"""Tiny corpora for the tests of normalization: say only what a test is about, the rest has defaults."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from orchestration.normalize import Corrections, Lookups, normalize
from orchestration.schemas.facts import KIND_OF_FACT
from orchestration.schemas.ids import stable_id
from orchestration.schemas.raw import Articles


class Corpus:
    """Articles "a", "b", ... and the facts that they state, in the order in which a test states them."""

    def __init__(self) -> None:
        self.dates: dict[str, dt.date | None] = {}
        self.quote = "x"
        self.facts: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KIND_OF_FACT}

    def article(self, article: str, published_on: dt.date | None = None) -> Corpus:
        self.dates[article] = published_on
        return self

    def quoted(self, quote: str) -> Corpus:
        """Put what is stated from here on into this sentence."""
        self.quote = quote
        return self

    def article_id(self, article: str) -> str:
        return stable_id("art", article)

    def _state(self, _kind: str, _article: str, **values: Any) -> Corpus:
        self.dates.setdefault(_article, None)
        number = sum(map(len, self.facts.values()))
        statement = {
            "fact_id": stable_id("fct", _kind, _article, number), "article_id": stable_id("art", _article),
            "char_start": number, "char_end": number + 1, "quote": self.quote, "rule": "test", "engine": "test",
            "engine_version": "1", "confidence": 0.5,
        }  # fmt: skip
        self.facts[_kind].append(statement | values)
        return self

    def organization(
        self, article: str, name: str, *aliases: str, kind: str = "company", city: str | None = None,
        country: str | None = None,
    ) -> Corpus:  # fmt: skip
        return self._state(
            "organization", article, name=name, aliases=list(aliases), organization_type=kind, city_text=city,
            country_text=country,
        )  # fmt: skip

    def partnership(
        self, article: str, *parties: str, kind: str = "agreement", status: str = "active", date: str | None = None,
        duration: str | None = None,
    ) -> Corpus:  # fmt: skip
        return self._state(
            "partnership", article, parties=list(parties), kind=kind, status=status, date_text=date,
            duration_text=duration,
        )  # fmt: skip

    def program(
        self, article: str, name: str, *aliases: str, kind: str = "hub", status: str = "active",
        city: str | None = None, country: str | None = None, date: str | None = None,
    ) -> Corpus:  # fmt: skip
        return self._state(
            "program", article, name=name, aliases=list(aliases), kind=kind, status=status, city_text=city,
            country_text=country, date_text=date,
        )  # fmt: skip

    def role(self, article: str, program: str, organization: str, role: str = "operator") -> Corpus:
        return self._state(
            "program_organization", article, program_name=program, organization_name=organization, role=role
        )

    def metric(self, article: str, subject: str, value: str, subject_type: str = "organization") -> Corpus:
        return self._state(
            "metric", article, subject_type=subject_type, subject_name=subject, measure="employees", value_text=value,
            date_text=None, is_planned=False,
        )  # fmt: skip

    def person(self, article: str, name: str, title: str | None, organization: str | None) -> Corpus:
        return self._state("person_role", article, person_name=name, title=title, organization_name=organization)

    def frames(self) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
        """Return raw.articles and the frames of facts."""
        blank = dict.fromkeys(Articles.column_names()) | {
            "source_uri": "x.txt", "file_uri": "x.txt", "language": "en", "language_basis": "stated", "word_count": 1,
            "loaded_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "content_sha256": "x", "text": "x",
        }  # fmt: skip
        rows = [
            blank
            | {"article_id": stable_id("art", article), "published_on": date}
            | ({"published_on_precision": "day", "published_on_basis": "meta_file"} if date else {})
            for article, date in self.dates.items()
        ]
        articles = pl.DataFrame(rows, schema=Articles.create_empty().schema)
        facts = {
            kind: table.validate(pl.DataFrame(self.facts[kind], schema=table.create_empty().schema), cast=True)
            for kind, table in KIND_OF_FACT.items()
        }
        return Articles.validate(articles, cast=True), facts

    def normalize(
        self, corrections: dict[str, Any] | None = None, lookups: Lookups | None = None
    ) -> dict[str, pl.DataFrame]:
        """Run the whole step; without the reference list of organizations unless a test gives one."""
        articles, facts = self.frames()
        return normalize(
            articles, facts, lookups or Lookups.load().without_organizations(), Corrections.of(corrections or {})
        )


def names(tables: dict[str, pl.DataFrame], table: str = "organizations") -> list[str]:
    """Return the preferred names, sorted."""
    return tables[table]["name"].sort().to_list()


def reasons(tables: dict[str, pl.DataFrame]) -> list[str]:
    """Return the reasons of rejected claims, sorted."""
    return tables["rejected_claims"]["reason"].sort().to_list()
