"""The values that a fetch takes and gives. No behaviour beyond checks of what is built."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

PRODUCT = "EcosystemLedger"
CONTACT = re.compile(r"https?://[\x21-\x27\x2a-\x7e]{3,200}|[\x21-\x27\x2a-\x3f\x41-\x7e]{1,64}@[A-Za-z0-9.-]{3,200}")
VERSION = re.compile(r"[A-Za-z0-9.+_-]{1,40}")
VALIDATOR = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,510}[\x21-\x7e])?")

RESTING, ROBOTS_UNREADABLE = "resting", "robots_unreadable"
NOT_ASKED = frozenset({RESTING, ROBOTS_UNREADABLE})
"""Reasons of failures that say nothing of the page, because its host may not be asked before `retry_at`."""


def usable_validator(value: str | None) -> str | None:
    """An ETag or date if it can be sent back: printable ASCII, not endless. Others could break out of their header."""
    return value if value and VALIDATOR.fullmatch(value) else None


@dataclass(frozen=True)
class Conditions:
    """The validators of an earlier answer: with them the server may answer 304, which has no body."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Fetched:
    """An answer. `address` is where it came from after redirects, `asked` what was asked for, both normalized.

    `status` is 200, or 304 where conditions were sent; then `body` is empty. `headers` are as they came, names in lower
    case; `body` has its Content-Encoding undone and is otherwise untouched.
    """

    address: str
    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Failure:
    """Why there is no answer. `message` says what happened and what to do; `retry_at` when asking again makes sense.

    `is_elsewhere` when a redirect led to another host, and that one failed.
    """

    address: str
    reason: str
    message: str
    retry_at: datetime | None = None
    is_elsewhere: bool = False


@dataclass(frozen=True)
class Politeness:
    """Who asks, and how gently. Times are in seconds.

    Raises:
        ValueError: the contact is neither a web address nor a mailbox, or the version is none.
    """

    contact: str
    version: str = "0"
    seconds_between_requests: float = 1.0
    longest_crawl_delay: float = 30.0
    longest_retry_after: float = 60.0
    most_retries: int = 3

    def __post_init__(self) -> None:
        if not CONTACT.fullmatch(self.contact):
            raise ValueError("The contact must be a web address or a mailbox, so that a publisher can reach you.")
        if not VERSION.fullmatch(self.version):
            raise ValueError("The version must be letters, digits, dots and the like, without white space.")

    @property
    def user_agent(self) -> str:
        """The one name under which everything is asked for."""
        return f"{PRODUCT}/{self.version} (+{self.contact})"


@dataclass(frozen=True)
class Limits:
    """What a fetch may cost, in seconds and bytes, and which hosts may be private or have unusual ports.

    An allowed host is written `host` (any port) or `host:port`; IPv6 addresses without brackets.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    largest: int = 10 * 1024 * 1024
    most_redirects: int = 5
    allowed_hosts: frozenset[str] = field(default_factory=frozenset)
