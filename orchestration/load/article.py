"""One document to one article, or the reason why not. Pure: no disk, no clock, no other documents.

Here: choosing the reader, and joining what page and meta file say. Not here: telling formats apart (`sniffing`), the
readers (`formats`), files with several articles (`reading`).
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from orchestration.load.cleaning import clean_text, count_words, one_line
from orchestration.load.formats import reader_of
from orchestration.load.languages import Detected, detect_language
from orchestration.load.models import Article, Document, Page, PartialDate, Problem, Rejection
from orchestration.load.publication import find_dateline, find_in_address
from orchestration.load.sizes import largest, too_large
from orchestration.load.sniffing import EMPTY, Format, sniff
from orchestration.processes.time_limit import TooSlowError, time_limit
from orchestration.schemas.ids import stable_id

if TYPE_CHECKING:
    from orchestration.load.meta_files import Meta

FEWEST_WORDS = 5
SECONDS = 20.0  # a page of the most elements that are read takes 6
SHOWN = 200
NO_DATE = date(1970, 1, 1)  # what publishing systems write for a date that nobody entered

TOO_SLOW = Problem("too_slow", f"Reading it took over {SECONDS:.0f} seconds. Save the article's text as a .txt file.")


def read_article(name: str, content: bytes, meta: Meta | None = None) -> Article | Rejection:
    """The article in `content`, the bytes of the file `name` (its path below the raw folder)."""
    return read_document(Document(name, content), meta)


def read_document(document: Document, meta: Meta | None = None, kind: Format | None = None) -> Article | Rejection:
    """The article of a document, with what the meta file beside it says; `kind` where its format is known already."""
    page = document.page or _read(document, kind)
    if isinstance(page, Page):
        page = _checked(page)
    return page.of(document.uri) if isinstance(page, Problem) else _article(document, page, meta)


def _read(document: Document, known: Format | None) -> Page | Problem:
    if not document.content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return EMPTY
    kind = known or sniff(document.uri, document.content)
    if isinstance(kind, Problem):
        return kind
    if len(document.content) > largest(kind):
        return too_large(largest(kind))
    try:
        with time_limit(SECONDS):
            return reader_of(kind)(document.content)
    except TooSlowError:
        return TOO_SLOW
    except MemoryError:  # the file is innocent of a full machine: who gave this process its memory decides
        raise
    except Exception as error:  # parsers fail in ways of their own; one bad file must not stop the others
        message = f"The file could not be parsed ({type(error).__name__}). Save the article's text as a .txt file."
        return Problem("unreadable", message)


def _checked(page: Page) -> Page | Problem:
    if count_words(page.text) < FEWEST_WORDS or not any(map(str.isalpha, page.text)):
        message = f"No article was found in the file: fewer than {FEWEST_WORDS} words remain without markup and menus."
        return Problem("no_text", message, clean_text(page.text)[:SHOWN] or None)
    return page


def _article(document: Document, page: Page, meta: Meta | None) -> Article:
    sha256 = hashlib.sha256(document.content).hexdigest()
    # Linked data may hold half a character (\ud83d) in an address, which no table can.
    address = one_line((meta and meta.address) or page.address or document.address or "") or None
    published, basis = _published(document.uri, page, meta, address)
    language = _language(page, meta)
    return Article(
        article_id=stable_id("art", sha256),
        source_uri=document.uri,
        title=(meta and meta.title) or page.title,
        publisher=(meta and meta.publisher) or page.publisher,
        author=(meta and meta.author) or page.author,
        address=address,
        licence=(meta and meta.licence) or page.licence,
        published_on=published.on if published else None,
        published_on_precision=published.precision if published else None,
        published_on_basis=basis,
        fetched_at=(meta and meta.fetched) or document.fetched_at,
        language=language.code,
        language_basis=language.basis,
        word_count=count_words(page.text),
        content_sha256=sha256,
        text=page.text,
    )


def _language(page: Page, meta: Meta | None) -> Detected:
    """What a person wrote into a meta file holds; what a page says of itself is a hint."""
    return Detected(meta.language, "stated") if meta and meta.language else detect_language(page.text, page.language)


def _published(name: str, page: Page, meta: Meta | None, address: str | None) -> tuple[PartialDate | None, str | None]:
    if meta and meta.published:
        return meta.published, "meta_file"
    if page.published and page.published.on != NO_DATE:
        return page.published, "page_metadata"
    # A date in the headline is more often that of an event to come.
    if dateline := find_dateline(page.text.removeprefix(page.title or "").lstrip()):
        return dateline, "dateline"
    in_address = find_in_address(address or "") or find_in_address(name)
    return (in_address, "address") if in_address else (None, None)
