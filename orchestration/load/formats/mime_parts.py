"""Opens MIME files (mails, archived web pages) and decodes their parts.

Not here: what a mail or a page says.
"""

from __future__ import annotations

import codecs
import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from orchestration.load.decoding import SUPERSETS, TEXT_CODECS, decode
from orchestration.load.models import Page, Problem
from orchestration.load.web_page import read_web_page

# Mails nest three or four deep; the parser takes one level of Python's stack for each.
MOST_CONTAINERS = 100
CONTAINER = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)

TOO_DEEP = Problem(
    "unsafe", f"The file has more than {MOST_CONTAINERS} parts inside parts. Save the article's text as a .txt file."
)
NO_HTML = Problem("unreadable", "The file's web page is broken. Save the article's text as a .txt file.")
BROKEN = Problem("unreadable", "The file has no readable header. Save it again, or the article's text as a .txt file.")


def parse_mime(content: bytes) -> EmailMessage | Problem:
    """The message of the bytes; broken messages are parsed as far as they go."""
    if sum(1 for _ in CONTAINER.finditer(content)) > MOST_CONTAINERS:
        return TOO_DEEP
    message = message_from_bytes(content, policy=policy.default)
    return message if message.keys() else BROKEN


def header(message: EmailMessage, name: str) -> str | None:
    """The header as text, without folds; None where it is missing or beyond repair."""
    try:
        value = message.get(name)
    except MemoryError:
        raise
    except Exception:  # the standard library's header parser fails on some malformed headers in many ways
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def part_text(part: EmailMessage) -> str | Problem:
    """The text of the part: by the charset that it states, if the bytes agree, else as a file of unknown encoding."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    stated = _codec(part.get_content_charset())
    if stated:
        try:
            return content.decode(stated)
        except UnicodeError:
            pass  # a wrong label; the bytes themselves may be clear
    return decode(content) if content.strip() else ""


def part_page(part: EmailMessage) -> Page | Problem:
    """The page of a part that holds HTML."""
    from lxml.etree import LxmlError

    text = part_text(part)
    if isinstance(text, Problem):
        return text
    try:
        return read_web_page(text) if text.strip() else Page("")
    except LxmlError:  # cut off within its first element
        return NO_HTML


def _codec(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError):
        return None
    if name == "utf-8":
        return name
    # A page may state a charset of its own within, so plain ASCII is no statement.
    found = SUPERSETS.get(name, name) if name != "ascii" else ""
    return found if found.startswith((*TEXT_CODECS, "utf")) else None
