"""Saves a story in every format that the load step reads, as the programs do that people save articles with.

Here: whole files of one story, and exports and archives of several. Not here: what the stories say
(`test_every_format`, `crowd_stories`), and files that are broken (`crowd_broken`).
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import quopri
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape

import polars as pl

from tests.load.containers.packing import response, warc_gz, zipped
from tests.load.formats import one_article
from tests.load.formats.pdf_pages import LINE, new_pdf

SITE = "https://quay.example.org/news"
COLUMNS = ("title", "text", "url", "date")
ITEM_OF_A_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@dataclass(frozen=True)
class Story:
    """An article: its parts, and where and when it was published (YYYY-MM-DD)."""

    title: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()
    closing: str = ""
    path: str = "story"
    date: str = "2025-03-04"

    @property
    def body(self) -> str:
        """The text below the headline."""
        parts = [*self.paragraphs, "\n".join(f"- {item}" for item in self.items), self.closing]
        return "\n\n".join(filter(None, parts))

    @property
    def text(self) -> str:
        """What every reader should find."""
        return f"{self.title}\n\n{self.body}"

    @property
    def address(self) -> str:
        """Where it was published."""
        return f"{SITE}/{self.path}"


def txt(story: Story) -> bytes:
    """Plain text."""
    return story.text.encode()


def md(story: Story) -> bytes:
    """Markdown with some emphasis."""
    words = story.body.split(" ")
    words[1] = f"**{words[1]}**"
    return f"# {story.title}\n\n{' '.join(words)}\n".encode()


def page(story: Story) -> str:
    """A page with a menu and a footer around the story."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    items = f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in story.items)}</ul>" if story.items else ""
    closing = f"<p>{escape(story.closing)}</p>" if story.closing else ""
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(story.title)} | Quay Times</title></head>'
        '<body><nav><ul><li><a href="/">Front page</a></li><li><a href="/port">Port</a></li></ul></nav>'
        f"<main><article><h1>{escape(story.title)}</h1>{body}{items}{closing}</article></main>"
        "<footer><p>© 2009 Quay Times</p></footer></body></html>"
    )


def html(story: Story) -> bytes:
    """The page in UTF-8."""
    return page(story).encode()


def mhtml(story: Story) -> bytes:
    """The page as Chrome saves it."""
    packed = quopri.encodestring(html(story)).decode("ascii").replace("\n", "\r\n")
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {story.address}\r\nSubject: a page\r\n"
        "Date: Sat, 1 Aug 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----edge"\r\n\r\n\r\n------edge\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {story.address}\r\n\r\n{packed}\r\n------edge--\r\n"
    ).encode()


def pdf(story: Story) -> bytes:
    """One or more pages of lines that wrap."""
    paper = new_pdf(None)
    paper.set_font("Helvetica", "B", 16)
    paper.multi_cell(0, 7, story.title, align="L", new_x="LMARGIN", new_y="NEXT")
    paper.set_font("Times", size=11)
    for content in filter(None, [*story.paragraphs, *(f"• {item}" for item in story.items), story.closing]):
        paper.ln(4)
        paper.multi_cell(0, LINE, content, align="L", new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def docx(story: Story) -> bytes:
    """A Word document."""
    paragraph = one_article.word_paragraph
    body = [paragraph(story.title, '<w:pStyle w:val="T"/>'), *map(paragraph, story.paragraphs)]
    body += [paragraph(item, ITEM_OF_A_LIST) for item in story.items]
    return one_article.docx("".join([*body, paragraph(story.closing)]))


def eml(story: Story) -> bytes:
    """The mail of a press office."""
    message = EmailMessage()
    message["Subject"] = f"Fwd: {story.title}"
    message["From"] = "Harbour Newsroom <press@quay.example.org>"
    message["To"] = "desk@post.example.org"
    message.set_content(f"{story.body}\n\n-- \nHarbour press office\n+1 418 555 0100\n")
    return message.as_bytes()


def record(story: Story) -> dict[str, str]:
    """The story as a row of an export."""
    return dict(zip(COLUMNS, (story.title, story.body, story.address, story.date), strict=True))


def json_list(stories: Sequence[Story]) -> bytes:
    """An export as one JSON document."""
    return json.dumps({"articles": list(map(record, stories))}, ensure_ascii=False, indent=1).encode()


def jsonl(stories: Sequence[Story]) -> bytes:
    """An export with one record a line."""
    return "".join(json.dumps(record(story)) + "\n" for story in stories).encode()


def csv_table(stories: Sequence[Story]) -> bytes:
    """An export as a table."""
    buffer = io.StringIO(newline="")
    table = csv.DictWriter(buffer, COLUMNS)
    table.writeheader()
    table.writerows(map(record, stories))
    return buffer.getvalue().encode()


def parquet(stories: Sequence[Story]) -> bytes:
    """An export as a Parquet file."""
    buffer = io.BytesIO()
    pl.DataFrame(list(map(record, stories))).write_parquet(buffer)
    return buffer.getvalue()


def captures(stories: Sequence[Story]) -> list[bytes]:
    """The pages as a crawler captured them."""
    return [response(html(story), address=story.address) for story in stories]


def warc(stories: Sequence[Story]) -> bytes:
    """A web archive."""
    return b"".join(captures(stories))


def packed_warc(stories: Sequence[Story]) -> bytes:
    """A web archive as crawlers pack it."""
    return warc_gz(*captures(stories))


def zip_of_texts(stories: Sequence[Story]) -> bytes:
    """An archive of files of three formats by turns."""
    turns = (("txt", txt), ("html", html), ("md", md))
    members = [(f"{at}.{turns[at % 3][0]}", turns[at % 3][1](story)) for at, story in enumerate(stories)]
    return zipped(*members)


def gz(content: bytes) -> bytes:
    """Packed without a time, so that equal contents give equal files."""
    return gzip.compress(content, mtime=0)


def zst(content: bytes) -> bytes:
    """Packed as the command line tool does."""
    from backports import zstd

    return bytes(zstd.compress(content))


SINGLE: dict[str, Callable[[Story], bytes]] = {
    "txt": txt, "md": md, "html": html, "mhtml": mhtml, "pdf": pdf, "docx": docx, "eml": eml,
}  # fmt: skip
SEVERAL: dict[str, Callable[[Sequence[Story]], bytes]] = {
    "json": json_list,
    "jsonl": jsonl,
    "csv": csv_table,
    "parquet": parquet,
    "warc": warc,
    "warc.gz": packed_warc,
    "zip": zip_of_texts,
}
