"""Processes of their own session, ended by their id, with everything that they started."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from tests.support.places import REPOSITORY

Found = TypeVar("Found")
STOP_SECONDS = 30


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(command: list[str], env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process in a session of its own; at the end none of the session's processes is left."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=REPOSITORY, env=env, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        _stop(process)


def ending_with_us() -> list[str]:
    """What goes before a command that must not outlive this process, even where it is killed (Linux; else nothing)."""
    return ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []


def session_members(session: int) -> list[int]:
    """The processes of a session that still run (Linux; elsewhere none are known)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(folder.name))
    return found


def wait_for(look: Callable[[], Found | None], seconds: float, every: float = 0.5) -> Found:
    """What `look` finds, asked again until it finds something; fails after so many seconds."""
    again = Retrying(
        retry=retry_if_result(lambda found: not found),
        stop=stop_after_delay(seconds),
        wait=wait_fixed(every),
        retry_error_callback=lambda state: None,
    )
    found = again(look)
    assert found, f"nothing within {seconds:.0f} s: {look.__doc__ or look.__name__}"
    return found


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
    for member in session_members(process.pid):
        try:
            os.kill(member, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait(STOP_SECONDS)
