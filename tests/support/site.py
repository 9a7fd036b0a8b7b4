"""A small web site on this machine, whose pages behave well or badly, and which remembers who asked for what.

    with site() as fixture:
        fixture.serve("/a", Answer(status=503), page("<p>Hello</p>"))   # first a failure, then the page, for ever
        ... fetch(fixture.url("/a")) ...
        assert fixture.paths() == ["/a", "/a"]

All text is invented. A path that is not served is answered with 404, so by default there is no robots.txt.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 5.0
HTML = "text/html; charset=utf-8"
Headers = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What a path answers.

    With `parts`, these are sent one by one as the body, until they or the client's patience end; the connection is
    closed then, and Content-Length only stated if `headers` has it. With an `etag` or `last_modified`, a request that
    repeats it gets 304. With `wait`, the answer comes when the site is closed, or when the test would hang otherwise.
    """

    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)
    parts: Callable[[], Iterator[bytes]] | None = None
    etag: str | None = None
    last_modified: str | None = None
    wait: bool = False


@dataclass(frozen=True)
class Request:
    """What was asked for; names of headers in lower case."""

    method: str
    path: str
    headers: Headers


class Site:
    """The pages and the log of requests."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.port = 0
        self.closing = threading.Event()
        self._answers: dict[str, list[Answer]] = {}
        self._lock = threading.Condition()

    def serve(self, path: str, *answers: Answer) -> None:
        """Answer `path` with each of these in turn; the last one stays."""
        with self._lock:
            self._answers[path] = list(answers)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths asked for so far, in order, without robots.txt."""
        with self._lock:
            return [request.path for request in self.requests if request.path != "/robots.txt"]

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        with self._lock:
            return sum(request.path == path for request in self.requests)

    def was_asked(self, path: str, times: int) -> bool:
        """Whether a path was asked for so often; a client that gave up may be ahead, so the site is waited for."""
        with self._lock:
            return self._lock.wait_for(lambda: sum(each.path == path for each in self.requests) >= times, PATIENCE)

    def answer(self, request: Request) -> Answer:
        """The next answer to the request, which goes into the log."""
        with self._lock:
            self.requests.append(request)
            self._lock.notify_all()
            answers = self._answers.get(request.path, [Answer(status=404)])
            return answers.pop(0) if len(answers) > 1 else answers[0]


@contextmanager
def site() -> Iterator[Site]:
    """A site that answers on a free port of the loopback interface until the block ends."""
    fixture = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"fixture": fixture}))
    fixture.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield fixture
    finally:
        fixture.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def page(text: str, content_type: str = HTML, encoding: str = "utf-8", **answer: str | None) -> Answer:
    """A page; `etag` and `last_modified` may follow. A wrong charset: an `encoding` that the type does not state."""
    return Answer(text.encode(encoding), headers={"Content-Type": content_type}, **answer)


def robots(*lines: str) -> Answer:
    """A robots.txt."""
    return page("\n".join(lines), "text/plain")


def redirect(location: str, status: int = 302) -> Answer:
    """A redirect, to wherever."""
    return Answer(status=status, headers={"Location": location})


def busy(status: int = 429, retry_after: str | None = None) -> Answer:
    """An answer that asks for patience."""
    return Answer(status=status, headers={} if retry_after is None else {"Retry-After": retry_after})


def packed(body: bytes, coding: str) -> Answer:
    """A body with a Content-Encoding, as a gzip bomb has it."""
    return Answer(body, headers={"Content-Type": HTML, "Content-Encoding": coding})


def truncated(body: bytes, length: int) -> Answer:
    """A body that promises more bytes than it has."""
    return Answer(headers={"Content-Length": str(length)}, parts=lambda: iter([body]))


def drip(length: int = 1_000_000) -> Answer:
    """A body that comes byte by byte."""
    return Answer(headers={"Content-Length": str(length)}, parts=lambda: (b"." for _ in range(length)))


def endless() -> Answer:
    """A body without an end."""
    return Answer(parts=lambda: iter(lambda: b"x" * 65536, None))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fixture: Site

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.fixture.answer(Request(self.command, self.path, headers))
        if answer.wait:
            self.fixture.closing.wait(PATIENCE)
        try:
            self._send(answer, _is_known(answer, headers))
        except OSError:  # the client has seen enough
            self.close_connection = True

    def _send(self, answer: Answer, is_known: bool) -> None:
        self.send_response(304 if is_known else answer.status)
        for name, value in {**answer.headers, **_validators(answer)}.items():
            self.send_header(name, value)
        if is_known or answer.parts is None:
            body = b"" if is_known else answer.body
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            self.send_header("Connection", "close")
            self.end_headers()
            self._send_parts(answer.parts())

    def _send_parts(self, parts: Iterator[bytes]) -> None:
        for part in parts:
            if self.fixture.closing.is_set():
                break
            self.wfile.write(part)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: tests look at the log of requests."""


def _validators(answer: Answer) -> Headers:
    stated = {"ETag": answer.etag, "Last-Modified": answer.last_modified}
    return {name: value for name, value in stated.items() if value}


def _is_known(answer: Answer, headers: Headers) -> bool:
    """As servers do it: the ETag decides; only without one sent does the date."""
    if sent := headers.get("if-none-match"):
        return sent == answer.etag
    return bool(answer.last_modified) and headers.get("if-modified-since") == answer.last_modified
