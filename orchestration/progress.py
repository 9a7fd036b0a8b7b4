"""How far a long step is: a bar on a terminal, a line in the log every few seconds (done, total, rate, time left)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

Item = TypeVar("Item")
SECONDS_BETWEEN_LINES = 5.0
"""Often enough to see that a step lives, seldom enough that an hour of work fits on a few screens."""


class Progress:
    """Reports one step. Call it with (done, total), or let `each` count the items of an iterable."""

    def __init__(self, label: str, log: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        """Name the step, and say where log lines go and what tells the time in seconds."""
        self._label, self._log, self._clock = label, log, clock
        self._started = self._last_line = clock()
        columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._bar.stop()

    def __call__(self, done: int, total: int) -> None:
        """Report that `done` of `total` are done."""
        if self._task is None:
            self._task = self._bar.add_task(self._label, total=total)
        self._bar.update(self._task, completed=done, total=total)
        now = self._clock()
        if now - self._last_line >= SECONDS_BETWEEN_LINES:
            self._last_line = now
            self._log(line(self._label, done, total, now - self._started))

    def each(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """Yield the items, reporting each; a total that proves too small grows."""
        for done, item in enumerate(items, start=1):
            self(done, max(done, total))
            yield item


def line(label: str, done: int, total: int, seconds: float) -> str:
    """Return the log line: `extract: 30 of 120, 6.0 per second, 15 s left`."""
    rate = done / seconds if seconds > 0 else 0.0
    left = f"{(total - done) / rate:.0f} s left" if rate > 0 else "time left unknown"
    return f"{label}: {done} of {total}, {rate:.1f} per second, {left}"
