"""Web pages saved as one file: the page among its parts."""

from __future__ import annotations

import base64

import pytest

from orchestration.load.formats.web_archive import read_web_archive
from orchestration.load.models import Page, Problem
from tests.load.formats.one_article import TITLE, html, mhtml


def page(content: bytes) -> Page:
    read = read_web_archive(content)
    assert isinstance(read, Page), read
    return read


def archive(*parts: tuple[str, bytes], kind: str = "multipart/related; type=text/html") -> bytes:
    """An archive as Word writes it: parts in base64."""
    bodies = b"".join(
        b"--edge\n%b\nContent-Transfer-Encoding: base64\n\n%b\n" % (head.encode(), base64.encodebytes(content))
        for head, content in parts
    )
    return b"MIME-Version: 1.0\nContent-Type: %b; boundary=edge\n\n%b--edge--\n" % (kind.encode(), bodies)


def test_the_page_and_its_address() -> None:
    read = page(mhtml())
    assert (read.title, read.address) == (TITLE, "https://quay.example.org/cranes")
    assert read.published is None  # the day on which it was saved is not that of the article


def test_the_address_that_the_page_states_wins_and_one_of_a_file_is_none() -> None:
    canonical = html().replace("<title>", '<link rel="canonical" href="https://quay.example.org/own"><title>')
    assert page(archive(("Content-Type: text/html", canonical.encode()))).address == "https://quay.example.org/own"
    saved = archive(("Content-Type: text/html\nContent-Location: file:///C:/cranes.htm", html().encode()))
    assert page(saved).address is None


def test_the_part_that_is_named_as_the_start_is_the_page() -> None:
    frame = ("Content-Type: text/html\nContent-ID: <frame@x>", b"<html><body><p>An advertisement.</p></body></html>")
    root = ("Content-Type: text/html\nContent-ID: <root@x>", html().encode())
    assert page(archive(frame, root, kind='multipart/related; start="<root@x>"')).title == TITLE


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_charsets(charset: str) -> None:
    source = html().replace(" 김하늘", "").replace('<meta charset="utf-8">', "")
    read = page(archive((f"Content-Type: text/html; charset={charset}", source.encode(charset))))
    assert read.title == TITLE


def test_an_archive_without_a_page_is_a_problem() -> None:
    read = read_web_archive(archive(("Content-Type: image/png", b"\x89PNG")))
    assert isinstance(read, Problem)
    assert read.reason == "no_text"


def test_a_page_that_was_cut_off_is_a_problem_and_not_half_an_article() -> None:
    whole = mhtml()
    read = read_web_archive(whole[: whole.index(b"harbour lab and")])
    assert isinstance(read, Problem)
    assert read.reason == "unreadable"
    assert page(whole[: whole.index(b"color: red")]).title == TITLE  # only a style sheet was lost


def test_broken_archives_never_raise() -> None:
    whole = mhtml()
    for end in range(0, len(whole), 211):
        assert isinstance(read_web_archive(whole[:end]), Page | Problem)
