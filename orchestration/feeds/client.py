"""Fetches one address, politely and safely: the only way from this package to the network."""

from __future__ import annotations

import random as chance
import ssl
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from types import TracebackType

import httpcore

from orchestration.feeds.addresses import Address, parse_address, shown
from orchestration.feeds.clock import SYSTEM, Clock
from orchestration.feeds.exchange import Exchange, Headers, Response, Wanted
from orchestration.feeds.identity import host_of
from orchestration.feeds.models import Conditions, Failure, Fetched, Limits, Politeness, usable_validator
from orchestration.feeds.pacing import Pace
from orchestration.feeds.polite import PoliteExchange
from orchestration.feeds.redirects import follow
from orchestration.feeds.robots import WANTED, Robots
from orchestration.feeds.transport import Deadline, GuardedBackend, Resolve, resolve
from orchestration.load.models import Problem

__all__ = ["Client", "Conditions", "Failure", "Fetched", "Limits", "Politeness"]

ANY = ("*/*",)
UNCONDITIONAL = Conditions()
USUAL = Limits()
MOST_CONNECTIONS = 16
KEPT_OPEN = 15.0


class Client:
    """Asks servers for addresses. Close it, or use it as a context manager.

    It may be used by several threads: pace and robots.txt hold for all of them together.
    """

    def __init__(
        self,
        politeness: Politeness,
        limits: Limits = USUAL,
        *,
        clock: Clock = SYSTEM,
        random: Callable[[], float] = chance.random,
        resolve: Resolve = resolve,
    ) -> None:
        self._limits = limits
        self._clock = clock
        pace = Pace(clock, politeness.seconds_between_requests, politeness.longest_crawl_delay)
        self._exchange = _exchange(politeness, limits, clock, resolve)
        self._polite = PoliteExchange(self._exchange, pace, politeness, clock, random)
        self._robots = Robots(self._robots_txt, pace.slow_down, clock)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._exchange.close()

    def fetch(
        self,
        address: str,
        conditions: Conditions = UNCONDITIONAL,
        *,
        accept: Sequence[str] = ANY,
        largest: int | None = None,
    ) -> Fetched | Failure:
        """What is at the address, or why it was not taken.

        `accept` are media types such as `text/html` or `image/*`; an answer of another type is a failure
        (`content_type`), one that states none is not. `largest` is in bytes, after decompression.
        """
        first = parse_address(address, self._limits.allowed_hosts)
        if isinstance(first, Problem):
            return Failure(shown(address), first.reason, f"{shown(address)}: {first.message}")
        extra = _headers(conditions)
        if isinstance(extra, Problem):
            return Failure(str(first), extra.reason, extra.message)
        wanted = Wanted(tuple(accept), self._limits.largest if largest is None else largest, extra=extra)
        result = follow(first, lambda hop: self._robots.refusal(hop) or self._polite.get(hop, wanted), self._limits)
        if isinstance(result, Failure):
            is_elsewhere = host_of(result.address) != host_of(str(first))
            return replace(result, address=str(first), is_elsewhere=is_elsewhere)
        return self._fetched(first, *result)

    def _fetched(self, asked: Address, address: Address, response: Response) -> Fetched:
        return Fetched(
            address=str(address),
            asked=str(asked),
            status=response.status,
            headers=response.headers,
            body=response.body,
            at=self._clock.now(),
            etag=usable_validator(response.header("etag")),
            last_modified=usable_validator(response.header("last-modified")),
        )

    def _robots_txt(self, address: Address) -> Response | Failure:
        result = follow(address, lambda hop: self._polite.get(hop, WANTED), self._limits)
        return result if isinstance(result, Failure) else result[1]


def _exchange(politeness: Politeness, limits: Limits, clock: Clock, resolve: Resolve) -> Exchange:
    deadline = Deadline(clock.monotonic)
    pool = httpcore.ConnectionPool(
        ssl_context=_tls(),
        max_connections=MOST_CONNECTIONS,
        keepalive_expiry=KEPT_OPEN,
        network_backend=GuardedBackend(deadline, resolve, limits.allowed_hosts),
    )
    return Exchange(pool, deadline, limits, politeness.user_agent)


@cache
def _tls() -> ssl.SSLContext:
    return httpcore.default_ssl_context()  # 50 ms to read the trusted certificates


def _headers(conditions: Conditions) -> Headers | Problem:
    sent = [("If-None-Match", conditions.etag), ("If-Modified-Since", conditions.last_modified)]
    if any(value is not None and usable_validator(value) is None for _, value in sent):
        return Problem("conditions", "The stored ETag or date is no header value. Fetch without it, and store the new.")
    return tuple((name, value) for name, value in sent if value is not None)
