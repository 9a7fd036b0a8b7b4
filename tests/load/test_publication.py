"""Publication dates: which source wins, what is a dateline and what is not."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.load.article import read_article
from orchestration.load.meta_files import Meta, read_meta
from orchestration.load.models import Article, PartialDate
from orchestration.load.publication import find_dateline, find_in_address, read_partial_date
from tests.load.helpers import BODY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TALLINN, March 3, 2025 — The harbour lab opened.", PartialDate(date(2025, 3, 3), "day")),
        ("TALLINN, Estonia, Jan. 7, 2025 /Wire/ -- The lab opened.", PartialDate(date(2025, 1, 7), "day")),
        ("Tallinn (Oct 28, 2024) – The lab opened.", PartialDate(date(2024, 10, 28), "day")),
        ("Published: 4 May 2024\n\nThe lab opened.", PartialDate(date(2024, 5, 4), "day")),
        ("Harbour Post · October 2019\n\nThe lab opened.", PartialDate(date(2019, 10, 1), "month")),
        ("By Ada Quay | May 4, 2024\n\nThe lab opened.", PartialDate(date(2024, 5, 4), "day")),
        ("The lab opened in December 2023 in Tallinn.", None),
        ("On March 3, 2025, the lab opened.", None),
        ("The report published on 4 May 2024 says little.", None),
        ("Opening: March 2026\n\nThe lab will open.", None),
        ("Tallinn, Monday, 22 July\n\nThe lab opened.", None),
        ("The lab opened. " * 30 + "\n\nPublished: 4 May 2024", None),
    ],
)
def test_datelines(text: str, expected: PartialDate | None) -> None:
    assert find_dateline(text) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://post.example.org/2024/05/04/lab", PartialDate(date(2024, 5, 4), "day")),
        ("https://post.example.org/2024/05/lab", PartialDate(date(2024, 5, 1), "month")),
        ("post/2024-05-04-lab.md", PartialDate(date(2024, 5, 4), "day")),
        ("https://post.example.org/2024/lab", None),
        ("https://post.example.org/2024/13/lab", None),
        ("https://post.example.org/id/12024/05/lab", None),
    ],
)
def test_dates_in_addresses(address: str, expected: PartialDate | None) -> None:
    assert find_in_address(address) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", PartialDate(date(2024, 1, 1), "year")),
        ("2024-05", PartialDate(date(2024, 5, 1), "month")),
        ("2024-05-04T23:30:00+09:00", PartialDate(date(2024, 5, 4), "day")),
        ("Sat, 04 May 2024 06:00:00 GMT", PartialDate(date(2024, 5, 4), "day")),
        ("2024-02-30", None),
        ("soon", None),
    ],
)
def test_stated_dates(text: str, expected: PartialDate | None) -> None:
    assert read_partial_date(text) == expected


def published(name: str, content: str, meta: str | None = None) -> tuple[date | None, str | None, str | None]:
    read = read_meta(meta.encode()) if meta else None
    assert read is None or isinstance(read, Meta)
    article = read_article(name, content.encode(), read)
    assert isinstance(article, Article)
    return article.published_on, article.published_on_precision, article.published_on_basis


def test_the_order_of_trust() -> None:
    page = (
        '<html><head><meta property="article:published_time" content="2024-06-02T10:00Z"></head>'
        f"<body><article><h1>Harbour</h1><p>Published: 3 July 2024</p><p>{BODY * 6}</p></article></body></html>"
    )
    plain = page.replace("article:published_time", "other")
    name = "2024/08/a.html"
    assert published(name, page, "published: 2024-05-01") == (date(2024, 5, 1), "day", "meta_file")
    assert published(name, page) == (date(2024, 6, 2), "day", "page_metadata")
    assert published(name, plain) == (date(2024, 7, 3), "day", "dateline")
    assert published(name, f"Harbour news today\n\n{BODY}") == (date(2024, 8, 1), "month", "address")
    assert published("a.txt", BODY) == (None, None, None)


def test_a_date_in_the_headline_is_no_dateline() -> None:
    assert published("a.txt", f"Harbour week | May 2026\n\n{BODY}") == (None, None, None)
