"""What robots.txt allows (RFC 9309), asked for once per site and day."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from orchestration.feeds.addresses import Address
from orchestration.feeds.clock import Clock
from orchestration.feeds.exchange import Response, Wanted
from orchestration.feeds.models import PRODUCT, ROBOTS_UNREADABLE, Failure

if TYPE_CHECKING:
    from protego import Protego

KEPT_FOR = timedelta(days=1)
ASKED_AGAIN_AFTER = timedelta(hours=1)  # where it could not be read
WANTED = Wanted(("text/plain", "*/*"), largest=500 * 1024, is_cut=True)  # RFC 9309: at least 500 KiB are read
USER_AGENT = re.compile(r"(?i)\s*user[- ]?agent[\s:](.*)")


@dataclass(frozen=True)
class Rules:
    """What a site said, and until when it holds. Without `parsed`, everything is allowed, or nothing (`failure`)."""

    until: datetime
    parsed: Protego | None = None
    failure: Failure | None = None


class Robots:
    """Asks `get` for each site's robots.txt and tells `slow_down` of its Crawl-delay."""

    def __init__(
        self, get: Callable[[Address], Response | Failure], slow_down: Callable[[str, float], None], clock: Clock
    ) -> None:
        self._get = get
        self._slow_down = slow_down
        self._clock = clock
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, threading.Lock] = {}

    def refusal(self, address: Address) -> Failure | None:
        """Why the address may not be asked for now; None when it may."""
        site = Address(address.scheme, address.host, address.port, "/robots.txt")
        with self._locks.setdefault(site.origin, threading.Lock()):
            rules = self._rules.get(site.origin)
            if rules is None or rules.until <= self._clock.now():
                rules = self._rules[site.origin] = self._asked(site)
        if rules.failure:
            return Failure(str(address), rules.failure.reason, rules.failure.message, rules.until)
        if rules.parsed and not rules.parsed.can_fetch(str(address), PRODUCT):
            message = f"{site} does not allow it. Ask the publisher, or take the address out."
            return Failure(str(address), "robots", message, rules.until)
        return None

    def _asked(self, site: Address) -> Rules:
        answer, now = self._get(site), self._clock.now()
        if isinstance(answer, Failure):
            # RFC 9309: a robots.txt that is not there allows everything, one that cannot be read allows nothing.
            if is_absent(answer):
                return Rules(now + KEPT_FOR)
            message = f"Nothing may be asked for while robots.txt cannot be read. {answer.message}"
            until = max(answer.retry_at or now, now + ASKED_AGAIN_AFTER)
            reason = ROBOTS_UNREADABLE if answer.reason.startswith("status_") else answer.reason
            return Rules(until, failure=Failure(str(site), reason, message, until))
        parsed = parse_rules(answer.body)
        if delay := parsed.crawl_delay(PRODUCT):
            self._slow_down(site.host, delay)
        return Rules(now + KEPT_FOR, parsed)


def is_absent(answer: Failure) -> bool:
    """Is it a client error (4xx)? 429 is one by number, but says that the server is there and busy."""
    return bool(re.fullmatch(r"status_4\d\d", answer.reason)) and answer.reason != "status_429"


def parse_rules(body: bytes) -> Protego:
    """The rules in a robots.txt.

    Other crawlers' names are made one: Protego keeps the rules of a group once for each of its names, so a file of
    500 KB with half of it names would take gigabytes.
    """
    from protego import Protego

    text = body.decode("utf-8-sig", "replace")
    return Protego.parse("\n".join(map(_with_one_other, text.splitlines())))


def _with_one_other(line: str) -> str:
    found = USER_AGENT.match(line.partition("#")[0])
    name = found[1].strip(": \t").lower() if found else "*"
    if name == "*":
        return line
    product = re.split(r"[/\s*]", name, maxsplit=1)[0]
    return f"User-agent: {PRODUCT if product == PRODUCT.lower() else 'other'}"
