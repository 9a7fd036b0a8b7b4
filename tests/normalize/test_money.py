from __future__ import annotations

import subprocess
import sys
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from currency_converter import CurrencyConverter, RateNotFoundError

from orchestration.normalize.dates import Precision
from orchestration.normalize.money import Rate, local_currencies, usd_rate


def dollars(currency: str, on: date, precision: Precision = "year") -> float | None:
    rate = usd_rate(currency, on, precision)
    return rate and rate.dollars


def test_a_dollar_is_a_dollar_in_any_year() -> None:
    assert usd_rate("USD", date(1950, 3, 1), "month") == Rate(1.0, "1950-03")


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
def test_of_a_year_the_rate_is_the_mean(currency: str, year: int, rate: float) -> None:
    assert dollars(currency, date(year, 1, 1)) == pytest.approx(rate, rel=0.002)


@pytest.mark.parametrize("currency", ["EUR", "KRW", "INR", "SEK", "GBP", "EEK"])
def test_the_rate_is_what_the_package_gives_day_by_day(currency: str) -> None:
    converter = CurrencyConverter()
    for year in (1999, 2010, 2026):
        rates = {}
        for number in range(365):
            with suppress(RateNotFoundError):
                day = date(year, 1, 1) + timedelta(days=number)
                rates[day] = converter.convert(1, currency, "USD", date=day)
        mean = sum(rates.values()) / len(rates) if rates else None
        assert dollars(currency, date(year, 1, 1)) == (pytest.approx(mean, rel=1e-9) if rates else None)
        for day in list(rates)[::50]:
            assert usd_rate(currency, day, "day") == Rate(pytest.approx(rates[day], rel=1e-9), day.isoformat())
        march = [rate for day, rate in rates.items() if day.month == 3]
        if march:
            found = usd_rate(currency, date(year, 3, 1), "month")
            assert found == Rate(pytest.approx(sum(march) / len(march), rel=1e-9), f"{year}-03")


def test_on_a_holiday_the_last_rate_before_it_holds() -> None:
    easter_monday = usd_rate("EUR", date(2021, 4, 5), "day")
    assert easter_monday == usd_rate("EUR", date(2021, 4, 1), "day")
    assert easter_monday is not None
    assert easter_monday.period == "2021-04-01"


def test_a_day_that_the_table_does_not_reach_takes_the_mean_of_what_is_known() -> None:
    found = usd_rate("EUR", date(2026, 12, 30), "day")
    assert found is not None
    assert found == usd_rate("EUR", date(2026, 1, 1), "year")


def test_a_currency_that_is_quoted_no_longer_has_no_rate() -> None:
    assert usd_rate("RUB", date(2022, 2, 15), "day") is not None
    assert usd_rate("RUB", date(2022, 6, 15), "day") is None
    assert usd_rate("RUB", date(2023, 1, 1), "month") is None


@pytest.mark.parametrize(
    ("currency", "year"), [("NGN", 2020), ("KRW", 1990), ("EUR", 2090), ("AED", 1900), ("XXX", 2020)]
)
def test_without_a_rate_there_is_no_value(currency: str, year: int) -> None:
    assert all(usd_rate(currency, date(year, 5, 3), precision) is None for precision in ("day", "month", "year"))


def test_an_open_bound_stays_open() -> None:
    assert Rate(1.2, "2020").in_usd(None) is None
    assert Rate(1.2, "2020").in_usd(0.1) == 0.12


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
