"""One request and its answer: what is sent, how much of the answer is taken, and what can go wrong, as a value.

Not here: robots.txt, pace, retries and redirects (`robots`, `pacing`, `retries`, `redirects`).
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace

import httpcore

from orchestration.feeds.addresses import Address
from orchestration.feeds.content_encoding import ACCEPTED, DecodingError, IncompleteError, decoder
from orchestration.feeds.models import Limits
from orchestration.feeds.transport import Deadline, RefusedMachineError, UnresolvedError
from orchestration.load.sizes import in_mb

Headers = tuple[tuple[str, str], ...]
LARGEST_HEADERS = 32 * 1024  # honest servers send 2 KB; httpcore itself stops at 100 KB
AGAIN = "It is asked again later, first after an hour."


@dataclass(frozen=True)
class Wanted:
    """What a request takes: media types, bytes, whether a longer body is cut instead of refused; and extra headers."""

    accept: tuple[str, ...]
    largest: int
    is_cut: bool = False
    extra: Headers = ()

    def takes(self, content_type: str | None) -> bool:
        """Is it one of the media types? An answer that states none is taken."""
        stated = (content_type or "").partition(";")[0].strip().lower()
        ranges = [accepted.partition(";")[0].strip().lower() for accepted in self.accept]
        return not stated or "*/*" in ranges or stated in ranges or f"{stated.partition('/')[0]}/*" in ranges


@dataclass(frozen=True)
class Response:
    """An answer of a server. `body` is empty unless the status is 200."""

    status: int
    headers: Headers
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first header of that name (in lower case)."""
        return next((value for found, value in self.headers if found == name), None)


@dataclass(frozen=True)
class Fault:
    """Why there is no answer; `is_passing` when the next moment may be better."""

    reason: str
    message: str
    is_passing: bool = False


class _FaultError(Exception):
    """A fault on its way out of the reading of a body."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Exchange:
    """Sends requests over a pool of connections, all under one user agent."""

    def __init__(self, pool: httpcore.ConnectionPool, deadline: Deadline, limits: Limits, user_agent: str) -> None:
        self._pool = pool
        self._deadline = deadline
        self._user_agent = user_agent
        self._total = limits.total
        self._timeout = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def get(self, address: Address, wanted: Wanted) -> Response | Fault:
        """The answer to one request, without following redirects."""
        self._deadline.start(self._total)
        scheme, host, target = (part.encode() for part in (address.scheme, address.host, address.target))
        url = httpcore.URL(scheme=scheme, host=host, port=address.port, target=target)
        headers, extensions = self._headers(address, wanted), {"timeout": self._timeout}
        try:
            with self._pool.stream("GET", url, headers=headers, extensions=extensions) as response:
                return _taken(response, wanted)
        except _FaultError as error:
            return error.fault
        except RefusedMachineError as error:
            told = f"{address.host} leads to {error}, which is not on the open web."
            text = f"{told} If it is meant, name the host in ECOSYSTEM_FEEDS_ALLOWED_HOSTS."
            return Fault("refused_address", text)
        except UnresolvedError as error:
            return Fault("dns", f"{address.host} cannot be found: {error}. Check its spelling.", error.is_passing)
        except httpcore.TimeoutException:
            return Fault("timeout", f"No complete answer in time. {AGAIN}", is_passing=not self._deadline.is_over)
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            return _broken(error)

    def _headers(self, address: Address, wanted: Wanted) -> list[tuple[str, str]]:
        return [
            ("Host", address.authority),
            ("User-Agent", self._user_agent),
            ("Accept", ", ".join(wanted.accept)),
            ("Accept-Encoding", ACCEPTED),
            *wanted.extra,
        ]


def _broken(error: Exception) -> Fault:
    if any(isinstance(origin, ssl.SSLError) for origin in error.args):  # httpcore cuts __cause__ off, not this
        return Fault("tls", f"No safe connection ({error}). Check the address; the site's certificate may be bad.")
    if isinstance(error, httpcore.ProtocolError):
        return Fault("protocol", f"The answer is no proper HTTP ({error}). {AGAIN}", is_passing=True)
    return Fault("connection", f"The connection failed ({error}). {AGAIN}", is_passing=True)


def _taken(response: httpcore.Response, wanted: Wanted) -> Response | Fault:
    headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers)
    if sum(len(name) + len(value) for name, value in headers) > LARGEST_HEADERS:
        return Fault("protocol", f"The answer has more than {LARGEST_HEADERS >> 10} KB of headers. It was not read.")
    head = Response(response.status, headers)
    if head.status != 200:
        return head
    if not wanted.takes(head.header("content-type")):
        return Fault("content_type", f"The answer is {head.header('content-type')!r}, not {', '.join(wanted.accept)}.")
    return replace(head, body=_body(response, head, wanted))


def _body(response: httpcore.Response, head: Response, wanted: Wanted) -> bytes:
    coding = head.header("content-encoding") or ""
    decode = decoder(coding)
    if decode is None:
        raise _FaultError(Fault("content_encoding", f"The body is packed in a way not asked for ({coding[:40]!r})."))
    length = head.header("content-length") or ""
    if length.isdecimal() and not wanted.is_cut and (len(length) > 15 or int(length) > wanted.largest):
        raise _too_large(wanted)
    body = bytearray()
    try:
        for part in decode(_wire(response, wanted)):
            body += part
            if len(body) > wanted.largest:
                break
    except IncompleteError:
        raise _FaultError(_TRUNCATED) from None
    except DecodingError as error:
        raise _FaultError(Fault("content_encoding", f"The body cannot be unpacked ({error}). {AGAIN}")) from error
    if len(body) > wanted.largest and not wanted.is_cut:
        raise _too_large(wanted)
    return bytes(body[: wanted.largest])


def _wire(response: httpcore.Response, wanted: Wanted) -> Iterator[bytes]:
    """The body as it comes. Packed bodies that unpack to nothing are not endless either."""
    count = 0
    chunks = response.iter_stream()
    while (chunk := _next(chunks)) is not None:
        count += len(chunk)
        yield chunk
        if count > wanted.largest and not wanted.is_cut:
            raise _too_large(wanted)
        if count > 2 * wanted.largest:
            return


def _next(chunks: Iterator[bytes]) -> bytes | None:
    try:
        return next(chunks, None)
    except httpcore.ProtocolError:
        raise _FaultError(_TRUNCATED) from None


def _too_large(wanted: Wanted) -> _FaultError:
    advice = "Leave its address out with a filter, or list a smaller feed."
    return _FaultError(Fault("too_large", f"The body has more than the {in_mb(wanted.largest)} allowed. {advice}"))


_TRUNCATED = Fault("truncated", f"The body ended before its end. {AGAIN}", is_passing=True)
