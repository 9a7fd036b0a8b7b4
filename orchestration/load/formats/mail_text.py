"""From the text of a mail to its article, without quoted replies, signatures, forwarding headers and footers.

Works on text only. Not here: parts, charsets and headers of the mail itself (`email_message`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from orchestration.load.cleaning import count_words

FORWARDED = re.compile(
    r"^[ >]*(?:-{2,} ?(?:Forwarded [Mm]essage|Original [Mm]essage|Weitergeleitete Nachricht|Message transféré)"
    r"(?: ?(?:from|by) .*)? ?-{2,}|Begin forwarded message:)[ ]*$",
    re.MULTILINE,
)
FORWARDED_HEADER = re.compile(r"[*_]*(From|Date|Sent|Subject|To|Cc|Reply-To)[*_]*:[*_]*\s*(.*)", re.IGNORECASE)
REPLY = re.compile(
    r"^On [^\n]{6,200}(?:\n[^\n]{1,100})? wrote:[ ]*$|^-{2,} ?Original [Mm]essage ?-{2,}[ ]*$", re.MULTILINE
)
QUOTED = re.compile(r"^>.*(?:\n|\Z)", re.MULTILINE)
SIGNATURE = re.compile(r"^-- ?\n", re.MULTILINE)
LONGEST_SIGNATURE = 15  # lines; what is longer is the article, which goes on behind a dash
FOOTER = re.compile(
    r"unsubscrib|(?:manage|update) (?:your |my )?(?:e-?mail )?(?:preferences|subscription)"
    r"|(?:you(?:’|')?(?: a)?re|you have) (?:receiving|received) this|this (?:e-?mail|message) was sent to"
    r"|opt[ -]out|(?:this|the) (?:e-?mail|message)[^.]{0,60}(?:confidential|intended (?:only )?for)",
    re.IGNORECASE,
)
BROWSER = re.compile(
    r"(?:view|read|see|open)\b.{0,40}\bin (?:your |a |the )?(?:web ?)?browser|(?:view|read) (?:it )?online|web version",
    re.IGNORECASE,
)
FOOTER_WITHIN, LONGEST_FOOTER, LONGEST_HINT = 10, 80, 20
BULLET = re.compile(r"^[ \t]*[*•·‣▪◦–-][ \t]+(?=\S)", re.MULTILINE)
NARROWEST, WIDEST = 55, 80  # columns at which mail programs wrap; RFC 5322 recommends 78


def unwrapped(text: str) -> str:
    """The text with lines joined that a mail program wrapped: where the next word had no room."""
    text = BULLET.sub("- ", text)
    lines = text.split("\n")
    width = max(map(len, lines))
    if not NARROWEST <= width <= WIDEST:
        return text
    parts = lines[:1]
    for last, line in pairwise(lines):
        first = line.split(maxsplit=1)[:1]
        if first and last.strip() and not line.startswith(("- ", ">")) and len(last) + 1 + len(first[0]) > width:
            parts += ["" if re.search(r"\w[-–]$", last[-2:]) else " ", line.strip()]
        else:
            parts += ["\n", line]
    return "".join(parts)


def unforwarded(text: str) -> tuple[str, dict[str, str]]:
    """What was forwarded, and the headers that stand before it, by their names in small letters.

    Only where more was forwarded than written above it; otherwise what stands below is a reply's past.
    """
    match = FORWARDED.search(text)
    if not match or count_words(text[match.end() :]) <= count_words(text[: match.start()]):
        return text, {}
    lines = text[match.end() :].lstrip("\n").split("\n")
    headers: dict[str, str] = {}
    while lines and (found := FORWARDED_HEADER.match(lines[0].lstrip("> "))):
        headers[found[1].lower().replace("sent", "date")] = found[2].strip(" *_")
        del lines[0]
    return "\n".join(lines), headers


def article_text(*parts: str) -> str:
    """The text of a mail's parts without quoted replies, signatures and what newsletters write around an article."""
    text = "\n\n".join(filter(None, map(_own_text, parts)))
    return "\n\n".join(_without_hints(re.split(r"\n\s*\n", text)))


def _own_text(text: str) -> str:
    """What its sender wrote. Part by part: what ends a note must not end the release that comes in the next part."""
    if reply := REPLY.search(text):
        text = text[: reply.start()]
    return _without_signature(QUOTED.sub("", text))


def _without_signature(text: str) -> str:
    for match in SIGNATURE.finditer(text):
        if text.count("\n", match.end()) <= LONGEST_SIGNATURE:
            return text[: match.start()]
    return text


def _without_hints(paragraphs: list[str]) -> list[str]:
    """Without the line that leads to a browser, and from the first paragraph on that is part of a footer."""
    kept = [
        paragraph
        for index, paragraph in enumerate(paragraphs)
        if not (index < 3 and BROWSER.search(paragraph) and count_words(paragraph) <= LONGEST_HINT)
    ]
    for index in range(max(1, len(kept) - FOOTER_WITHIN), len(kept)):
        if FOOTER.search(kept[index]) and count_words(kept[index]) <= LONGEST_FOOTER:
            return kept[:index]
    return kept
