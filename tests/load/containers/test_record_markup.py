"""HTML in a field: nothing of the article is lost, nothing else comes in."""

from __future__ import annotations

import pytest

from orchestration.load.containers.record_fields import field_names
from orchestration.load.containers.record_markup import has_markup
from orchestration.load.containers.record_page import read_page
from orchestration.load.models import Page, Problem

BODY = "The harbour lab and the city college signed an agreement to train forty engineers together."
LONG = [f"{BODY} It was the {nth} time that the two agreed on something that has to do with cranes." for nth in
        ("first", "second", "third", "fourth", "fifth")]  # fmt: skip


def page(text: str, title: str | None = "Cranes need company") -> Page:
    names = field_names({})
    assert not isinstance(names, Problem)
    found = read_page({"title": title, "text": text}, names)
    assert isinstance(found, Page), found
    return found


def test_a_short_fragment_loses_its_tags_only() -> None:
    fragment = (
        f"<p>{BODY}</p><ul><li>one <b>bold</b>&nbsp;step</li><li><p>two</p></li></ul>line<br>break<script>x()</script>"
    )
    assert page(fragment).text == f"Cranes need company\n\n{BODY}\n\n- one bold step\n- two\n\nline\nbreak"


def test_a_long_fragment_is_whole_in_its_paragraphs() -> None:
    fragment = "".join(f"<p>{paragraph}</p>\n" for paragraph in LONG)
    assert page(fragment).text == "\n\n".join(["Cranes need company", *LONG])


def test_a_heading_inside_of_a_fragment_stays_where_it_is() -> None:
    fragment = f"<p>{LONG[0]}</p><p>{LONG[1]}</p><h1>What comes next</h1><p>{LONG[2]}</p><p>{LONG[3]}</p>"
    expected = ["Cranes need company", LONG[0], LONG[1], "What comes next", LONG[2], LONG[3]]
    assert page(fragment).text == "\n\n".join(expected)


def test_a_fragment_may_begin_with_the_headline() -> None:
    fragment = "<h1>Cranes need company</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in LONG)
    assert page(fragment).text == "\n\n".join(["Cranes need company", *LONG])


def test_a_fragment_that_looks_like_a_menu_keeps_its_words() -> None:
    fragment = (
        "<ul>" + "".join(f"<li><a href='/{n}'>{paragraph}</a></li>" for n, paragraph in enumerate(LONG)) + "</ul>"
    )
    assert all(paragraph in page(fragment).text for paragraph in LONG)


@pytest.mark.parametrize(
    "around", ["<aside>{}</aside>", "<div class='related sidebar'>{}</div>", "<footer>{}</footer>"]
)
def test_a_fragment_of_which_a_page_would_leave_little_keeps_its_words(around: str) -> None:
    fragment = f"<p>{LONG[0]}</p>" + around.format("".join(f"<p>{paragraph}</p>" for paragraph in LONG[1:]))
    assert page(fragment).text == "\n\n".join(["Cranes need company", *LONG])


def test_signs_in_a_headline_are_no_markup() -> None:
    fragment = "".join(f"<p>{paragraph}</p>" for paragraph in LONG)
    assert page(fragment, "Cranes &lt;nav & more").text == "\n\n".join(["Cranes <nav & more", *LONG])


def test_what_a_reader_does_not_see_is_no_text() -> None:
    unseen = (
        "<form><p>Subscribe now</p></form><svg><title>Icon</title></svg><noscript><p>Turn on scripts</p></noscript>"
    )
    assert page(f"<p>{BODY}</p>{unseen}").text == f"Cranes need company\n\n{BODY}"


def test_a_whole_page_is_read_as_one_and_says_more_about_itself() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in LONG)
    whole = (
        "<!doctype html><html lang='en'><head><title>Cranes need company</title>"
        "<meta property='article:published_time' content='2024-05-04'></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Cranes need company</h1>{body}</article><footer>All rights reserved</footer></body></html>"
    )
    read = page(whole, "Cranes need company | Quay Times")
    assert read.text == "\n\n".join(["Cranes need company", *LONG])
    assert (read.title, read.language) == ("Cranes need company", "en")
    assert read.published is not None


def test_markup_that_was_written_as_text() -> None:
    assert page(f"&lt;p&gt;{BODY}&lt;/p&gt;", None).text == BODY
    assert page(f"{BODY} Tom &amp; Jerry &#8217;s", None).text == f"{BODY} Tom & Jerry ’s"


@pytest.mark.parametrize("text", ["I <3 cranes", "a < b > c", "write to <jane@example.org>", "<not-a-tag>"])
def test_text_with_angle_brackets_is_text(text: str) -> None:
    assert not has_markup(text)
    assert page(f"{BODY} {text}", None).text == f"{BODY} {text}"


@pytest.mark.parametrize("hostile", ["<div>" * 20_000, "<p" * 20_000, "<b>x</b>" * 60_000, "<p>" + "<" * 50_000])
def test_hostile_markup_does_not_stop_the_reading(hostile: str) -> None:
    names = field_names({})
    assert not isinstance(names, Problem)
    assert read_page({"title": "Cranes", "text": f"<p>{BODY}</p>{hostile}"}, names)
