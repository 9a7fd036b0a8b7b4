"""Reads web pages saved as one file (MHTML: .mhtml, .mht), as Chrome, Edge and Word write them.

Finds the page among its parts; the page itself is read as any other (`web_page`). The date in the header says when the
page was saved, not when it was published, and so is not read.
"""

from __future__ import annotations

from dataclasses import replace
from email.errors import CloseBoundaryNotFoundDefect
from email.message import EmailMessage

from orchestration.load.formats.mime_parts import header, parse_mime, part_page, part_text
from orchestration.load.models import Page, Problem

PAGE_TYPES = ("text/html", "application/xhtml+xml")

NO_PAGE = Problem("no_text", "The archive holds no web page. Save the page again as .html or .mhtml.")
TRUNCATED = Problem("unreadable", "The archive ends in the middle of the page. Save the page again.")


def read_web_archive(content: bytes) -> Page | Problem:
    """The page of an MHTML file's bytes."""
    message = parse_mime(content)
    if isinstance(message, Problem):
        return message
    root, is_last = _root(message)
    if root is None:
        return NO_PAGE
    text = part_text(root)
    if isinstance(text, Problem):
        return text
    is_open = any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)
    if is_open and is_last and "</html>" not in text[-200:].lower():
        return TRUNCATED
    page = part_page(root)
    return page if isinstance(page, Problem) else replace(page, address=page.address or _address(message, root))


def _root(message: EmailMessage) -> tuple[EmailMessage | None, bool]:
    """The part that `start` names, else the first page; and whether nothing follows it."""
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in PAGE_TYPES]
    start = message.get_param("start", None)
    named = [part for part in pages if start and header(part, "Content-ID") == start]
    root = next(iter(named + pages), None)
    return root, bool(parts) and root is parts[-1]


def _address(message: EmailMessage, root: EmailMessage) -> str | None:
    found = (header(message, "Snapshot-Content-Location"), header(root, "Content-Location"))
    return next((one for one in found if one and one.startswith(("http://", "https://"))), None)
