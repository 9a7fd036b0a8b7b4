"""What single values mean: dates, names, languages, addresses, in the spellings of exports."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from orchestration.load.containers import record_values as values
from orchestration.load.containers.record_fields import literal

DAY = date(2024, 5, 4)


@pytest.mark.parametrize(
    "value",
    [
        "2024-05-04",
        "2024-05-04 10:00:00",
        "2024-05-04T23:30:00-05:00",  # the day where it was written
        "2024-05-04T10:00:00.123Z",
        "2024-05-04 10:00:00+02:00",
        "Sat, 04 May 2024 10:00:00 GMT",
        "Sat May 04 10:00:00 +0000 2024",
        "May 4, 2024",
        "20240504",
        "20240504T103000Z",
        "20240504103000",
        20240504,
        1714816800,
        1714816800.5,
        1714816800123,
        "1714816800",
        "1714816800.25",
        1714816800123456,
        1714816800123456789,
        {"$date": "2024-05-04T10:00:00Z"},
        {"$date": {"$numberLong": "1714816800000"}},
        DAY,
        datetime(2024, 5, 4, 23, tzinfo=UTC),
        datetime(2024, 5, 4, 23, tzinfo=timezone(timedelta(hours=-8))),
    ],
)
def test_dates(value: Any) -> None:
    found = values.published(value)
    assert found is not None
    assert (found.on, found.precision) == (DAY, "day")


@pytest.mark.parametrize(
    "value",
    [None, "", "None", "NaT", float("nan"), True, 0, 12, -5, "05/04/2024", "yesterday", 10**18 * 9, [], {}, "20241399"],
)
def test_what_is_no_date(value: Any) -> None:
    assert values.published(value) is None


def test_less_than_a_day_is_not_made_a_day() -> None:
    found = values.published(2024)
    assert found is not None
    assert found.precision == "year"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Mart Kask", "Mart Kask"),
        (["Mart Kask", "None", None, "Liis Tamm", "Mart Kask"], "Mart Kask, Liis Tamm"),
        ([{"name": "Mart Kask"}, {"fullName": "Liis Tamm"}, {}], "Mart Kask, Liis Tamm"),
        ({"name": "Quay Times", "id": 1}, "Quay Times"),
        ("['Mart Kask', 'Liis Tamm']", "Mart Kask, Liis Tamm"),
        ('["Mart Kask"]', "Mart Kask"),
        (["https://social.example.org/mart", "Mart Kask"], "Mart Kask"),
        ("Byron Tamm", "Byron Tamm"),
        ("[" * 5000, "[" * 5000),
        ("[]", None),
        ([], None),
        (None, None),
    ],
)
def test_names(value: Any, names: str | None) -> None:
    assert values.names(value) == names


@pytest.mark.parametrize("deep", ["[" * 1900, "{'a':" * 300, "[" * 900 + "]" * 900])
def test_a_cell_that_begins_like_a_list_does_no_harm(deep: str) -> None:
    values.names(deep)


def test_a_cell_as_long_as_an_article_is_not_parsed() -> None:
    assert literal("[" + "1," * 500 + "1]") == [1] * 501
    assert literal("[" + "1," * 5000 + "1]") is None


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("eng", "en"), ("English", "en"), ("ger", "de"), ("deu", "de"),
        ("chinese", "zh"), ("Korean", "ko"), ("elvish", None), ("None", None), (None, None), (3, None),
    ],
)  # fmt: skip
def test_languages(value: Any, code: str | None) -> None:
    assert values.language(value) == code


@pytest.mark.parametrize(
    ("value", "host"),
    [
        ("quay.example.org", "quay.example.org"),
        ("https://www.quay.example.org/a?b", "quay.example.org"),
        ("Quay Times", None),
        ("Quay Times (quay.example.org)", None),
        (None, None),
    ],
)
def test_hosts(value: Any, host: str | None) -> None:
    assert values.host(value) == host


@pytest.mark.parametrize("link", ["https://[half", "https://", "", None, "ftp://x"])
def test_a_broken_address_has_no_host(link: str | None) -> None:
    assert values.host_of(link) is None


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "quay.example.org", "https://a b", 3, {"href": "https://a.org"}]
)
def test_only_web_addresses_are_addresses(value: Any) -> None:
    assert values.address(value) is None


def test_titles_are_one_line_without_markup() -> None:
    assert values.line(" Cranes &amp; <b>company</b>\n again ") == "Cranes & company again"
    assert values.line("a < b and c > d") == "a < b and c > d"
