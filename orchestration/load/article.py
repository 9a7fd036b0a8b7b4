"""One file's bytes to one article, or the reason why not. Pure: no disk, no clock, no other files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from orchestration.load.cleaning import clean_text, count_words
from orchestration.load.decoding import decode
from orchestration.load.languages import guess_language
from orchestration.load.models import Article, Page, PartialDate, Problem, Rejection
from orchestration.load.plain_text import read_plain_text
from orchestration.load.publication import find_dateline, find_in_address
from orchestration.schemas.ids import stable_id

if TYPE_CHECKING:
    from orchestration.load.meta_files import Meta

LARGEST = 10 * 1024 * 1024
FEWEST_WORDS = 5
MARKUP_WITHIN = 2000
HTML_BEGINNING = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
TAG = re.compile(r"<[a-zA-Z!/]")

EMPTY = Problem("empty", "The file is empty. Save the article's text in it, or remove it.")


def read_article(name: str, content: bytes, meta: Meta | None = None) -> Article | Rejection:
    """The article in `content`, the bytes of the file `name` (its path below the raw folder)."""
    problem = check_name_and_size(name, len(content))
    page = problem or _read_page(name, content)
    if isinstance(page, Problem):
        return page.of(name)
    return _article(name, content, page, meta)


def check_name_and_size(name: str, size: int) -> Problem | None:
    """What can be said against a file without reading it."""
    if _suffix(name) not in READERS:
        supported = ", ".join(sorted(READERS))
        return Problem("unknown_type", f"Files of this type are not read. Supported: {supported}.")
    if size > LARGEST:
        return Problem("too_large", f"The file is larger than {LARGEST >> 20} MB. Split it, or remove what is no text.")
    return None


def _read_page(name: str, content: bytes) -> Page | Problem:
    if not content.strip():
        return EMPTY
    text = decode(content)
    if isinstance(text, Problem):
        return text
    try:
        page = _reader(name, text)(text)
    except Exception as error:  # parsers fail in ways of their own; one bad file must not stop the others
        message = f"The file could not be parsed ({type(error).__name__}). Save the article's text as a .txt file."
        return Problem("unreadable", message, clean_text(text[:200]))
    return page if isinstance(page, Problem) else _checked(page, text)


def _checked(page: Page, source: str) -> Page | Problem:
    if not source.strip().strip("\ufeff\u200b"):
        return EMPTY
    if count_words(page.text) < FEWEST_WORDS or not any(map(str.isalpha, page.text)):
        message = f"No article was found in the file: fewer than {FEWEST_WORDS} words remain without markup and menus."
        return Problem("no_text", message, page.text[:200] or None)
    return page


def _reader(name: str, text: str) -> Callable[[str], Page | Problem]:
    """By content first: a page saved as .txt is still a page, and a text saved as .html is still a text."""
    if HTML_BEGINNING.match(text[:MARKUP_WITHIN].lstrip("\ufeff")):
        return _read_web_page
    reader = READERS[_suffix(name)]
    return read_plain_text if reader is _read_web_page and not TAG.search(text) else reader


def _read_web_page(text: str) -> Page | Problem:
    from orchestration.load.web_page import read_web_page  # trafilatura takes 200 ms to import

    return read_web_page(text)


def _read_markdown(text: str) -> Page:
    from orchestration.load.markdown import read_markdown

    return read_markdown(text)


READERS: dict[str, Callable[[str], Page | Problem]] = {
    ".txt": read_plain_text,
    ".md": _read_markdown,
    ".html": _read_web_page,
    ".htm": _read_web_page,
}


def _article(name: str, content: bytes, page: Page, meta: Meta | None) -> Article:
    sha256 = hashlib.sha256(content).hexdigest()
    address = (meta and meta.address) or page.address
    published, basis = _published(name, page, meta, address)
    return Article(
        article_id=stable_id("art", sha256),
        source_uri=name,
        title=(meta and meta.title) or page.title,
        publisher=(meta and meta.publisher) or page.publisher,
        author=(meta and meta.author) or page.author,
        address=address,
        licence=(meta and meta.licence) or page.licence,
        published_on=published.on if published else None,
        published_on_precision=published.precision if published else None,
        published_on_basis=basis,
        language=(meta and meta.language) or page.language or guess_language(page.text),
        word_count=count_words(page.text),
        content_sha256=sha256,
        text=page.text,
    )


def _published(name: str, page: Page, meta: Meta | None, address: str | None) -> tuple[PartialDate | None, str | None]:
    if meta and meta.published:
        return meta.published, "meta_file"
    if page.published:
        return page.published, "page_metadata"
    # A date in the headline is more often that of an event to come.
    if dateline := find_dateline(page.text.removeprefix(page.title or "").lstrip()):
        return dateline, "dateline"
    in_address = find_in_address(address or "") or find_in_address(name)
    return (in_address, "address") if in_address else (None, None)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
