"""Formats by content and name: a wrong name misleads nobody, and what is not read is called by its name."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.load.models import Problem
from orchestration.load.signatures import name_zip
from orchestration.load.sniffing import BY_SUFFIX, sniff
from tests.load.helpers import BODY

TEXT = BODY.encode()
PAGE = f"<!doctype html><html><body><p>{BODY}</p></body></html>".encode()
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nSubject: News\r\n\r\n" + TEXT
SAVED = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\n\r\n' + PAGE
)


def archive(*names: str, mimetype: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as members:
        for name in names:
            members.writestr(name, mimetype if name == "mimetype" else b"x")
    return buffer.getvalue()


WORD = archive("[Content_Types].xml", "word/document2.xml")
PARQUET = b"PAR1" + bytes(20) + b"PAR1"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.json", "a.xyz", "a"])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.7\n1 0 obj", "pdf"),
        (PAGE, "web_page"),
        (b"\xef\xbb\xbf  " + PAGE, "web_page"),
        (PAGE.decode().encode("utf-16"), "web_page"),
        (b'<?xml version="1.0"?><!-- x --><HTML>' + TEXT, "web_page"),
        (WORD, "docx"),
        (archive("a.txt", "word/notes.txt"), "zip"),
        (archive(), "zip"),
        (MAIL, "eml"),
        (SAVED, "mhtml"),
        (PARQUET, "parquet"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "warc"),
        (gzip.compress(b"WARC/1.1\r\n"), "warc"),
        (gzip.compress(TEXT), "gzip"),
        (b"\x28\xb5\x2f\xfd" + bytes(9), "zstd"),
        (b"\x5d\x2a\x4d\x18" + bytes(9), "zstd"),
    ],
)
def test_content_decides_whatever_the_name(name: str, content: bytes, expected: str) -> None:
    assert sniff(name, content) == expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", TEXT, "text"),
        ("a.TXT", TEXT, "text"),
        ("a.md", b"# News\n\n" + TEXT, "markdown"),
        ("a.html", TEXT, "text"),
        ("a.htm", b"<p>" + TEXT, "web_page"),
        ("a.html", "한 글 <b>자".encode("utf-16"), "web_page"),
        ("a.eml", b"Subject: x\nFrom: y\n\n" + TEXT, "eml"),
        ("a.eml", TEXT, "text"),
        ("a.mht", b"<p>" + TEXT, "web_page"),
        ("a.mht", b"Subject: x\nContent-Type: multipart/related\n\n" + PAGE, "mhtml"),
        ("a.pdf", TEXT, "text"),
        ("a.json", b'{"a": 1}', "json"),
        ("a.json", TEXT, "json"),
        ("a.jsonl", b"[1]", "jsonl"),
        ("a.ndjson", b'{"a": 1}', "jsonl"),
        ("a.csv", b"a,b\n1,2", "csv"),
        ("a.tsv", b"a\tb", "csv"),
        ("a", TEXT, "text"),
        ("notes/x.warc.gz#3", TEXT, "text"),
        ("x.warc.gz#3", b"Notice: line 3\n<title>x</title>" + TEXT, "web_page"),
        ("a", "부산시와 항만 연구소는 인공지능 인력 양성을 위한 협약을 체결했다.".encode(), "text"),
        ("a.docx", b"PK\3\4 cut off", "docx"),
        ("a.txt", b"PK\3\4 cut off", "zip"),
        ("a.txt", b" \n", "text"),
        ("a.json", b"", "json"),
        ("a.txt", TEXT.decode().encode("utf-32"), "text"),
        ("a.txt", bytes(range(128, 256)) * 4, "text"),
    ],
)
def test_the_name_decides_where_content_leaves_it_open(name: str, content: bytes, expected: str) -> None:
    assert sniff(name, content) == expected


@pytest.mark.parametrize(
    "name", ["Interview with Dr. Quay", "Report v1.2", "index.html?id=3", "Minutes of 4.5.2024", "a.", "in v1.0/news"]
)
def test_a_dot_in_a_name_makes_no_suffix(name: str) -> None:
    assert sniff(name, TEXT) == "text"
    assert sniff(name, PAGE[15:]) == sniff(name, b"<title>x</title>" + TEXT) == "web_page"


def test_under_an_unknown_suffix_pages_and_mails_are_read_and_other_texts_are_not() -> None:
    assert sniff("story.php", b"\r\n" + PAGE) == "web_page"
    assert sniff("story.msg", MAIL) == "eml"
    for content in (TEXT, b"<?php echo 1; ?><p>" + TEXT, json.dumps({"text": BODY}).encode()):
        found = sniff("story.php", content)
        assert isinstance(found, Problem)
        assert found.reason == "unknown_type"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_nothing_is_unpacked_that_could_have_no_end(method: int, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as members:
        members.writestr("mimetype", b"application/epub+zip")
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert name_zip(buffer.getvalue()) == "zip"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "beginning",
    [
        "{Editor's note} ",
        "[Seoul] ",
        "From: the press office\n",
        "From: The press office\nTo: all\nSubject: News\n\n",
        "Date: 4 May 2024\nPlace: Busan\n\n",
        "BMW opened a lab. ",
        "MZ Group said: ",
        "GIF is a format. ",
        "PAR1 is a project. ",
        "ID3 is another. ",
        "RIFF. ",
        "WARC/1.0 is a format. ",
        "%PDF is a format. ",
        "BZhang said: ",
        "<b>News</b> ",
    ],
)
def test_a_text_may_begin_like_something_else(name: str, beginning: str) -> None:
    assert sniff(name, (beginning + BODY).encode()) == BY_SUFFIX[name[1:]]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_json_without_its_name_must_be_unmistakable(name: str) -> None:
    record = json.dumps({"text": BODY}).encode()
    assert sniff(name, record) == sniff(name, b"[" + record + b"]") == "json"
    assert sniff(name, record + b"\n" + record + b"\n") == "jsonl"
    for other in (record + b" " + TEXT * 9, record + b"\n" + TEXT * 9, b"[" + TEXT * 9 + b"]", b"{}", b"[]", b"[1, 2]"):
        assert sniff(name, other) not in ("json", "jsonl")
    assert sniff("a.txt", b"[" * 200_000) == "text"


@pytest.mark.parametrize(
    ("content", "called"),
    [
        (archive("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "a PowerPoint presentation"),
        (archive("mimetype", mimetype=b"application/vnd.oasis.opendocument.text"), "an OpenDocument text"),
        (archive("mimetype", mimetype=b"application/epub+zip"), "an e-book"),
        (archive("Index/Document.iwa"), "an Apple Pages"),
        (b"\xd0\xcf\x11\xe0" + bytes(9) + "WordDocument".encode("utf-16-le"), "an old Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(9) + "Workbook".encode("utf-16-le"), "an old Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + bytes(9), "an old Office document"),
        (b"{\\rtf1\\ansi " + TEXT, "an RTF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a picture"),
        (b"BM\x10\0\0\0", "a picture"),
        (b"\0\0\0\x18ftypisom", "a video or sound recording"),
        (b"ID3\4\0\0", "a sound recording"),
        (b"\x7fELF\2\1\0", "a program"),
        (b"MZ\x90\0\3\0", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (bytes(257) + b"ustar\0", "a tar archive"),
        (b"filedesc://x.arc", "a web archive of the old ARC form"),
    ],
)
def test_what_is_not_read_is_called_by_its_name(content: bytes, called: str) -> None:
    for name, reason in (("a.txt", "binary"), ("a.bin", "unknown_type"), ("a", "unknown_type")):
        problem = sniff(name, content)
        assert isinstance(problem, Problem)
        assert problem.reason == reason
        assert problem.message.startswith(f"This is {called}")
        assert problem.message.endswith(".")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.py", TEXT, "unknown_type"),
        ("a.xyz", b"\1\2\0", "unknown_type"),
        ("a.txt", b"\1\2\0", "binary"),
        ("a", b"for (i = 0; i < 9; i++) { a[i] += b[i] * (c - 1); } // x", "unknown_type"),
        ("a", b"four words are here", "unknown_type"),
        ("a", bytes(range(128, 256)), "unknown_type"),
        ("a", b"", "empty"),
        ("a.pdf", b"  ", "empty"),
    ],
)
def test_what_has_no_reader(name: str, content: bytes, reason: str) -> None:
    problem = sniff(name, content)
    assert isinstance(problem, Problem)
    assert problem.reason == reason


def test_the_message_lists_what_is_supported() -> None:
    problem = sniff("a.py", TEXT)
    assert isinstance(problem, Problem)
    assert ".docx, .eml, .gz, .htm, .html" in problem.message


def test_a_huge_directory_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.load.signatures.MOST_PARTS", 1)
    assert sniff("a.zip", WORD) == "zip"


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([*BY_SUFFIX, ".xyz", ""]),
    st.sampled_from(
        [b"", b"PK\3\4", b"\x1f\x8b\x08", b"From: x\nTo:", b"{", b"\xff\xfe", b"\xd0\xcf\x11\xe0", WORD[:-9]]
    ),
    st.binary(max_size=200) | st.text(max_size=80).map(str.encode),
)
def test_nothing_raises(suffix: str, beginning: bytes, rest: bytes) -> None:
    found = sniff(f"a{suffix}", beginning + rest)
    assert isinstance(found, Problem) or found in BY_SUFFIX.values()
