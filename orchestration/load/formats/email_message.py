"""Reads mails (.eml): press releases and newsletters as they come in. The subject is the headline.

All parts that are shown are read, one after the other; attachments are neither read nor named. Not here: what is cut
off a mail's text (`mail_text`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import cast

from orchestration.load.blocks import Block, headline_first, joined
from orchestration.load.cleaning import clean_text, count_words
from orchestration.load.formats.mail_text import article_text, unforwarded, unwrapped
from orchestration.load.formats.mime_parts import header, parse_mime, part_page, part_text
from orchestration.load.languages import language_code
from orchestration.load.models import Page, PartialDate, Problem
from orchestration.load.publication import read_partial_date

SUBJECT_MARKS = re.compile(
    r"(?i)\A(?:\s*(?:(?:fwd?|re|aw|wg|tr|rv|sv|vs)(?:\[\d+\])?\s?:|\[(?:ext(?:ernal)?|extern)\]:?))+\s*"
)
# Newsletters' plain text is at times one line that leads to the web; then the other version has the article.
CLEARLY_MORE = 2
FEWEST_WORDS = 40
# Senders of this kind bear the name of an organization; the others are people.
OFFICE = re.compile(
    r"(?i)(?:press|media|news|newsroom|newsletter|info|pr|communications?|comms|contact|hello|no-?reply|do-?not-?reply"
    r"|marketing|office|mail|updates?|bulletin|relations|presse|editor|redaktion)(?:[._+-].*|\d*)"
)


def read_email_message(content: bytes) -> Page | Problem:
    """The page of a mail's bytes."""
    message = parse_mime(content)
    return message if isinstance(message, Problem) else _read(message)


def _read(message: EmailMessage) -> Page | Problem:
    pages = _body(message)
    if isinstance(pages, Problem):
        return pages
    inner = next((part for part in message.walk() if part.get_content_type() == "message/rfc822"), None)
    if inner is not None and _words(pages) < FEWEST_WORDS:
        return _read(cast("EmailMessage", inner.get_content()))  # forwarded as an attachment
    found = [unforwarded(page.text) for page in pages]
    text = clean_text(article_text(*(text for text, _ in found)))
    headers = {name: header(message, name) or "" for name in ("subject", "from", "date")}
    headers |= next((forwarded for _, forwarded in found if forwarded), {})
    title, blocks = headline_first(SUBJECT_MARKS.sub("", headers["subject"]) or None, _blocks(text))
    author, publisher = _sender(headers["from"])
    return Page(
        text=clean_text(joined(blocks)) if text else "",
        title=title,
        author=_first(page.author for page in pages) or author,
        publisher=_first(page.publisher for page in pages) or publisher,
        address=_first(page.address for page in pages),
        language=_first(page.language for page in pages) or language_code(header(message, "Content-Language")),
        published=_date(headers["date"]),
    )


def _body(message: EmailMessage) -> list[Page] | Problem:
    """The parts in plain text, unless those in HTML have clearly more."""
    plain = _sound(map(_plain_page, _parts(message, "plain")))
    html = _sound(map(part_page, _parts(message, "html")))
    if isinstance(plain, Problem):
        return html or plain
    if isinstance(html, Problem):
        return plain or html
    return html if _has_more(html, plain) else plain


def _parts(message: EmailMessage, kind: str) -> Iterator[EmailMessage]:
    """The parts of the kind that are shown: no attachments, and nothing of a mail inside the mail."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            return
        if part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment":
            yield part


def _plain_page(part: EmailMessage) -> Page | Problem:
    text = part_text(part)
    if isinstance(text, Problem):
        return text
    if part.get_param("format") == "flowed":
        return Page(clean_text(_reflowed(text, part.get_param("delsp") == "yes")))
    return Page(unwrapped(text.replace("\r\n", "\n")))


def _sound(pages: Iterable[Page | Problem]) -> list[Page] | Problem:
    """The pages that hold anything, or the first problem: a part of the article would be missing silently."""
    sound: list[Page] = []
    for page in pages:
        if isinstance(page, Problem):
            return page
        sound += [page] if page.text.strip() else []
    return sound


def _has_more(html: list[Page], plain: list[Page]) -> bool:
    return _words(html) > CLEARLY_MORE * count_words(article_text(*(page.text for page in plain)))


def _words(pages: Iterable[Page]) -> int:
    return sum(count_words(page.text) for page in pages)


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)


def _reflowed(text: str, delete_space: bool) -> str:
    """Paragraphs of format=flowed (RFC 3676): a line that ends with a space goes on, but for the signature's mark."""
    parts: list[str] = []
    flows = False
    for line in text.splitlines():
        line = line.removeprefix(" ") if line.startswith((" >", " From", "  ")) else line
        parts += ["" if flows and line != "-- " else "\n"]
        flows = line.endswith(" ") and line != "-- "
        parts.append(line[:-1] if flows and delete_space else line)
    return "".join(parts)


def _blocks(text: str) -> list[Block]:
    return [Block("paragraph", paragraph) for paragraph in re.split(r"\n\n+", text) if paragraph]


def _sender(value: str) -> tuple[str | None, str | None]:
    """Author and publisher: the name of an office is that of a publisher, any other that of a person."""
    name, address = parseaddr(value)
    name = re.sub(r"\s+(?:via|on behalf of)\s.*", "", name.strip("\"' "))
    if not name or "@" in name:
        return None, None
    is_office = OFFICE.fullmatch(address.partition("@")[0]) or OFFICE.search(name.rpartition(" ")[2])
    return (None, name) if is_office else (name, None)


def _date(value: str) -> PartialDate | None:
    try:
        return PartialDate(parsedate_to_datetime(value).date(), "day")
    except (ValueError, TypeError, OverflowError):
        # The forwarded header of a mail program: "Tuesday, 4 March 2025 at 09:30".
        return read_partial_date(re.sub(r"(?i)^\w+,\s*|\s+(?:at\s+)?\d{1,2}:\d\d.*$", "", value))
