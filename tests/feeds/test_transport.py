from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from typing import Any

import httpcore
import pytest

from orchestration.feeds import transport
from orchestration.feeds.client import _tls
from orchestration.feeds.transport import (
    Deadline,
    GuardedBackend,
    RefusedMachineError,
    TimedStream,
    UnresolvedError,
    resolve,
)
from tests.feeds.clients import client, failed, fetched
from tests.support.clocks import ManualClock
from tests.support.site import Site, page, site

PUBLIC, OTHER = "93.184.215.14", "2606:4700::1111"


class RecordingBackend(httpcore.NetworkBackend):
    """Connects to nothing: the machines in `down` refuse, the others give an endless stream."""

    def __init__(self, down: tuple[str, ...] = ()) -> None:
        self.down = down
        self.connected: list[str] = []
        self.names: list[str | None] = []

    def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.connected.append(host)
        if host in self.down:
            raise httpcore.ConnectError
        return EndlessStream(self)


class EndlessStream(httpcore.NetworkStream):
    def __init__(self, backend: RecordingBackend) -> None:
        self.backend = backend

    def read(self, *_: Any, **__: Any) -> bytes:
        return b"x"

    def write(self, *_: Any, **__: Any) -> None:
        """Nobody listens."""

    def close(self) -> None:
        """Nothing is open."""

    def start_tls(self, _: Any, server_hostname: str | None = None, *__: Any, **___: Any) -> Any:
        self.backend.names.append(server_hostname)
        raise httpcore.ConnectError


@pytest.fixture(name="web")
def fixture_site() -> Iterator[Site]:
    with site() as web:
        web.serve("/a", page("<p>Inside</p>"))
        yield web


def backend(answers: list[str], inner: RecordingBackend, *allowed: str) -> GuardedBackend:
    return GuardedBackend(Deadline(ManualClock().clock.monotonic), lambda *_: answers, frozenset(allowed), inner)


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["::1"],
        ["169.254.169.254"],
        ["::ffff:127.0.0.1"],
        ["fe80::1%lo"],
        [PUBLIC, "10.0.0.1"],
        [OTHER, "fd00::1"],
    ],
)
def test_no_connection_when_any_answer_is_private(answers: list[str]) -> None:
    inner = RecordingBackend()
    with pytest.raises(RefusedMachineError):
        backend(answers, inner).connect_tcp("news.example", 443)
    assert inner.connected == []


def test_the_connection_goes_to_the_checked_answer() -> None:
    inner = RecordingBackend()
    backend([PUBLIC, OTHER], inner).connect_tcp("news.example", 443)
    assert inner.connected == [PUBLIC]


def test_the_next_machine_is_tried_and_not_endlessly_many() -> None:
    inner = RecordingBackend(down=(PUBLIC,))
    backend([PUBLIC, OTHER], inner).connect_tcp("news.example", 443)
    assert inner.connected == [PUBLIC, OTHER]
    many = [f"93.184.215.{last}" for last in range(1, 100)]
    inner = RecordingBackend(down=tuple(many))
    with pytest.raises(httpcore.ConnectError):
        backend(many, inner).connect_tcp("news.example", 443)
    assert inner.connected == many[:4]


def test_a_name_without_addresses() -> None:
    with pytest.raises(UnresolvedError):
        backend([], RecordingBackend()).connect_tcp("news.example", 443)


def test_a_host_is_allowed_with_its_port() -> None:
    inner = RecordingBackend()
    backend(["10.0.0.1"], inner, "inside.example:8080").connect_tcp("inside.example", 8080)
    with pytest.raises(RefusedMachineError):
        backend(["10.0.0.1"], inner, "inside.example:8080").connect_tcp("inside.example", 80)


def test_tls_is_spoken_with_the_name_and_not_with_the_number() -> None:
    inner = RecordingBackend()
    with (
        httpcore.ConnectionPool(network_backend=backend([PUBLIC], inner)) as pool,
        pytest.raises(httpcore.ConnectError),
    ):
        pool.request("GET", "https://news.example/")
    assert inner.connected == [PUBLIC]
    assert inner.names == ["news.example"]


