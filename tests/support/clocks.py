"""A clock that tests move: waiting takes no time, and is written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from orchestration.feeds.clock import Clock

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


class ManualClock:
    """Starts at `NOON`; `slept` are the waits. `tick` seconds pass whenever somebody looks at the seconds."""

    def __init__(self, tick: float = 0.0) -> None:
        self.slept: list[float] = []
        self.tick = tick
        self._seconds = 0.0

    @property
    def clock(self) -> Clock:
        """What the code under test gets."""
        return Clock(self.now, self._monotonic, self._sleep)

    def now(self) -> datetime:
        """The date."""
        return NOON + timedelta(seconds=self._seconds)

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass without anyone waiting."""
        self._seconds += seconds

    def _monotonic(self) -> float:
        self._seconds += self.tick
        return self._seconds

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._seconds += seconds
