"""`source_freshness`, `article_volume` and `source_drift` say what Polars computes, whatever the articles.

The SQL is that which dbt compiled for the tiny lake, run on generated articles: so a hundred warehouses cost one build.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dbt.helpers import Built

START = date(2025, 1, 1)
TABLES = """
attach ':memory:' as next;
create schema next.marts;
create schema next.staging;
create table next.marts.dim_articles (article_id varchar, source_name varchar, source_uri varchar,
    loaded_at timestamptz, fetched_at timestamptz, published_on date, published_on_precision varchar);
create table next.staging.stg_feeds__fetches (feed_id varchar, source_uri varchar);
create table next.staging.stg_feeds__polls (feed_id varchar, publisher varchar, status varchar,
    last_success_at timestamptz, last_new_at timestamptz);
create table next.staging.stg_raw__articles (file_uri varchar, source_uri varchar, title varchar, publisher varchar,
    author varchar, address varchar, published_on date, published_on_basis varchar, loaded_at timestamptz,
    fetched_at timestamptz);
"""
Ask = Callable[[str, dict[str, pl.DataFrame]], pl.DataFrame]


@pytest.fixture(scope="module")
def ask(tiny: Built) -> Iterator[Ask]:
    """The rows of a report over generated tables."""
    reports = tiny.folder / "target" / "compiled" / "ecosystem_ledger" / "models" / "reports"
    with duckdb.connect() as connection:
        connection.execute(TABLES)

        def answer(report: str, tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
            for name, frame in tables.items():
                connection.register("incoming", frame)
                connection.execute(f"delete from next.{name}")
                connection.execute(f"insert into next.{name} by name from incoming")
                connection.unregister("incoming")
            return connection.sql((reports / f"{report}.sql").read_text()).pl()

        yield answer


def day(number: int) -> date:
    return START + timedelta(days=number)


def moment(number: int) -> datetime:
    return datetime(2025, 1, 1, 23, tzinfo=UTC) + timedelta(days=number)


@st.composite
def articles(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Articles of three sources, which publish on some days and are loaded on few."""
    rows = []
    for number in range(draw(st.integers(1, 60))):
        precision = draw(st.sampled_from(["day", "day", "day", "day", "month", "year", None]))
        published = draw(st.integers(0, 400)) if precision else None
        first = {"day": day, "month": lambda n: day(n).replace(day=1), "year": lambda n: day(n).replace(month=1, day=1)}
        rows.append(
            {
                "article_id": str(number),
                "source_name": draw(st.sampled_from("abc")),
                "source_uri": str(number),
                "loaded_at": moment(draw(st.sampled_from([200, 380, 500]))),
                "fetched_at": draw(st.none() | st.integers(0, 400).map(moment)),
                "published_on": first[precision](published) if precision and published is not None else None,
                "published_on_precision": precision,
            }
        )
    return rows


def appeared(row: dict[str, Any], newest: date) -> date:
    """The day of an article; an independent reading of what int_article_days promises."""
    arrived: date = (row["fetched_at"] or row["loaded_at"]).date()
    published = row["published_on"]
    if row["published_on_precision"] == "day":
        found: date = published
    elif row["published_on_precision"] == "month":
        month_later = (published + timedelta(days=32)).replace(day=1)
        found = min(month_later - timedelta(days=1), arrived)
    elif row["published_on_precision"] == "year":
        found = min(published.replace(month=12, day=31), arrived)
    else:
        found = arrived
    return min(found, newest)


def known(rows: list[dict[str, Any]]) -> pl.DataFrame:
    newest = max(row["loaded_at"] for row in rows).date()
    days = [appeared(row, newest) for row in rows]
    arrived = [(row["fetched_at"] or row["loaded_at"]).date() for row in rows]
    return frame(rows).with_columns(
        pl.Series("appeared_on", days), pl.Series("arrived_on", arrived), pl.lit(newest).alias("newest_on")
    )


def frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    moments = dict.fromkeys(("loaded_at", "fetched_at"), pl.Datetime("us", "UTC"))
    texts = dict.fromkeys(("article_id", "source_name", "source_uri", "published_on_precision"), pl.String())
    return pl.DataFrame(rows, schema=texts | moments | {"published_on": pl.Date()})


FEEDS = {
    "staging.stg_feeds__fetches": pl.DataFrame({"feed_id": ["f", "f"], "source_uri": ["0", "1"]}),
    "staging.stg_feeds__polls": pl.DataFrame({"feed_id": ["f"], "status": ["failed"]}),
}
PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@PROPERTY
@given(articles())
def test_freshness(ask: Ask, rows: list[dict[str, Any]]) -> None:
    found = ask("source_freshness", {"marts.dim_articles": frame(rows), **FEEDS})
    assert sorted(found.select(FRESHNESS).rows()) == sorted(freshness(rows))


FRESHNESS = [
    *("source_name", "article_count", "arrival_day_count", "active_day_count", "silent_days"),
    *("usual_interval_days", "overdue_after_days", "is_overdue", "feed_count", "failing_feed_count"),
]


