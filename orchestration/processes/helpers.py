"""How a helper process begins: deaf to Ctrl-C, gone when its caller is, and with no more memory than it may have."""

from __future__ import annotations

import importlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import connection, parent_process
from pathlib import Path
from threading import Thread, current_thread, main_thread

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Start processes that know no Ctrl-C from their first moment: it is for the caller, who ends them."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Start processes whose numerical libraries keep to one thread, unless the user chose otherwise.

    The libraries read these variables once, when they are loaded. With as many threads as cores in each, two processes
    on two cores do no more than one.
    """
    added = [name for name in THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


def begin_as_helper() -> None:
    """Begin a helper process: a caller that dies takes it along."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_die_with_the_caller, daemon=True).start()


def limit_memory(more_bytes: int) -> None:
    """Let this process take that much memory more than it has now; no limit where the system knows none.

    Past it, Python raises MemoryError, and a library that does not expect that ends the process.
    """
    if not Path("/proc/self/statm").exists():  # macOS has the call, and ignores it
        return
    resource = importlib.import_module("resource")  # POSIX only
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + more_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _die_with_the_caller() -> None:
    caller = parent_process()
    if caller is not None:
        connection.wait([caller.sentinel])
        os._exit(1)
