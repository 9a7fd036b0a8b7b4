"""Which hosts rest for the remainder of a poll, because they asked for it or do not answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from orchestration.feeds.identity import host_of
from orchestration.feeds.models import Failure, Fetched
from orchestration.feeds.queueing import is_of_the_host

MOST_IN_A_ROW = 3
REST = timedelta(hours=1)


class Hosts:
    """Counts failures in a row by host. After three, each with its retries and time-outs, its other pages can wait."""

    def __init__(self) -> None:
        """Begin with no failures."""
        self._in_a_row: dict[str, int] = {}
        self._until: dict[str, datetime] = {}

    def answered(self, address: str, answer: Fetched | Failure, now: datetime) -> None:
        """Take note of an answer."""
        host = host_of(address)
        if isinstance(answer, Fetched) or not is_of_the_host(answer):
            self._in_a_row.pop(host, None)
            return
        self._in_a_row[host] = self._in_a_row.get(host, 0) + 1
        if answer.retry_at:
            self._until[host] = answer.retry_at.astimezone(UTC)
        elif self._in_a_row[host] >= MOST_IN_A_ROW:
            self._until[host] = now + REST

    def resting_until(self, address: str, now: datetime) -> datetime | None:
        """The moment before which the host is not asked again; None when it may be asked."""
        until = self._until.get(host_of(address))
        return until if until and until > now else None