def freshness(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    answers: list[tuple[Any, ...]] = []
    for (name,), own in known(rows).group_by("source_name"):
        days = own["appeared_on"].unique().sort()
        silent = (own["newest_on"][0] - days[-1]).days
        usual = float(days.diff().dt.total_days().median()) if len(days) >= 5 else None  # type: ignore[arg-type]
        after = None if usual is None else max(3 * usual, 14.0)
        feeds = int(bool({"0", "1"} & set(own["source_uri"])))
        arrivals = own["arrived_on"].n_unique()
        is_told = after is not None and (arrivals > 1 or feeds)
        is_overdue = silent > after if is_told and after is not None else None
        answers.append((name, own.height, arrivals, len(days), silent, usual, after, is_overdue, feeds, feeds))
    return answers


@PROPERTY
@given(articles())
def test_volume(ask: Ask, rows: list[dict[str, Any]]) -> None:
    # Some are many, so that counts are large enough to be unusual.
    many = [
        row | {"article_id": f"{row['article_id']}-{n}"}
        for row in rows
        for n in range(1 + 7 * (int(row["article_id"]) % 4))
    ]
    found = ask("article_volume", {"marts.dim_articles": frame(many)})
    wanted = sorted(volume(many))
    assert sorted(found.select(VOLUME).rows()) == [pytest.approx(row) for row in wanted]


VOLUME = ["source_name", "period", "starts_on", "article_count", "earlier_period_count", "usual_count", "is_unusual"]


def volume(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    found = known(rows)
    by_day = found.filter(pl.col("published_on_precision") == "day")
    by_month = found.filter(pl.col("published_on_precision").is_in(["day", "month"]))
    return [*_volume(by_month, "month", "1mo"), *_volume(by_day, "week", "1w")]


def _volume(found: pl.DataFrame, period: str, step: str) -> Iterator[tuple[Any, ...]]:
    cut = found.with_columns(pl.col("appeared_on", "newest_on").dt.truncate(step))
    for (name,), own in cut.group_by("source_name"):
        on = own["appeared_on"]
        starts = pl.date_range(on.min(), on.max(), step, eager=True).to_list()  # type: ignore[arg-type]
        counts = [int((on == start).sum()) for start in starts]
        for place, (start, count) in enumerate(zip(starts, counts, strict=True)):
            earlier = counts[max(0, place - 12) : place]
            usual, is_unusual = judged(count, earlier, is_unfinished=start == own["newest_on"][0])
            yield name, period, start, count, len(earlier), usual, is_unusual


def judged(count: int, earlier: list[int], *, is_unfinished: bool) -> tuple[float | None, bool | None]:
    if len(earlier) < 6:
        return None, None
    usual = float(pl.Series(earlier).median())  # type: ignore[arg-type]
    deviation = float((pl.Series(earlier) - usual).abs().median())  # type: ignore[arg-type]
    spread = max(1.4826 * deviation, math.sqrt(usual), 1.0)
    is_more, is_less = count > usual + 3 * spread, count < max(0.0, usual - 3 * spread)
    return usual, (is_more or (is_less and not is_unfinished)) and abs(count - usual) >= 5


@st.composite
def loads(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Articles of two folders that came on a few days, each with a title or without."""
    rows: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        folder = draw(st.sampled_from(["press/a.html", "fetched/a.example/b.HTML", "alone.txt"]))
        is_titled = draw(st.sampled_from([(True,), (True,), (False,), (True, True, False), (True,) * 4 + (False,)]))
        for place in range(draw(st.integers(1, 25))):
            title = "T" if is_titled[place % len(is_titled)] else None
            rows.append(
                {"file_uri": folder, "source_uri": f"{number}-{place}", "title": title, "loaded_at": moment(number)}
            )
    return rows


@PROPERTY
@given(loads())
def test_drift(ask: Ask, rows: list[dict[str, Any]]) -> None:
    moments = pl.Datetime("us", "UTC")
    table = pl.DataFrame(rows, schema_overrides={"loaded_at": moments, "title": pl.String()})
    found = ask("source_drift", {"staging.stg_raw__articles": table}).filter(pl.col("field") == "title")
    columns = ["folder", "file_type", "article_count_before", "article_count_since", "is_drifted"]
    assert sorted(found.select(columns).rows()) == sorted(drift(table))


def drift(table: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    places = {"press/a.html": ("press", "html"), "fetched/a.example/b.HTML": ("fetched/a.example", "html")}
    for (file_uri,), own in table.group_by("file_uri"):
        newest_first = own.sort("loaded_at", descending=True)
        since = newest_first["loaded_at"][min(9, own.height - 1)]
        new, old = own.filter(pl.col("loaded_at") >= since), own.filter(pl.col("loaded_at") < since)
        if new.height >= 10 and old.height >= 20:
            shares = [half["title"].count() / half.height for half in (old, new)]
            yield *places.get(str(file_uri), ("", "txt")), old.height, new.height, shares[0] >= 0.9 and shares[1] < 0.5
