"""Worker processes that read articles: they load the engine while the caller does other things, and read side by side.

Here: starting, feeding, ending them. Not here: what one article gives (`run.extract_article`). Texts go in and results
come back whole; nothing of a parse or a model is passed between processes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import active_children, get_context

from orchestration.errors import LedgerError
from orchestration.extract.engines import ASKING, load_engine
from orchestration.extract.protocol import ArticleText, Engine
from orchestration.extract.run import ExtractionResult, extract_article
from orchestration.processes.helpers import begin_as_helper, interrupts_ignored, one_thread_each

MOST_PROCESSES = 2
SECONDS_PER_ARTICLE = 60.0  # prose of the greatest length takes 20 on a busy core
ARTICLES_AT_ONCE = 8  # enough to hide the way between processes, few enough to keep all busy until the end
FIRST_ARTICLE = ArticleText("art_first", "Nobody signed anything.")

_engine: Engine | None = None
_seconds: float | None = None


class Workers:
    """Processes that have, or will have, an engine loaded. They end with `close`, or when the caller dies."""

    def __init__(self, engine_name: str, processes: int | None = None) -> None:
        """Start no process yet.

        Raises:
            OSError, NotImplementedError: this machine gives no processes or semaphores.
        """
        most = processes or min(MOST_PROCESSES, os.cpu_count() or 1)
        self.engine_name = engine_name
        self._pool = ProcessPoolExecutor(most, get_context("spawn"), initializer=_load, initargs=(engine_name,))

    def warm_up(self) -> None:
        """Start one process, which loads the engine; don't wait for it."""
        with interrupts_ignored(), one_thread_each():
            self._pool.submit(os.getpid)

    def read(self, articles: Sequence[ArticleText]) -> Iterator[ExtractionResult]:
        """Yield the results in the order of the articles. A few articles are read by one process.

        Raises:
            MemoryError, OSError: the machine failed while an article was read.
            LedgerError: a process ended before it was done.
        """
        if not articles:
            return
        try:
            with interrupts_ignored(), one_thread_each():
                results = self._pool.map(_read, articles, chunksize=min(len(articles), ARTICLES_AT_ONCE))
            yield from results
        except BrokenProcessPool:
            raise LedgerError(
                f"A process that reads articles with the engine '{self.engine_name}' ended before it was done: the "
                "engine could not be loaded (the log tells why), or memory ran out. Mend that, and refresh again."
            ) from None  # what a person reads is the innermost cause
        except (MemoryError, OSError) as error:
            error.__cause__ = None  # else the trace of the other process
            raise

    def close(self) -> None:
        """Let the processes end."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def end(self) -> None:
        """End the processes in the middle of what they do: nobody waits for it any more."""
        for process in active_children():
            process.terminate()
        self.close()


class _OneByOne:
    """Reads in this process, where a machine gives no others."""

    def __init__(self, engine_name: str) -> None:
        self.engine_name = engine_name

    def read(self, articles: Sequence[ArticleText]) -> Iterator[ExtractionResult]:
        engine, seconds = load_engine(self.engine_name), _most_seconds(self.engine_name)
        return (extract_article(engine, article, seconds) for article in articles)

    def close(self) -> None:
        """Nothing was started."""

    end = close


_warm: list[Workers] = []


def warm_up(engine_name: str) -> None:
    """Let a worker load an engine now, for the next `workers` of this process; do nothing where that can't be done."""
    with suppress(OSError, NotImplementedError):
        started = Workers(engine_name)
        started.warm_up()
        _warm.append(started)


@contextmanager
def workers(engine_name: str) -> Iterator[Workers | _OneByOne]:
    """Lend workers with an engine, those that are warm or new ones, and end them; at once when the caller fails."""
    found = _taken(engine_name)
    try:
        yield found
    except BaseException:
        found.end()
        raise
    found.close()


def _taken(engine_name: str) -> Workers | _OneByOne:
    for each in _warm:
        if each.engine_name == engine_name:
            _warm.remove(each)
            return each
    try:
        return Workers(engine_name)
    except (OSError, NotImplementedError):
        return _OneByOne(engine_name)


def end_all() -> None:
    """End workers that were warmed up and not used."""
    while _warm:
        _warm.pop().end()


def _load(engine_name: str) -> None:
    """Begin a worker."""
    global _engine, _seconds  # one engine a process, loaded once
    begin_as_helper()
    _engine, _seconds = load_engine(engine_name), _most_seconds(engine_name)
    _engine.extract(FIRST_ARTICLE)  # loads what is loaded late


def _read(article: ArticleText) -> ExtractionResult:
    if _engine is None:
        raise RuntimeError("a worker reads only after its engine is loaded")
    return extract_article(_engine, article, _seconds)


def _most_seconds(engine_name: str) -> float | None:
    """Return how long one article may take; engines that wait for a server limit that themselves."""
    return None if engine_name in ASKING else SECONDS_PER_ARTICLE
