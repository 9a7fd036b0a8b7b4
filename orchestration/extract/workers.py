"""Worker processes that read articles: they load the engine while the caller does other things, and read side by side.

Here: starting, feeding, ending them. Not here: what one article gives (`run.extract_article`). Texts go in and results
come back whole; nothing of a parse or a model is passed between processes.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from threading import Thread

from orchestration.errors import LedgerError
from orchestration.extract.engines import load_engine
from orchestration.extract.protocol import ArticleText, Engine
from orchestration.extract.run import ExtractionResult, extract_article

MOST_PROCESSES = 2
ARTICLES_AT_ONCE = 8  # enough to hide the way between processes, few enough to keep all busy until the end
FIRST_ARTICLE = ArticleText("art_first", "Nobody signed anything.")

_engine: Engine | None = None


class Workers:
    """Processes that have, or will have, an engine loaded. They end with `close`, or when the caller dies."""

    def __init__(self, engine_name: str, processes: int | None = None) -> None:
        """Start no process yet."""
        most = processes or min(MOST_PROCESSES, os.cpu_count() or 1)
        self.engine_name = engine_name
        self._pool = ProcessPoolExecutor(most, get_context("spawn"), initializer=_load, initargs=(engine_name,))

    def warm_up(self) -> None:
        """Start one process, which loads the engine; don't wait for it."""
        self._pool.submit(os.getpid)

    def read(self, articles: Sequence[ArticleText]) -> Iterator[ExtractionResult]:
        """Yield the results in the order of the articles.

        Raises:
            MemoryError, OSError: the machine failed while an article was read.
            LedgerError: a process ended before it was done.
        """
        size = 1 if len(articles) < ARTICLES_AT_ONCE * MOST_PROCESSES else ARTICLES_AT_ONCE
        try:
            yield from self._pool.map(_read, articles, chunksize=size)
        except BrokenProcessPool as error:
            raise LedgerError(
                f"A process that reads articles with the engine '{self.engine_name}' ended before it was done: the "
                "engine could not be loaded (the reason stands above), or memory ran out. Mend that, and refresh again."
            ) from error

    def close(self) -> None:
        """End the processes; what they have not begun is left."""
        self._pool.shutdown(wait=True, cancel_futures=True)


_warm: list[Workers] = []


def warm_up(engine_name: str) -> None:
    """Let a worker load an engine now, for the next `workers` of this process."""
    started = Workers(engine_name)
    started.warm_up()
    _warm.append(started)


@contextmanager
def workers(engine_name: str) -> Iterator[Workers]:
    """Lend workers with an engine, those that are warm or new ones, and end them."""
    found = next((each for each in _warm if each.engine_name == engine_name), None) or Workers(engine_name)
    try:
        yield found
    finally:
        found.close()
        _warm[:] = [each for each in _warm if each is not found]


def end_all() -> None:
    """End workers that were warmed up and not used."""
    while _warm:
        _warm.pop().close()


def _load(engine_name: str) -> None:
    """Begin a worker: Ctrl-C is for the caller, who ends it; a caller that dies takes it along."""
    global _engine  # one engine a process, loaded once
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_die_with_the_caller, daemon=True).start()
    _engine = load_engine(engine_name)
    _engine.extract(FIRST_ARTICLE)  # loads what is loaded late


def _die_with_the_caller() -> None:
    caller = parent_process()
    if caller is not None:
        connection.wait([caller.sentinel])
        os._exit(1)


def _read(article: ArticleText) -> ExtractionResult:
    if _engine is None:
        raise RuntimeError("a worker reads only after its engine is loaded")
    return extract_article(_engine, article)