def test_a_name_server_that_changes_its_mind_gains_nothing(web: Site) -> None:
    """Rebinding: public when asked first, this machine when asked again."""
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"], ["127.0.0.1"]])
    inner = RecordingBackend(down=(PUBLIC,))
    guarded = GuardedBackend(Deadline(ManualClock().clock.monotonic), lambda *_: next(answers), frozenset(), inner)
    with pytest.raises(httpcore.ConnectError):
        guarded.connect_tcp("rebind.example", 80)
    with pytest.raises(RefusedMachineError):
        guarded.connect_tcp("rebind.example", 80)
    assert inner.connected == [PUBLIC]


@pytest.mark.parametrize("host", ["localhost", "localhost.", "127-0-0-1.ip.example"])
def test_names_that_lead_to_this_machine_are_refused(web: Site, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setattr("orchestration.feeds.addresses.PORTS", {"http": web.port, "https": 443})
    with client(names=lambda *_: ["127.0.0.1"]) as asking:
        failure = failed(asking.fetch(web.url("/a", host)))
    assert failure.reason == "refused_address"
    assert "ECOSYSTEM_FEEDS_ALLOWED_HOSTS" in failure.message
    assert web.requests == []


def test_an_allowed_name_is_connected_to_with_its_name_in_the_header(web: Site) -> None:
    names = {"inside.example": ["127.0.0.1"]}
    with client(names=names, allowed_hosts=frozenset({f"inside.example:{web.port}"})) as asking:
        fetched(asking.fetch(web.url("/a", "inside.example")))
    assert {request.headers["host"] for request in web.requests} == {f"inside.example:{web.port}"}


def test_plain_http_where_tls_was_asked_for(web: Site) -> None:
    with client() as asking:
        failure = failed(asking.fetch(f"https://127.0.0.1:{web.port}/a"))
    assert failure.reason == "tls"


def test_certificates_are_checked() -> None:
    """Without a site that speaks TLS, what can be asserted is that the connection would check."""
    context = _tls()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


def test_a_port_on_which_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with client() as asking:
        assert failed(asking.fetch(f"http://127.0.0.1:{port}/")).reason == "connection"


class FailingResolver:
    """Remembers what it was asked, and knows nothing."""

    def __init__(self, error: UnresolvedError) -> None:
        self.error = error
        self.asked: list[str] = []

    def __call__(self, host: str, *_: float) -> list[str]:
        self.asked.append(host)
        raise self.error


@pytest.mark.parametrize(("is_passing", "times"), [(False, 1), (True, 4)])
def test_names_that_lead_nowhere(is_passing: bool, times: int) -> None:
    names = FailingResolver(UnresolvedError("unknown", is_passing))
    with client(names=names) as asking:
        failure = failed(asking.fetch("https://nowhere.example/"))
    assert failure.reason == "dns"
    assert len(names.asked) == times


def test_the_system_resolver() -> None:
    assert resolve("127.0.0.1", 80, 5.0) == ["127.0.0.1"]
    with pytest.raises(UnresolvedError):
        resolve("a" * 64 + ".example", 80, 5.0)


def test_a_name_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(transport, "_looked_up", lambda host, port: released.wait(2.0) and [])
    with pytest.raises(UnresolvedError, match="in time") as found:
        resolve("slow.example", 80, 0.01)
    released.set()
    assert found.value.is_passing


def test_no_stream_outlasts_the_deadline() -> None:
    clock = ManualClock(tick=1.0)
    deadline = Deadline(clock.clock.monotonic)
    deadline.start(60.0)
    stream = TimedStream(EndlessStream(RecordingBackend()), deadline)
    with pytest.raises(httpcore.ReadTimeout):
        for _ in range(100):
            stream.read(1, 20.0)
    with pytest.raises(httpcore.ReadTimeout):
        stream.write(b"x", 20.0)
    with pytest.raises(httpcore.ReadTimeout):
        stream.start_tls(None, "news.example", 20.0)
    assert deadline.is_over


def test_each_thread_has_its_own_deadline() -> None:
    clock = ManualClock()
    deadline = Deadline(clock.clock.monotonic)
    deadline.start(60.0)
    other = threading.Thread(target=lambda: deadline.start(1.0))
    other.start()
    other.join()
    clock.pass_seconds(30.0)
    assert deadline.within(None) == 30.0
