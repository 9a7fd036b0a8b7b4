"""Reads PDF files: the text layer in reading order, in paragraphs again, without what stands around it on each page.

pdfium reads the pages; forms are not initialised, so no script runs, and attachments are never opened. The properties'
dates say when the file was made, not when the article was published, and so are not read: a dateline is found later.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.load.blocks import joined
from orchestration.load.cleaning import clean_text
from orchestration.load.formats.page_frame import without_frame
from orchestration.load.formats.page_layout import Line, in_reading_order
from orchestration.load.formats.paragraphs import read_blocks
from orchestration.load.formats.pdf_text import read_pieces
from orchestration.load.formats.stated_titles import stated_author, stated_title, with_headline
from orchestration.load.languages import language_code
from orchestration.load.models import Page, Problem

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# A long report has 300 pages; articles have a few.
MOST_PAGES = 400
MOST_CHARACTERS = 2_000_000
# Every whole file ends with this mark; of 665 sample files that pdfium read, 3 had it nowhere near the end.
END, END_WITHIN = b"%%EOF", 2048
# Letters of fonts that do not say which letters they are: private ones, control characters, the replacement character.
NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uefff\uf000-\uf8ff\ufffd]")
MOST_NO_LETTERS = 0.2

ENCRYPTED = Problem("encrypted", "The PDF asks for a password. Save a copy without one, or its text as a .txt file.")
NO_TEXT_LAYER = Problem(
    "no_text_layer",
    "The PDF holds pictures of pages, no text. Run text recognition over it (ocrmypdf, for example).",
)
NO_LETTERS = Problem(
    "unreadable", "The PDF's fonts do not say which letters they show. Save the article's text as a .txt file."
)
BROKEN = Problem("unreadable", "The PDF is broken or incomplete. Save it again, or its text as a .txt file.")
TOO_LONG = Problem(
    "too_large", f"The PDF has more than {MOST_PAGES} pages. Save the article's pages as a PDF of their own."
)
TOO_MUCH = Problem(
    "too_large",
    f"The PDF has more than {MOST_CHARACTERS:,} characters. Save the article's pages as a PDF of their own.",
)


def read_pdf(content: bytes) -> Page | Problem:
    """The page of a PDF file's bytes."""
    document = _opened(content)
    if isinstance(document, Problem):
        return document
    try:
        pages = _pages(document)
        return pages if isinstance(pages, Problem) else _read(pages, document)
    finally:
        document.close()


def _opened(content: bytes) -> PdfDocument | Problem:
    import pypdfium2

    if END not in content[-END_WITHIN:]:
        return BROKEN  # pdfium would read the pages that are there, and the end would be missing silently
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return ENCRYPTED if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else BROKEN
    if 0 < len(document) <= MOST_PAGES:
        return document
    problem = TOO_LONG if len(document) else BROKEN
    document.close()
    return problem


def _pages(document: PdfDocument) -> list[list[Line]] | Problem:
    from pypdfium2 import PdfiumError

    pages: list[list[Line]] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except PdfiumError:
            return BROKEN  # a part of the article would be missing silently
        pages.append(read_pieces(page, number))
        page.close()
        characters += sum(len(line.text) for line in pages[-1])
        if characters > MOST_CHARACTERS:
            return TOO_MUCH
    return pages


def _read(pages: list[list[Line]], document: PdfDocument) -> Page | Problem:
    text = "".join(line.text for page in pages for line in page)
    if not any(map(str.isalnum, text)):
        return NO_LETTERS if len(text) > 20 else NO_TEXT_LAYER
    if len(NO_LETTER.findall(text)) > MOST_NO_LETTERS * len(text):
        return NO_LETTERS
    kept, address = without_frame(pages)
    blocks = read_blocks([line for page in kept for line in in_reading_order(page)])
    properties = document.get_metadata_dict()
    title, blocks = with_headline(stated_title(properties["Title"]), blocks)
    return Page(
        text=clean_text(joined(blocks)),
        title=title,
        author=stated_author(properties["Author"]),
        address=address,
        language=_language(document),
    )


def _language(document: PdfDocument) -> str | None:
    import ctypes

    from pypdfium2.raw import FPDFCatalog_GetLanguage

    size = FPDFCatalog_GetLanguage(document, None, 0)
    if not 2 <= size <= 200:
        return None
    buffer = (ctypes.c_ushort * size)()  # twice what is asked for: the size is in bytes
    FPDFCatalog_GetLanguage(document, buffer, size)
    return language_code(bytes(buffer).decode("utf-16-le", "ignore").rstrip("\0"))
