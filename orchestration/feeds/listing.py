"""Reads `feeds.yml`: what a person lists as sources, and what to mend in it. An entry with a mistake stops no other.

Not here: what the addresses hold (`entries`, `sitemaps`), when they are asked for (`poll`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from orchestration.feeds.identity import feed_id, is_web_address
from orchestration.load.models import Problem
from orchestration.load.scan import FEEDS
from orchestration.load.yaml_texts import entries_of, mapping_of

LARGEST = 1024 * 1024
INTERVAL = re.compile(r"(\d{1,4})\s?([mhd])")
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=365)
WRITE = {
    "filter": "write it as {include: [...], exclude: [...]}",
    "newest": "write it as a whole number from 1 to 10000",
    "since": "write it as 2025-01-31",
    "kind": "write feed, sitemap or page, or leave it out",
}
GLOB = re.compile(r"[*?]")


def _interval(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    match = INTERVAL.fullmatch(str(value).strip())
    found = timedelta(**{UNITS[match[2]]: int(match[1])}) if match else None
    if found is None or not SHORTEST <= found <= LONGEST:
        raise ValueError("write it as 30m, 6h or 1d, at least 5m")
    return found


def _address(value: str) -> str:
    if not is_web_address(value) or len(value) > 2_000:
        raise ValueError("must be a web address that begins with http:// or https://")
    if urlsplit(value).username is not None:
        raise ValueError("must not hold a user name or a password")
    return value


def _texts(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Patterns = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=200)], ...], BeforeValidator(_texts)]


class Filter(BaseModel):
    """Which listed pages are taken: those that an `include` fits (or all, without one) and no `exclude` does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    include: Patterns = ()
    exclude: Patterns = ()

    def takes(self, address: str, title: str | None) -> bool:
        """Whether a page with this address and title is taken."""

        def fits(pattern: str) -> bool:
            return _fits(pattern.casefold(), address.casefold(), (title or "").casefold())

        return (not self.include or any(map(fits, self.include))) and not any(map(fits, self.exclude))


def _fits(pattern: str, address: str, title: str) -> bool:
    """With * or ? the pattern is for the whole address or title; without, for a part of the address or whole words."""
    if GLOB.search(pattern):
        return fnmatchcase(address, pattern) or fnmatchcase(title, pattern)
    return pattern in address or re.search(rf"(?<!\w){re.escape(pattern)}(?!\w)", title) is not None


class Feed(BaseModel):
    """One entry: a feed, sitemap or page, whom it is from, how often it is polled and what is taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: Annotated[str, AfterValidator(_address)]
    kind: Literal["feed", "sitemap", "page"] | None = None
    publisher: Annotated[str, Field(max_length=500)] | None = None
    licence: Annotated[str, Field(max_length=500)] | None = None
    every: Annotated[timedelta, BeforeValidator(_interval)] = timedelta(hours=6)
    filter: Filter = Filter()
    newest: Annotated[int, Field(ge=1, le=10_000)] = 50
    since: date | None = None

    @property
    def feed_id(self) -> str:
        """The same for every spelling of the address that `identity.plain_address` knows."""
        return feed_id(self.address)


@dataclass(frozen=True)
class Listing:
    """The entries that can be used, and what is wrong with the others."""

    feeds: tuple[Feed, ...]
    problems: tuple[Problem, ...]


def read_listing(content: bytes) -> Listing:
    """The feeds that the bytes of `feeds.yml` list."""
    found = _too_large() if len(content) > LARGEST else entries_of(content, "feeds")
    if isinstance(found, str):
        return Listing((), (_malformed("", found),))
    feeds: dict[str, Feed] = {}
    problems = []
    for number, (line, node) in enumerate(found, start=1):
        feed = _feed(node, feeds)
        if isinstance(feed, Feed):
            feeds[feed.feed_id] = feed
        else:
            problems.append(_malformed(f", entry {number} (line {line})", feed))
    return Listing(tuple(feeds.values()), tuple(problems))


def _feed(node: Any, known: dict[str, Feed]) -> Feed | str:
    values = mapping_of(node)
    if isinstance(values, str):
        return values
    try:
        feed = Feed.model_validate({key: value for key, value in values.items() if value is not None})
    except ValidationError as error:
        return "; ".join(_complaints(error))
    return f"{feed.address} is listed twice" if feed.feed_id in known else feed


def _complaints(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        key = ".".join(str(part) for part in detail["loc"][:2])
        if detail["type"] == "extra_forbidden":
            known = Filter.model_fields if len(detail["loc"]) > 1 else Feed.model_fields
            yield f"key {key} is not known (known: {', '.join(known)})"
        elif detail["type"] == "missing":
            yield f"{key} is missing"
        else:
            yield f"{key}: {WRITE.get(key) or detail['msg'].removeprefix('Value error, ')}"


def _too_large() -> str:
    return f"it is larger than {LARGEST >> 20} MB"


def _malformed(where: str, complaint: str) -> Problem:
    rest = "The other entries are used." if where else "No feed is polled."
    return Problem("malformed_feeds", f"{FEEDS}{where}: {complaint}. Mend it. {rest}")
