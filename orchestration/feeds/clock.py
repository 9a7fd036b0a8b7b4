"""Time as the fetching modules see it; tests put their own in its place."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Clock:
    """The date, seconds that never run backwards, and waiting."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]


SYSTEM = Clock(lambda: datetime.now(UTC), time.monotonic, time.sleep)
