"""How much memory this process and those that it started hold together, at most."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

SECONDS_BETWEEN_LOOKS = 0.2


class Watch:
    """Looks at the memory while something is done; on systems without /proc it sees nothing."""

    def __init__(self) -> None:
        self.first_gb = self.peak_gb = 0.0
        self._has_ended = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watch:
        """Begin to look."""
        self.first_gb = _held()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Look no more."""
        self._has_ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._has_ended.wait(SECONDS_BETWEEN_LOOKS):
            self.peak_gb = max(self.peak_gb, _held())

    @property
    def taken_gb(self) -> float:
        """The most memory that was held beyond what was held at first: by other tests of this process, say."""
        return self.peak_gb - self.first_gb


def _held() -> float:
    return sum(map(_resident_gb, _family(os.getpid())))


def _family(process: int) -> Iterator[int]:
    yield process
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = thread.read_text().split()
        except OSError:  # it has ended meanwhile
            continue
        for child in children:
            yield from _family(int(child))


def _resident_gb(process: int) -> float:
    """A process's share of memory; pages that several processes use are divided among them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0.0
    return next((int(line.split()[1]) / 1024**2 for line in lines if line.startswith("Pss:")), 0.0)
