"""Processes in which files are read: a file that hangs a parser, kills it or eats memory costs itself and nothing else.

Here: the processes, their limits, and what becomes of a file that breaks one. Not here: how a file is read (`reading`).
Files go in by their path and articles come back; a file that fails is tried once more by itself, so that its
neighbours in a batch lose nothing.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from orchestration.errors import LedgerError
from orchestration.load.models import FileContents, FoundFile, Problem
from orchestration.load.reading import read_file
from orchestration.load.scan import NO_PERMISSION
from orchestration.processes.helpers import begin_as_helper, interrupts_ignored, limit_memory

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

    from orchestration.load.meta_files import Meta

logger = logging.getLogger(__name__)

MOST_PROCESSES = 4
FILES_AT_ONCE = 8  # hides the way between processes
FEW_FILES = 32  # below it, starting a second process takes longer than it saves
BATCHES_WAITING = 4  # of each process: results of more would only fill the memory
SECONDS, SECONDS_PER_MB = 60.0, 20.0  # 30 times what the slowest pages take
MEMORY = 1024**3  # bytes beyond those of a process that has read nothing

TOO_SLOW = Problem("too_slow", "Reading the file took too long. Save its text as a .txt file, or split an archive.")
TOO_MUCH_MEMORY = Problem(
    "too_much_memory", f"Reading it took more than {MEMORY >> 30} GB of memory. Save its text, or split it."
)
CRASHED = Problem("crashed", "The library that reads this format crashed. Save the article's text as a .txt file.")


class Task(NamedTuple):
    """A file to read, and what the meta file beside it says."""

    file: FoundFile
    meta: Meta | None


Reading = Callable[[Sequence[Task]], Iterator[FileContents]]


def read_here(tasks: Sequence[Task]) -> Iterator[FileContents]:
    """Read files one after the other in this process: without protection, for files that are trusted, and for tests."""
    yield from map(_read, tasks)


def read_in_sandbox(tasks: Sequence[Task]) -> Iterator[FileContents]:
    """Read files in processes of their own; the results come in the order of the tasks.

    Raises:
        LedgerError: this machine gives no processes, or they end before they read anything.
    """
    if not tasks:
        return
    processes = 1 if len(tasks) < FEW_FILES else min(MOST_PROCESSES, os.cpu_count() or 1)
    batches = [tasks[at : at + FILES_AT_ONCE] for at in range(0, len(tasks), FILES_AT_ONCE)]
    with _Sandbox(processes) as sandbox:
        waiting: deque[_Scheduled] = deque()
        for batch in batches:
            waiting.append(sandbox.schedule(batch))
            if len(waiting) > BATCHES_WAITING * processes:
                yield from sandbox.results(waiting.popleft())
        while waiting:
            yield from sandbox.results(waiting.popleft())


class _Scheduled(NamedTuple):
    batch: Sequence[Task]
    future: ProcessFuture[list[FileContents]]
    pool: ProcessPool


class _Sandbox:
    """A pool of processes, and another one when it breaks."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool = _pool(processes)

    def __enter__(self) -> _Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def schedule(self, batch: Sequence[Task]) -> _Scheduled:
        """Begin to read files."""
        seconds = SECONDS + SECONDS_PER_MB * sum(task.file.size for task in batch) / 1024**2
        with interrupts_ignored():
            try:
                future = self._pool.schedule(_read_all, args=(batch,), timeout=seconds)
            except RuntimeError:  # a process ended between two files, by a hand from outside
                self._renew(self._pool)
                future = self._pool.schedule(_read_all, args=(batch,), timeout=seconds)
        return _Scheduled(batch, future, self._pool)

    def results(self, scheduled: _Scheduled, *, is_last_try: bool = False) -> list[FileContents]:
        """Return what was read; after a failure the files are read one by one, and the guilty one is rejected."""
        error = scheduled.future.exception()
        if error is None:
            return scheduled.future.result()
        logger.warning("reading %s failed: %r", ", ".join(task.file.name for task in scheduled.batch), error)
        is_of_the_pool = isinstance(error, BrokenProcessPool)  # which any file of it may have broken
        if is_of_the_pool:
            self._renew(scheduled.pool)
        if len(scheduled.batch) > 1:
            return [found for task in scheduled.batch for found in self.results(self.schedule([task]))]
        if is_of_the_pool and not is_last_try:
            return self.results(self.schedule(scheduled.batch), is_last_try=True)
        return [_failed(scheduled.batch[0], error)]

    def _renew(self, broken: ProcessPool) -> None:
        if broken is not self._pool:
            return  # another file of that pool has already told
        self.__exit__()
        self._pool = _pool(self._processes)
        with interrupts_ignored():
            first = self._pool.schedule(os.getpid).exception()
        if first is not None:
            raise LedgerError(
                f"The processes that read files end before they read anything ({first}): the log tells why. "
                "Nothing was changed; mend that, and refresh again."
            )


def _failed(task: Task, error: BaseException) -> FileContents:
    if isinstance(error, TimeoutError):
        problem = TOO_SLOW
    elif isinstance(error, MemoryError):
        problem = TOO_MUCH_MEMORY
    else:
        problem = CRASHED
    return FileContents(task.file.name, rejections=(problem.of(task.file.name),), is_final=False)


def _pool(processes: int) -> ProcessPool:
    from pebble import ProcessPool  # nothing to read, nothing to load

    try:
        return ProcessPool(processes, initializer=_begin, initargs=(MEMORY,), context=get_context("spawn"))
    except (OSError, NotImplementedError) as error:
        raise LedgerError(f"This machine gives no processes to read files in ({error}).") from error


def _begin(memory: int) -> None:
    import trafilatura  # noqa: F401  else the first file pays for it

    begin_as_helper()
    limit_memory(memory)


def _read_all(tasks: Sequence[Task]) -> list[FileContents]:
    return [_read(task) for task in tasks]


def _read(task: Task) -> FileContents:
    try:
        content = task.file.read()
    except OSError:
        return FileContents(task.file.name, rejections=(NO_PERMISSION.of(task.file.name),), is_final=False)
    return read_file(task.file.name, content, task.meta)
