"""One request as a guest makes it: in its turn, again after a passing fault, and not while the host wants peace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from orchestration.feeds.addresses import Address
from orchestration.feeds.clock import Clock
from orchestration.feeds.exchange import AGAIN, Exchange, Fault, Response, Wanted
from orchestration.feeds.models import RESTING, Failure, Politeness
from orchestration.feeds.pacing import Pace
from orchestration.feeds.redirects import STATUSES
from orchestration.feeds.retries import is_passing, pause, retry_after

ADVICE = {
    401: "It needs a login, and nothing is fetched with one. Take the address out.",
    403: "The server refuses it. Ask the publisher, or take the address out.",
    404: "There is nothing at the address. Correct it, or take it out.",
    410: "What was at the address is gone for good. Take it out.",
    429: "The server finds that it is asked too often. Ask it less often.",
}


class PoliteExchange:
    """Puts pace and retries around an exchange."""

    def __init__(
        self, exchange: Exchange, pace: Pace, politeness: Politeness, clock: Clock, random: Callable[[], float]
    ) -> None:
        self._exchange = exchange
        self._pace = pace
        self._politeness = politeness
        self._clock = clock
        self._random = random

    def get(self, address: Address, wanted: Wanted) -> Response | Failure:
        """A body, a redirect, or 304 where conditions were sent; all else is a failure."""
        if until := self._pace.resting_until(address.host):
            message = f"{address.host} asked to be left alone until {until:%Y-%m-%d %H:%M} UTC. It was not asked."
            return Failure(str(address), RESTING, message, until)
        answer, retry_at = self._asked(address, wanted)
        if isinstance(answer, Fault):
            return Failure(str(address), answer.reason, f"{address}: {answer.message}", retry_at)
        taken = {200, *STATUSES} | ({304} if wanted.extra else set())
        if answer.status in taken:
            return answer
        advice = ADVICE.get(answer.status, AGAIN if is_passing(answer) else "Open it in a browser and correct it.")
        message = f"{address} answered with status {answer.status}. {advice}"
        return Failure(str(address), f"status_{answer.status}", message, retry_at)

    def _asked(self, address: Address, wanted: Wanted) -> tuple[Response | Fault, datetime | None]:
        attempt = 0
        while True:
            self._pace.wait_for_turn(address.host)
            answer = self._exchange.get(address, wanted)
            if not is_passing(answer):
                return answer, None
            now = self._clock.now()
            stated = retry_after(answer, now)
            is_too_long = stated is not None and stated > self._politeness.longest_retry_after
            attempt += 1
            if is_too_long or attempt > self._politeness.most_retries:
                return answer, self._rest(address, stated, now)
            self._clock.sleep(max(stated or 0.0, pause(attempt, self._random)))

    def _rest(self, address: Address, stated: float | None, now: datetime) -> datetime | None:
        if stated is None:
            return None
        until = now + timedelta(seconds=stated)
        self._pace.rest(address.host, until)
        return until
