"""When an article was published, how exactly that is known, and where it was read.

The order of trust: meta file, the page's metadata, a dateline at the beginning of the text, the address or path.
Never the time of the file: a copied archive would be published today.
"""

from __future__ import annotations

import re
from datetime import date

from orchestration.language.dates import DateExpression, find_dates, parse_date
from orchestration.load.models import PartialDate

DATELINE_WITHIN = 300
LABEL = (
    r"(?:(?:first\s)?(?:published|posted|released|issued|dated?|(?:press|news)\srelease|updated)"
    r"(?:\son|\sdate)?\s?[:,–—-]?\s)"
)
# What stands before and behind the date on its line. A sentence with a date ("in May 2024, X opened") is no dateline;
# a colon before the date needs a known label, because "Opening: March 2026" is none either.
SURROUNDINGS = tuple(
    (re.compile(before, re.IGNORECASE), re.compile(behind))
    for before, behind in (
        # A line of its own: "Published: 4 May 2024", "Campus Digest · October 2019", "4 May 2024 | By Jane Doe".
        (rf"(?:.{{0,60}}[|·•–—/,(]\s?)?{LABEL}?", r"(?:,?\s\d\d?:\d\d.{0,12})?\s?(?:[|·•–—/)-].{0,60}(?<!\.))?"),
        # The opening of a press agency: "SEOUL, South Korea, March 3, 2025 — ".
        (r"[^\W\d_][^.:;!?]{1,60}[,(–—-]\s?", r"\)?\s?[–—:/(-].*"),
        (r".*\(", r"\).*"),
        (rf"(?:.*[|·•–—/(]\s?)?{LABEL}", r".*"),
    )
)
ISO_DATE = re.compile(r"((?:19|20)\d\d)(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?")
PATH_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-])(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)")


def read_partial_date(text: str) -> PartialDate | None:
    """The date of "2024", "2024-05", "2024-05-04", with or without a time, or "4 May 2024"; None for anything else."""
    text = text.strip()
    if match := ISO_DATE.fullmatch(text):
        return _partial(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    found = parse_date(text)
    return _stated(found) if found and found.char_start == 0 else None


def find_dateline(text: str) -> PartialDate | None:
    """The date with a year that stands as a dateline at the beginning of the text."""
    for found in find_dates(text[: 2 * DATELINE_WITHIN]):
        if found.char_start < DATELINE_WITHIN and found.relation is None and _is_dateline(text, found):
            dateline = _stated(found)
            if dateline and dateline.precision != "year":
                return dateline
    return None


def find_in_address(address: str) -> PartialDate | None:
    """The date in a web address or path: /2024/05/04/, /2024/05/, 2024-05-04-title; a year alone is too little."""
    dates = (_partial(int(match[1]), int(match[3]), int(match[4] or 0)) for match in PATH_DATE.finditer(address))
    return next(filter(None, dates), None)


def _is_dateline(text: str, found: DateExpression) -> bool:
    line_end = text.find("\n", found.char_end)
    before = text[text.rfind("\n", 0, found.char_start) + 1 : found.char_start]
    behind = text[found.char_end : line_end if line_end >= 0 else len(text)]
    return any(one.fullmatch(before) and other.fullmatch(behind) for one, other in SURROUNDINGS)


def _stated(found: DateExpression) -> PartialDate | None:
    if found.year is None or found.kind == "relative" or found.season or found.quarter:
        return None
    return _partial(found.year, found.month or 0, found.day or 0)


def _partial(year: int, month: int, day: int) -> PartialDate | None:
    try:
        on = date(year, month or 1, day or 1)
    except ValueError:  # 31 February
        return None
    return PartialDate(on, "day" if day else "month" if month else "year")
