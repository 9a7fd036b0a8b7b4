"""Files that are no articles, broken in as many ways as people and networks break them, each with the right reasons.

Here: contents. Things that only a file system can be wrong about (links, pipes, permissions) are in `crowd`, since
they need a place.
"""

from __future__ import annotations

import gzip
import io
import json
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.load import saved_as
from tests.load.containers.packing import gzip_bomb, response, warc_gz, zip_bomb, zipped
from tests.load.formats import one_article
from tests.load.formats.pdf_pages import new_pdf, raw_pdf
from tests.load.saved_as import Story

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(255, 0, -1)) * 4
PROGRAM = b"\x7fELF\2\1\1" + bytes(900)
LOCAL, CENTRAL = b"PK\3\4", b"PK\1\2"
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)

Make = Callable[[Story, Random], bytes]


@dataclass(frozen=True)
class Broken:
    """A way to be broken: the suffix of its files, how one is made of a story, and the reasons that fit."""

    suffix: str
    make: Make
    reasons: frozenset[str]


def _cut(content: bytes, choice: Random) -> bytes:
    """As after a download that broke off: a third to four fifths of it."""
    return content[: int(len(content) * choice.uniform(0.35, 0.8))]


def _locked(story: Story, _choice: Random) -> bytes:
    """An archive whose one member says that it is encrypted."""
    content = bytearray(zipped(("a.txt", story.text.encode())))
    content[content.index(LOCAL) + 6] |= 1
    content[content.index(CENTRAL) + 8] |= 1
    return bytes(content)


