"""One article gives the same text from every format that it may be saved in."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.load.formats.email_message import read_email_message
from orchestration.load.formats.pdf import read_pdf
from orchestration.load.formats.web_archive import read_web_archive
from orchestration.load.formats.word_document import read_word_document
from orchestration.load.models import Page, PartialDate, Problem
from orchestration.load.plain_text import read_plain_text
from orchestration.load.publication import find_dateline
from orchestration.load.web_page import read_web_page
from tests.load.formats import one_article, pdf_pages


def words(page: Page | Problem) -> str:
    assert isinstance(page, Page), page
    return " ".join(page.text.split())


def pages() -> dict[str, Page | Problem]:
    return {
        "txt": read_plain_text(one_article.text()),
        "html": read_web_page(one_article.html()),
        "mhtml": read_web_archive(one_article.mhtml()),
        "docx": read_word_document(one_article.docx()),
        "eml": read_email_message(one_article.mail()),
        "eml with html": read_email_message(one_article.mail(with_html=True)),
    }


@pytest.mark.parametrize("name", pages())
def test_the_text_is_the_same(name: str) -> None:
    assert words(pages()[name]) == " ".join(one_article.text().split())


@pytest.mark.parametrize("name", pages())
def test_the_title_is_the_same_and_the_dateline_is_found(name: str) -> None:
    page = pages()[name]
    assert isinstance(page, Page)
    assert page.title == one_article.TITLE
    assert find_dateline(page.text.removeprefix(page.title).lstrip()) == PartialDate(date(2025, 3, 4), "day")


@pytest.mark.parametrize("align", ["L", "J"])
@pytest.mark.parametrize("size", [9, 11])
@pytest.mark.parametrize("gap", [0, 2, 5])
def test_a_pdf_is_the_same_in_whatever_lines_it_was_set(align: str, size: int, gap: float) -> None:
    page = read_pdf(pdf_pages.one_column(align, size, gap))
    assert words(page) == " ".join(one_article.text(korean=False).split())


@pytest.mark.parametrize("by_row", [False, True])
def test_a_pdf_in_two_columns_is_the_same(by_row: bool) -> None:
    page = read_pdf(pdf_pages.two_columns(by_row))
    assert words(page) == " ".join(one_article.text(korean=False).split())


@pytest.mark.parametrize("gap", [0, 5])
def test_paragraphs_and_items_of_a_pdf_are_those_of_the_article(gap: float) -> None:
    page = read_pdf(pdf_pages.one_column(gap=gap))
    assert isinstance(page, Page)
    assert page.text == one_article.text(korean=False)
    assert page.title == one_article.TITLE
