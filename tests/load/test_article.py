"""One file's bytes: what is read as what, what is rejected and why, and that nothing ever raises."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.load.article import read_article
from orchestration.load.meta_files import Meta
from orchestration.load.models import Article, Rejection
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
        ("a.pdf", b"%PDF-1.7", "unreadable"),
        ("a.xyz", BODY.encode(), "unknown_type"),
        ("a.txt", b"%PDF-1.7 and some words behind it", "unreadable"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "unknown_type"),
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
    result = read_article("a.xyz", BODY.encode())
    assert isinstance(result, Rejection)
    assert all(suffix in result.message for suffix in (".csv", ".docx", ".html", ".md", ".pdf", ".txt", ".warc"))


def test_a_name_without_an_ending_may_hold_a_text() -> None:
    assert accepted("a", BODY.encode()).text == BODY


def test_a_parser_that_fails_is_a_rejection_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_content: bytes) -> None:
        raise IndexError

    monkeypatch.setattr("orchestration.load.article.reader_of", lambda _: fail)
    result = read_article("a.txt", BODY.encode())
    assert isinstance(result, Rejection)
    assert result.reason == "unreadable"
    assert "IndexError" in result.message


def test_a_document_that_takes_too_long_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_content: bytes) -> None:
        while True:
            pass

    monkeypatch.setattr("orchestration.load.article.SECONDS", 0.1)
    monkeypatch.setattr("orchestration.load.article.reader_of", lambda _: never)
    result = read_article("a.txt", BODY.encode())
    assert isinstance(result, Rejection)
    assert result.reason == "too_slow"


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


def test_a_meta_file_decides_the_language() -> None:
    german = "Der neue Hub in Seoul hat am Montag seine Türen für vierzig junge Firmen aus aller Welt geöffnet."
    article = read_article("a.txt", german.encode(), Meta(language="en"))
    assert isinstance(article, Article)
    assert (article.language, article.language_basis) == ("en", "stated")


def test_the_date_that_stands_for_none_is_none() -> None:
    stated = '<head><meta property="article:published_time" content="1970-01-01T00:00:00Z"></head><body>'
    page = HTML.replace("<body>", stated)
    assert accepted("a.html", page.encode()).published_on is None


@pytest.mark.parametrize("names", ["España Works", "Instituto de Computação", "Forêt Works", "Åre Works", "Straße 9"])
def test_western_names_in_an_old_encoding_keep_their_letters(names: str) -> None:
    text = f"The harbour lab and {names} signed an agreement to train forty engineers together, it’s said."
    assert accepted("a.txt", text.encode("cp1252")).text == text
