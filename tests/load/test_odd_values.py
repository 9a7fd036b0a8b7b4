"""Values that no table can hold, and names that two things share: they cost themselves at most, never the refresh."""

from __future__ import annotations

import io
import json

import pytest

from orchestration.load.articles import load_articles
from orchestration.load.models import FoundFile
from tests.load.containers.packing import response, warc_gz, zipped
from tests.load.helpers import BODY, NOW, file

HALF = "\\ud83d"  # half of an emoji, as JSON and YAML write it
LINKED = '{"@type": "NewsArticle", "headline": "A H", "url": "https://a.example.org/H", "author": {"name": "Ada H"}}'
MAIL = (
    b"From: Jos\xe9 \xff <j@example.org>\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nMessage-ID: <1@example.org>\r\n"
)


def page(head: str) -> FoundFile:
    return file("a.html", f"<html><head>{head}</head><body><article><p>{BODY}</p></article></body></html>")


FOLDERS = {
    "linked data": [page(f'<script type="application/ld+json">{LINKED.replace("H", HALF)}</script>')],
    "address of a page": [page('<link rel="canonical" href="https://a.example.org/&#xd83d;">')],
    "address that is none": [page('<meta property="og:url" content="https://[a.example.org/">')],
    "record": [file("a.json", f'[{{"title": "A {HALF}", "text": "{BODY} {HALF}", "url": "https://e.org/{HALF}"}}]')],
    "front matter": [file("a.md", f'---\ntitle: "A {HALF}"\nlicence: "{HALF}"\n---\n\n{BODY}')],
    "meta file": [file("a.txt", BODY), file("a.meta.yml", f'address: "https://e.org/{HALF}"\nlicence: "a{HALF}"')],
    "headers of a mail": [file("a.eml", MAIL + b"Subject: caf\xe9 \xff\r\n\r\n" + BODY.encode())],
    "address of a capture": [file("a.warc.gz", warc_gz(response(address="https://e.org/\xff\xfe")))],
    "numbers as dates": [file("a.json", json.dumps([{"title": "A", "text": BODY, "date": 10**30}]))],
    "first hour of time": [file("a.txt", BODY), file("a.meta.yml", "fetched: 0001-01-01T00:00:00+14:00")],
    "last hour of time": [file("a.txt", BODY), file("a.meta.yml", "fetched: 9999-12-31T23:59:59-14:00")],
    "control characters": [file("a\nb\x01.txt", f"{BODY}\x01\x1b[0m \ufffe")],
}


@pytest.mark.parametrize("name", FOLDERS)
def test_the_article_is_loaded_all_the_same(name: str) -> None:
    result = load_articles(FOLDERS[name], None, NOW)
    assert BODY in result.articles["text"][0]
    result.articles.write_parquet(io.BytesIO())
    again = load_articles(FOLDERS[name], result, NOW)
    assert again.articles.equals(result.articles)


def test_a_folder_may_be_named_as_the_inside_of_an_archive() -> None:
    archive = zipped(("a.txt", BODY.encode()), ("b.txt", BODY.encode()))
    result = load_articles([file("x.zip", archive), file("x.zip!/a.txt", BODY), file("x.zip!/b.txt", BODY)], None, NOW)
    assert result.counts.accepted == 3
    assert result.articles.height == 1
