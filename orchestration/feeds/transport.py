"""The network itself: connects only to checked machines, within a limit of time, and names what went wrong.

httpcore is used without httpx around it: cookies, redirects, credentials, proxies of the environment and automatic
decompression are then not switched off but absent. Not here: whether an address should be asked at all (`client`).
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue
from typing import Any

import httpcore

from orchestration.feeds.addresses import is_public

Resolve = Callable[[str, int, float], list[str]]
MOST_MACHINES = 4  # a name may have many addresses; when four do not answer, neither do the others


class RefusedMachineError(Exception):
    """The host's name leads to a machine that is not on the open web."""


class UnresolvedError(Exception):
    """The host's name leads nowhere; `is_passing` when that may be different soon."""

    def __init__(self, message: str, is_passing: bool) -> None:
        super().__init__(message)
        self.is_passing = is_passing


class Deadline(threading.local):
    """When the answer that this thread waits for must be there; each thread has its own."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._at = float("inf")

    def start(self, seconds: float) -> None:
        """Give the thread this long, from now."""
        self._at = self._monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Is no time left?"""
        return self._monotonic() >= self._at

    def within(self, seconds: float | None) -> float:
        """At most these seconds, and less near the end.

        Raises:
            httpcore.ReadTimeout: no time is left.
        """
        left = self._at - self._monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer took too long as a whole")
        return left if seconds is None else min(seconds, left)


class TimedStream(httpcore.NetworkStream):
    """A connection on which no step outlasts the deadline: httpcore itself limits each reading, not their sum."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, or wait for it."""
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on encrypted."""
        within = self._deadline.within(timeout)
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, within), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a connection."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name once, checks every answer, and connects to one of the checked answers, never to the name.

    So a name server that answers differently the next time gains nothing. The header Host and the name in TLS are made
    from the address by httpcore and stay those of the host.
    """

    def __init__(
        self,
        deadline: Deadline,
        resolve: Resolve,
        allowed_hosts: frozenset[str],
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._allowed_hosts = allowed_hosts
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's machines that takes one.

        Raises:
            RefusedMachineError: one of the machines is not on the open web.
            UnresolvedError: the name leads nowhere.
        """
        machines = self._machines(host, port, self._deadline.within(timeout))
        failed: Exception | None = None
        for machine in machines[:MOST_MACHINES]:
            try:
                within = self._deadline.within(timeout)
                stream = self._inner.connect_tcp(machine, port, within, local_address, socket_options)
                return TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or UnresolvedError("the name has no address", is_passing=False)

    def _machines(self, host: str, port: int, timeout: float) -> list[str]:
        machines = list(dict.fromkeys(self._resolve(host, port, timeout)))
        if host in self._allowed_hosts or f"{host}:{port}" in self._allowed_hosts:
            return machines
        # One private answer among public ones is an attack or a mistake: the name as a whole is refused.
        for machine in machines:
            if not is_public(machine):
                raise RefusedMachineError(machine)
        return machines


def resolve(host: str, port: int, timeout: float) -> list[str]:
    """The IP addresses of a host, from the system's resolver, which has no time limit of its own.

    Raises:
        UnresolvedError: there are none, or not in time.
    """
    answers: SimpleQueue[list[str] | UnresolvedError] = SimpleQueue()
    threading.Thread(target=lambda: answers.put(_looked_up(host, port)), daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except Empty:
        raise UnresolvedError("the name server did not answer in time", is_passing=True) from None
    if isinstance(answer, UnresolvedError):
        raise answer
    return answer


def _looked_up(host: str, port: int) -> list[str] | UnresolvedError:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        return UnresolvedError(error.strerror or "unknown host", error.errno == socket.EAI_AGAIN)
    except (OSError, UnicodeError) as error:
        return UnresolvedError(type(error).__name__, is_passing=False)
    return [str(sockaddr[0]) for *_, sockaddr in found]
