"""One file's bytes: what is read as what, what is rejected and why, and that nothing ever raises."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.load import Article, Rejection, read_article
from tests.load.helpers import BODY

HTML = f"<!doctype html><html><body><article><h1>Harbour</h1><p>{BODY}</p></article></body></html>"


def accepted(name: str, content: bytes) -> Article:
    result = read_article(name, content)
    assert isinstance(result, Article), result
    return result


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.txt", codecs.BOM_UTF8, "empty"),
        ("a.pdf", b"%PDF-1.7", "unknown_type"),
        ("a", BODY.encode(), "unknown_type"),
        ("a.txt", b"%PDF-1.7 and some words behind it", "binary"),
        ("a.txt", b"some words\0and a zero byte between them", "binary"),
        ("a.txt", bytes(range(128, 256)) * 4, "encoding"),
        ("a.txt", b"1 2 3 4 5 6 7", "no_text"),
        ("a.txt", b"only four words here", "no_text"),
        ("a.html", b"<html><body><nav>Home News Jobs About Us Contact</nav></body></html>", "no_text"),
        ("a.html", b"<html><body>" + b"<div>" * 5000 + BODY.encode(), "unreadable"),
        ("a.html", b"<html><body>" + b"<i>x</i>" * 60_000, "too_large"),
        ("a.txt", b"a" * (10 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_reasons(name: str, content: bytes, reason: str) -> None:
    result = read_article(name, content)
    assert isinstance(result, Rejection)
    assert (result.source_uri, result.reason) == (name, reason)
    assert result.message.endswith(".")


def test_the_message_lists_what_is_supported() -> None:
    result = read_article("a.docx", b"PK")
    assert isinstance(result, Rejection)
    assert ".htm, .html, .md, .txt" in result.message


def test_a_parser_that_fails_is_a_rejection_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_text: str) -> None:
        raise IndexError

    monkeypatch.setitem(read_article.__globals__["READERS"], ".txt", fail)
    result = read_article("a.txt", BODY.encode())
    assert isinstance(result, Rejection)
    assert result.reason == "unreadable"
    assert "IndexError" in result.message


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_page_is_read_as_a_page_whatever_its_name(name: str) -> None:
    assert accepted(name, HTML.encode()).text == f"Harbour\n\n{BODY}"


def test_a_plain_text_called_html_is_a_text() -> None:
    assert accepted("a.html", BODY.encode()).text == BODY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "L’institut de Montréal a signé une entente avec l’université : « une étape », dit la directrice."
    assert accepted("a.txt", text.encode(encoding)).text == text


def test_korean_without_a_mark() -> None:
    text = "부산시와 항만 연구소는 인공지능 인력 양성을 위한 협약을 체결했다고 밝혔다. 연구소는 내년에 문을 연다."
    article = accepted("a.txt", text.encode("cp949"))
    assert (article.text, article.language) == (text, "ko")


def test_the_charset_that_a_page_declares() -> None:
    page = HTML.replace("<body>", '<head><meta charset="iso-8859-1"></head><body>').replace("city", "Zürich “city”")
    assert "Zürich “city”" in accepted("a.html", page.encode("cp1252")).text


def test_the_id_depends_on_the_bytes_alone() -> None:
    first, second = accepted("a.txt", BODY.encode()), accepted("b/c.md", BODY.encode())
    assert first.article_id == second.article_id
    assert first.article_id != accepted("a.txt", BODY.encode() + b"\n").article_id


def test_deep_pages_are_read_or_rejected_but_never_cut() -> None:
    for depth in (200, 400, 1500):
        page = f"<html><body>{'<div>' * depth}<p>{BODY}</p>{'</div>' * depth}<p>{BODY} At the end.</p></body></html>"
        result = read_article("a.html", page.encode())
        assert isinstance(result, Rejection) or "At the end" in result.text


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["a.txt", "a.md", "a.html"]), st.binary(max_size=300))
def test_junk_never_raises(name: str, content: bytes) -> None:
    assert isinstance(read_article(name, content), Article | Rejection)


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<ul><li>", "<table><tr><td>", "<script>", "<!--", "]]>", "&#0;", "&#xD800;", "<html>", "<article>"]
)
TEXT = st.sampled_from(
    [
        BODY,
        "---",
        "```",
        "[x](y)",
        "**",
        "\n",
        "\n\n",
        "\n# ",
        "\n| a |\n|---|\n",
        "\n> ",
        "\n- ",
        "\n1. ",
        "\u200b",
        "\r",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["a.md", "a.html"]), st.lists(MARKUP | TEXT, max_size=25))
def test_broken_markup_never_raises(name: str, parts: list[str]) -> None:
    assert isinstance(read_article(name, "".join(parts).encode()), Article | Rejection)
