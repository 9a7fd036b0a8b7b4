"""What the values of a record mean: texts, names, dates, languages and addresses in the spellings of exports.

Everything here takes a value of JSON, a cell of CSV or a value of Parquet and answers None when it says nothing.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from orchestration.load.cleaning import one_line
from orchestration.load.containers.record_fields import folded, literal, vocabulary
from orchestration.load.languages import language_code
from orchestration.load.models import PartialDate
from orchestration.load.publication import read_partial_date

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
BYLINE = re.compile(r"by[\s:]+", re.IGNORECASE)
HOST = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:[:/]\S*)?", re.IGNORECASE)
NAME_KEYS = ("name", "title", "fullname", "label")
# 20240504, 20240504T103000Z (GDELT), 20240504103000.
COMPACT_DATE = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?\d{6}Z?)?")
# Sat May 04 10:00:00 +0000 2024, as Twitter and C's asctime write it.
WEEKDAY_FIRST = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d?) [\d:]{8} (?:\S+ )?(\d{4})")
EPOCH = re.compile(r"(\d{9,19})(?:\.\d*)?")
# Seconds reach it in the year 5138; larger numbers count milliseconds, microseconds or nanoseconds.
SECONDS_BELOW = 10**11
FIRST_YEAR, LAST_YEAR = 1990, 2100


def is_absent(value: Any) -> bool:
    """Whether the value is one of the ways in which exports say "nothing"."""
    if isinstance(value, str):
        return value.strip().casefold() in vocabulary()["absent"]
    if isinstance(value, float):
        return not math.isfinite(value)
    return value is None or (isinstance(value, list | dict) and not value)


def running_text(value: Any) -> str | None:
    """The text of a string, of a list of paragraphs, or of an object with pieces of text."""
    if is_absent(value):
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        keys = folded(value)
        value = [keys.get(piece) for piece in vocabulary()["pieces"]]
    if not isinstance(value, list):
        return None
    return "\n\n".join(filter(None, (running_text(piece) for piece in value))) or None


def line(value: Any) -> str | None:
    """One line of text: a title, a name."""
    if is_absent(value) or isinstance(value, bool | list | dict):
        return None
    text = one_line(html.unescape(TAG.sub(" ", str(value))))
    return None if is_absent(text) else text


def names(value: Any) -> str | None:
    """The names in a string, a list of strings or of objects, or a list that was written as text."""
    found = dict.fromkeys(name for name in _each_name(value) if not name.startswith(("http://", "https://")))
    return ", ".join(found) or None


def address(value: Any) -> str | None:
    """A web address."""
    text = line(value)
    return text if text and text.startswith(("http://", "https://")) and " " not in text else None


def host(value: Any) -> str | None:
    """The name of a web site in its address or domain, without "www."; None for anything else."""
    match = HOST.fullmatch(line(value) or "")
    return match[1] if match else None


def host_of(link: str | None) -> str | None:
    """The host of a web address."""
    try:
        return host(urlsplit(link or "").hostname)
    except ValueError:  # an address with half an IPv6 host
        return None


def language(value: Any) -> str | None:
    """The ISO 639-1 code of "en", "en-GB", "eng" (Event Registry) or "English" (GDELT)."""
    text = line(value)
    return (language_code(text) or _language_named(text)) if text else None


def published(value: Any) -> PartialDate | None:
    """The date of a time stamp, of seconds or finer since 1970, or of a date in words; the day is that of its zone."""
    if isinstance(value, dict):  # MongoDB: {"$date": "2024-05-04T10:00:00Z"}, {"$numberLong": "1714816800000"}
        return published(next(iter(value.values()))) if len(value) == 1 else None
    if isinstance(value, date):
        return PartialDate(value.date() if isinstance(value, datetime) else value, "day")
    text = line(value)
    if not text:
        return None
    if match := EPOCH.fullmatch(text):
        return _compact(text) or _since_1970(int(match[1]))
    return _compact(text) or _weekday_first(text) or read_partial_date(text)


def _each_name(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        parsed = literal(value)
        value = value if parsed is None else parsed
    if isinstance(value, list):
        for one in value:
            yield from _each_name(one) if isinstance(one, dict) else filter(None, [_name(one)])
    elif isinstance(value, dict):
        keys = folded(value)
        yield from filter(None, [next(filter(None, (_name(keys.get(key)) for key in NAME_KEYS)), None)])
    elif name := _name(value):
        yield name


def _name(value: Any) -> str | None:
    text = line(value)
    return BYLINE.sub("", text, count=1) if text and BYLINE.match(text) else text


def _language_named(text: str) -> str | None:
    from babel.core import Locale, get_global  # 80 ms, and most exports write codes of two letters

    code = get_global("language_aliases").get(text.lower())
    if code is None:
        known = Locale("en").languages
        code = next((code for code, name in known.items() if name.casefold() == text.casefold()), None)
    return language_code(code)


def _compact(text: str) -> PartialDate | None:
    match = COMPACT_DATE.fullmatch(text)
    return read_partial_date("-".join(match.groups())) if match else None


def _weekday_first(text: str) -> PartialDate | None:
    match = WEEKDAY_FIRST.fullmatch(text)
    return read_partial_date(f"{match[2]} {match[1]} {match[3]}") if match else None


def _since_1970(number: int) -> PartialDate | None:
    while number >= SECONDS_BELOW:
        number //= 1000
    on = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number)).date()
    return PartialDate(on, "day") if FIRST_YEAR <= on.year <= LAST_YEAR else None
