"""A limit on the time that something may take: no file and no article holds a refresh up.

Here: the alarm. Not here: what becomes of that which was interrupted. Alarms exist only in the main thread of a
process, which is where worker processes read; elsewhere, and on systems without alarms, there is no limit.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType


class TooSlowError(BaseException):
    """Something took longer than it may. No Exception: libraries that go on after any of those would never end."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Interrupt what is done inside after some seconds.

    Raises:
        TooSlowError: the time is over.
    """
    if seconds is None or current_thread() is not main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"it needed more than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
