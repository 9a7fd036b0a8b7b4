"""Readers of single documents: the bytes of one format to a `Page`, or to the `Problem` that says why there is none.

Adding a format: a module here, a line in `_OF_TEXT` or `_OF_BYTES`, and how to tell it in `load/sniffing.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pkgutil import resolve_name

from orchestration.load.decoding import decode
from orchestration.load.models import Page, Problem

Reader = Callable[[bytes], Page | Problem]

# By name, because the libraries behind them take up to a second to import.
_OF_TEXT = {
    "text": "orchestration.load.plain_text:read_plain_text",
    "markdown": "orchestration.load.markdown:read_markdown",
    "web_page": "orchestration.load.web_page:read_web_page",
}
_OF_BYTES = {
    "pdf": "orchestration.load.formats.pdf:read_pdf",
    "docx": "orchestration.load.formats.word_document:read_word_document",
    "eml": "orchestration.load.formats.email_message:read_email_message",
    "mhtml": "orchestration.load.formats.web_archive:read_web_archive",
}


@cache
def reader_of(name: str) -> Reader:
    """Return the reader of a format.

    Raises:
        KeyError: there is none; the format is that of a container, or unknown.
    """
    if name in _OF_BYTES:
        reader: Reader = resolve_name(_OF_BYTES[name])
        return reader
    of_text: Callable[[str], Page | Problem] = resolve_name(_OF_TEXT[name])

    def decoded(content: bytes) -> Page | Problem:
        text = decode(content)
        return text if isinstance(text, Problem) else of_text(text)

    return decoded
