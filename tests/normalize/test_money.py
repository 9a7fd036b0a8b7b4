from __future__ import annotations

import subprocess
import sys
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from currency_converter import CurrencyConverter, RateNotFoundError

from orchestration.normalize.money import local_currencies, usd_of_year, usd_rate


def test_a_dollar_is_a_dollar_in_any_year() -> None:
    assert usd_of_year(5e6, "USD", 1950) == 5e6


@pytest.mark.parametrize(
    ("currency", "year", "rate"),
    [
        ("EUR", 2020, 1.1422),
        ("KRW", 2020, 0.000849),
        ("INR", 2020, 0.0135),
        ("SEK", 2015, 0.1186),
        ("AED", 2020, 0.2723),
    ],
)
def test_the_rate_is_the_mean_of_the_year(currency: str, year: int, rate: float) -> None:
    assert usd_rate(currency, year) == pytest.approx(rate, rel=0.002)


@pytest.mark.parametrize("currency", ["EUR", "KRW", "INR", "SEK", "GBP", "EEK"])
def test_the_rate_is_what_the_package_gives_day_by_day(currency: str) -> None:
    converter = CurrencyConverter()
    for year in (1999, 2010, 2026):
        rates = []
        for number in range(365):
            with suppress(RateNotFoundError):
                day = date(year, 1, 1) + timedelta(days=number)
                rates.append(converter.convert(1, currency, "USD", date=day))
        assert usd_rate(currency, year) == (pytest.approx(sum(rates) / len(rates), rel=1e-9) if rates else None)


@pytest.mark.parametrize(
    ("currency", "year"), [("NGN", 2020), ("KRW", 1990), ("EUR", 2090), ("AED", 1900), ("XXX", 2020)]
)
def test_without_a_rate_there_is_no_value(currency: str, year: int) -> None:
    assert usd_of_year(1e6, currency, year) is None


def test_an_open_bound_stays_open() -> None:
    assert usd_of_year(None, "EUR", 2020) is None


def test_the_table_of_rates_loads_only_when_an_amount_needs_it() -> None:
    code = "import sys; import orchestration.normalize.metrics; sys.exit('currency_converter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("countries", "currencies"),
    [
        ({"CA": 3, "US": 1}, ("CAD", "USD")),
        ({"CA": 1, "US": 3, "KR": 2}, ("USD", "KRW", "CAD")),
        ({"FR": 1, "DE": 1, "MA": 1}, ("EUR", "MAD")),
        ({"SG": 1, "AU": 1}, ("USD", "AUD", "SGD")),  # nothing decides
        ({"AQ": 1}, ()),
    ],
)
def test_an_article_speaks_of_the_money_of_its_countries(
    countries: dict[str, int], currencies: tuple[str, ...]
) -> None:
    assert local_currencies({"a": Counter(countries)}) == {"a": currencies}
