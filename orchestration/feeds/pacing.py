"""How often a host is asked: one request in a while, and none while it asked to be left alone."""

from __future__ import annotations

import threading
from datetime import datetime

from orchestration.feeds.clock import Clock


class Pace:
    """Keeps the requests to each host apart, for all threads of a client together."""

    def __init__(self, clock: Clock, seconds: float, most_seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._most_seconds = most_seconds
        self._slower: dict[str, float] = {}
        self._next: dict[str, float] = {}
        self._resting: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def slow_down(self, host: str, seconds: float) -> None:
        """Leave this many seconds between requests to the host, if that is slower than usual and within reason."""
        with self._lock:
            self._slower[host] = min(seconds, self._most_seconds)

    def rest(self, host: str, until: datetime) -> None:
        """Do not ask the host before that moment."""
        with self._lock:
            self._resting[host] = max(until, self._resting.get(host, until))

    def resting_until(self, host: str) -> datetime | None:
        """The moment before which the host must not be asked; None when it may be."""
        until = self._resting.get(host)
        return until if until and until > self._clock.now() else None

    def wait_for_turn(self, host: str) -> None:
        """Wait until the next request to the host may start."""
        with self._lock:
            now = self._clock.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + max(self._seconds, self._slower.get(host, 0.0))
        if turn > now:
            self._clock.sleep(turn - now)
