"""Bytes to text. Knows encodings and nothing of formats, except where a web page states its encoding.

Order: byte-order mark, UTF-8, the charset that the page declares, Western European if only its letters come out, and
at last a guess that must be confident.
"""

from __future__ import annotations

import codecs
import re

from orchestration.load.models import Problem

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# PDF, ZIP (and Word), PNG, GIF, JPEG, gzip, old Word, RTF.
BINARY_BEGINNINGS = (b"%PDF-", b"PK\3\4", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\xd0\xcf\x11", b"{\\rtf")
DECLARED_CHARSET = re.compile(rb"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
DECLARED_WITHIN = 4096
# Browsers read these names as their Windows supersets (WHATWG Encoding Standard), and so do the pages' authors.
SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "euc_kr": "cp949", "shift_jis": "cp932"}
# Python also knows codecs that no page is written in: hex, rot13, idna, unicode_escape.
TEXT_CODECS = ("cp", "iso8859", "iso2022", "euc", "gb", "big5", "koi8", "mac", "tis", "shift", "johab", "hz")
MOST_FOREIGN = 0.1  # of the signs of a text; Czech, the richest in accents, has 0.13 of its letters
# charset-normalizer's share of implausible character sequences; 0.0 is a clean reading, above 0.2 it refuses itself.
MOST_CHAOS = 0.05
# Guesses that are believed. The rare ones (ISO 8859-10, code page 775 ...) are more often a misread Western file.
COMMON_ENCODINGS = {"cp1250", "cp1251", "cp1252", "cp1253", "cp949", "cp932", "euc_jp", "gb18030", "big5", "koi8_r"}
# Letters of French, German, Italian, Portuguese, Spanish and the Nordic languages, quotation marks, dashes, currencies.
WESTERN = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüŒœŸÿ‘’‚“”„«»‹›–—…•·¿¡€£§©®™°ºª½¼¾\xa0\xad")

BINARY = Problem("binary", "The file holds binary data, not text. Save it as plain text, Markdown or HTML in UTF-8.")
ENCODING = Problem("encoding", "The file's character encoding is not known for sure. Save it in UTF-8.")


def decode(content: bytes) -> str | Problem:
    """The text of the bytes, or why there is none."""
    if content.startswith(BINARY_BEGINNINGS):
        return BINARY
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = _decoded(content, encoding)
            return ENCODING if text is None else text
    if b"\0" in content:
        return BINARY
    for reading in (_utf8, _declared, _western, _guessed):
        if (text := reading(content)) is not None:
            return text
    return ENCODING


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _utf8(content: bytes) -> str | None:
    return _decoded(content, "utf-8")


def _declared(content: bytes) -> str | None:
    if not (match := DECLARED_CHARSET.search(content[:DECLARED_WITHIN])):
        return None
    try:
        found = codecs.lookup(match[1].decode("ascii"))
    except LookupError:
        return None
    encoding = SUPERSETS.get(found.name, found.name)
    return _decoded(content, encoding) if encoding.startswith(TEXT_CODECS) else None


def _guessed(content: bytes) -> str | None:
    from charset_normalizer import from_bytes  # 40 ms, and almost every file is UTF-8

    best = from_bytes(content, threshold=MOST_CHAOS).best()
    # All names in could_be_from_charset read the bytes alike, so which of them is used does not matter.
    names = [] if best is None else [best.encoding, *best.could_be_from_charset]
    common = sorted(COMMON_ENCODINGS.intersection(names))
    return _decoded(content, common[0]) if common else None


def _western(content: bytes) -> str | None:
    """The text in the encoding of Western Europe, when it then has letters and signs of its languages only.

    The encodings of Windows differ in a dozen letters each, too few for statistics over an English text with names:
    statistics make Polish of "España". In a text of another alphabet most letters would be such.
    """
    text = _decoded(content, "cp1252")
    foreign = [sign for sign in text or "" if not sign.isascii()]
    is_western = text is not None and len(foreign) < MOST_FOREIGN * len(text) and WESTERN.issuperset(foreign)
    return text if is_western else None