def _escaping_link(_story: Story, _choice: Random) -> bytes:
    """An archive with nothing but a link out of it, under a name that leads out of it."""
    link = zipfile.ZipInfo("../../inside.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return zipped((link, b"/etc/hostname"))


def _nested_zip(story: Story, _choice: Random) -> bytes:
    content = story.text.encode()
    for depth in range(5):
        content = zipped((f"{depth}.{'zip' if depth else 'txt'}", content))
    return content


def _locked_pdf(story: Story, _choice: Random) -> bytes:
    paper = new_pdf()
    paper.multi_cell(0, 5, story.title)
    paper.set_encryption(owner_password="owner", user_password="user")
    return bytes(paper.output())


def _nested_mail(story: Story, _choice: Random) -> bytes:
    header = "From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nSubject: News\r\n"
    parts = "".join(f'Content-Type: multipart/mixed; boundary="{at}"\r\n\r\n--{at}\r\n' for at in range(1000))
    return (header + parts + "\r\n" + story.text).encode()


def _empty_mail(_story: Story, _choice: Random) -> bytes:
    return b"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nSubject: News\r\n\r\n\r\n"


def _old_charset(_story: Story, choice: Random) -> bytes:
    return b"Harbour \x81\x8d\x8f\x90\x9d opened a \xff\xfe lab in the old town. \x81" * choice.randint(5, 15)


def _without_text(_story: Story, _choice: Random) -> bytes:
    return b'<!doctype html><html><body><nav><a href="/">Home</a></nav><div id="app"></div></body></html>'


def _deep(_story: Story, choice: Random) -> bytes:
    depth = choice.randint(3_000, 4_000)
    return b"<!doctype html><html><body>" + b"<div>" * depth + b"<p>Down here.</p>" + b"</div>" * depth


def _many_elements(_story: Story, _choice: Random) -> bytes:
    return b"<!doctype html><html><body><p>" + b"<b></b>" * 51_000 + b"</p></body></html>"


def _rows_that_do_not_fit(story: Story, _choice: Random) -> bytes:
    return f"title,text,url\n{story.title.replace(',', '')},a,b,c,d,e\n".encode()


def _without_header(story: Story, choice: Random) -> bytes:
    rows = [f"{choice.randrange(9999)};{story.path};{choice.random()}" for _ in range(5)]
    return "\n".join(rows).encode()


def _without_text_field(story: Story, _choice: Random) -> bytes:
    return (json.dumps({"heading": story.title, "views": 12}) + "\n").encode()


def _cut_text(story: Story, _choice: Random) -> bytes:
    return json.dumps([{"title": story.title, "content": f"{story.body[:150]}… [+1234 chars]"}]).encode()


def _broken_json(story: Story, _choice: Random) -> bytes:
    return ('{"title": ' + json.dumps(story.title) + ', "text": oops}').encode()


def _rare_method(story: Story, _choice: Random) -> bytes:
    return zipped(("a.txt", story.text.encode()), method=zipfile.ZIP_BZIP2)


def _workbook(_story: Story, _choice: Random) -> bytes:
    return zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"))


def _packed_tar(story: Story, _choice: Random) -> bytes:
    import tarfile

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(story.text.encode())
        archive.addfile(member, io.BytesIO(story.text.encode()))
    return buffer.getvalue()


@cache
def _zip_bomb() -> bytes:
    return zip_bomb(64)


@cache
def _gzip_bomb() -> bytes:
    return gzip_bomb(64)


def _is(content: bytes) -> Make:
    return lambda _story, _choice: content


def _broken(suffix: str, make: Make, *reasons: str) -> Broken:
    return Broken(suffix, make, frozenset(reasons))


WAYS: dict[str, Broken] = {
    "empty": _broken("txt", _is(b""), "empty"),
    "only-blanks": _broken("md", _is(b" \n\t\r\n " * 50), "empty"),
    "only-zero-bytes": _broken("txt", _is(bytes(700)), "empty", "binary"),
    "a-few-words": _broken("txt", _is(b"See attachment."), "no_text"),
    "cut-off-pdf": _broken("pdf", lambda story, choice: _cut(saved_as.pdf(story), choice), "unreadable"),
    "endless-pdf": _broken("pdf", lambda story, _: saved_as.pdf(story).replace(b"%%EOF", b""), "unreadable"),
    "locked-pdf": _broken("pdf", _locked_pdf, "encrypted"),
    "scanned-pdf": _broken("pdf", _is(raw_pdf(b"0 0 100 100 re f")), "no_text_layer"),
    "cut-off-docx": _broken("docx", lambda story, choice: _cut(saved_as.docx(story), choice), "unreadable"),
    "entities-docx": _broken("docx", lambda *_: one_article.docx(**{"word/document.xml": ENTITIES}), "unsafe"),
    "cut-off-zip": _broken("zip", lambda story, choice: _cut(saved_as.zip_of_texts([story]), choice), "damaged"),
    "cut-off-gz": _broken("txt.gz", lambda story, choice: _cut(saved_as.gz(saved_as.txt(story)), choice), "damaged"),
    "cut-off-zst": _broken("md.zst", lambda story, choice: _cut(saved_as.zst(saved_as.md(story)), choice), "damaged"),
    "cut-off-parquet": _broken(
        "parquet", lambda story, choice: _cut(saved_as.parquet([story]), choice), "unreadable", "damaged"
    ),
    "cut-off-warc": _broken("warc.gz", lambda story, choice: _cut(saved_as.packed_warc([story]), choice), "damaged"),
    "warc-without-articles": _broken("warc.gz", lambda story, _: warc_gz(response(status=404)), "no_articles"),
    "locked-zip": _broken("zip", _locked, "encrypted"),
    "empty-zip": _broken("zip", lambda *_: zipped(), "empty"),
    "link-in-zip": _broken("zip", _escaping_link, "link"),
    "zip-in-zip": _broken("zip", _nested_zip, "too_deep"),
    "rare-zip": _broken("zip", _rare_method, "unknown_type"),
    "bomb-zip": _broken("zip", lambda *_: _zip_bomb(), "unpacks_too_large"),
    "bomb-gz": _broken("html.gz", lambda *_: _gzip_bomb(), "unpacks_too_large"),
    "tar-gz": _broken("tar.gz", _packed_tar, "unknown_type"),
    "program-as-text": _broken("txt", _is(PROGRAM), "binary"),
    "picture": _broken("png", _is(PNG), "unknown_type"),
    "picture-as-page": _broken("html", _is(JPEG), "binary"),
    "noise": _broken("dat", lambda _, choice: b"\0" + choice.randbytes(1500), "unknown_type"),
    "noise-as-text": _broken("txt", lambda _, choice: b"\xc3\0" + choice.randbytes(1500), "binary", "encoding"),
    "noise-as-pdf": _broken("pdf", lambda _, choice: b"%PDF-1.7\n" + choice.randbytes(1500), "unreadable"),
    "noise-in-gz": _broken("gz", lambda _, choice: gzip.compress(b"\xc3\0" + choice.randbytes(900)), "unknown_type"),
    "old-charset": _broken("txt", _old_charset, "encoding"),
    "broken-json": _broken("json", _broken_json, "broken_record"),
    "cut-text": _broken("json", _cut_text, "cut_text"),
    "no-text-field": _broken("jsonl", _without_text_field, "no_text_field"),
    "no-header": _broken("csv", _without_header, "no_header"),
    "unequal-rows": _broken("csv", _rows_that_do_not_fit, "broken_record"),
    "no-text": _broken("html", _without_text, "no_text"),
    "deep": _broken("html", _deep, "unreadable"),
    "many-elements": _broken("html", _many_elements, "too_large"),
    "nested-mail": _broken("eml", _nested_mail, "unsafe"),
    "empty-mail": _broken("eml", _empty_mail, "no_text"),
    "workbook": _broken("xlsx", _workbook, "unknown_type"),
    "old-word": _broken("doc", _is(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "unknown_type"),
    "rtf-as-text": _broken("txt", _is(b"{\\rtf1\\ansi " + b"The harbour lab opened. " * 9 + b"}"), "binary"),
}
# These take a tenth of a second or more each to read: a few of them are enough.
SLOW = ("many-elements", "bomb-zip", "bomb-gz", "deep")
